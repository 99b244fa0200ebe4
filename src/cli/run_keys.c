/* SPDX-License-Identifier: MIT */
#include "cli/run_loop.h"
#include "net_uv/clock.h"

static void hold(struct s7_run *run, const struct s7_run_row *row, bool held)
{
    if (s7_run_row_runs(row))
        s7_exchange_hold(run->exchange, row->index, held);
}

/** Pauses every job; when all are paused, none. */
static void hold_all(struct s7_run *run)
{
    const struct s7_run_snapshot *snapshot = &run->snapshot;
    bool held = snapshot->totals.held < snapshot->totals.running;
    for (size_t i = 0; i < snapshot->row_count; i++)
        hold(run, &snapshot->rows[i], held);
}

static void act(struct s7_run *run, enum s7_run_action action, const struct s7_run_row *row)
{
    if (action == S7_RUN_ACTION_QUIT)
        run->signals++;
    if (action == S7_RUN_ACTION_HOLD && row)
        hold(run, row, !row->report.held);
    if (action == S7_RUN_ACTION_HOLD_ALL)
        hold_all(run);
    if (action != S7_RUN_ACTION_NONE)
        s7_run_look(run, s7_uv_now());
}

void s7_run_take_keys(struct s7_run *run)
{
    enum s7_run_action action;
    const struct s7_run_row *row;
    while (s7_run_table_key(run->table, &action, &row))
        act(run, action, row);
    s7_run_table_repaint(run->table);
    if (run->signals > 0)
        s7_run_wake(run);
}
