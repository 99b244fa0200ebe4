/* SPDX-License-Identifier: MIT */
#include "check.h"

#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "begun.h"
#include "must.h"
#include "played.h"
#include "said.h"

#define SEND "P#DB10.DBX0.0 BYTE 20"
#define TO   "P#DB100.DBX0.0 BYTE 20"
/* The last link first, and too seldom for the grid to help: a value needs three calls to get through. */
#define CHAIN                                                                                                  \
    "      - put: {send: P#DB10.DBX1.0 BYTE 1, to: P#DB100.DBX1.0 BYTE 1, every: 1h}\n"                        \
    "      - get: {from: P#DB100.DBX0.0 BYTE 1, receive: P#DB10.DBX1.0 BYTE 1, every: 1h}\n"                   \
    "      - put: {send: P#DB10.DBX0.0 BYTE 1, to: P#DB100.DBX0.0 BYTE 1, every: 1h}\n"

static const char one_job[] = PLAYED_CPUS PLAYED_CONNECTION PLAYED_PUT(SEND, TO);

static struct s7_run run;

static enum s7_comparison_outcome outcome_of(size_t job)
{
    return s7_comparison_result(run.comparison, job).outcome;
}

static void it_ends_after_its_time_with_everything_closed(void **state)
{
    (void)state;
    struct s7_fault fault = {.error = -1};
    const char *what = "untouched";
    struct s7_plant *plant = played_plant(one_job);
    run = played_desk(plant, 30 * S7_MILLISECOND);
    assert_int_equal(s7_run_play(&run, &fault, &what), S7_OK);
    assert_int_equal(fault.error, S7_OK);
    assert_null(what);
    assert_true(run.stopped_at - run.started_at >= run.duration);
    assert_int_equal(run.phase, S7_RUN_STOPPING);
    assert_false(run.interrupted);
    assert_true(s7_exchange_idle(run.exchange));
    for (size_t i = 0; i < 2; i++)
        assert_int_equal(s7_cpu_usage(run.desk.cpus[i]->cpu).used, 0);
    struct s7_exchange_report report = s7_exchange_report(run.exchange, 0);
    assert_true(report.completions >= 1); /* the call after the values stood still at the least */
    assert_int_equal(report.errors, 0);
    assert_int_equal(outcome_of(0), S7_COMPARISON_EQUAL);
    s7_run_free(&run);
}

static void values_pass_every_chain_before_they_are_compared(void **state)
{
    (void)state;
    uint8_t last = 0;
    const struct s7_range end = {.area = S7_AREA_DB, .db = 100, .first_bit = 8, .bit_count = 8};
    played_run(&run, PLAYED_CPUS PLAYED_CONNECTION CHAIN);
    assert_int_equal(run.rounds, 0);
    for (size_t i = 0; i < 3; i++)
        assert_int_equal(outcome_of(i), S7_COMPARISON_EQUAL);
    assert_int_equal(s7_cpu_read(run.desk.cpus[1]->cpu, &end, &last), S7_OK);
    assert_int_equal(last, 7);
    played_free(&run);
}

/* A job on a grid far longer than the run moves its values all the same, in the call that follows. */
static void every_job_runs_once_more_at_the_end(void **state)
{
    (void)state;
    played_run(&run, PLAYED_CPUS PLAYED_CONNECTION "      - put: {send: " SEND ", to: " TO ", every: 1h}\n");
    assert_int_equal(s7_exchange_report(run.exchange, 0).completions, 2); /* at the start, and at the end */
    assert_int_equal(outcome_of(0), S7_COMPARISON_EQUAL);
    played_free(&run);
}

static void a_plant_without_jobs_is_played_too(void **state)
{
    (void)state;
    played_run(&run, PLAYED_CPUS);
    assert_int_equal(s7_exchange_job_count(run.exchange), 0);
    assert_int_equal(run.phase, S7_RUN_STOPPING);
    played_free(&run);
}

