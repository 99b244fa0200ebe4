/* SPDX-License-Identifier: MIT */
#include "check.h"

#include "cases.h"
#include "page.h"
#include "random_text.h"
#include "report/character.h"
#include "report/text.h"

static void check_text(struct s7_report_config config, void (*tell)(struct s7_report *report),
                       const char *expected)
{
    assert_string_equal(page_of(config, tell), expected);
}

static void tell_table(struct s7_report *report)
{
    static const struct s7_report_column columns[] = {{.title = "Name"},
                                                      {.title = "Octets", .align = S7_REPORT_RIGHT},
                                                      {.title = "State", .align = S7_REPORT_CENTRE}};
    static const struct s7_report_cell cells[] = {
        {.text = "DB 10"}, {.text = "20"},  {.text = "a"},
        {.text = "温度"},  {.text = "100"}, {.text = "missing", .meaning = S7_REPORT_FAIL}};
    page_table(report, columns, 3, cells, 2);
    page_table(report, columns, 2, cells, 0);
}

static void columns_are_aligned(void **state)
{
    (void)state;
    check_text((struct s7_report_config){.width = 60}, tell_table,
               "Name   Octets    State\n"
               "─────  ──────  ─────────\n"
               "DB 10      20      a\n"
               "温度      100  ✗ missing\n"
               "\n"
               "Name  Octets\n────  ──────\nnone\n");
}

static void tell_wrapped(struct s7_report *report)
{
    static const struct s7_report_column columns[] = {
        {.title = "A"}, {.title = "B", .most = 10}, {.title = "C"}};
    static const struct s7_report_cell cells[] = {
        {.text = "x"}, {.text = "one two three four"}, {.text = "p\nq\nr", .meaning = S7_REPORT_OK}};
    page_table(report, columns, 3, cells, 1);
}

static void cells_wrap_in_their_column(void **state)
{
    (void)state;
    check_text((struct s7_report_config){.ascii = true}, tell_wrapped,
               "A  B           C\n"
               "-  ----------  ---\n"
               "x  one two     + p\n"
               "   three four  q\n"
               "               r\n");
    check_text((struct s7_report_config){.ascii = true, .colour = true}, tell_wrapped,
               "\033[1mA\033[0m  \033[1mB\033[0m           \033[1mC\033[0m\n"
               "-  ----------  ---\n"
               "x  one two     \033[32m+ p\033[0m\n"
               "   three four  \033[32mq\033[0m\n"
               "               \033[32mr\033[0m\n");
}

static void tell_many_columns(struct s7_report *report)
{
    struct s7_report_column columns[8];
    struct s7_report_cell cells[16];
    for (size_t i = 0; i < 8; i++)
        columns[i] = (struct s7_report_column){.title = i % 2 ? "second title" : "first"};
    for (size_t i = 0; i < 16; i++)
        cells[i] = (struct s7_report_cell){.text = i % 8 < 2 ? "a text of some length" : ""};
    page_table(report, columns, 2, cells, 1);
    page_table(report, columns, 8, cells, 2);
}

static void what_is_too_wide_is_told_row_by_row(void **state)
{
    (void)state;
    const char *text = page_of((struct s7_report_config){.width = 24}, tell_many_columns);
    assert_non_null(strstr(text, "first        second\n             title\n"));
    assert_non_null(
        strstr(text, "\nfirst:\n  a text of some length\nsecond title:\n  a text of some length\nfirst:\n"));
}

static void tell_matrix(struct s7_report *report)
{
    static const struct s7_report_cell cells[] = {
        {.meaning = S7_REPORT_OK}, {.meaning = S7_REPORT_FAIL}, {.meaning = S7_REPORT_SKIPPED}, {.text = "x"}};
    static const char *const rows[] = {"cell 1"}, *const columns[] = {"PRESS", "OVEN", "TOWER", "PUMP"};
    const struct page_cells list = {.cells = cells, .columns = 4};
    s7_report_matrix(report, &(struct s7_report_matrix){.caption = "Reach",
                                                        .corner = "zone",
                                                        .rows = rows,
                                                        .row_count = 1,
                                                        .columns = columns,
                                                        .column_count = 4,
                                                        .cell = page_cell,
                                                        .self = &list});
}

static void a_wide_matrix_stands_in_bands(void **state)
{
    (void)state;
    check_text((struct s7_report_config){.width = 60}, tell_matrix,
               "Reach\n"
               "zone    PRESS  OVEN    TOWER      PUMP\n"
               "──────  ─────  ──────  ─────────  ────\n"
               "cell 1  ✓ ok   ✗ fail  – skipped  x\n");
    check_text((struct s7_report_config){.width = 23}, tell_matrix,
               "Reach\n"
               "zone    PRESS  OVEN\n"
               "──────  ─────  ──────\n"
               "cell 1  ✓ ok   ✗ fail\n"
               "\n"
               "zone    TOWER      PUMP\n"
               "──────  ─────────  ────\n"
               "cell 1  – skipped  x\n");
}

static void tell_long_words(struct s7_report *report)
{
    static const struct s7_report_cell cells[] = {{.text = "x"}, {.text = "positive-control"}};
    static const char *const rows[] = {"refrigeration-cell"}, *const columns[] = {"COOLING-TOWER-NORTH",
                                                                                  "OVEN"};
    const struct page_cells list = {.cells = cells, .columns = 2};
    s7_report_matrix(report, &(struct s7_report_matrix){
                                 .rows = rows,
                                 .row_count = 1,
                                 .columns = columns,
                                 .column_count = 2,
                                 .cell = page_cell,
                                 .self = &list,
                             });
}

