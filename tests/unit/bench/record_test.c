/* SPDX-License-Identifier: MIT
 *
 * Whole lines are compared: keys sorted, numbers with six digits.
 */
#include "bench/record.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "check.h"

static void assert_text(json_t *object, const char *expected)
{
    assert_non_null(object);
    char *text = json_dumps(object, JSON_SORT_KEYS | JSON_COMPACT | JSON_REAL_PRECISION(6));
    assert_non_null(text);
    assert_string_equal(text, expected);
    free(text);
    json_decref(object);
}

static const struct s7_bench_config config = {
    .rounds = 15, .round_time = 200 * S7_MILLISECOND, .pin = S7_BENCH_PIN_CROSS, .seed = 42};
static const struct s7_bench_machine machine = {.date = "2026-11-20T06:30:00Z",
                                                .host = "bench-1",
                                                .kernel = "Linux 6.1.0 x86_64",
                                                .processor = "A Processor",
                                                .processors = 2,
                                                .compiler = "12.2.0"};

static struct s7_bench_sample blank_sample(void)
{
    return (struct s7_bench_sample){.scenario = S7_BENCH_SYSCALLS,
                                    .subject = "self",
                                    .server = "limit-s7",
                                    .size = 64,
                                    .requests = 1000,
                                    .per_second = -1,
                                    .p50_us = -1,
                                    .p90_us = -1,
                                    .p99_us = -1,
                                    .max_us = -1,
                                    .client_cpu_us = -1,
                                    .lost = -1,
                                    .connections = 1,
                                    .server_cpu_us = -1,
                                    .switches = -1,
                                    .system_calls = -1,
                                    .allocations = -1,
                                    .foreign = -1};
}

static void a_sample_with_every_figure(void **state)
{
    (void)state;
    const struct s7_bench_sample sample = {.scenario = S7_BENCH_LOCKSTEP,
                                           .subject = "self",
                                           .server = "cpu",
                                           .size = 400,
                                           .round = 3,
                                           .requests = 12345,
                                           .per_second = 50000,
                                           .p50_us = 19.5,
                                           .p90_us = 21.25,
                                           .p99_us = 30.5,
                                           .max_us = 900.5,
                                           .client_cpu_us = 9.25,
                                           .server_cpu_us = 8.75,
                                           .switches = 1.5,
                                           .system_calls = 2.5,
                                           .allocations = 0.5,
                                           .lost = -1,
                                           .connections = 1,
                                           .foreign = 0.125};
    assert_text(
        s7_bench_sample_json(&config, &sample),
        "{\"MB_s\":20.0,\"allocs\":0.5,\"conns\":1,\"cpu_us\":9.25,\"ctxsw\":1.5,\"depth\":1,\"errors\":0,"
        "\"foreign\":0.125,\"kind\":\"sample\",\"max_us\":900.5,\"n\":400,\"ops\":12345,\"ops_s\":50000.0,"
        "\"p50_us\":19.5,\"p90_us\":21.25,\"p99_us\":30.5,\"pdu\":960,\"pin\":\"cross\",\"round\":3,"
        "\"scenario\":\"lockstep\",\"schema\":\"sieben/bench/1\",\"server\":\"cpu\",\"srv_cpu_us\":8.75,"
        "\"subject\":\"self\",\"syscalls\":2.5}");
}

static void what_was_not_measured_is_left_out(void **state)
{
    (void)state;
    struct s7_bench_sample sample = blank_sample();
    assert_text(s7_bench_sample_json(&config, &sample),
                "{\"conns\":1,\"depth\":1,\"errors\":0,\"kind\":\"sample\",\"n\":64,\"ops\":1000,\"pdu\":960,"
                "\"pin\":\"cross\",\"round\":0,\"scenario\":\"syscalls\",\"schema\":\"sieben/bench/1\","
                "\"server\":\"limit-s7\",\"subject\":\"self\"}");
    sample.system_calls = 0; /* none is a figure */
    sample.p50_us = (double)NAN;
    json_t *object = s7_bench_sample_json(&config, &sample);
    assert_true(json_real_value(json_object_get(object, "syscalls")) == 0);
    assert_non_null(json_object_get(object, "syscalls"));
    assert_null(json_object_get(object, "p50_us"));
    json_decref(object);
    sample.lost = 7;
    sample.connections = 1000;
    object = s7_bench_sample_json(&config, &sample);
    assert_true(json_real_value(json_object_get(object, "lost")) == 7);
    assert_int_equal(json_integer_value(json_object_get(object, "conns")), 1000);
    json_decref(object);
}

