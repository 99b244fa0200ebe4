/* SPDX-License-Identifier: MIT
 *
 * unit/register/tables.h — a plant file as tables and back, in memory.
 */
#ifndef TESTS_UNIT_REGISTER_TABLES_H
#define TESTS_UNIT_REGISTER_TABLES_H

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "must.h"
#include "register/csv_export.h"
#include "register/csv_import.h"

struct tables {
    struct s7_fmt_out out[S7_CSV_TABLE_COUNT]; /**< text NULL: there are no rows */
};

static inline void tables_of(const char *text, size_t size, char separator, struct tables *ret_tables)
{
    struct s7_storage storage = {.chunks = NULL};
    struct s7_finding_list findings = {.storage = &storage};
    const struct s7_node *root = NULL;
    must(s7_tree_read(text, size, &storage, &findings, &root) == S7_OK && root);
    for (int i = 0; i < S7_CSV_TABLE_COUNT; i++) {
        struct s7_csv_export rows;
        must(s7_csv_export(root, (enum s7_csv_table)i, &storage, &rows) == S7_OK);
        ret_tables->out[i] = (struct s7_fmt_out){.text = NULL};
        if (rows.count)
            s7_csv_export_write(&rows, separator, &ret_tables->out[i]);
        must(!ret_tables->out[i].failed);
    }
    s7_storage_free(&storage);
}

static inline void tables_free(struct tables *tables)
{
    for (int i = 0; i < S7_CSV_TABLE_COUNT; i++)
        free(tables->out[i].text);
}

/** "1:2 B3 error: message" per line. */
static char tables_told[20000];

static inline void tables_say(void *user, enum s7_plant_severity severity, const struct s7_csv_place *place,
                              const char *message)
{
    char cell[24] = "";
    struct s7_strbuf buf = s7_strbuf_over(cell, sizeof cell);
    size_t length = strlen(tables_told);
    (void)user;
    s7_csv_write_cell(place, &buf);
    snprintf(tables_told + length, sizeof tables_told - length, "%zu %u:%u %s %s: %s\n", place->source,
             place->mark.line, place->mark.column, cell[0] ? cell : "-",
             severity == S7_PLANT_ERROR ? "error" : "warning", message);
}

/** The plant file that the texts make, NULL: something was told.  To be freed. */
static inline char *tables_read(const char *const *texts, size_t count)
{
    struct s7_csv_source sources[S7_CSV_TABLE_COUNT];
    char *text = NULL;
    size_t size = 0;
    tables_told[0] = '\0';
    for (size_t i = 0; i < count; i++)
        sources[i] = (struct s7_csv_source){texts[i], strlen(texts[i])};
    int error = s7_csv_import(sources, count, "Line 4", tables_say, NULL, &text, &size);
    must(error == S7_OK || error == S7_ERR_LOCAL_FILE);
    must(error == S7_OK || tables_told[0]);
    return error ? NULL : text;
}

/** The plant file `base` with what the texts say, NULL: something was told.  To be freed. */
static inline char *tables_into(const char *base, const char *const *texts, size_t count)
{
    struct s7_csv_source sources[S7_CSV_TABLE_COUNT];
    const struct s7_csv_source into = {base, strlen(base)};
    char *text = NULL;
    size_t size = 0;
    tables_told[0] = '\0';
    for (size_t i = 0; i < count; i++)
        sources[i] = (struct s7_csv_source){texts[i], strlen(texts[i])};
    int error = s7_csv_import_into(&into, sources, count, tables_say, NULL, &text, &size);
    must(error == S7_OK || error == S7_ERR_LOCAL_FILE);
    must(error == S7_OK || tables_told[0]);
    return error ? NULL : text;
}

/** The plant file of all tables there are. */
static inline char *tables_join(const struct tables *tables)
{
    const char *texts[S7_CSV_TABLE_COUNT];
    size_t count = 0;
    for (int i = S7_CSV_TABLE_COUNT - 1; i >= 0; i--) /* in any order */
        if (tables->out[i].text)
            texts[count++] = tables->out[i].text;
    return tables_read(texts, count);
}

#endif
