/* SPDX-License-Identifier: MIT */
#include "check.h"

#include <string.h>

#include "cli/run_plan.h"
#include "must.h"
#include "played.h"
#include "rows.h"

static const struct s7_run_choice everything = {.desk = true};

static void all_jobs_of_a_desk_run(void **state)
{
    (void)state;
    struct rows rows;
    char reason[100] = "x";
    rows_make(&rows, ROWS_PLANT, &everything);
    const struct s7_run_plan *plan = rows.plan;
    assert_int_equal(plan->job_count, 3);
    assert_int_equal(plan->running_count, 3);
    assert_int_equal(plan->view.connection_count, 1);
    assert_ptr_equal(plan->view.connections, plan->connections);
    assert_ptr_not_equal(plan->view.connections, rows.plant->connections);
    for (size_t i = 0; i < 3; i++) {
        assert_ptr_equal(plan->jobs[i].connection, &plan->connections[0]);
        assert_ptr_equal(plan->jobs[i].job, &rows.plant->connections[0].jobs[i]);
        assert_int_equal(plan->jobs[i].number, i + 1);
        assert_int_equal(plan->jobs[i].reason, S7_RUN_REASON_NONE);
        assert_true(plan->jobs[i].comparable);
    }
    s7_run_reason_text(&plan->jobs[0], reason, sizeof reason);
    assert_string_equal(reason, "");
    rows_free(&rows);
}

/* Which CPU is played decides; the view has no connection of which nothing runs. */
static void others_are_listed_with_the_reason(void **state)
{
    (void)state;
    static const struct {
        struct s7_run_choice choice;
        enum s7_run_reason put, get;
        size_t connections;
        const char *why;
    } table[] = {
        {{.desk = true, .lists = {"OVEN"}, .list_count = 1},
         S7_RUN_REASON_CALLER,
         S7_RUN_REASON_CALLER,
         0,
         "PRESS, whose program makes the calls, is not played here"},
        {{.desk = true, .lists = {"PRESS"}, .list_count = 1},
         S7_RUN_REASON_PARTNER,
         S7_RUN_REASON_PARTNER,
         0,
         "OVEN is not played here, and on a desk nothing outside loopback is dialled"},
        {{.lists = {"PRESS"}, .list_count = 1},
         S7_RUN_REASON_WRITES,
         S7_RUN_REASON_NONE,
         1,
         "it would write to OVEN, which is not played here; --write-live permits that"},
        {{.write_live = true, .lists = {"PRESS"}, .list_count = 1},
         S7_RUN_REASON_UNAPPROVED,
         S7_RUN_REASON_NONE,
         1,
         "it would write to OVEN, which is not played here and was not approved when the run began"},
    };
    for (size_t i = 0; i < sizeof table / sizeof table[0]; i++) {
        struct rows rows;
        char reason[200];
        rows_make(&rows, ROWS_PLANT, &table[i].choice);
        assert_int_equal(rows.plan->jobs[0].reason, table[i].put);
        assert_int_equal(rows.plan->jobs[2].reason, table[i].get);
        assert_int_equal(rows.plan->view.connection_count, table[i].connections);
        assert_int_equal(rows.plan->running_count, table[i].connections);
        assert_false(rows.plan->jobs[2].comparable);
        s7_run_reason_text(&rows.plan->jobs[0], reason, sizeof reason);
        assert_string_equal(reason, table[i].why);
        rows_free(&rows);
    }
}

static void what_is_approved_is_one_cpu_at_one_address(void **state)
{
    (void)state;
    static const struct s7_run_choice live = {.write_live = true, .lists = {"PRESS"}, .list_count = 1};
    struct rows rows;
    rows_make(&rows, ROWS_PLANT, &live);
    struct s7_run_approval approval = {.count = 0};
    const struct s7_plant_connection *connection = &rows.plant->connections[0];
    struct s7_plant_cpu moved = *connection->to;
    moved.host = "192.0.2.77";
    assert_false(s7_run_may_write(&live, &approval, connection));
    assert_int_equal(s7_run_approve(&approval, connection->to), S7_OK);
    assert_int_equal(s7_run_approve(&approval, connection->to), S7_OK);
    assert_int_equal(approval.count, 1);
    assert_string_equal(approval.labels[0], "OVEN 192.0.2.2:1102");
    assert_true(s7_run_may_write(&live, &approval, connection));
    assert_false(s7_run_is_approved(&approval, &moved));
    assert_false(
        s7_run_may_write(&(struct s7_run_choice){.lists = {"PRESS"}, .list_count = 1}, &approval, connection));
    assert_true(s7_run_may_write(&everything, &approval, connection)); /* played here */
    s7_run_approval_free(&approval);
    assert_int_equal(approval.count, 0);
    approval.all = true;
    assert_true(s7_run_is_approved(&approval, &moved));
    rows_free(&rows);
}

static void a_plan_without_jobs(void **state)
{
    (void)state;
    struct rows rows;
    rows_make(&rows, PLAYED_CPUS, &everything);
    assert_int_equal(rows.plan->job_count, 0);
    assert_int_equal(rows.plan->view.connection_count, 0);
    assert_int_equal(rows.plan->view.cpu_count, 2);
    rows_free(&rows);
    s7_run_plan_free(NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(all_jobs_of_a_desk_run),
        cmocka_unit_test(others_are_listed_with_the_reason),
        cmocka_unit_test(what_is_approved_is_one_cpu_at_one_address),
        cmocka_unit_test(a_plan_without_jobs),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
