/* SPDX-License-Identifier: MIT
 *
 * The scenarios are wrapped: what is tested here is which of them run, with what, and where the process is pinned.
 */
#define _GNU_SOURCE /* sched_getaffinity() is the system's own */
#include <sched.h>
#include <stdio.h>
#include <string.h>

#include "unit/bench/gathering.h"

bool __wrap_s7_bench_run_lockstep(struct s7_bench_context *context);
bool __wrap_s7_bench_run_syscalls(struct s7_bench_context *context);
bool __wrap_s7_bench_run_allocs(struct s7_bench_context *context);
bool __wrap_s7_bench_run_exchange(struct s7_bench_context *context);
bool __wrap_s7_bench_run_capture(struct s7_bench_context *context);
bool __wrap_s7_bench_run_check(struct s7_bench_context *context);

static struct {
    char order[8]; /* a letter per scenario that ran */
    char failing;
    struct s7_bench_context last;
} ran;

static bool run_scenario(struct s7_bench_context *context, char letter)
{
    ran.order[strlen(ran.order)] = letter;
    ran.last = *context;
    if (ran.failing != letter)
        return true;
    return s7_bench_fail(context, s7_bench_subject(S7_BENCH_SUBJECT_SELF), 64, "it broke");
}

bool __wrap_s7_bench_run_lockstep(struct s7_bench_context *context)
{
    return run_scenario(context, 'l');
}

bool __wrap_s7_bench_run_syscalls(struct s7_bench_context *context)
{
    return run_scenario(context, 's');
}

bool __wrap_s7_bench_run_allocs(struct s7_bench_context *context)
{
    return run_scenario(context, 'a');
}

bool __wrap_s7_bench_run_exchange(struct s7_bench_context *context)
{
    return run_scenario(context, 'x');
}

bool __wrap_s7_bench_run_capture(struct s7_bench_context *context)
{
    return run_scenario(context, 'c');
}

bool __wrap_s7_bench_run_check(struct s7_bench_context *context)
{
    return run_scenario(context, 'k');
}

static struct gathering found;
static cpu_set_t allowed;

static int keep_affinity(void **state)
{
    (void)state;
    memset(&ran, 0, sizeof ran);
    gathering_begin(&found);
    found.config.pin = S7_BENCH_PIN_NONE;
    return sched_getaffinity(0, sizeof allowed, &allowed);
}

static int restore_affinity(void **state)
{
    (void)state;
    return sched_setaffinity(0, sizeof allowed, &allowed);
}

static bool run(void)
{
    return s7_bench_run(&found.config, &found.sink, found.trouble);
}

static void every_scenario_is_found_by_its_name(void **state)
{
    (void)state;
    for (int i = 0; i < S7_BENCH_SCENARIO_COUNT; i++) {
        enum s7_bench_scenario scenario = (enum s7_bench_scenario)i;
        assert_int_equal(s7_bench_scenario_find(s7_bench_scenario_name(scenario)), scenario);
        assert_true(strlen(s7_bench_scenario_text(scenario)) > 10);
    }
    assert_string_equal(s7_bench_scenario_name(S7_BENCH_LOCKSTEP), "lockstep");
    assert_string_equal(s7_bench_scenario_name(S7_BENCH_SYSCALLS), "syscalls");
    assert_string_equal(s7_bench_scenario_name(S7_BENCH_ALLOCS), "allocs");
    assert_string_equal(s7_bench_scenario_name(S7_BENCH_EXCHANGE), "exchange");
    assert_string_equal(s7_bench_scenario_name(S7_BENCH_CAPTURE), "capture");
    assert_string_equal(s7_bench_scenario_name(S7_BENCH_CHECK), "check");
    assert_non_null(strstr(s7_bench_scenario_text(S7_BENCH_SYSCALLS), "system calls"));
}

