/* SPDX-License-Identifier: MIT */
#include "report/grid.h"

#include <string.h>

#include "report/out.h"

/* ---- tables ------------------------------------------------------------------------------------------------------ */

static struct s7_report_column table_column(const struct s7_grid *grid, size_t column)
{
    const struct s7_report_table *table = grid->of;
    return table->columns[column];
}

static void table_cell(const struct s7_grid *grid, size_t row, size_t column, struct s7_strbuf *buffer,
                       struct s7_report_cell *ret_cell)
{
    const struct s7_report_table *table = grid->of;
    table->cell(table->self, row, column, buffer, ret_cell);
}

struct s7_grid s7_grid_of_table(const struct s7_report_table *table)
{
    return (struct s7_grid){.kind = S7_GRID_TABLE,
                            .name = table->name,
                            .caption = table->caption,
                            .row_count = table->row_count,
                            .column_count = table->column_count,
                            .column = table_column,
                            .cell = table_cell,
                            .of = table};
}

/* ---- matrices ---------------------------------------------------------------------------------------------------- */

static struct s7_report_column matrix_column(const struct s7_grid *grid, size_t column)
{
    const struct s7_report_matrix *matrix = grid->of;
    return (struct s7_report_column){.title = column ? matrix->columns[column - 1] : matrix->corner,
                                     .align = S7_REPORT_LEFT};
}

static void matrix_cell(const struct s7_grid *grid, size_t row, size_t column, struct s7_strbuf *buffer,
                        struct s7_report_cell *ret_cell)
{
    const struct s7_report_matrix *matrix = grid->of;
    if (column == 0)
        ret_cell->text = matrix->rows[row];
    else
        matrix->cell(matrix->self, row, column - 1, buffer, ret_cell);
}

struct s7_grid s7_grid_of_matrix(const struct s7_report_matrix *matrix)
{
    return (struct s7_grid){.kind = S7_GRID_MATRIX,
                            .name = matrix->name,
                            .caption = matrix->caption,
                            .row_count = matrix->row_count,
                            .column_count = matrix->column_count + 1,
                            .column = matrix_column,
                            .cell = matrix_cell,
                            .of = matrix};
}

/* ---- ladders ----------------------------------------------------------------------------------------------------- */

enum { LADDER_LABEL, LADDER_VERDICT, LADDER_DETAIL, LADDER_COLUMNS };

static struct s7_report_column ladder_column(const struct s7_grid *grid, size_t column)
{
    static const char *const titles[LADDER_COLUMNS] = {"Layer", "Verdict", "Seen"};
    (void)grid;
    return (struct s7_report_column){.title = titles[column], .align = S7_REPORT_LEFT};
}

static void ladder_cell(const struct s7_grid *grid, size_t row, size_t column, struct s7_strbuf *buffer,
                        struct s7_report_cell *ret_cell)
{
    const struct s7_report_ladder *ladder = grid->of;
    const struct s7_report_rung *rung = &ladder->rungs[row];
    (void)buffer;
    if (column == LADDER_VERDICT)
        *ret_cell = rung->verdict;
    else
        ret_cell->text = column == LADDER_LABEL ? rung->label : rung->detail;
}

struct s7_grid s7_grid_of_ladder(const struct s7_report_ladder *ladder)
{
    return (struct s7_grid){.kind = S7_GRID_LADDER,
                            .name = ladder->name,
                            .caption = ladder->caption,
                            .row_count = ladder->rung_count,
                            .column_count = LADDER_COLUMNS,
                            .column = ladder_column,
                            .cell = ladder_cell,
                            .of = ladder};
}

/* ---- pairs ------------------------------------------------------------------------------------------------------- */

static struct s7_report_column pairs_column(const struct s7_grid *grid, size_t column)
{
    (void)grid;
    (void)column;
    return (struct s7_report_column){.title = NULL, .align = S7_REPORT_LEFT};
}

static void pairs_cell(const struct s7_grid *grid, size_t row, size_t column, struct s7_strbuf *buffer,
                       struct s7_report_cell *ret_cell)
{
    const struct s7_report_pair *pairs = grid->of;
    (void)buffer;
    if (column == 0)
        ret_cell->text = pairs[row].key;
    else
        *ret_cell = pairs[row].value;
}

struct s7_grid s7_grid_of_pairs(const struct s7_report_pair *pairs, size_t count)
{
    return (struct s7_grid){.kind = S7_GRID_PAIRS,
                            .row_count = count,
                            .column_count = 2,
                            .column = pairs_column,
                            .cell = pairs_cell,
                            .of = pairs};
}

/* ---- cells ------------------------------------------------------------------------------------------------------- */

bool s7_grid_has_row_titles(const struct s7_grid *grid)
{
    return grid->kind != S7_GRID_TABLE;
}

static void settle(struct s7_report *report, struct s7_grid_cell *cell)
{
    if (!cell->cell.text)
        cell->cell.text = "";
    cell->worded = cell->cell.text[0] == '\0' && cell->cell.meaning != S7_REPORT_NEUTRAL;
    if (cell->worded)
        cell->cell.text = s7_report_meaning_of(cell->cell.meaning)->word;
    if (cell->cell.note > report->notes_told)
        report->notes_told = cell->cell.note;
}

void s7_grid_take(struct s7_report *report, const struct s7_report_cell *given, struct s7_grid_cell *ret_cell)
{
    ret_cell->cell = *given;
    settle(report, ret_cell);
}

/** Puts an ellipsis behind a text that was cut, in place of the character that was cut in two. */
static void mark_cut(char *text, size_t length)
{
    size_t last = length;
    while (last > 0 && ((unsigned char)text[last - 1] & 0xC0) == 0x80)
        last--;
    if (last > 0 && ((unsigned char)text[last - 1] & 0x80))
        length = last - 1;
    memcpy(text + length, "…", sizeof "…");
}

void s7_grid_ask(struct s7_report *report, const struct s7_grid *grid, size_t row, size_t column,
                 struct s7_grid_cell *ret_cell)
{
    struct s7_strbuf buffer = s7_strbuf_over(ret_cell->buffer, S7_REPORT_CELL_SIZE);
    ret_cell->cell = (struct s7_report_cell){.text = NULL};
    grid->cell(grid, row, column, &buffer, &ret_cell->cell);
    if (!ret_cell->cell.text)
        ret_cell->cell.text = ret_cell->buffer;
    if (buffer.truncated) {
        mark_cut(ret_cell->buffer, buffer.length);
        s7_out_fail(report, S7_ERR_LOCAL_LIMIT);
    }
    settle(report, ret_cell);
}
