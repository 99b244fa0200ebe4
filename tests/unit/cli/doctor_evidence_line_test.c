/* SPDX-License-Identifier: MIT */
#include "check.h"

#include <errno.h>

#include "cli/doctor_evidence.h"
#include "doctor_zone_scene.h"

static const struct s7_evidence_run evidence = {.id = "7-1-here",
                                                .plant_file = "plant.yaml",
                                                .plant_hash = "ab12",
                                                .host = "here",
                                                .started = INT64_C(1795187241892)};

static json_t *line;

static int stop(void **state)
{
    json_decref(line);
    line = NULL;
    return zone_stop(state);
}

static const char *text_at(const char *key, const char *inner)
{
    json_t *value = json_object_get(line, key);
    return json_string_value(inner ? json_object_get(value, inner) : value);
}

static json_int_t number_at(const char *key, const char *inner)
{
    json_t *value = json_object_get(line, key);
    value = inner ? json_object_get(value, inner) : value;
    assert_true(json_is_integer(value));
    return json_integer_value(value);
}

static bool null_at(const char *key, const char *inner)
{
    json_t *value = json_object_get(line, key);
    return json_is_null(inner ? json_object_get(value, inner) : value);
}

static void the_schema_comes_first_in_every_line(void **state)
{
    (void)state;
    json_t *lines[] = {s7_evidence_begin(&evidence, &zone_run),
                       s7_evidence_path(&evidence, &zone_run, ZONE_PRESS),
                       s7_evidence_summary(&evidence, &zone_run, 0)};
    static const char *const kinds[] = {"run", "path", "summary"};
    for (size_t i = 0; i < 3; i++) {
        char *text = json_dumps(lines[i], JSON_COMPACT), expected[128];
        snprintf(expected, sizeof expected,
                 "{\"schema\":\"sieben/evidence/1\",\"kind\":\"%s\",\"run\":\"7-1-here\",\"at\":\"", kinds[i]);
        assert_non_null(text);
        assert_memory_equal(text, expected, strlen(expected));
        free(text);
        json_decref(lines[i]);
    }
    line = NULL;
}

static void the_first_line_says_what_was_run(void **state)
{
    (void)state;
    line = s7_evidence_begin(&evidence, &zone_run);
    assert_string_equal(text_at("at", NULL), "2026-11-20T15:07:21.892Z");
    assert_string_equal(text_at("plant", "sha256"), "ab12");
    assert_string_equal(text_at("plant", "name"), "Zones");
    assert_int_equal(number_at("plant", "revision"), 3);
    assert_string_equal(text_at("zone", NULL), "A");
    assert_string_equal(json_string_value(json_array_get(json_object_get(line, "nets"), 0)), "10.1.0.0/16");
    assert_true(null_at("operator", NULL));
    assert_int_equal(number_at("paths", NULL), ZONE_TRIALS);
}

static void a_path_that_is_open_is_told(void **state)
{
    (void)state;
    struct s7_zone_trial *trial = zone_see(ZONE_PACK, S7_SIGN_COUNT, "10.1.0.50");
    trial->verdict = S7_ZONE_FAIL;
    line = s7_evidence_path(&evidence, &zone_run, ZONE_PACK);
    assert_int_equal(number_at("number", NULL), ZONE_PACK + 1);
    assert_string_equal(text_at("expectation", NULL), "forbidden");
    assert_string_equal(text_at("verdict", NULL), "fail");
    assert_string_equal(text_at("tcp", "result"), "connected");
    assert_true(null_at("tcp", "error"));
    assert_string_equal(text_at("reached", NULL), "TCP");
    assert_true(null_at("sign", NULL));
    assert_string_equal(text_at("control", "result"), "spared");
    assert_true(json_is_true(json_object_get(json_object_get(line, "source"), "in_zone")));
    assert_true(null_at("source", "gateway"));
    assert_int_equal(json_array_size(json_object_get(line, "checks")), 3);
    assert_int_equal(json_array_size(json_object_get(line, "connections")), 0);
}

