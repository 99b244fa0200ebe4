/* SPDX-License-Identifier: MIT */
#include "report/grid.h"

#include "check.h"

#include "page.h"
#include "report/character.h"

static struct s7_report report;

static struct s7_grid_cell asked(const struct s7_grid *grid, size_t row, size_t column)
{
    struct s7_grid_cell cell;
    s7_grid_ask(&report, grid, row, column, &cell);
    return cell;
}

static int start(void **state)
{
    (void)state;
    page_begin(&report, (struct s7_report_config){.format = S7_REPORT_TEXT});
    return 0;
}

static void a_matrix_has_titles_in_front(void **state)
{
    static const struct s7_report_cell cells[] = {{.text = "a"}, {.text = "b"}, {.text = "c"}, {.text = "d"}};
    static const char *const rows[] = {"r1", "r2"}, *const columns[] = {"c1", "c2"};
    const struct page_cells list = {.cells = cells, .columns = 2};
    const struct s7_report_matrix matrix = {.name = "m",
                                            .corner = "corner",
                                            .rows = rows,
                                            .row_count = 2,
                                            .columns = columns,
                                            .column_count = 2,
                                            .cell = page_cell,
                                            .self = &list};
    (void)state;
    struct s7_grid grid = s7_grid_of_matrix(&matrix);
    assert_int_equal(grid.column_count, 3);
    assert_int_equal(grid.row_count, 2);
    assert_true(s7_grid_has_row_titles(&grid));
    assert_string_equal(grid.column(&grid, 0).title, "corner");
    assert_string_equal(grid.column(&grid, 2).title, "c2");
    assert_string_equal(asked(&grid, 1, 0).cell.text, "r2");
    assert_string_equal(asked(&grid, 1, 1).cell.text, "c");
    assert_string_equal(asked(&grid, 0, 2).cell.text, "b");
}

static void a_ladder_has_layer_verdict_and_sight(void **state)
{
    static const struct s7_report_rung rungs[] = {{"TCP", {.meaning = S7_REPORT_OK}, "0.6 ms"},
                                                  {"COTP", {.text = "odd", .meaning = S7_REPORT_WARN}, NULL}};
    const struct s7_report_ladder ladder = {.name = "l", .caption = "to OVEN", .rungs = rungs, .rung_count = 2};
    (void)state;
    struct s7_grid grid = s7_grid_of_ladder(&ladder);
    assert_int_equal(grid.column_count, 3);
    assert_string_equal(grid.caption, "to OVEN");
    assert_string_equal(grid.column(&grid, 1).title, "Verdict");
    assert_string_equal(asked(&grid, 0, 0).cell.text, "TCP");
    assert_string_equal(asked(&grid, 0, 1).cell.text, "ok");
    assert_true(asked(&grid, 0, 1).worded);
    assert_string_equal(asked(&grid, 1, 1).cell.text, "odd");
    assert_false(asked(&grid, 1, 1).worded);
    assert_string_equal(asked(&grid, 1, 2).cell.text, "");
}

static void tables_and_pairs_are_what_they_are(void **state)
{
    static const struct s7_report_pair pairs[] = {{"key", {.text = "value", .note = 3}}};
    static const struct s7_report_column columns[] = {{.title = "T", .align = S7_REPORT_RIGHT}};
    static const struct s7_report_cell cells[] = {{.text = "x"}};
    const struct page_cells list = {.cells = cells, .columns = 1};
    const struct s7_report_table table = {
        .columns = columns, .column_count = 1, .row_count = 1, .cell = page_cell, .self = &list};
    (void)state;
    struct s7_grid grid = s7_grid_of_pairs(pairs, 1);
    assert_string_equal(asked(&grid, 0, 0).cell.text, "key");
    assert_string_equal(asked(&grid, 0, 1).cell.text, "value");
    assert_int_equal(report.notes_told, 3);
    grid = s7_grid_of_table(&table);
    assert_int_equal(grid.column(&grid, 0).align, S7_REPORT_RIGHT);
    assert_string_equal(asked(&grid, 0, 0).cell.text, "x");
    assert_false(s7_grid_has_row_titles(&grid));
    assert_int_equal(report.notes_told, 3);
}

/* Fills the buffer with the text of `self`, more than once over. */
static void source_of_long(const void *self, size_t row, size_t column, struct s7_strbuf *buffer,
                           struct s7_report_cell *ret_cell)
{
    (void)ret_cell;
    for (size_t i = 0; i < row; i++)
        s7_strbuf_char(buffer, 'x');
    for (size_t i = 0; i < column; i++)
        s7_strbuf_add(buffer, self);
}

static void check_long(const char *piece, size_t lead, size_t pieces, int failure)
{
    struct s7_grid_cell cell;
    struct s7_report_table table = {.cell = source_of_long, .self = piece};
    struct s7_grid whole = s7_grid_of_table(&table);
    start(NULL);
    s7_grid_ask(&report, &whole, lead, pieces, &cell);
    assert_int_equal(report.failure, failure);
    size_t length = strlen(cell.cell.text);
    assert_true(length < sizeof cell.buffer);
    if (failure != S7_OK) {
        assert_string_equal(cell.cell.text + length - strlen("…"), "…");
        assert_true(length > S7_REPORT_CELL_SIZE - 4);
    }
    for (const char *at = cell.cell.text; *at;) {
        struct s7_character c = s7_character_next(at);
        assert_int_not_equal(c.code, S7_CHARACTER_REPLACED);
        at += c.taken;
    }
}

static void a_long_text_is_cut_at_a_character_and_told(void **state)
{
    (void)state;
    check_long("a", 0, S7_REPORT_CELL_SIZE - 1, S7_OK);
    check_long("a", 0, S7_REPORT_CELL_SIZE, S7_ERR_LOCAL_LIMIT);
    for (size_t lead = 0; lead < 4; lead++) {
        check_long("é", lead, S7_REPORT_CELL_SIZE, S7_ERR_LOCAL_LIMIT);
        check_long("温", lead, S7_REPORT_CELL_SIZE, S7_ERR_LOCAL_LIMIT);
        check_long("👍", lead, S7_REPORT_CELL_SIZE, S7_ERR_LOCAL_LIMIT);
    }
}

static void a_cell_that_is_there_is_taken(void **state)
{
    struct s7_grid_cell cell;
    (void)state;
    s7_grid_take(&report, &(struct s7_report_cell){.meaning = S7_REPORT_FAIL, .note = 2}, &cell);
    assert_string_equal(cell.cell.text, "fail");
    assert_true(cell.worded);
    assert_int_equal(report.notes_told, 2);
    s7_grid_take(&report, &(struct s7_report_cell){.text = NULL}, &cell);
    assert_string_equal(cell.cell.text, "");
    assert_false(cell.worded);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup(a_matrix_has_titles_in_front, start),
        cmocka_unit_test_setup(a_ladder_has_layer_verdict_and_sight, start),
        cmocka_unit_test_setup(tables_and_pairs_are_what_they_are, start),
        cmocka_unit_test_setup(a_long_text_is_cut_at_a_character_and_told, start),
        cmocka_unit_test_setup(a_cell_that_is_there_is_taken, start),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
