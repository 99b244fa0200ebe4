/* SPDX-License-Identifier: MIT */
#include "report/html.h"
#include "report/out.h"

static const char *const kinds[] = {[S7_GRID_TABLE] = "table",
                                    [S7_GRID_MATRIX] = "matrix",
                                    [S7_GRID_LADDER] = "ladder",
                                    [S7_GRID_PAIRS] = "pairs"};

static const char *const aligns[] = {
    [S7_REPORT_LEFT] = "", [S7_REPORT_RIGHT] = "right", [S7_REPORT_CENTRE] = "centre"};

/** " class=…" of a cell: its meaning, and how its column is aligned. */
static void write_class(struct s7_report *report, const char *meaning, const char *align)
{
    if (!meaning[0] && !align[0])
        return;
    s7_out_text(report, " class=\"");
    s7_out_text(report, meaning);
    s7_out_text(report, meaning[0] && align[0] ? " " : "");
    s7_out_text(report, align);
    s7_out_text(report, "\"");
}

static void write_titles(struct s7_report *report, const struct s7_grid *grid)
{
    s7_out_text(report, "<thead><tr>");
    for (size_t i = 0; i < grid->column_count; i++) {
        struct s7_report_column column = grid->column(grid, i);
        s7_out_text(report, "<th scope=\"col\"");
        write_class(report, "", aligns[column.align]);
        s7_out_text(report, ">");
        s7_html_text(report, column.title ? column.title : "");
        s7_out_text(report, "</th>");
    }
    s7_out_text(report, "</tr></thead>\n");
}

static void write_cell(struct s7_report *report, const struct s7_grid *grid, size_t row, size_t column)
{
    struct s7_grid_cell cell;
    bool is_title = column == 0 && s7_grid_has_row_titles(grid);
    s7_grid_ask(report, grid, row, column, &cell);
    s7_out_text(report, is_title ? "<th scope=\"row\"" : "<td");
    write_class(report, s7_report_meaning_of(cell.cell.meaning)->word,
                aligns[grid->column(grid, column).align]);
    s7_out_text(report, ">");
    s7_html_cell(report, &cell);
    s7_out_text(report, is_title ? "</th>" : "</td>");
}

static void write_rows(struct s7_report *report, const struct s7_grid *grid)
{
    s7_out_text(report, "<tbody>\n");
    for (size_t row = 0; row < grid->row_count; row++) {
        s7_out_text(report, "<tr>");
        for (size_t i = 0; i < grid->column_count; i++)
            write_cell(report, grid, row, i);
        s7_out_text(report, "</tr>\n");
    }
    if (grid->row_count == 0) {
        s7_out_text(report, "<tr><td class=\"none\" colspan=\"");
        s7_out_number(report, grid->column_count);
        s7_out_text(report, "\">none</td></tr>\n");
    }
    s7_out_text(report, "</tbody></table></div>\n");
}

void s7_html_grid(struct s7_report *report, const struct s7_grid *grid)
{
    s7_out_text(report, "<div class=\"wide\"><table class=\"");
    s7_out_text(report, kinds[grid->kind]);
    s7_out_text(report, "\">");
    if (!s7_character_is_blank(grid->caption)) {
        s7_out_text(report, "<caption>");
        s7_html_text(report, grid->caption);
        s7_out_text(report, "</caption>");
    }
    s7_out_text(report, "\n");
    if (grid->kind != S7_GRID_PAIRS)
        write_titles(report, grid);
    write_rows(report, grid);
}
