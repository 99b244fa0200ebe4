/* SPDX-License-Identifier: MIT
 *
 * What of a plant file no table carries.
 */
#include <stdio.h>
#include <string.h>

#include "register/csv_export.h"

enum { PATHS_MOST = 64, PATH_SIZE = 80 };

struct rest {
    struct {
        char path[PATH_SIZE];
        size_t count;
    } list[PATHS_MOST];
    size_t count;
};

static void note(struct rest *rest, enum s7_plant_element element, const char *path)
{
    char whole[PATH_SIZE];
    const char *around = element == S7_ELEMENT_FILE ? "" : s7_schema_element(element)->path;
    size_t i = 0;
    snprintf(whole, sizeof whole, "%s%s%s", around, around[0] ? "." : "", path);
    while (i < rest->count && strcmp(rest->list[i].path, whole) != 0)
        i++;
    if (i == PATHS_MOST)
        return;
    if (i == rest->count)
        memcpy(rest->list[rest->count++].path, whole, sizeof whole);
    rest->list[i].count++;
}

/** Hosts stand in the same tables as CPUs. */
static bool has_element(const struct s7_csv_table_row *table, enum s7_plant_element element)
{
    return table->element == element || (table->element == S7_ELEMENT_CPU && element == S7_ELEMENT_HOST);
}

static bool is_column(enum s7_plant_element element, const char *path)
{
    for (int i = 0; i < S7_CSV_TABLE_COUNT; i++) {
        const struct s7_csv_column_row *column;
        if (!has_element(s7_csv_table_of((enum s7_csv_table)i), element))
            continue;
        for (size_t k = 0; (column = s7_csv_column_of((enum s7_csv_table)i, k)) != NULL; k++)
            if (column->role == S7_CSV_ROLE_KEY && strcmp(column->path, path) == 0)
                return true;
    }
    return false;
}

/** Some column holds a key below this group. */
static bool has_below(enum s7_plant_element element, const char *path)
{
    size_t length = strlen(path);
    for (int i = 0; i < S7_CSV_TABLE_COUNT; i++) {
        const struct s7_csv_column_row *column;
        if (!has_element(s7_csv_table_of((enum s7_csv_table)i), element))
            continue;
        for (size_t k = 0; (column = s7_csv_column_of((enum s7_csv_table)i, k)) != NULL; k++)
            if (strncmp(column->path, path, length) == 0 && column->path[length] == '.')
                return true;
    }
    return false;
}

/** A line of a connection has a row of its own. */
static bool is_line(enum s7_plant_element element, const char *path)
{
    return element == S7_ELEMENT_CONNECTION &&
           (strcmp(path, "jobs") == 0 || strcmp(path, "reads") == 0 || strcmp(path, "writes") == 0);
}

/** The table whose rows are the members of a key of a CPU or host, NULL: none. */
static const struct s7_csv_table_row *owned_table(enum s7_plant_element element, const char *path)
{
    for (int i = 0; i < S7_CSV_TABLE_COUNT; i++) {
        const struct s7_csv_table_row *table = s7_csv_table_of((enum s7_csv_table)i);
        bool owned = table->shape == S7_CSV_SHAPE_OWNED || table->shape == S7_CSV_SHAPE_LISTED;
        if (owned && (element == S7_ELEMENT_CPU || element == S7_ELEMENT_HOST) &&
            strcmp(table->root, path) == 0)
            return table;
    }
    return NULL;
}

static void walk_members(struct rest *rest, enum s7_plant_element element, const struct s7_node *members);

/** The keys of an element below `prefix`: groups go deeper, as paths with points. */
static void walk(struct rest *rest, enum s7_plant_element element, const struct s7_node *mapping,
                 const char *prefix)
{
    for (const struct s7_node *node = mapping->first; node; node = node->next) {
        char path[PATH_SIZE];
        snprintf(path, sizeof path, "%s%s%s", prefix, prefix[0] ? "." : "", node->key->text);
        const struct s7_plant_key *key = s7_csv_key_at(element, path);
        const struct s7_csv_table_row *table = owned_table(element, path);
        if (is_column(element, path) || is_line(element, path))
            continue;
        if (table)
            walk_members(rest, table->element, node);
        else if (key && key->kind->shape == S7_SHAPE_ELEMENT && node->kind == S7_NODE_MAPPING &&
                 has_below(element, path))
            walk(rest, element, node, path);
        else
            note(rest, element, path);
    }
}

static void walk_members(struct rest *rest, enum s7_plant_element element, const struct s7_node *members)
{
    for (const struct s7_node *node = members->first; node; node = node->next)
        if (node->kind == S7_NODE_MAPPING)
            walk(rest, element, node, "");
}

static const struct s7_csv_table_row *root_table(const char *key)
{
    for (int i = 0; i < S7_CSV_TABLE_COUNT; i++) {
        const struct s7_csv_table_row *table = s7_csv_table_of((enum s7_csv_table)i);
        bool owned = table->shape == S7_CSV_SHAPE_OWNED || table->shape == S7_CSV_SHAPE_LISTED;
        if (!owned && strcmp(table->root, key) == 0)
            return table;
    }
    return NULL;
}

static void walk_file(struct rest *rest, const struct s7_node *node)
{
    const char *key = node->key->text;
    const struct s7_csv_table_row *table = root_table(key);
    if (strcmp(key, "cpus") == 0)
        walk_members(rest, S7_ELEMENT_CPU, node);
    else if (strcmp(key, "hosts") == 0)
        walk_members(rest, S7_ELEMENT_HOST, node);
    else if (table && table->shape == S7_CSV_SHAPE_ONE)
        walk(rest, table->element, node, "");
    else if (table)
        walk_members(rest, table->element, node);
    else if (strcmp(key, "sieben") != 0)
        note(rest, S7_ELEMENT_FILE, key);
}

void s7_csv_export_rest(const struct s7_node *root, s7_csv_left_out *tell, void *user)
{
    struct rest rest = {.count = 0};
    for (const struct s7_node *node = root->first; node; node = node->next)
        walk_file(&rest, node);
    for (size_t i = 0; i < rest.count; i++)
        tell(user, rest.list[i].path, rest.list[i].count);
}
