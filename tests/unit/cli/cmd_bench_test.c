/* SPDX-License-Identifier: MIT
 *
 * The command line and what is printed: the measuring itself is replaced (--wrap, CMakeLists.txt).
 */
#include "check.h"

#include <jansson.h>
#include <stdio.h>
#include <string.h>

#include "bench/bench.h"
#include "cli/exit.h"
#include "said.h"

bool __wrap_s7_bench_run(const struct s7_bench_config *config, const struct s7_bench_sink *sink,
                         char ret_trouble[S7_BENCH_TROUBLE_SIZE]);
const char *__wrap_s7_bench_build_flaw(void);

/* What the replaced ones got, and what they say. */
static struct {
    unsigned runs;
    struct s7_bench_config config;
    const char *trouble, *flaw;
    struct s7_bench_target targets[4];
    size_t target_count;
} bench;

static const struct s7_bench_sample lockstep = {.scenario = S7_BENCH_LOCKSTEP,
                                                .subject = "posix",
                                                .server = "cpu",
                                                .size = 64,
                                                .requests = 900,
                                                .per_second = 12345.4,
                                                .p50_us = 10.25,
                                                .p99_us = 20.5,
                                                .client_cpu_us = 3.5,
                                                .server_cpu_us = 4.75,
                                                .foreign = 0.25,
                                                .system_calls = -1,
                                                .allocations = -1};
static const struct s7_bench_sample paced = {.scenario = S7_BENCH_EXCHANGE,
                                             .subject = "exchange",
                                             .server = "cpu",
                                             .size = 32,
                                             .connections = 1000,
                                             .per_second = 9999.6,
                                             .p50_us = 1500.4,
                                             .p99_us = 2500,
                                             .max_us = 3000,
                                             .client_cpu_us = 10.5,
                                             .server_cpu_us = 6.25,
                                             .lost = 3};
static const struct s7_bench_sample recorded = {.scenario = S7_BENCH_CAPTURE,
                                                .subject = "capture list",
                                                .server = "file",
                                                .size = 133,
                                                .per_second = 2000000,
                                                .client_cpu_us = 0.5};
static const struct s7_bench_sample checked = {.scenario = S7_BENCH_CHECK,
                                               .subject = "check",
                                               .server = "large plant",
                                               .size = 3456789,
                                               .per_second = 12.5,
                                               .client_cpu_us = 80000};
static const struct s7_bench_sample counted = {.scenario = S7_BENCH_SYSCALLS,
                                               .subject = "posix",
                                               .server = "cpu",
                                               .size = 1,
                                               .requests = 1000,
                                               .system_calls = 2,
                                               .allocations = -1};

bool __wrap_s7_bench_run(const struct s7_bench_config *config, const struct s7_bench_sink *sink,
                         char ret_trouble[S7_BENCH_TROUBLE_SIZE])
{
    bench.runs++;
    bench.config = *config;
    if (bench.trouble) {
        snprintf(ret_trouble, S7_BENCH_TROUBLE_SIZE, "%s", bench.trouble);
        return false;
    }
    struct s7_bench_row row = {.median = lockstep, .of_raw = {0.5, 0.25, 0.75, 7}};
    sink->sample(sink->user, &lockstep);
    sink->row(sink->user, &row);
    sink->row(sink->user, &(struct s7_bench_row){.median = counted});
    row.median = counted;
    row.median.system_calls = -1;
    sink->row(sink->user, &row);
    row.median = paced;
    sink->row(sink->user, &row);
    row.median.server_cpu_us = -1; /* nobody is served */
    sink->row(sink->user, &row);
    sink->row(sink->user, &(struct s7_bench_row){.median = recorded, .of_limit = {0.5, 0.25, 0.75, 7}});
    sink->row(sink->user, &(struct s7_bench_row){.median = checked, .cpu_of_limit = {2.25, 2, 2.5, 7}});
    for (size_t i = 0; i < bench.target_count; i++)
        sink->target(sink->user, &bench.targets[i]);
    return true;
}

