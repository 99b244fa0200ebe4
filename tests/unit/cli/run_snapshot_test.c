/* SPDX-License-Identifier: MIT */
#include "check.h"

#include <string.h>

#include "cli/run_loop.h"
#include "cli/run_snapshot.h"
#include "must.h"
#include "played.h"
#include "rows.h"

static struct s7_run run;

/* Rows in the order of the plant, with what the exchange reports of each. */
static void rows_are_what_the_exchange_reports(void **state)
{
    (void)state;
    played_run(&run, ROWS_PLANT);
    const struct s7_run_snapshot *snapshot = &run.snapshot;
    uint64_t due = 0, octets = 0;
    assert_int_equal(snapshot->row_count, 3);
    for (size_t i = 0; i < 3; i++) {
        struct s7_exchange_report report = s7_exchange_report(run.exchange, i);
        const struct s7_run_row *row = &snapshot->rows[i];
        assert_int_equal(row->index, i);
        assert_int_equal(row->job.number, i + 1);
        assert_int_equal(row->report.completions, report.completions);
        assert_int_equal(row->report.due, report.due);
        assert_int_equal(row->comparison.outcome, S7_COMPARISON_EQUAL);
        assert_true(report.completions > 0 && !row->failed);
        due += report.due;
        octets += report.octets;
    }
    assert_int_equal(snapshot->totals.running, 3);
    assert_int_equal(snapshot->totals.due, due);
    assert_int_equal(snapshot->totals.octets, octets);
    assert_int_equal(snapshot->cpu_count, 2);
    assert_ptr_equal(snapshot->cpus[1].place, run.desk.cpus[1]);
    assert_int_equal(snapshot->cpus[1].usage.total, s7_cpu_usage(run.desk.cpus[1]->cpu).total);
    assert_int_equal(snapshot->state, S7_RUN_STATE_ENDED);
    assert_int_equal(snapshot->ran, run.stopped_at - run.started_at);
    assert_true(s7_run_snapshot_is_good(snapshot));
    played_free(&run);
}

/* With a connection that does not run before it, and one job refused. */
static void jobs_that_do_not_run_keep_their_places(void **state)
{
    (void)state;
    struct s7_fault fault;
    const char *what;
    run = played_desk(
        played_plant(
            "sieben: 1\nplant: {name: Three}\ncpus:\n"
            "  A: {address: h, profile: s7-300, dbs: {1: {size: 9}}}\n"
            "  B: {address: i, profile: s7-300, dbs: {1: {size: 9}}}\n"
            "  C: {address: j, profile: s7-300, dbs: {1: {size: 9}}}\n"
            "connections:\n"
            "  X:\n    from: A\n    to: C\n    owner: o\n    purpose: p\n    jobs:\n" PLAYED_GET(
                "P#DB1.DBX0.0 BYTE 1",
                "P#DB1.DBX1.0 BYTE 1") "  Y:\n    from: A\n    to: B\n    owner: o\n    purpose: p\n    "
                                       "jobs:\n" PLAYED_GET("P#DB1.DBX0.0 BYTE 1", "P#DB1.DBX2.0 BYTE 1")),
        20 * S7_MILLISECOND);
    run.choice.lists[run.choice.list_count++] = "A,B";
    must(s7_run_play(&run, &fault, &what) == S7_OK);
    assert_string_equal(run.snapshot.rows[0].job.connection->id, "X");
    assert_false(s7_run_row_runs(&run.snapshot.rows[0]));
    assert_int_equal(run.snapshot.rows[0].report.due, 0);
    assert_string_equal(run.snapshot.rows[1].job.connection->id, "Y");
    assert_true(run.snapshot.rows[1].report.completions > 0);
    assert_int_equal(run.snapshot.rows[1].index, 0);
    assert_int_equal(run.snapshot.totals.idle, 1);
    assert_true(s7_run_snapshot_is_good(&run.snapshot)); /* what was not chosen is not judged */
    s7_run_free(&run);
}

static void good_is_completed_without_error_and_equal(void **state)
{
    (void)state;
    static const enum s7_comparison_outcome others[] = {S7_COMPARISON_NONE, S7_COMPARISON_DIFFERENT,
                                                        S7_COMPARISON_NOT_READ};
    struct s7_run_row row = {.job = {.comparable = true},
                             .report = {.completions = 1, .skipped = 5},
                             .comparison = {.outcome = S7_COMPARISON_EQUAL}};
    assert_true(s7_run_row_is_good(&row));
    for (size_t i = 0; i < 3; i++) {
        row.comparison.outcome = others[i];
        row.job.comparable = true;
        assert_false(s7_run_row_is_good(&row));
        row.job.comparable = false; /* a partner is not played here: nothing to compare */
        assert_true(s7_run_row_is_good(&row));
    }
    row.job.comparable = row.report.held = true;
    assert_true(s7_run_row_is_good(&row));
    row.report.errors = 1;
    assert_false(s7_run_row_is_good(&row));
    row.report = (struct s7_exchange_report){.completions = 0};
    assert_false(s7_run_row_is_good(&row));
    row.job.reason = S7_RUN_REASON_WRITES;
    assert_true(s7_run_row_is_judged(&row) && !s7_run_row_is_good(&row));
    row.job.reason = S7_RUN_REASON_CALLER;
    assert_false(s7_run_row_is_judged(&row));
}

static void states_in_a_word(void **state)
{
    (void)state;
    static const struct {
        enum s7_run_reason reason;
        bool held;
        enum s7_exchange_phase phase;
        const char *word;
    } rows[] = {{S7_RUN_REASON_NONE, false, S7_EXCHANGE_UP, "connected"},
                {S7_RUN_REASON_NONE, false, S7_EXCHANGE_TRYING, "connecting"},
                {S7_RUN_REASON_NONE, false, S7_EXCHANGE_DOWN, "down"},
                {S7_RUN_REASON_NONE, false, S7_EXCHANGE_ENDING, "changing"},
                {S7_RUN_REASON_NONE, false, S7_EXCHANGE_CLOSED, "closed"},
                {S7_RUN_REASON_NONE, true, S7_EXCHANGE_UP, "paused"},
                {S7_RUN_REASON_PARTNER, false, S7_EXCHANGE_UNUSED, "not run"},
                {S7_RUN_REASON_WRITES, false, S7_EXCHANGE_UNUSED, "refused"}};
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        const struct s7_run_row row = {.job = {.reason = rows[i].reason},
                                       .report = {.held = rows[i].held, .phase = rows[i].phase}};
        assert_string_equal(s7_run_row_state(&row), rows[i].word);
    }
    assert_string_equal(s7_run_state_text(S7_RUN_STATE_ENDING), "ending");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(rows_are_what_the_exchange_reports),
        cmocka_unit_test(jobs_that_do_not_run_keep_their_places),
        cmocka_unit_test(good_is_completed_without_error_and_equal),
        cmocka_unit_test(states_in_a_word),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
