/* SPDX-License-Identifier: MIT */
#include "check.h"

#include <stdio.h>
#include <string.h>

#include "cli/run_paint.h"
#include "rows.h"

enum { ROWS = 40, COLUMNS = 160 };

static struct rows rows;
static struct s7_run_view view;
static struct s7_run_notes notes;
static char screen[ROWS][COLUMNS + 1];
static enum s7_run_style styles[ROWS];
static struct s7_run_canvas canvas;

/* ASCII is enough here; nothing may be put outside. */
static void put(void *user, size_t row, size_t column, size_t width, enum s7_run_style style, const char *text)
{
    (void)user;
    assert_true(row < canvas.rows && column + width <= canvas.columns);
    size_t length = strlen(text);
    for (size_t i = 0; i < width; i++)
        screen[row][column + i] = i < length ? text[i] : ' ';
    styles[row] = style;
}

static void paint(size_t height, size_t width)
{
    memset(screen, 0, sizeof screen);
    canvas = (struct s7_run_canvas){.rows = height, .columns = width, .put = put};
    s7_run_paint(&canvas, &view, &rows.snapshot, &notes);
    for (size_t row = 0; row < height; row++)
        for (size_t end = strlen(screen[row]); end > 0 && screen[row][end - 1] == ' '; end--)
            screen[row][end - 1] = '\0';
}

static int set_up(void **state)
{
    (void)state;
    rows_make(&rows, ROWS_PLANT, &(struct s7_run_choice){.desk = true});
    s7_run_view_init(&view);
    notes = (struct s7_run_notes){.kept = true};
    rows.snapshot.second = 12;
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    s7_run_view_free(&view);
    rows_free(&rows);
    return 0;
}

static void a_row_per_job(void **state)
{
    (void)state;
    rows.snapshot.totals.completions = 7;
    rows.snapshot.rows[0].report.due = 7;
    rows.snapshot.rows[0].report.completions = 7;
    rows_fail(&rows, 1);
    paint(8, 120);
    assert_string_equal(screen[0], "Rows  12 s  running  3 jobs: 7 completed, 0 skipped, 0 errors, 1 failing");
    assert_string_equal(screen[1], "");
    assert_memory_equal(screen[2], "CONNECTION JOB                  STATE        CYCLES  DONE/NDR", 60);
    assert_memory_equal(screen[3], "C-1.1      PUT PRESS -> OVEN    connected         7         7", 60);
    assert_non_null(strstr(screen[4], "ERROR 8 "));
    assert_memory_equal(screen[5], "C-1.3      GET PRESS <- OVEN", 28);
    assert_string_equal(screen[6], "");
    assert_memory_equal(screen[7], "q quit  ? help", 14);
    assert_int_equal(styles[3], S7_RUN_STYLE_SELECTED);
    assert_int_equal(styles[4], S7_RUN_STYLE_FAILING);
    assert_int_equal(styles[5], S7_RUN_STYLE_PLAIN);
}

static void what_is_special_is_said(void **state)
{
    (void)state;
    char text[] = "old\nthe last message\n";
    notes.text = text;
    notes.size = strlen(text);
    rows.snapshot.totals.held = 1;
    rows.snapshot.totals.idle = 2;
    rows.snapshot.rows[1].report.held = true;
    rows.snapshot.rows[2].report.connected = false;
    s7_run_view_key(&view, 's');
    s7_run_view_key(&view, 'r');
    paint(10, 150);
    assert_non_null(strstr(screen[0], "0 failing, 1 paused, 2 not run"));
    assert_string_equal(screen[1], "sorted by CONNECTION, reversed  the last message");
    assert_int_equal(styles[3], S7_RUN_STYLE_WAITING); /* C-1.3 */
    assert_int_equal(styles[4], S7_RUN_STYLE_IDLE);
    s7_run_view_key(&view, '/');
    s7_run_view_key(&view, 'x');
    paint(10, 150);
    assert_memory_equal(screen[1], "filter: x_  0 of 3 jobs  sorted by", 34);
    assert_memory_equal(screen[9], "type a text", 11);
}

static void pages_of_text_scroll_and_end(void **state)
{
    (void)state;
    s7_run_view_key(&view, '?');
    paint(8, 100);
    assert_string_equal(screen[2], "Keys");
    assert_memory_equal(screen[7], "q back", 6);
    for (size_t i = 0; i < 100; i++)
        s7_run_view_key(&view, S7_RUN_KEY_DOWN);
    paint(8, 100);
    assert_memory_equal(screen[6], "  VALUE ", 8); /* the last line, and no further */
    size_t end = view.scroll;
    s7_run_view_key(&view, S7_RUN_KEY_UP);
    paint(8, 100);
    assert_int_equal(view.scroll, end - 1);
    s7_run_view_key(&view, 'm');
    paint(8, 100);
    assert_string_equal(screen[2], "no messages so far");
    s7_run_view_key(&view, 'q');
    s7_run_view_key(&view, S7_RUN_KEY_ENTER);
    paint(30, 120);
    assert_memory_equal(screen[2], "C-1.1 PUT PRESS P#DB10.DBX0.0 BYTE 2 -> OVEN", 44);
}

/* Every size, on every page: put() asserts. */
static void any_size(void **state)
{
    (void)state;
    static const unsigned pages[] = {'q', '?', 'm', S7_RUN_KEY_ENTER};
    rows_fail(&rows, 0);
    for (size_t page = 0; page < 4; page++) {
        s7_run_view_init(&view);
        s7_run_view_arrange(&view, &rows.snapshot);
        s7_run_view_key(&view, pages[page]);
        for (size_t height = 1; height <= 12; height++)
            for (size_t width = 1; width <= 130; width++)
                paint(height, width);
        s7_run_view_free(&view);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(a_row_per_job, set_up, tear_down),
        cmocka_unit_test_setup_teardown(what_is_special_is_said, set_up, tear_down),
        cmocka_unit_test_setup_teardown(pages_of_text_scroll_and_end, set_up, tear_down),
        cmocka_unit_test_setup_teardown(any_size, set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