const char *__wrap_s7_bench_build_flaw(void)
{
    return bench.flaw;
}

static int reset(void **state)
{
    (void)state;
    memset(&bench, 0, sizeof bench);
    return 0;
}

static void add_target(const char *name, enum s7_bench_verdict verdict)
{
    struct s7_bench_target *target = &bench.targets[bench.target_count++];
    *target = (struct s7_bench_target){
        .value = {0.875, 0.75, 1, 7}, .sense = S7_BENCH_AT_LEAST, .bound = 0.5, .verdict = verdict};
    snprintf(target->name, sizeof target->name, "%s", name);
}

static void without_options_it_is_the_default(void **state)
{
    (void)state;
    struct s7_bench_config preset;
    s7_bench_config_default(&preset);
    assert_int_equal(SAY("bench").exit_code, S7_EXIT_OK);
    assert_int_equal(bench.runs, 1);
    assert_memory_equal(bench.config.scenarios, preset.scenarios, sizeof preset.scenarios);
    assert_int_equal(bench.config.size_count, preset.size_count);
    assert_memory_equal(bench.config.sizes, preset.sizes, sizeof preset.sizes);
    assert_int_equal(bench.config.rounds, preset.rounds);
    assert_int_equal(bench.config.round_time, preset.round_time);
    assert_int_equal(bench.config.requests, preset.requests);
    assert_int_equal(bench.config.pin, preset.pin);
    assert_non_null(bench.config.processor_busy);
}

static void every_option_reaches_the_run(void **state)
{
    (void)state;
    assert_int_equal(SAY("bench", "allocs", "--pin", "cross", "--rounds", "7", "--seconds", "0.05",
                         "--requests", "30", "--connections", "40", "--every", "20ms", "--size", "1,932",
                         "--seed", "99")
                         .exit_code,
                     S7_EXIT_OK);
    assert_false(bench.config.scenarios[S7_BENCH_LOCKSTEP] || bench.config.scenarios[S7_BENCH_SYSCALLS]);
    assert_true(bench.config.scenarios[S7_BENCH_ALLOCS]);
    assert_int_equal(bench.config.pin, S7_BENCH_PIN_CROSS);
    assert_int_equal(bench.config.rounds, 7);
    assert_int_equal(bench.config.round_time, 50 * S7_MILLISECOND);
    assert_int_equal(bench.config.requests, 30);
    assert_int_equal(bench.config.connections, 40);
    assert_int_equal(bench.config.every, 20 * S7_MILLISECOND);
    assert_int_equal(bench.config.size_count, 2);
    assert_int_equal(bench.config.sizes[0], 1);
    assert_int_equal(bench.config.sizes[1], 932);
    assert_int_equal(bench.config.seed, 99);
}