static void a_row_has_its_ratios_or_null(void **state)
{
    (void)state;
    const struct s7_bench_row row = {
        .median = blank_sample(),
        .of_raw = {.median = 0.875, .low = 0.75, .high = 1.0, .count = 15},
        .cpu_of_limit = {.median = 1.25, .low = 1.125, .high = 1.5, .count = 14},
    };
    assert_text(
        s7_bench_row_json(&config, &row),
        "{\"conns\":1,\"cpu_ratio_limit\":{\"high\":1.5,\"low\":1.125,\"median\":1.25,\"values\":14},\"depth\":"
        "1,"
        "\"errors\":0,\"kind\":\"row\",\"n\":64,\"ops\":1000,\"pdu\":960,\"pin\":\"cross\",\"ratio_limit\":"
        "null,"
        "\"ratio_raw\":{\"high\":1.0,\"low\":0.75,\"median\":0.875,\"values\":15},\"scenario\":\"syscalls\","
        "\"schema\":\"sieben/bench/1\",\"server\":\"limit-s7\",\"subject\":\"self\"}");
}

static void a_target_with_its_verdict(void **state)
{
    (void)state;
    struct s7_bench_target target = {.name = "lockstep, 64 octets: speed of raw",
                                     .value = {.median = 0.75, .low = 0.5, .high = 0.875, .count = 15},
                                     .sense = S7_BENCH_AT_LEAST,
                                     .bound = 0.9375,
                                     .verdict = S7_BENCH_FAIL};
    assert_text(s7_bench_target_json(&target),
                "{\"bound\":0.9375,\"sense\":\">=\",\"target\":\"lockstep, 64 octets: speed of raw\","
                "\"value\":{\"high\":0.875,\"low\":0.5,\"median\":0.75,\"values\":15},\"verdict\":\"fail\"}");
    target.value.count = 0;
    target.sense = S7_BENCH_EXACTLY;
    target.verdict = S7_BENCH_NOT_SHOWN;
    assert_text(
        s7_bench_target_json(&target),
        "{\"bound\":0.9375,\"sense\":\"=\",\"target\":\"lockstep, 64 octets: speed of raw\",\"value\":null,"
        "\"verdict\":\"not shown\"}");
}

/* Without what depends on how this test was built. */
static json_t *summary(json_t *targets, const char *verdict, const char *trouble)
{
    json_t *object = s7_bench_summary_json(&config, &machine, targets, verdict, trouble);
    const char *flaw = s7_bench_build_flaw();
    json_t *told = json_object_get(object, "build_flaw");
    assert_non_null(told);
    if (flaw)
        assert_string_equal(json_string_value(told), flaw);
    else
        assert_true(json_is_null(told));
    json_object_del(object, "build_flaw");
    return object;
}

static void a_summary_says_where_and_how(void **state)
{
    (void)state;
    json_t *targets = json_pack("[s]", "one");
    assert_text(summary(targets, "pass", NULL),
                "{\"compiler\":\"12.2.0\",\"cpu\":\"A Processor\",\"cpus\":2,\"host\":\"bench-1\","
                "\"kernel\":\"Linux 6.1.0 x86_64\",\"kind\":\"summary\",\"pin\":\"cross\",\"rounds\":15,"
                "\"run\":\"2026-11-20T06:30:00Z\",\"schema\":\"sieben/bench/1\",\"seconds\":0.2,\"seed\":42,"
                "\"targets\":[\"one\"],\"trouble\":null,\"verdict\":\"pass\"}");
    assert_int_equal(json_array_size(targets), 1); /* borrowed: the summary is gone, they are not */
    json_t *object = summary(targets, "fail", "self @ cpu, 64 octets: it broke");
    assert_string_equal(json_string_value(json_object_get(object, "trouble")),
                        "self @ cpu, 64 octets: it broke");
    assert_string_equal(json_string_value(json_object_get(object, "verdict")), "fail");
    json_decref(targets);
    assert_int_equal(json_array_size(json_object_get(object, "targets")), 1); /* and the other way round */
    json_decref(object);
}

/* A host may have any name; a line of JSON must come of it all the same. */
static void what_is_no_text_is_null(void **state)
{
    (void)state;
    struct s7_bench_machine odd = machine;
    json_t *targets = json_array();
    strcpy(odd.host, "\xFF\xFE");
    odd.compiler = NULL;
    json_t *object = s7_bench_summary_json(&config, &odd, targets, "pass", NULL);
    assert_true(json_is_null(json_object_get(object, "host")));
    assert_true(json_is_null(json_object_get(object, "compiler")));
    assert_string_equal(json_string_value(json_object_get(object, "kernel")), machine.kernel);
    json_decref(object);
    json_decref(targets);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_sample_with_every_figure),   cmocka_unit_test(what_was_not_measured_is_left_out),
        cmocka_unit_test(a_row_has_its_ratios_or_null), cmocka_unit_test(a_target_with_its_verdict),
        cmocka_unit_test(a_summary_says_where_and_how), cmocka_unit_test(what_is_no_text_is_null),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