static void what_the_network_said_is_told(void **state)
{
    (void)state;
    struct s7_zone_trial *trial = zone_see(ZONE_PACK, S7_SIGN_TCP_PROHIBITED, "10.9.0.1");
    struct s7_probe *probe = &trial->diagnosis->seen.probe;
    static const struct {
        int sys_errno, icmp_type;
        const char *result;
    } rows[] = {{EHOSTUNREACH, 3, "icmp"}, {ETIMEDOUT, -1, "silent"}, {ECONNREFUSED, -1, "reset"},
                {ECONNRESET, -1, "reset"}, {ECONNREFUSED, 3, "icmp"}, {EHOSTUNREACH, -1, "error"}};
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        probe->sys_errno = rows[i].sys_errno;
        probe->icmp_type = rows[i].icmp_type;
        probe->icmp_code = 13;
        snprintf(probe->offender, sizeof probe->offender, "10.1.0.254");
        json_decref(line);
        line = s7_evidence_path(&evidence, &zone_run, ZONE_PACK);
        assert_string_equal(text_at("tcp", "result"), rows[i].result);
        assert_int_equal(number_at("tcp", "errno"), rows[i].sys_errno);
        json_t *icmp = json_object_get(json_object_get(line, "tcp"), "icmp");
        assert_int_equal(json_is_null(icmp), rows[i].icmp_type < 0);
        if (rows[i].icmp_type >= 0)
            assert_string_equal(json_string_value(json_object_get(icmp, "from")), "10.1.0.254");
    }
    assert_string_equal(text_at("sign", NULL), "TCP_PROHIBITED");
    assert_true(null_at("reached", NULL));
    assert_true(json_is_false(json_object_get(json_object_get(line, "source"), "in_zone")));
}

static void the_highest_layer_in_order_is_told(void **state)
{
    (void)state;
    struct s7_diagnosis *diagnosis = zone_see(ZONE_OVEN_1, S7_SIGN_COUNT, "10.1.0.1")->diagnosis;
    for (size_t i = 0; i < S7_CHECK_COUNT; i++)
        diagnosis->steps[i].verdict = S7_VERDICT_OK;
    line = s7_evidence_path(&evidence, &zone_run, ZONE_OVEN_1);
    assert_string_equal(text_at("reached", NULL), "RESOURCE");
    diagnosis->steps[S7_CHECK_PERMISSION].verdict = S7_VERDICT_FAIL;
    json_decref(line);
    line = s7_evidence_path(&evidence, &zone_run, ZONE_OVEN_1);
    assert_string_equal(text_at("reached", NULL), "S7");
    assert_string_equal(json_string_value(json_array_get(json_object_get(line, "connections"), 0)), "C-1");
}

static void without_an_attempt_there_is_no_tcp(void **state)
{
    (void)state;
    struct s7_diagnosis *diagnosis = zone_see(ZONE_PACK, S7_SIGN_NAME_UNKNOWN, "")->diagnosis;
    diagnosis->steps[S7_CHECK_TCP].verdict = S7_VERDICT_SKIPPED;
    line = s7_evidence_path(&evidence, &zone_run, ZONE_PACK);
    assert_true(null_at("tcp", NULL));
    assert_true(null_at("source", "in_zone"));
    json_decref(line);
    line = s7_evidence_path(&evidence, &zone_run, ZONE_PRESS); /* not tried at all */
    assert_null(json_object_get(line, "tcp"));
    assert_string_equal(text_at("expectation", NULL), "within");
    assert_true(null_at("target", "address"));
}

static void the_last_line_sums_up(void **state)
{
    (void)state;
    zone_run.trials[0].verdict = S7_ZONE_SKIPPED;
    zone_see(ZONE_OVEN_1, S7_SIGN_COUNT, "10.1.0.1")->verdict = S7_ZONE_PASS;
    zone_run.done = 2;
    zone_run.interrupted = true;
    line = s7_evidence_summary(&evidence, &zone_run, 1);
    assert_int_equal(number_at("pass", NULL), 1);
    assert_int_equal(number_at("fail", NULL), 0);
    assert_int_equal(number_at("inconclusive", NULL), 0);
    assert_int_equal(number_at("skipped", NULL), 1);
    assert_true(json_is_true(json_object_get(line, "interrupted")));
    assert_int_equal(number_at("budget", "telegrams"), 5);
    assert_string_equal(text_at("at", NULL), "1970-01-01T00:00:00.001Z");
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, zone_start, stop)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(the_schema_comes_first_in_every_line),
        TEST(the_first_line_says_what_was_run),
        TEST(a_path_that_is_open_is_told),
        TEST(what_the_network_said_is_told),
        TEST(the_highest_layer_in_order_is_told),
        TEST(without_an_attempt_there_is_no_tcp),
        TEST(the_last_line_sums_up),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