static void every_band_has_a_column_even_if_words_are_cut(void **state)
{
    (void)state;
    check_text((struct s7_report_config){.width = 20, .ascii = true}, tell_long_words,
               "           COOLING-T\n"
               "           OWER-NORT\n"
               "           H\n"
               "---------  ---------\n"
               "refrigera  x\n"
               "tion-cell\n"
               "\n"
               "           OVEN\n"
               "---------  ---------\n"
               "refrigera  positive-\n"
               "tion-cell  control\n");
}

static void tell_ladder(struct s7_report *report)
{
    static const struct s7_report_rung rungs[] = {{"TCP 102", {.meaning = S7_REPORT_OK}, "connected"},
                                                  {"COTP", {.meaning = S7_REPORT_FAIL}, "closed after the CR"},
                                                  {"S7", {.meaning = S7_REPORT_SKIPPED}, NULL}};
    s7_report_ladder(report, &(struct s7_report_ladder){.caption = "OVEN", .rungs = rungs, .rung_count = 3});
    s7_report_ladder(report, &(struct s7_report_ladder){.rungs = rungs, .rung_count = 1});
}

static void rungs_hang_on_a_rail(void **state)
{
    (void)state;
    check_text((struct s7_report_config){.width = 36}, tell_ladder,
               "OVEN\n"
               "┌─ TCP 102  ✓ ok       connected\n"
               "├─ COTP     ✗ fail     closed after\n"
               "│                      the CR\n"
               "└─ S7       – skipped\n"
               "\n"
               "╶─ TCP 102  ✓ ok  connected\n");
    check_text((struct s7_report_config){.width = 60, .ascii = true}, tell_ladder,
               "OVEN\n"
               "+- TCP 102  + ok       connected\n"
               "+- COTP     x fail     closed after the CR\n"
               "+- S7       - skipped\n"
               "\n"
               "+- TCP 102  + ok  connected\n");
}

/* ---- any grid ---------------------------------------------------------------------------------------------------- */

enum { RANDOM_MAX = 40 };

static struct s7_report_cell random_cells[RANDOM_MAX];
static char random_texts[RANDOM_MAX][RANDOM_TEXT_SIZE];

static void check_widths(const char *text, size_t width)
{
    for (const char *end = strchr(text, '\n'); end; text = end + 1, end = strchr(text, '\n')) {
        assert_true(s7_character_columns(text) <= width);
        assert_true(end == text || end[-1] != ' ');
    }
    assert_string_equal(text, "");
}

/** What can be seen of a text, in any order: the sum of its characters. */
static size_t sum_of(const char *text)
{
    size_t sum = 0;
    for (struct s7_character c = s7_character_next(text); c.taken; c = s7_character_next(text)) {
        sum += c.code == ' ' || c.code == '\n' ? 0 : c.code * 31 % 1009;
        text += c.taken;
    }
    return sum;
}

static void random_grid(struct s7_chance *chance, struct s7_report *report, size_t *ret_sum)
{
    size_t column_count = 1 + (size_t)s7_chance_below(chance, 8),
           row_count = 1 + (size_t)s7_chance_below(chance, 5);
    struct s7_report_column columns[8];
    const char *rows[8], *titles[8];
    struct page_cells list = {.cells = random_cells, .columns = column_count};
    *ret_sum = 0;
    for (size_t i = 0; i < column_count * row_count; i++) {
        random_text(chance, random_texts[i]);
        random_cells[i] = (struct s7_report_cell){.text = random_texts[i]};
        *ret_sum += sum_of(random_texts[i]);
    }
    for (size_t i = 0; i < 8; i++) {
        rows[i] = titles[i] = "";
        columns[i] = (struct s7_report_column){.align = (enum s7_report_align)s7_chance_below(chance, 3),
                                               .least = (size_t)s7_chance_below(chance, 2) * 12,
                                               .most = (size_t)s7_chance_below(chance, 2) * 7};
    }
    if (s7_chance_below(chance, 2))
        page_table(report, columns, column_count, random_cells, row_count);
    else
        s7_report_matrix(report, &(struct s7_report_matrix){.rows = rows,
                                                            .row_count = row_count,
                                                            .columns = titles,
                                                            .column_count = column_count,
                                                            .cell = page_cell,
                                                            .self = &list});
}

/* No line is wider than asked for, none ends in a blank, and no character is lost. */
static void any_grid_keeps_its_width_and_its_text(void **state)
{
    struct s7_chance chance = cases_begin("text_grid");
    (void)state;
    for (unsigned long n = cases_count(); n > 0; n--) {
        struct s7_report report;
        size_t sum, width = S7_REPORT_WIDTH_LEAST + (size_t)s7_chance_below(&chance, 80);
        page_begin(&report, (struct s7_report_config){.format = S7_REPORT_TEXT, .width = width});
        random_grid(&chance, &report, &sum);
        assert_int_equal(s7_report_end(&report), S7_OK);
        check_widths(page_text, width);
        size_t shown = sum_of(page_text), rule = sum_of("─");
        for (const char *at = strstr(page_text, "─"); at; at = strstr(at + 1, "─"))
            shown -= rule;
        assert_int_equal(shown, sum);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(columns_are_aligned),
        cmocka_unit_test(cells_wrap_in_their_column),
        cmocka_unit_test(what_is_too_wide_is_told_row_by_row),
        cmocka_unit_test(a_wide_matrix_stands_in_bands),
        cmocka_unit_test(every_band_has_a_column_even_if_words_are_cut),
        cmocka_unit_test(rungs_hang_on_a_rail),
        cmocka_unit_test(any_grid_keeps_its_width_and_its_text),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
