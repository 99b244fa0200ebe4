/* SPDX-License-Identifier: MIT
 *
 * register/csv_export.h — a plant file as tables: cells as they are written in the file.
 */
#ifndef REGISTER_CSV_EXPORT_H
#define REGISTER_CSV_EXPORT_H

#include "base/strbuf.h"
#include "plant/fmt_out.h"
#include "plant/tree.h"
#include "register/csv_table.h"

/** One row: where in the tree it comes from. */
struct s7_csv_export_row {
    const struct s7_node *element; /**< the mapping that the keys are in */
    const struct s7_node *owner;   /**< the CPU or host that it belongs to, NULL: none */
    bool is_host;                  /**< of a partner */
    const char *direction;         /**< "put" …, "": a connection without data */
    const struct s7_node *data;    /**< of a job its mapping, else the area; NULL: none */
};

struct s7_csv_export {
    enum s7_csv_table table;
    struct s7_csv_export_row *rows;
    size_t count;
};

/**
 * The rows of a table of a plant file that loads; they live in `storage`.
 * @return S7_OK or S7_ERR_LOCAL_MEMORY
 */
int s7_csv_export(const struct s7_node *root, enum s7_csv_table table, struct s7_storage *storage,
                  struct s7_csv_export *ret_export);

/** Appends the text of a cell, a line per member of a list. */
void s7_csv_export_cell(const struct s7_csv_export *export, size_t row, const struct s7_csv_column_row *column,
                        struct s7_fmt_out *cell);

/** How the size of areas is written: "40", "3 bits". */
void s7_csv_write_size(uint64_t bits, struct s7_strbuf *buf);

/** The whole table, titles first; `out` may fail. */
void s7_csv_export_write(const struct s7_csv_export *export, char separator, struct s7_fmt_out *out);

/**
 * Tells what of the file no table carries: `path` as docs/plant-file.md calls it ("cpus.NAME.identity"), how often it stands
 * there.
 */
typedef void s7_csv_left_out(void *user, const char *path, size_t count);
void s7_csv_export_rest(const struct s7_node *root, s7_csv_left_out *tell, void *user);

#endif
