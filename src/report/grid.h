/* SPDX-License-Identifier: MIT
 *
 * report/grid.h — what tables, matrices, ladders and pairs have in common: cells in rows and columns.  A writer writes
 * grids; what is special to a kind it looks up in `kind`.
 */
#ifndef REPORT_GRID_H
#define REPORT_GRID_H

#include "report/report.h"

enum s7_grid_kind { S7_GRID_TABLE, S7_GRID_MATRIX, S7_GRID_LADDER, S7_GRID_PAIRS };

struct s7_grid {
    enum s7_grid_kind kind;
    const char *name;
    const char *caption;
    size_t row_count;
    size_t column_count;
    struct s7_report_column (*column)(const struct s7_grid *grid, size_t column);
    void (*cell)(const struct s7_grid *grid, size_t row, size_t column, struct s7_strbuf *buffer,
                 struct s7_report_cell *ret_cell);
    const void *of; /**< the table, matrix, ladder or first pair */
};

struct s7_grid s7_grid_of_table(const struct s7_report_table *table);
/** The first column has the titles of the rows. */
struct s7_grid s7_grid_of_matrix(const struct s7_report_matrix *matrix);
/** Columns: layer, verdict, what was seen. */
struct s7_grid s7_grid_of_ladder(const struct s7_report_ladder *ladder);
/** Columns without titles: key, value. */
struct s7_grid s7_grid_of_pairs(const struct s7_report_pair *pairs, size_t count);

/** Whether the first column says what its row is. */
bool s7_grid_has_row_titles(const struct s7_grid *grid);

/** A cell and the memory that its text may lie in. */
struct s7_grid_cell {
    struct s7_report_cell
        cell;    /**< its text is never NULL; without one of its own it is the word of its meaning */
    bool worded; /**< it is that word */
    char buffer[S7_REPORT_CELL_SIZE + sizeof "…"];
};

/** Asks for a cell, and keeps of it what the end of the report must know. */
void s7_grid_ask(struct s7_report *report, const struct s7_grid *grid, size_t row, size_t column,
                 struct s7_grid_cell *ret_cell);

/** The same for a cell that is there. */
void s7_grid_take(struct s7_report *report, const struct s7_report_cell *given, struct s7_grid_cell *ret_cell);

#endif