static void other_names_are_none(void **state)
{
    (void)state;
    const char *const names[] = {"", "lock", "lockstepp", "Lockstep", " lockstep", "all", "syscall", "raw"};
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
        assert_int_equal(s7_bench_scenario_find(names[i]), S7_BENCH_SCENARIO_COUNT);
}

static void defaults_are_those_of_the_gate(void **state)
{
    (void)state;
    const size_t sizes[] = {1, 64, 400, 932};
    struct s7_bench_config config;
    memset(&config, 0x55, sizeof config);
    s7_bench_config_default(&config);
    for (size_t i = 0; i < S7_BENCH_SCENARIO_COUNT; i++)
        assert_true(config.scenarios[i]);
    assert_int_equal(config.size_count, 4);
    assert_memory_equal(config.sizes, sizes, sizeof sizes);
    assert_int_equal(config.rounds, 15);
    assert_true(config.rounds >= S7_BENCH_GATE_ROUNDS);
    assert_int_equal(config.round_time, 200000000);
    assert_int_equal(config.requests, 1000);
    assert_int_equal(config.pin, S7_BENCH_PIN_SAME);
    assert_null(config.processor_busy);
}

static void a_failure_names_subject_server_and_size(void **state)
{
    (void)state;
    char what[2 * S7_BENCH_TROUBLE_SIZE];
    assert_false(
        s7_bench_fail(&found.context, s7_bench_subject(S7_BENCH_SUBJECT_SELF_CPU), 400, "it is too late"));
    assert_string_equal(found.trouble, "self @ cpu, 400 octets: it is too late");
    memset(what, 'x', sizeof what);
    what[sizeof what - 1] = '\0';
    assert_false(s7_bench_fail(&found.context, s7_bench_subject(S7_BENCH_SUBJECT_RAW), 1, what));
    assert_int_equal(strlen(found.trouble), S7_BENCH_TROUBLE_SIZE - 1); /* cut, not overrun */
}

static void in_a_blank_sample_nothing_is_measured(void **state)
{
    (void)state;
    const struct s7_bench_subject subject = {.name = "me", .server_name = "you"};
    struct s7_bench_sample blank = s7_bench_blank(S7_BENCH_SYSCALLS, &subject, 12);
    const double figures[] = {blank.per_second,   blank.p50_us,        blank.p90_us,   blank.p99_us,
                              blank.max_us,       blank.client_cpu_us, blank.switches, blank.server_cpu_us,
                              blank.system_calls, blank.allocations,   blank.foreign};
    for (size_t i = 0; i < sizeof figures / sizeof figures[0]; i++)
        assert_true(figures[i] < 0);
    assert_int_equal(blank.scenario, S7_BENCH_SYSCALLS);
    assert_string_equal(blank.subject, "me");
    assert_string_equal(blank.server, "you");
    assert_int_equal(blank.size, 12);
    assert_int_equal(blank.round, 0);
    assert_int_equal(blank.requests, 0);
}

static void an_aim_is_judged_and_handed_on(void **state)
{
    (void)state;
    char name[100];
    struct s7_bench_estimate value = {.median = 0.95, .low = 0.94, .high = 0.96, .count = 15};
    s7_bench_aim(&found.context, "speed", &value, S7_BENCH_AT_LEAST, 0.92);
    s7_bench_aim(&found.context, "speed", &value, S7_BENCH_AT_LEAST, 0.97);
    s7_bench_aim(&found.context, "speed", &value, S7_BENCH_AT_MOST, 0.95);
    memset(name, 'n', sizeof name);
    name[sizeof name - 1] = '\0';
    s7_bench_aim(&found.context, name, &value, S7_BENCH_EXACTLY, 0.95);
    assert_int_equal(found.target_count, 4);
    assert_string_equal(found.targets[0].name, "speed");
    assert_int_equal(found.targets[0].verdict, S7_BENCH_PASS);
    assert_int_equal(found.targets[0].sense, S7_BENCH_AT_LEAST);
    assert_true(found.targets[0].bound == 0.92);
    assert_true(found.targets[0].value.low == 0.94 && found.targets[0].value.high == 0.96);
    assert_int_equal(found.targets[1].verdict, S7_BENCH_FAIL);
    assert_int_equal(found.targets[2].verdict, S7_BENCH_NOT_SHOWN);
    assert_int_equal(found.targets[2].sense, S7_BENCH_AT_MOST);
    assert_int_equal(found.targets[3].verdict, S7_BENCH_FAIL);
    assert_int_equal(strlen(found.targets[3].name), sizeof found.targets[3].name - 1); /* cut */
}

