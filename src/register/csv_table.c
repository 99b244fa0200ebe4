/* SPDX-License-Identifier: MIT */
#include "register/csv_table.h"

#include <string.h>

static const struct s7_csv_table_row tables[] = {
#define S7_CSV_TABLE(NAME, name, shape, root, element, meaning)                                                \
    {#name, S7_CSV_SHAPE_##shape, root, S7_ELEMENT_##element, meaning},
#define S7_CSV_COLUMN(table, title, role, path)
#include "register/defs/csv_table.def"
#undef S7_CSV_COLUMN
#undef S7_CSV_TABLE
};

static const struct s7_csv_column_row columns[] = {
#define S7_CSV_TABLE(NAME, name, shape, root, element, meaning)
#define S7_CSV_COLUMN(table, title, role, path) {S7_CSV_##table, title, S7_CSV_ROLE_##role, path},
#include "register/defs/csv_table.def"
#undef S7_CSV_COLUMN
#undef S7_CSV_TABLE
};

enum { COLUMNS = sizeof columns / sizeof columns[0] };

const struct s7_csv_table_row *s7_csv_table_of(enum s7_csv_table table)
{
    return &tables[table];
}

const struct s7_csv_column_row *s7_csv_column_of(enum s7_csv_table table, size_t index)
{
    size_t first = 0;
    while (first < COLUMNS && columns[first].table != table)
        first++;
    return first + index < COLUMNS && columns[first + index].table == table ? &columns[first + index] : NULL;
}

enum s7_csv_table s7_csv_table_named(const char *name)
{
    int table = 0;
    while (table < S7_CSV_TABLE_COUNT && strcmp(tables[table].name, name) != 0)
        table++;
    return (enum s7_csv_table)table;
}

const struct s7_plant_key *s7_csv_key_at(enum s7_plant_element element, const char *path)
{
    size_t length = strcspn(path, ".");
    const struct s7_plant_key *key;
    for (size_t i = 0; (key = s7_schema_key(i)) != NULL; i++) {
        if (key->element != element || strlen(key->name) != length || memcmp(key->name, path, length) != 0)
            continue;
        return path[length] ? s7_csv_key_at(key->of, path + length + 1) : key;
    }
    return NULL;
}

const struct s7_plant_key *s7_csv_key_of(const struct s7_csv_column_row *column)
{
    enum s7_plant_element element = tables[column->table].element;
    const struct s7_plant_key *key = NULL;
    switch (column->role) {
    case S7_CSV_ROLE_KEY:
        key = s7_csv_key_at(element, column->path);
        return key || element != S7_ELEMENT_CPU ? key : s7_csv_key_at(S7_ELEMENT_HOST, column->path);
    case S7_CSV_ROLE_JOB_KEY:
        return s7_csv_key_at(S7_ELEMENT_PUT, column->path);
    case S7_CSV_ROLE_AREA:
        return s7_csv_key_at(S7_ELEMENT_CONNECTION, "reads");
    case S7_CSV_ROLE_OWN_AREA:
        return s7_csv_key_at(S7_ELEMENT_PUT, "send");
    case S7_CSV_ROLE_NAME:
    case S7_CSV_ROLE_PARTNER:
    case S7_CSV_ROLE_KIND:
    case S7_CSV_ROLE_DIRECTION:
    case S7_CSV_ROLE_SIZE:
        break;
    }
    return NULL;
}