static void a_cpu_that_cannot_be_made_is_named(void **state)
{
    (void)state;
    struct s7_fault fault = {.error = S7_OK};
    const char *what = NULL;
    struct s7_plant *plant = played_plant(one_job);
    plant->cpus[1].slot = 77; /* the loader does not let it through */
    run = played_desk(plant, S7_TIME_NEVER);
    assert_int_equal(s7_run_play(&run, &fault, &what), S7_ERR_LOCAL_ARGUMENT);
    assert_int_equal(fault.error, S7_ERR_LOCAL_ARGUMENT);
    assert_string_equal(what, plant->cpus[1].name);
    s7_run_free(&run);
}

/* ---- in a process of its own: until a signal ------------------------------------------------------------------- */

static int play_until_a_signal(void *user)
{
    struct s7_fault fault;
    const char *what;
    struct s7_plant *plant = played_plant(user);
    run = played_desk(plant, S7_TIME_NEVER);
    run.json = false;
    must(s7_run_play(&run, &fault, &what) == S7_OK);
    printf("signals %u, interrupted %d, phase %d, outcome %d\n", run.signals, run.interrupted, run.phase,
           outcome_of(0));
    s7_run_free(&run);
    return 0;
}

/* Sends signals, both at the same time, when the run has begun; what it came to. */
static void assert_ended_by(const int *signals, size_t count, unsigned interrupted,
                            enum s7_comparison_outcome outcome)
{
    struct begun begun;
    char text[sizeof one_job], expected[100];
    memcpy(text, one_job, sizeof text);
    begin_work(&begun, "", play_until_a_signal, text);
    assert_true(begun_await(&begun, "C-1.1 PUT"));
    kill(begun.pid, SIGSTOP);
    for (size_t i = 0; i < count; i++)
        kill(begun.pid, signals[i]);
    kill(begun.pid, SIGCONT);
    assert_true(begun_await(&begun, "signals"));
    snprintf(expected, sizeof expected, "signals %zu, interrupted %u, phase %d, outcome %d\n", count,
             interrupted, S7_RUN_STOPPING, outcome);
    assert_string_equal(begun.line, expected);
    assert_int_equal(begun_end(&begun), 0);
}

static void one_signal_ends_it_in_order(void **state)
{
    (void)state;
    assert_ended_by((const int[]){SIGINT}, 1, 1, S7_COMPARISON_EQUAL);
    assert_ended_by((const int[]){SIGTERM}, 1, 0, S7_COMPARISON_EQUAL);
}

static void a_second_one_hurries(void **state)
{
    (void)state;
    assert_ended_by((const int[]){SIGINT, SIGTERM}, 2, 1, S7_COMPARISON_NONE);
}

static int play_for_nobody(void *user)
{
    int ends[2];
    signal(SIGPIPE, SIG_IGN); /* as main() does */
    must(pipe(ends) == 0 && close(ends[0]) == 0 && dup2(ends[1], STDOUT_FILENO) == STDOUT_FILENO);
    struct s7_fault fault;
    const char *what;
    struct s7_plant *plant = played_plant(user);
    run = played_desk(plant, S7_TIME_NEVER);
    run.json = false;
    must(s7_run_play(&run, &fault, &what) == S7_OK);
    must(outcome_of(0) == S7_COMPARISON_EQUAL);
    s7_run_free(&run);
    return 0;
}

static void it_does_not_go_on_when_nobody_reads_it(void **state)
{
    (void)state;
    struct begun begun;
    char text[sizeof one_job];
    memcpy(text, one_job, sizeof text);
    begin_work(&begun, "", play_for_nobody, text);
    assert_int_equal(begun_end(&begun), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(it_ends_after_its_time_with_everything_closed),
        cmocka_unit_test(values_pass_every_chain_before_they_are_compared),
        cmocka_unit_test(every_job_runs_once_more_at_the_end),
        cmocka_unit_test(a_plant_without_jobs_is_played_too),
        cmocka_unit_test(a_cpu_that_cannot_be_made_is_named),
        cmocka_unit_test(one_signal_ends_it_in_order),
        cmocka_unit_test(a_second_one_hurries),
        cmocka_unit_test(it_does_not_go_on_when_nobody_reads_it),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
