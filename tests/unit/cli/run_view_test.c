/* SPDX-License-Identifier: MIT */
#include "check.h"

#include <string.h>

#include "cli/run_view.h"
#include "rows.h"

static struct rows rows;
static struct s7_run_view view;

static int set_up(void **state)
{
    (void)state;
    rows_make(&rows, ROWS_PLANT, &(struct s7_run_choice){.desk = true});
    s7_run_view_init(&view);
    view.height = 2;
    s7_run_view_arrange(&view, &rows.snapshot);
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    s7_run_view_free(&view);
    rows_free(&rows);
    return 0;
}

static enum s7_run_action key(unsigned key)
{
    enum s7_run_action action = s7_run_view_key(&view, key);
    s7_run_view_arrange(&view, &rows.snapshot);
    return action;
}

static void type_text(const char *text)
{
    while (*text)
        assert_int_equal(key((unsigned char)*text++), S7_RUN_ACTION_NONE);
}

static void assert_order(const char *expected)
{
    char order[20] = "";
    for (size_t i = 0; i < view.shown; i++)
        order[i] = (char)('0' + view.order[i]);
    assert_string_equal(order, expected);
}

static void going_up_and_down(void **state)
{
    (void)state;
    static const struct {
        unsigned key;
        size_t selected, top;
    } steps[] = {{S7_RUN_KEY_UP, 0, 0},
                 {S7_RUN_KEY_DOWN, 1, 0},
                 {'j', 2, 1},
                 {S7_RUN_KEY_DOWN, 2, 1},
                 {'k', 1, 1},
                 {S7_RUN_KEY_HOME, 0, 0},
                 {S7_RUN_KEY_END, 2, 1},
                 {S7_RUN_KEY_PAGE_UP, 0, 0},
                 {S7_RUN_KEY_PAGE_DOWN, 2, 1}};
    for (size_t i = 0; i < sizeof steps / sizeof steps[0]; i++) {
        assert_int_equal(key(steps[i].key), S7_RUN_ACTION_NONE);
        assert_int_equal(view.selected, steps[i].selected);
        assert_int_equal(view.top, steps[i].top);
        assert_ptr_equal(s7_run_view_row(&view, &rows.snapshot), &rows.snapshot.rows[steps[i].selected]);
    }
}

static void sorting_keeps_the_selection_on_its_job(void **state)
{
    (void)state;
    rows.snapshot.rows[0].report.due = 5;
    rows.snapshot.rows[1].report.due = 9;
    rows.snapshot.rows[2].report.due = 1;
    while (view.sort != S7_RUN_COLUMN_cycles)
        key('s');
    assert_order("201");
    assert_int_equal(view.selected, 0);
    key('r');
    assert_order("102");
    key('S');
    assert_int_equal(view.sort, S7_RUN_COLUMN_state);
    assert_order("210"); /* all alike: the order of the plant, reversed */
    for (unsigned i = 0; i < S7_RUN_COLUMN_COUNT && view.sort != S7_RUN_UNSORTED; i++)
        key('s');
    assert_int_equal(view.sort, S7_RUN_UNSORTED);
    key('S');
    assert_int_equal(view.sort, S7_RUN_COLUMN_COUNT - 1);
}

static void filtering(void **state)
{
    (void)state;
    key('/');
    assert_true(view.typing);
    type_text("gEt");
    assert_order("2");
    assert_int_equal(view.selected, 2);
    type_text("q"); /* a letter now, no command */
    assert_order("");
    assert_null(s7_run_view_row(&view, &rows.snapshot));
    assert_int_equal(key(S7_RUN_KEY_ENTER), S7_RUN_ACTION_NONE);
    assert_false(view.typing);
    assert_int_equal(key('p'), S7_RUN_ACTION_NONE); /* nothing is selected */
    key(S7_RUN_KEY_ENTER);
    assert_int_equal(view.page, S7_RUN_PAGE_JOBS);
    key('/');
    key(S7_RUN_KEY_BACKSPACE);
    assert_order("2");
    key(S7_RUN_KEY_ESCAPE);
    assert_string_equal(view.filter, "");
    assert_order("012");
}

