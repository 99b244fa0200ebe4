/* SPDX-License-Identifier: MIT */
#include "check.h"

#include "page.h"
#include "report/html.h"

static struct s7_report report;

static const char *written(struct s7_grid grid)
{
    if (!grid.caption)
        grid.caption = "";
    page_begin(&report, (struct s7_report_config){.format = S7_REPORT_TEXT});
    s7_html_grid(&report, &grid);
    return page_text;
}

static void a_table_has_titles_classes_and_cells(void **state)
{
    static const struct s7_report_column columns[] = {{.title = "A&B"},
                                                      {.title = "n", .align = S7_REPORT_RIGHT}};
    static const struct s7_report_cell cells[] = {{.text = "x\ny"}, {.text = "5", .meaning = S7_REPORT_WARN}};
    const struct page_cells list = {.cells = cells, .columns = 2};
    struct s7_report_table table = {.caption = "Jobs <1>",
                                    .columns = columns,
                                    .column_count = 2,
                                    .row_count = 1,
                                    .cell = page_cell,
                                    .self = &list};
    (void)state;
    assert_string_equal(
        written(s7_grid_of_table(&table)),
        "<div class=\"wide\"><table class=\"table\"><caption>Jobs &lt;1&gt;</caption>\n"
        "<thead><tr><th scope=\"col\">A&amp;B</th><th scope=\"col\" class=\"right\">n</th></tr></thead>\n"
        "<tbody>\n<tr><td>x<br>y</td><td class=\"warn right\"><b role=\"img\" aria-label=\"warn\" "
        "title=\"warn\">!</b> "
        "5</td></tr>\n</tbody></table></div>\n");
    table.row_count = 0;
    assert_non_null(
        strstr(written(s7_grid_of_table(&table)), "<tr><td class=\"none\" colspan=\"2\">none</td></tr>"));
}

static void a_matrix_has_titles_on_both_sides(void **state)
{
    static const struct s7_report_cell cells[] = {{.meaning = S7_REPORT_UNSURE}};
    static const char *const rows[] = {"office"}, *const columns[] = {"OVEN"};
    const struct page_cells list = {.cells = cells, .columns = 1};
    const struct s7_report_matrix matrix = {
        .rows = rows, .row_count = 1, .columns = columns, .column_count = 1, .cell = page_cell, .self = &list};
    (void)state;
    assert_string_equal(written(s7_grid_of_matrix(&matrix)),
                        "<div class=\"wide\"><table class=\"matrix\">\n"
                        "<thead><tr><th scope=\"col\"></th><th scope=\"col\">OVEN</th></tr></thead>\n"
                        "<tbody>\n<tr><th scope=\"row\">office</th><td class=\"inconclusive\">"
                        "<b aria-hidden=\"true\">?</b> inconclusive</td></tr>\n</tbody></table></div>\n");
}

static size_t count_of(const char *text, const char *piece)
{
    size_t count = 0;
    for (const char *at = strstr(text, piece); at; at = strstr(at + 1, piece))
        count++;
    return count;
}

/* What is wider than a page would be lost on paper. */
static void a_wide_matrix_is_cut_to_pages(void **state)
{
    enum { WIDE = 29 };
    static const char *const rows[] = {"office"};
    const char *columns[WIDE];
    char names[WIDE][8];
    struct s7_report_cell cells[WIDE];
    const struct page_cells list = {.cells = cells, .columns = WIDE};
    (void)state;
    for (size_t i = 0; i < WIDE; i++) {
        struct s7_strbuf buf = s7_strbuf_over(names[i], sizeof names[i]);
        s7_strbuf_printf(&buf, "C%zu", i);
        columns[i] = names[i];
        cells[i] = (struct s7_report_cell){.text = names[i]};
    }
    const struct s7_report_matrix matrix = {.caption = "Reach",
                                            .rows = rows,
                                            .row_count = 1,
                                            .columns = columns,
                                            .column_count = WIDE,
                                            .cell = page_cell,
                                            .self = &list};
    const char *text = written(s7_grid_of_matrix(&matrix));
    assert_int_equal(count_of(text, "<table"), 3);
    assert_int_equal(count_of(text, "<caption>"), 1);
    assert_int_equal(count_of(text, ">office</th>"), 3);
    for (size_t i = 0; i < WIDE; i++) {
        char cell[32];
        struct s7_strbuf buf = s7_strbuf_over(cell, sizeof cell);
        s7_strbuf_printf(&buf, "<td>%s</td>", names[i]);
        assert_int_equal(count_of(text, cell), 1);
    }
    assert_non_null(strstr(text, ">C23</th></tr></thead>"));
    assert_non_null(strstr(text, ">C28</th></tr></thead>"));
}

static void ladders_and_pairs_are_tables_of_their_own_kind(void **state)
{
    static const struct s7_report_rung rung = {"TCP", {.meaning = S7_REPORT_OK}, "0.6 ms"};
    static const struct s7_report_pair pair = {"Target", {.text = "OVEN"}};
    (void)state;
    const char *text = written(s7_grid_of_ladder(&(struct s7_report_ladder){.rungs = &rung, .rung_count = 1}));
    assert_non_null(strstr(text, "<table class=\"ladder\">"));
    assert_non_null(strstr(text, "<tr><th scope=\"row\">TCP</th><td class=\"ok\">"));
    text = written(s7_grid_of_pairs(&pair, 1));
    assert_non_null(
        strstr(text, "<table class=\"pairs\">\n<tbody>\n<tr><th scope=\"row\">Target</th><td>OVEN</td>"));
    assert_null(strstr(text, "<thead>"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_table_has_titles_classes_and_cells),
        cmocka_unit_test(a_matrix_has_titles_on_both_sides),
        cmocka_unit_test(a_wide_matrix_is_cut_to_pages),
        cmocka_unit_test(ladders_and_pairs_are_tables_of_their_own_kind),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
