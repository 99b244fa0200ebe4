/* SPDX-License-Identifier: MIT
 *
 * register/csv_import.h — tables out of a spreadsheet become the text of a plant file.
 *
 * Which table a text is, its header says; columns are found by their titles, in any order.  What is wrong is found by
 * the loader of plant files, and told with the cell that it is about: nothing of it is known twice.
 */
#ifndef REGISTER_CSV_IMPORT_H
#define REGISTER_CSV_IMPORT_H

#include "base/strbuf.h"
#include "register/csv_draft.h"
#include "register/csv_table.h"
#include "register/source.h"

struct s7_csv_source {
    const char *text;
    size_t size;
};

/** Called for everything found, errors and warnings; `message` is borrowed. */
typedef void s7_csv_report(void *user, enum s7_plant_severity severity, const struct s7_csv_place *place,
                           const char *message);

/** What is being read. */
struct s7_csv_import {
    struct s7_storage *storage;
    struct s7_draft_tree tree;
    const struct s7_node *base; /**< the plant file that the tables change, NULL: none */
    s7_csv_report *report;
    void *user;
    size_t errors;
};

void s7_csv_complain(struct s7_csv_import *import, const struct s7_csv_place *place, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/** "M4": column and row as a spreadsheet names them; "row 4" when no cell is meant; nothing for a place without a row. */
void s7_csv_write_cell(const struct s7_csv_place *place, struct s7_strbuf *buf);

/** What the columns of a text are. */
struct s7_csv_header {
    size_t source;
    enum s7_csv_table table;
    const struct s7_csv_column_row **columns; /**< of each field; NULL: passed over */
    size_t count;
};

struct s7_csv_record;

/** register/csv_header.c.  @return false: it was complained about */
bool s7_csv_header_read(struct s7_csv_import *import, size_t source, const struct s7_csv_record *record,
                        struct s7_csv_header *ret_header);

/** register/csv_cell.c: the text of a cell as the plant file has it, without what only a spreadsheet adds. */
const char *s7_csv_cell_text(struct s7_storage *storage, const struct s7_plant_key *key, const char *text,
                             size_t length);

/** The lines of a cell that holds a list: *ret_count of them, each NUL-terminated; NULL: no memory. */
const char **s7_csv_cell_lines(struct s7_storage *storage, const struct s7_plant_key *key, const char *text,
                               size_t length, size_t *ret_count);

/** register/csv_row.c: puts what a record says into the tree. */
void s7_csv_row_read(struct s7_csv_import *import, const struct s7_csv_header *header,
                     const struct s7_csv_record *record);

/**
 * Reads the texts into import->tree, which is begun here; storage, report and user are the caller's.
 * @return S7_OK, S7_ERR_LOCAL_FILE (told), S7_ERR_LOCAL_MEMORY
 */
int s7_csv_import_read(struct s7_csv_import *import, const struct s7_csv_source *sources, size_t count);

/**
 * The plant file that the texts make, in its canonical form; `name` is the plant's unless a table says it.
 * @return S7_OK and *ret_text on the heap, NUL-terminated behind *ret_size octets (free()); S7_ERR_LOCAL_FILE: something
 *         was told; S7_ERR_LOCAL_MEMORY
 */
int s7_csv_import(const struct s7_csv_source *sources, size_t count, const char *name, s7_csv_report *report,
                  void *user, char **ret_text, size_t *ret_size);

/**
 * The plant file `base` with what the texts say: what has no row stays, what has no column stays; an empty cell takes the
 * key away; the lines of data of a connection, simulated values of a CPU and exceptions are all that there are.  Comments
 * and everything that nothing is said about stay octet by octet (register/edit.h).  What is wrong with the result and comes
 * from no cell is told with the number behind the last source as its source, and the place in the result.
 * @return as s7_csv_import(); the base must load
 */
int s7_csv_import_into(const struct s7_csv_source *base, const struct s7_csv_source *sources, size_t count,
                       s7_csv_report *report, void *user, char **ret_text, size_t *ret_size);

/** register/csv_into.c: the same with a tree that was filled already; `source_count` for what comes from no cell. */
int s7_csv_into(struct s7_csv_import *import, const struct s7_source *base, size_t source_count,
                char **ret_text, size_t *ret_size);

#endif