static void what_is_out_of_range_is_refused(void **state)
{
    (void)state;
    static const struct {
        const char *option, *value, *why;
    } rows[] = {
        {"--rounds", "0", "--rounds: \"0\" is not a number from 1 to 1000\n"},
        {"--rounds", "1001", "--rounds: \"1001\" is not a number from 1 to 1000\n"},
        {"--rounds", "7x", "--rounds: \"7x\" is not"},
        {"--rounds", "nan", "--rounds: \"nan\" is not"},
        {"--seconds", "0.001", "--seconds: \"0.001\" is not a number from 0.01 to 60\n"},
        {"--seconds", "60.5", "--seconds: \"60.5\" is not"},
        {"--requests", "", "--requests: \"\" is not a number from 1 to 1e+06\n"},
        {"--connections", "0", "--connections: \"0\" is not a number from 1 to 60000\n"},
        {"--every", "9ms", "--every: from 10ms to 1s\n"},
        {"--every", "2s", "--every: from 10ms to 1s\n"},
        {"--seed", "-1", "--seed: \"-1\" is not a number from 0 to 1e+15\n"},
        {"--pin", "both", "--pin: same, cross or none\n"},
        {"--size", "0", "--size: \"0\" is not a list of at most 8 sizes from 1 to 932\n"},
        {"--size", "933", "--size: \"933\" is not"},
        {"--size", "1,", "--size: \"1,\" is not"},
        {"--size", "1;2", "--size: \"1;2\" is not"},
        {"--size", "1,2,3,4,5,6,7,8,9", "--size: \"1,2,3,4,5,6,7,8,9\" is not"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
        assert_misuse(SAY("bench", rows[i].option, rows[i].value), "bench", rows[i].why);
    assert_misuse(SAY("bench", "lockstep", "lockpick"), "bench", "there is no scenario \"lockpick\"\n");
    assert_int_equal(bench.runs, 0);
    assert_int_equal(SAY("bench", "--size", "1,2,3,4,5,6,7,8", "--rounds", "1000").exit_code, S7_EXIT_OK);
    assert_int_equal(bench.config.size_count, 8);
}

static void a_gate_takes_what_can_be_judged(void **state)
{
    (void)state;
    bench.flaw = "its assertions are compiled in";
    assert_misuse(SAY("bench", "--gate"), "bench",
                  "--gate judges release builds only, and of this one its assertions are compiled in\n");
    bench.flaw = NULL;
    assert_misuse(SAY("bench", "--gate", "--rounds", "14"), "bench",
                  "--gate takes at least 15 rounds and --pin same\n");
    assert_misuse(SAY("bench", "--gate", "--pin", "none"), "bench",
                  "--gate takes at least 15 rounds and --pin same\n");
    assert_int_equal(bench.runs, 0);
    assert_int_equal(SAY("bench", "--gate", "--rounds", "15").exit_code, S7_EXIT_OK);
    assert_int_equal(bench.runs, 1);
}

static void the_worst_verdict_decides_a_gate(void **state)
{
    (void)state;
    add_target("a", S7_BENCH_PASS);
    assert_int_equal(SAY("bench", "--gate").exit_code, S7_EXIT_OK);
    add_target("b", S7_BENCH_NOT_SHOWN);
    assert_int_equal(SAY("bench", "--gate").exit_code, S7_EXIT_NOT_SHOWN);
    assert_int_equal(SAY("bench").exit_code, S7_EXIT_OK); /* nobody asked for a judgement */
    add_target("c", S7_BENCH_FAIL);
    struct said said = SAY("bench", "--gate");
    assert_int_equal(said.exit_code, S7_EXIT_FINDINGS);
    const char *end = strstr(said.out, "\nfail: ");
    assert_non_null(end);
    assert_string_equal(end, "\nfail: 1 targets reached, 1 missed, 1 not shown\n");
}

static void figures_stand_in_rows_under_their_scenario(void **state)
{
    (void)state;
    char expected[2000];
    add_target("posix of raw", S7_BENCH_PASS);
    bench.targets[0].value.count = 7;
    add_target("unmeasured", S7_BENCH_NOT_SHOWN);
    bench.targets[1].value.count = 0;
    bench.flaw = "it is built without optimization";
    struct said said = SAY("bench", "--seed", "5", "--rounds", "7", "--seconds", "0.5");
    assert_string_equal(said.err, "");
    const char *second = strchr(said.out, '\n') + 1; /* the first line is the machine's */
    snprintf(expected, sizeof expected,
             "7 rounds of 0.5 s per subject, pinned: same, seed 5; medians with their 95 %% interval\n"
             "this build is not to be judged: it is built without optimization\n"
             "\nlockstep: %s\n%-24s %6s %9s %8s %8s %8s %8s %7s  %-19s  %-19s  %-19s\n"
             "posix @ cpu                  64     12345    10.25    20.50     3.50     4.75    0.25"
             "  0.500 [0.250 0.750]\n"
             "\nsyscalls: %s\n%-24s %6s %9s %12s\n"
             "posix @ cpu                   1      1000       2.0000\n"
             "posix @ cpu                   1      1000    not shown\n"
             "\nexchange: %s\n%-24s %6s %9s %9s   late: %7s %9s %9s %8s %8s %6s\n"
             "exchange @ cpu               32      1000     10000            1500      2500      3000    10.50 "
             "    6.25      3\n"
             "exchange @ cpu               32      1000     10000            1500      2500      3000    10.50 "
             "              3\n"
             "\ncapture: %s\n%-24s %6s %9s %9s %8s  %-19s\n"
             "capture list @ file         133   2000000     266.0    0.500  0.500 [0.250 0.750]\n"
             "\ncheck: %s\n%-24s %6s %9s %9s  %-19s\n"
             "check @ large plant      3456789      12.5     80.00  2.250 [2.000 2.500]\n"
             "  pass      posix of raw >= 0.5: 0.875 [0.75 1]\n"
             "  not shown unmeasured >= 0.5\n"
             "\nnot shown: 1 targets reached, 0 missed, 1 not shown\n",
             s7_bench_scenario_text(S7_BENCH_LOCKSTEP), "client @ server", "octets", "reads/s", "p50 us",
             "p99 us", "cpu us", "srv us", "others", "of raw", "of limit-s7", "cpu of limit-s7",
             s7_bench_scenario_text(S7_BENCH_SYSCALLS), "client @ server", "octets", "requests", "per request",
             s7_bench_scenario_text(S7_BENCH_EXCHANGE), "client @ server", "octets", "connected", "calls/s",
             "p50 us", "p99 us", "max us", "cpu us", "srv us", "lost", s7_bench_scenario_text(S7_BENCH_CAPTURE),
             "reader @ source", "octets", "PDUs/s", "MB/s", "cpu us", "of pcap_next_ex",
             s7_bench_scenario_text(S7_BENCH_CHECK), "reader @ text", "octets", "files/s", "cpu ms",
             "cpu of scan");
    assert_string_equal(second, expected);
}

static void documents_one_per_line(void **state)
{
    (void)state;
    static const char *const kinds[] = {"sample", "row", "row", "row", "row", "row", "row", "row", "summary"};
    add_target("a", S7_BENCH_FAIL);
    struct said said = SAY("bench", "--json", "--gate");
    assert_int_equal(said.exit_code, S7_EXIT_FINDINGS);
    const char *line = said.out;
    json_t *document = NULL;
    for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++) {
        json_decref(document);
        document = json_loads(line, JSON_DISABLE_EOF_CHECK, NULL);
        assert_string_equal(json_string_value(json_object_get(document, "kind")), kinds[i]);
        line = strchr(line, '\n') + 1;
    }
    assert_string_equal(line, "");
    assert_string_equal(json_string_value(json_object_get(document, "verdict")), "fail");
    assert_int_equal(json_array_size(json_object_get(document, "targets")), 1);
    json_decref(document);
}

static void trouble_ends_it(void **state)
{
    (void)state;
    bench.trouble = "posix @ cpu, 64 octets: wrong octets";
    struct said said = SAY("bench");
    assert_int_equal(said.exit_code, S7_EXIT_FINDINGS);
    assert_string_equal(said.err, "sieben bench: posix @ cpu, 64 octets: wrong octets\n");
    assert_null(strstr(said.out, "targets reached"));
    said = SAY("bench", "--json");
    assert_int_equal(said.exit_code, S7_EXIT_FINDINGS);
    json_t *document = json_loads(said.out, 0, NULL);
    assert_string_equal(json_string_value(json_object_get(document, "verdict")), "fail");
    assert_string_equal(json_string_value(json_object_get(document, "trouble")), bench.trouble);
    json_decref(document);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup(without_options_it_is_the_default, reset),
        cmocka_unit_test_setup(every_option_reaches_the_run, reset),
        cmocka_unit_test_setup(what_is_out_of_range_is_refused, reset),
        cmocka_unit_test_setup(a_gate_takes_what_can_be_judged, reset),
        cmocka_unit_test_setup(the_worst_verdict_decides_a_gate, reset),
        cmocka_unit_test_setup(figures_stand_in_rows_under_their_scenario, reset),
        cmocka_unit_test_setup(documents_one_per_line, reset),
        cmocka_unit_test_setup(trouble_ends_it, reset),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
