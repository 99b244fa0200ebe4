/* SPDX-License-Identifier: MIT */
#include "cli/run_snapshot.h"

#include <stdlib.h>

#include "block/transfer.h"

int s7_run_snapshot_init(struct s7_run_snapshot *snapshot, const struct s7_run_plan *plan,
                         const struct s7_desk *desk)
{
    struct s7_run_row *rows = calloc(plan->job_count + 1, sizeof *rows);
    struct s7_run_cpu *cpus = calloc(desk->cpu_count + 1, sizeof *cpus);
    if (!rows || !cpus) {
        free(rows);
        free(cpus);
        return S7_ERR_LOCAL_MEMORY;
    }
    *snapshot = (struct s7_run_snapshot){.plant = plan->plant,
                                         .rows = rows,
                                         .row_count = plan->job_count,
                                         .cpus = cpus,
                                         .cpu_count = desk->cpu_count};
    return S7_OK;
}

void s7_run_snapshot_free(struct s7_run_snapshot *snapshot)
{
    free(snapshot->rows);
    free(snapshot->cpus);
    *snapshot = (struct s7_run_snapshot){.row_count = 0};
}

/* ---- taking ------------------------------------------------------------------------------------------------------ */

static void clear_rows(struct s7_run_snapshot *snapshot, const struct s7_run_plan *plan)
{
    for (size_t i = 0; i < snapshot->row_count; i++)
        snapshot->rows[i] = (struct s7_run_row){.job = plan->jobs[i]};
}

/** ERROR and STATUS are those of the last ERROR, if there was one; else of the last call. */
static void fill_row(struct s7_run_row *row, size_t index, const struct s7_exchange_report *report,
                     const struct s7_comparison *comparison)
{
    row->index = index;
    row->report = *report;
    row->failed = report->fault.error != S7_OK;
    row->status = row->failed ? (uint16_t)s7_block_status_of(&report->fault) : report->status;
    if (comparison && !report->held) /* a paused job did not send what stands there last */
        row->comparison = s7_comparison_result(comparison, index);
}

static void add_to_totals(struct s7_run_totals *totals, const struct s7_run_row *row)
{
    totals->idle += !s7_run_row_runs(row);
    if (!s7_run_row_runs(row))
        return;
    totals->running++;
    totals->held += row->report.held;
    totals->failing += row->report.failing;
    totals->due += row->report.due;
    totals->completions += row->report.completions;
    totals->errors += row->report.errors;
    totals->skipped += row->report.skipped;
    totals->octets += row->report.octets;
}

void s7_run_snapshot_take(struct s7_run_snapshot *snapshot, const struct s7_run_plan *plan,
                          const struct s7_desk *desk, const struct s7_exchange *exchange,
                          const struct s7_comparison *comparison)
{
    size_t count = s7_exchange_job_count(exchange);
    clear_rows(snapshot, plan);
    for (size_t i = 0; i < count; i++) {
        struct s7_exchange_report report = s7_exchange_report(exchange, i);
        size_t connection = (size_t)(report.connection - plan->connections);
        struct s7_run_row *row = &snapshot->rows[plan->first[connection] + report.number - 1];
        if (s7_run_row_runs(row))
            fill_row(row, i, &report, comparison);
    }
    snapshot->totals = (struct s7_run_totals){.running = 0};
    for (size_t i = 0; i < snapshot->row_count; i++)
        add_to_totals(&snapshot->totals, &snapshot->rows[i]);
    for (size_t i = 0; i < snapshot->cpu_count; i++)
        snapshot->cpus[i] = (struct s7_run_cpu){desk->cpus[i], s7_cpu_usage(desk->cpus[i]->cpu)};
}

/* ---- judging and naming ------------------------------------------------------------------------------------------ */

bool s7_run_row_runs(const struct s7_run_row *row)
{
    return row->job.reason == S7_RUN_REASON_NONE;
}

bool s7_run_row_is_judged(const struct s7_run_row *row)
{
    return s7_run_row_runs(row) || row->job.reason == S7_RUN_REASON_WRITES ||
           row->job.reason == S7_RUN_REASON_UNAPPROVED;
}

bool s7_run_row_is_good(const struct s7_run_row *row)
{
    bool compared = row->job.comparable && !row->report.held;
    bool equal = row->comparison.outcome == S7_COMPARISON_EQUAL || !compared;
    return s7_run_row_runs(row) && row->report.completions > 0 && row->report.errors == 0 && equal;
}

bool s7_run_snapshot_is_good(const struct s7_run_snapshot *snapshot)
{
    for (size_t i = 0; i < snapshot->row_count; i++)
        if (s7_run_row_is_judged(&snapshot->rows[i]) && !s7_run_row_is_good(&snapshot->rows[i]))
            return false;
    return true;
}

const char *s7_run_row_state(const struct s7_run_row *row)
{
    static const char *const words[] = {[S7_EXCHANGE_UNUSED] = "starting",   [S7_EXCHANGE_ENDING] = "changing",
                                        [S7_EXCHANGE_TRYING] = "connecting", [S7_EXCHANGE_UP] = "connected",
                                        [S7_EXCHANGE_DOWN] = "down",         [S7_EXCHANGE_CLOSED] = "closed"};
    if (!s7_run_row_runs(row))
        return s7_run_row_is_judged(row) ? "refused" : "not run";
    if (row->report.held)
        return "paused";
    return words[row->report.phase];
}

const char *s7_run_state_text(enum s7_run_state state)
{
    static const char *const texts[] = {
        [S7_RUN_STATE_RUNNING] = "running", [S7_RUN_STATE_ENDING] = "ending", [S7_RUN_STATE_ENDED] = "ended"};
    return texts[state];
}
