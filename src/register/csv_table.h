/* SPDX-License-Identifier: MIT
 *
 * register/csv_table.h — which tables a plant file is carried in, and what stands in their columns (defs/csv_table.def).
 *
 * A cell holds what the plant file would: nothing is written another way.  A list is a line per member within the cell.
 */
#ifndef REGISTER_CSV_TABLE_H
#define REGISTER_CSV_TABLE_H

#include "plant/schema.h"

enum s7_csv_table {
#define S7_CSV_TABLE(NAME, name, shape, root, element, meaning) S7_CSV_##NAME,
#define S7_CSV_COLUMN(table, title, role, path)
#include "register/defs/csv_table.def"
#undef S7_CSV_COLUMN
#undef S7_CSV_TABLE
    S7_CSV_TABLE_COUNT
};

/** What a row is. */
enum s7_csv_shape {
    S7_CSV_SHAPE_ONE,
    S7_CSV_SHAPE_NAMED,
    S7_CSV_SHAPE_PARTNER,
    S7_CSV_SHAPE_OWNED,
    S7_CSV_SHAPE_LISTED,
    S7_CSV_SHAPE_LIST,
    S7_CSV_SHAPE_LINES
};

struct s7_csv_table_row {
    const char *name;
    enum s7_csv_shape shape;
    const char *root;
    enum s7_plant_element element;
    const char *meaning;
};

/** What stands in a column. */
enum s7_csv_role {
    S7_CSV_ROLE_KEY,       /**< the value of a key of the element */
    S7_CSV_ROLE_NAME,      /**< its name or number */
    S7_CSV_ROLE_PARTNER,   /**< the CPU or host that it belongs to */
    S7_CSV_ROLE_KIND,      /**< "cpu" or "host" */
    S7_CSV_ROLE_DIRECTION, /**< "put", "get", "write", "read" */
    S7_CSV_ROLE_AREA,      /**< in the served CPU */
    S7_CSV_ROLE_SIZE,      /**< octets of it, for the reader; when it is read it must be right or empty */
    S7_CSV_ROLE_OWN_AREA,  /**< in the active CPU, of a job */
    S7_CSV_ROLE_JOB_KEY    /**< the value of a key of a job */
};

struct s7_csv_column_row {
    enum s7_csv_table table;
    const char *title;
    enum s7_csv_role role;
    const char *path; /**< "tsap.from" */
};

enum { S7_CSV_PATH_SIZE = 48, S7_CSV_COLUMNS_MOST = 48 };

const struct s7_csv_table_row *s7_csv_table_of(enum s7_csv_table table);

/** Column `index` of a table, NULL behind the last one. */
const struct s7_csv_column_row *s7_csv_column_of(enum s7_csv_table table, size_t index);

/** The table with this name, S7_CSV_TABLE_COUNT: none. */
enum s7_csv_table s7_csv_table_named(const char *name);

/** The key of a path below an element ("resources.cap.pg"), NULL: there is none. */
const struct s7_plant_key *s7_csv_key_at(enum s7_plant_element element, const char *path);

/** The key whose value stands in a column, NULL: none does.  Of CPUs and hosts that of either. */
const struct s7_plant_key *s7_csv_key_of(const struct s7_csv_column_row *column);

#endif
