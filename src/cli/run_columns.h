/* SPDX-License-Identifier: MIT
 *
 * cli/run_columns.h — the columns of the live table: what stands in them, how they sort, which of them fit.
 */
#ifndef CLI_RUN_COLUMNS_H
#define CLI_RUN_COLUMNS_H

#include "base/strbuf.h"
#include "cli/run_snapshot.h"

enum s7_run_column {
#define S7_RUN_COLUMN(name, title, width, right, rank) S7_RUN_COLUMN_##name,
#include "cli/defs/run_column.def"
#undef S7_RUN_COLUMN
    S7_RUN_COLUMN_COUNT
};

enum { S7_RUN_CELL_SIZE = 256 };

const char *s7_run_column_title(enum s7_run_column column);
bool s7_run_column_is_right(enum s7_run_column column);
/** Writes the cell; UTF-8, of any width. */
void s7_run_column_cell(enum s7_run_column column, const struct s7_run_row *row, struct s7_strbuf *buf);
/** < 0, 0, > 0: the first row comes before, with, after the second. */
int s7_run_column_order(enum s7_run_column column, const struct s7_run_row *one,
                        const struct s7_run_row *other);

/** Width per column in a table so many characters wide, one blank between two; 0: the column is left out. */
void s7_run_columns_fit(size_t width, size_t ret_widths[S7_RUN_COLUMN_COUNT]);

#endif