static void the_scenarios_chosen_run_in_order(void **state)
{
    (void)state;
    found.config.seed = 77;
    assert_true(run());
    assert_string_equal(ran.order, "lsaxck");
    assert_ptr_equal(ran.last.config, &found.config);
    assert_ptr_equal(ran.last.sink, &found.sink);
    assert_int_equal(ran.last.chance.state, 77);
    assert_int_equal(ran.last.processors.client, -1);
    assert_int_equal(ran.last.processors.server, -1);
    assert_string_equal(found.trouble, "none");

    memset(&ran, 0, sizeof ran);
    found.config.scenarios[S7_BENCH_SYSCALLS] = false;
    assert_true(run());
    assert_string_equal(ran.order, "laxck");

    memset(&ran, 0, sizeof ran);
    memset(found.config.scenarios, 0, sizeof found.config.scenarios);
    assert_true(run());
    assert_string_equal(ran.order, "");
}

static void the_first_failure_ends_the_run(void **state)
{
    (void)state;
    ran.failing = 's';
    assert_false(run());
    assert_string_equal(ran.order, "ls");
    assert_string_equal(found.trouble, "self @ limit-s7, 64 octets: it broke");
}

static void the_process_stays_pinned_where_the_clients_were(void **state)
{
    (void)state;
    cpu_set_t now;
    found.config.pin = S7_BENCH_PIN_SAME;
    assert_true(run());
    assert_true(ran.last.processors.client >= 0);
    assert_int_equal(ran.last.processors.server, ran.last.processors.client);
    assert_int_equal(sched_getaffinity(0, sizeof now, &now), 0);
    assert_int_equal(CPU_COUNT(&now), 1);
    assert_true(CPU_ISSET((size_t)ran.last.processors.client, &now));
    assert_true(CPU_ISSET((size_t)ran.last.processors.client, &allowed));
}

static void unpinned_the_process_may_run_where_it_could(void **state)
{
    (void)state;
    cpu_set_t now;
    assert_true(run());
    assert_int_equal(sched_getaffinity(0, sizeof now, &now), 0);
    assert_true(CPU_EQUAL(&now, &allowed));
}

static void too_few_processors_are_told_before_anything_runs(void **state)
{
    (void)state;
    found.config.pin = S7_BENCH_PIN_SAME; /* leaves one */
    assert_true(run());
    memset(&ran, 0, sizeof ran);
    found.config.pin = S7_BENCH_PIN_CROSS;
    assert_false(run());
    assert_string_equal(found.trouble, "--pin cross: this process may not use enough processors");
    assert_string_equal(ran.order, "");
}

#define with_affinity(test) cmocka_unit_test_setup_teardown(test, keep_affinity, restore_affinity)

int main(void)
{
    const struct CMUnitTest tests[] = {
        with_affinity(every_scenario_is_found_by_its_name),
        with_affinity(other_names_are_none),
        with_affinity(defaults_are_those_of_the_gate),
        with_affinity(a_failure_names_subject_server_and_size),
        with_affinity(in_a_blank_sample_nothing_is_measured),
        with_affinity(an_aim_is_judged_and_handed_on),
        with_affinity(the_scenarios_chosen_run_in_order),
        with_affinity(the_first_failure_ends_the_run),
        with_affinity(the_process_stays_pinned_where_the_clients_were),
        with_affinity(unpinned_the_process_may_run_where_it_could),
        with_affinity(too_few_processors_are_told_before_anything_runs),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
