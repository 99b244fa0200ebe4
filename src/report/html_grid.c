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

/* Columns of a matrix that a page of A4 has room for; the next ones stand in a table below. */
enum { BAND_COLUMNS = 12 };

/** Columns of a grid that stand beside each other: the titles of the rows, if any, and `count` others from `first`. */
struct band {
    const struct s7_grid *grid;
    size_t titles; /**< 1: the column of the titles of the rows comes first; 0: there is none */
    size_t first;
    size_t count;
};

static size_t column_of(const struct band *band, size_t i)
{
    return i < band->titles ? 0 : band->first + i - band->titles;
}

static void write_titles(struct s7_report *report, const struct band *band)
{
    s7_out_text(report, "<thead><tr>");
    for (size_t i = 0; i < band->titles + band->count; i++) {
        struct s7_report_column column = band->grid->column(band->grid, column_of(band, i));
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

static void write_rows(struct s7_report *report, const struct band *band)
{
    s7_out_text(report, "<tbody>\n");
    for (size_t row = 0; row < band->grid->row_count; row++) {
        s7_out_text(report, "<tr>");
        for (size_t i = 0; i < band->titles + band->count; i++)
            write_cell(report, band->grid, row, column_of(band, i));
        s7_out_text(report, "</tr>\n");
    }
    if (band->grid->row_count == 0) {
        s7_out_text(report, "<tr><td class=\"none\" colspan=\"");
        s7_out_number(report, band->titles + band->count);
        s7_out_text(report, "\">none</td></tr>\n");
    }
    s7_out_text(report, "</tbody></table></div>\n");
}

static void write_band(struct s7_report *report, const struct band *band)
{
    const struct s7_grid *grid = band->grid;
    s7_out_text(report, "<div class=\"wide\"><table class=\"");
    s7_out_text(report, kinds[grid->kind]);
    s7_out_text(report, "\">");
    if (!s7_character_is_blank(grid->caption) && band->first <= band->titles) {
        s7_out_text(report, "<caption>");
        s7_html_text(report, grid->caption);
        s7_out_text(report, "</caption>");
    }
    s7_out_text(report, "\n");
    if (grid->kind != S7_GRID_PAIRS)
        write_titles(report, band);
    write_rows(report, band);
}

void s7_html_grid(struct s7_report *report, const struct s7_grid *grid)
{
    struct band band = {.grid = grid, .titles = s7_grid_has_row_titles(grid)};
    size_t most = grid->kind == S7_GRID_MATRIX ? BAND_COLUMNS : grid->column_count;
    for (band.first = band.titles; band.first < grid->column_count; band.first += band.count) {
        size_t left = grid->column_count - band.first;
        band.count = left < most ? left : most;
        write_band(report, &band);
    }
}
