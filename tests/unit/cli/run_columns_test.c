/* SPDX-License-Identifier: MIT */
#include "check.h"

#include <string.h>

#include "cli/run_columns.h"
#include "rows.h"

static struct rows rows;

static int set_up(void **state)
{
    (void)state;
    rows_make(&rows, ROWS_PLANT, &(struct s7_run_choice){.desk = true});
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    rows_free(&rows);
    return 0;
}

static const char *cell(enum s7_run_column column, size_t row)
{
    static char text[S7_RUN_CELL_SIZE];
    struct s7_strbuf buf = s7_strbuf_over(text, sizeof text);
    s7_run_column_cell(column, &rows.snapshot.rows[row], &buf);
    return text;
}

static void what_stands_in_the_cells(void **state)
{
    (void)state;
    struct s7_exchange_report *report = &rows.snapshot.rows[0].report;
    report->due = 12345678;
    report->completions = 9999999;
    report->skipped = 3;
    report->p50 = 1234567;
    report->p99 = 12 * S7_SECOND;
    assert_string_equal(cell(S7_RUN_COLUMN_connection, 0), "C-1.1");
    assert_string_equal(cell(S7_RUN_COLUMN_job, 0), "PUT PRESS -> OVEN");
    assert_string_equal(cell(S7_RUN_COLUMN_job, 2), "GET PRESS <- OVEN");
    assert_string_equal(cell(S7_RUN_COLUMN_state, 0), "connected");
    assert_string_equal(cell(S7_RUN_COLUMN_cycles, 0), "12345k");
    assert_string_equal(cell(S7_RUN_COLUMN_done, 0), "9999999");
    assert_string_equal(cell(S7_RUN_COLUMN_skipped, 0), "3");
    assert_string_equal(cell(S7_RUN_COLUMN_p50, 0), "1.235");
    assert_string_equal(cell(S7_RUN_COLUMN_p99, 0), "12000");
    assert_string_equal(cell(S7_RUN_COLUMN_p99, 1), "-");
    assert_string_equal(cell(S7_RUN_COLUMN_value, 0), "-");
}

static void status_in_words(void **state)
{
    (void)state;
    assert_string_equal(cell(S7_RUN_COLUMN_status, 0), "-");
    rows.snapshot.rows[0].report.completions = 1;
    assert_string_equal(cell(S7_RUN_COLUMN_status, 0), "OK");
    rows_fail(&rows, 0);
    assert_memory_equal(cell(S7_RUN_COLUMN_status, 0), "ERROR 8 access", 14);
    rows.snapshot.rows[0].report.failing = false;
    assert_string_equal(cell(S7_RUN_COLUMN_status, 0), "OK (was 8)");
    rows.snapshot.rows[0].job.reason = S7_RUN_REASON_PARTNER;
    assert_memory_equal(cell(S7_RUN_COLUMN_status, 0), "OVEN is not played here", 23);
    assert_string_equal(cell(S7_RUN_COLUMN_errors, 0), "-");
}

static int order(enum s7_run_column column, size_t one, size_t other)
{
    return s7_run_column_order(column, &rows.snapshot.rows[one], &rows.snapshot.rows[other]);
}

static void numbers_sort_as_numbers_and_words_as_words(void **state)
{
    (void)state;
    rows.snapshot.rows[0].report.due = 9;
    rows.snapshot.rows[1].report.due = 10;
    rows.snapshot.rows[1].report.p99 = 5;
    rows_fail(&rows, 1);
    assert_true(order(S7_RUN_COLUMN_cycles, 0, 1) < 0 && order(S7_RUN_COLUMN_cycles, 1, 0) > 0);
    assert_true(order(S7_RUN_COLUMN_p99, 0, 1) < 0);
    assert_true(order(S7_RUN_COLUMN_errors, 0, 1) < 0);
    assert_true(order(S7_RUN_COLUMN_status, 0, 1) < 0);
    assert_true(order(S7_RUN_COLUMN_connection, 0, 1) < 0);
    assert_true(order(S7_RUN_COLUMN_job, 2, 0) < 0); /* GET before PUT */
    for (unsigned i = 0; i < S7_RUN_COLUMN_COUNT; i++)
        assert_int_equal(order(i, 0, 0), 0);
}

static size_t sum(const size_t *widths)
{
    size_t all = 0, count = 0;
    for (size_t i = 0; i < S7_RUN_COLUMN_COUNT; i++) {
        all += widths[i];
        count += widths[i] > 0;
    }
    return all + (count ? count - 1 : 0);
}

static void columns_fit_any_width(void **state)
{
    (void)state;
    size_t widths[S7_RUN_COLUMN_COUNT];
    for (size_t width = 1; width <= 400; width++) {
        s7_run_columns_fit(width, widths);
        assert_int_equal(sum(widths), width);
        assert_true(widths[0] > 0);
    }
    s7_run_columns_fit(80, widths);
    assert_true(widths[S7_RUN_COLUMN_status] > 0 && widths[S7_RUN_COLUMN_state] > 0);
    assert_int_equal(widths[S7_RUN_COLUMN_value], 0);
    s7_run_columns_fit(200, widths);
    for (size_t i = 0; i < S7_RUN_COLUMN_COUNT; i++)
        assert_true(widths[i] > 0);
}

static void titles(void **state)
{
    (void)state;
    assert_string_equal(s7_run_column_title(S7_RUN_COLUMN_done), "DONE/NDR");
    assert_true(s7_run_column_is_right(S7_RUN_COLUMN_done));
    assert_false(s7_run_column_is_right(S7_RUN_COLUMN_status));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(what_stands_in_the_cells, set_up, tear_down),
        cmocka_unit_test_setup_teardown(status_in_words, set_up, tear_down),
        cmocka_unit_test_setup_teardown(numbers_sort_as_numbers_and_words_as_words, set_up, tear_down),
        cmocka_unit_test(columns_fit_any_width),
        cmocka_unit_test(titles),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