static void letters_of_any_alphabet(void **state)
{
    (void)state;
    key('/');
    static const unsigned letters[] = {'a', 0xD6, 0x7AAF, 0x1F525};
    for (size_t i = 0; i < 4; i++)
        s7_run_view_key(&view, letters[i]);
    assert_string_equal(view.filter, "aÖ窯🔥");
    static const char *const left[] = {"aÖ窯", "aÖ", "a", "", ""};
    for (size_t i = 0; i < 5; i++) {
        s7_run_view_key(&view, S7_RUN_KEY_BACKSPACE);
        assert_string_equal(view.filter, left[i]);
    }
    for (size_t i = 0; i < 200; i++)
        s7_run_view_key(&view, 0x7AAF);
    assert_true(strlen(view.filter) < S7_RUN_FILTER_SIZE && strlen(view.filter) % 3 == 0);
    s7_run_view_key(&view, 7); /* no control characters */
    assert_null(strchr(view.filter, 7));
}

static void what_the_run_is_asked_for(void **state)
{
    (void)state;
    assert_int_equal(key('p'), S7_RUN_ACTION_HOLD);
    assert_int_equal(key('P'), S7_RUN_ACTION_HOLD_ALL);
    assert_int_equal(key('x'), S7_RUN_ACTION_NONE);
    assert_int_equal(key('q'), S7_RUN_ACTION_QUIT);
}

static void pages_are_left_by_the_same_keys(void **state)
{
    (void)state;
    static const struct {
        unsigned key;
        enum s7_run_page page;
    } rows_[] = {{'?', S7_RUN_PAGE_HELP}, {'m', S7_RUN_PAGE_NOTES}, {S7_RUN_KEY_ENTER, S7_RUN_PAGE_INSPECT}};
    static const unsigned back[] = {'q', S7_RUN_KEY_ESCAPE, S7_RUN_KEY_ENTER};
    for (size_t i = 0; i < 9; i++) {
        key(rows_[i % 3].key);
        assert_int_equal(view.page, rows_[i % 3].page);
        key(S7_RUN_KEY_DOWN);
        key(S7_RUN_KEY_PAGE_DOWN);
        assert_int_equal(view.scroll, 3);
        key('k');
        assert_int_equal(view.scroll, 2);
        assert_int_equal(key('p'), S7_RUN_ACTION_HOLD);
        assert_int_equal(key(back[i / 3]), S7_RUN_ACTION_NONE);
        assert_int_equal(view.page, S7_RUN_PAGE_JOBS);
        assert_int_equal(view.selected, 0);
    }
}

/* Another plant with fewer jobs: the selection goes to one that is there. */
static void fewer_rows(void **state)
{
    (void)state;
    key(S7_RUN_KEY_END);
    size_t count = rows.snapshot.row_count;
    rows.snapshot.row_count = 1;
    s7_run_view_arrange(&view, &rows.snapshot);
    assert_int_equal(view.selected, 0);
    assert_int_equal(view.top, 0);
    rows.snapshot.row_count = 0;
    s7_run_view_arrange(&view, &rows.snapshot);
    assert_null(s7_run_view_row(&view, &rows.snapshot));
    assert_int_equal(key(S7_RUN_KEY_END), S7_RUN_ACTION_NONE);
    rows.snapshot.row_count = count;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(going_up_and_down, set_up, tear_down),
        cmocka_unit_test_setup_teardown(sorting_keeps_the_selection_on_its_job, set_up, tear_down),
        cmocka_unit_test_setup_teardown(filtering, set_up, tear_down),
        cmocka_unit_test_setup_teardown(letters_of_any_alphabet, set_up, tear_down),
        cmocka_unit_test_setup_teardown(what_the_run_is_asked_for, set_up, tear_down),
        cmocka_unit_test_setup_teardown(pages_are_left_by_the_same_keys, set_up, tear_down),
        cmocka_unit_test_setup_teardown(fewer_rows, set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
