/* SPDX-License-Identifier: MIT */
#include "report/text_fit.h"

#include "check.h"

#include "cases.h"
#include "page.h"

static void check_share(const struct s7_text_need *needs, size_t count, size_t width, const size_t *expected)
{
    size_t widths[S7_REPORT_COLUMNS_MAX];
    assert_true(s7_text_fit_share(needs, count, width, widths));
    for (size_t i = 0; i < count; i++)
        assert_int_equal(widths[i], expected[i]);
}

static void the_widest_gives_first(void **state)
{
    static const struct s7_text_need needs[] = {{10, 5}, {40, 8}, {30, 8}};
    (void)state;
    check_share(needs, 3, 0, (const size_t[]){10, 40, 30});
    check_share(needs, 3, 84, (const size_t[]){10, 40, 30});
    check_share(needs, 3, 80, (const size_t[]){10, 36, 30});
    check_share(needs, 3, 64, (const size_t[]){10, 25, 25});
    check_share(needs, 3, 25, (const size_t[]){5, 8, 8});
}

static void words_are_cut_before_the_table_is_given_up(void **state)
{
    static const struct s7_text_need needs[] = {{20, 16}, {20, 16}};
    size_t widths[S7_REPORT_COLUMNS_MAX] = {7, 7};
    (void)state;
    check_share(needs, 2, 20, (const size_t[]){9, 9});
    check_share(needs, 2, 14, (const size_t[]){6, 6});
    assert_false(s7_text_fit_share(needs, 2, 13, widths));
    assert_int_equal(widths[0], 7);
}

/* What is shared out fits, is never more than was liked, and is all that there is when something had to give. */
static void any_width_is_shared_out(void **state)
{
    struct s7_chance chance = cases_begin("text_fit");
    (void)state;
    for (unsigned long n = cases_count(); n > 0; n--) {
        struct s7_text_need needs[S7_REPORT_COLUMNS_MAX];
        size_t widths[S7_REPORT_COLUMNS_MAX], liked = 0, shared = 0;
        size_t count = 1 + (size_t)s7_chance_below(&chance, S7_REPORT_COLUMNS_MAX);
        size_t width = 1 + (size_t)s7_chance_below(&chance, 300);
        for (size_t i = 0; i < count; i++) {
            needs[i].natural = (size_t)s7_chance_below(&chance, 60);
            needs[i].least = (size_t)s7_chance_below(&chance, needs[i].natural + 1);
            liked += needs[i].natural + (i ? S7_TEXT_GAP : 0);
        }
        if (!s7_text_fit_share(needs, count, width, widths)) {
            assert_true(width < count * 6 + (count - 1) * S7_TEXT_GAP);
            continue;
        }
        for (size_t i = 0; i < count; i++) {
            assert_true(widths[i] <= needs[i].natural);
            shared += widths[i] + (i ? S7_TEXT_GAP : 0);
        }
        assert_int_equal(shared, liked < width ? liked : width);
    }
}

static struct s7_report report;

static struct s7_text_need need_of(struct s7_report_column column, const char *text)
{
    const struct s7_report_cell cell = {.text = text, .meaning = S7_REPORT_OK};
    const struct page_cells list = {.cells = &cell, .columns = 1};
    const struct s7_report_table table = {
        .columns = &column, .column_count = 1, .row_count = 1, .cell = page_cell, .self = &list};
    struct s7_grid grid = s7_grid_of_table(&table);
    page_begin(&report, (struct s7_report_config){.format = S7_REPORT_TEXT});
    return s7_text_fit_need(&report, &grid, 0);
}

static void check_need(struct s7_report_column column, const char *text, size_t natural, size_t least)
{
    struct s7_text_need need = need_of(column, text);
    assert_int_equal(need.natural, natural);
    assert_int_equal(need.least, least);
}

static void a_column_needs_what_is_in_it(void **state)
{
    (void)state;
    check_need((struct s7_report_column){.title = "Title"}, "a few words", 13, 5);
    check_need((struct s7_report_column){.title = "A longer title"}, "x", 14, 6);
    check_need((struct s7_report_column){.title = NULL}, "温度\nx", 6, 4);
    check_need((struct s7_report_column){.title = "T", .most = 9}, "a few words", 9, 5);
    check_need((struct s7_report_column){.title = "T", .most = 2}, "a few words", 5, 5);
    check_need((struct s7_report_column){.title = "T", .least = 9}, "a few words", 13, 9);
    check_need((struct s7_report_column){.title = "T", .least = 99}, "a few words", 13, 13);
    check_need((struct s7_report_column){.title = NULL}, "   ", 5, 1);
    check_need((struct s7_report_column){.title = "T"}, "abcdefghijklmnopqrstuvwxyz", 28, 16);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_widest_gives_first),
        cmocka_unit_test(words_are_cut_before_the_table_is_given_up),
        cmocka_unit_test(any_width_is_shared_out),
        cmocka_unit_test(a_column_needs_what_is_in_it),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
