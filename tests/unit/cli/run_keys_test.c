/* SPDX-License-Identifier: MIT */
#include "check.h"

#include "cli/run_loop.h"
#include "must.h"
#include "played.h"
#include "rows.h"

/* The keys that come, as the table would hand them on. */
static const enum s7_run_action *script;
static size_t script_row;
static unsigned painted, woken;
static struct s7_run run;

bool __wrap_s7_run_table_key(struct s7_run_table *table, enum s7_run_action *ret_action,
                             const struct s7_run_row **ret_row);
void __wrap_s7_run_table_repaint(struct s7_run_table *table);
void __wrap_s7_run_wake(struct s7_run *of);

bool __wrap_s7_run_table_key(struct s7_run_table *table, enum s7_run_action *ret_action,
                             const struct s7_run_row **ret_row)
{
    (void)table;
    if (*script == S7_RUN_ACTION_NONE)
        return false;
    *ret_action = *script++;
    *ret_row = &run.snapshot.rows[script_row];
    return true;
}

void __wrap_s7_run_table_repaint(struct s7_run_table *table)
{
    (void)table;
    painted++;
}

void __wrap_s7_run_wake(struct s7_run *of)
{
    must(of == &run);
    woken++;
}

static void take(size_t row, const enum s7_run_action *actions)
{
    script = actions;
    script_row = row;
    painted = woken = 0;
    s7_run_take_keys(&run);
    assert_int_equal(painted, 1);
}

static bool is_held(size_t job)
{
    bool held = s7_exchange_report(run.exchange, job).held;
    assert_int_equal(run.snapshot.rows[job].report.held, held); /* the snapshot is as new */
    return held;
}

static void pausing_one_and_all(void **state)
{
    (void)state;
    static const enum s7_run_action one[] = {S7_RUN_ACTION_HOLD, S7_RUN_ACTION_NONE},
                                    all[] = {S7_RUN_ACTION_HOLD_ALL, S7_RUN_ACTION_NONE},
                                    twice[] = {S7_RUN_ACTION_HOLD, S7_RUN_ACTION_HOLD, S7_RUN_ACTION_NONE};
    played_run(&run, ROWS_PLANT);
    take(1, one);
    assert_true(!is_held(0) && is_held(1) && !is_held(2));
    take(1, all);
    assert_true(is_held(0) && is_held(1) && is_held(2));
    take(1, all);
    assert_true(!is_held(0) && !is_held(1) && !is_held(2));
    take(2, twice);
    assert_false(is_held(2));
    assert_int_equal(woken, 0);
    played_free(&run);
}

static void quitting_ends_the_run(void **state)
{
    (void)state;
    static const enum s7_run_action quit[] = {S7_RUN_ACTION_QUIT, S7_RUN_ACTION_NONE};
    played_run(&run, ROWS_PLANT);
    take(0, quit);
    assert_int_equal(run.signals, 1);
    assert_false(run.interrupted);
    assert_int_equal(woken, 1);
    played_free(&run);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(pausing_one_and_all),
        cmocka_unit_test(quitting_ends_the_run),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
