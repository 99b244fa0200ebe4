/* SPDX-License-Identifier: MIT */
#include "rows.h"

#include "must.h"

void rows_make(struct rows *rows, const char *text, const struct s7_run_choice *choice)
{
    const char *what;
    *rows = (struct rows){.plant = played_plant(text), .choice = *choice};
    must(s7_run_plan_new(rows->plant, &rows->choice, &rows->approval, &rows->plan) == S7_OK);
    must(s7_desk_init(&rows->desk, rows->plant, &rows->choice, &what) == S7_OK);
    must(s7_run_snapshot_init(&rows->snapshot, rows->plan, &rows->desk) == S7_OK);
    for (size_t i = 0; i < rows->snapshot.cpu_count; i++)
        rows->snapshot.cpus[i].place = rows->desk.cpus[i];
    for (size_t i = 0; i < rows->snapshot.row_count; i++) {
        struct s7_run_row *row = &rows->snapshot.rows[i];
        *row = (struct s7_run_row){.job = rows->plan->jobs[i], .index = i};
        if (!s7_run_row_runs(row))
            continue;
        row->report.phase = S7_EXCHANGE_UP;
        row->report.connected = true;
        row->report.next_call = row->report.next_attempt = S7_TIME_NEVER;
        rows->snapshot.totals.running++;
    }
}

void rows_free(struct rows *rows)
{
    s7_run_snapshot_free(&rows->snapshot);
    s7_desk_free(&rows->desk);
    s7_run_plan_free(rows->plan);
    s7_run_approval_free(&rows->approval);
    s7_plant_free(rows->plant);
}

struct s7_fault rows_fault(void)
{
    return (struct s7_fault){.error = S7_ERR_DATA_ADDRESS, .phase = S7_PHASE_REQUEST, .item_code = 5};
}

void rows_fail(struct rows *rows, size_t index)
{
    struct s7_run_row *row = &rows->snapshot.rows[index];
    row->failed = row->report.failing = true;
    row->report.fault = rows_fault();
    row->report.errors = 2;
    row->status = 8;
    rows->snapshot.totals.failing++;
}
