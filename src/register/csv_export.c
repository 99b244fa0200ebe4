/* SPDX-License-Identifier: MIT */
#include "register/csv_export.h"

#include <stdlib.h>
#include <string.h>

#include "register/csv_write.h"
#include "value/range.h"

/* ---- rows -------------------------------------------------------------------------------------------------------- */

static const char *const directions[] = {"put", "get"};
static const struct {
    const char *key;
    const char *direction;
} documented[] = {{"reads", "read"}, {"writes", "write"}};

enum {
    DIRECTIONS = sizeof directions / sizeof directions[0],
    DOCUMENTED = sizeof documented / sizeof documented[0]
};

/** Rows are counted first, and then kept: `rows` NULL counts. */
struct collector {
    struct s7_csv_export_row *rows;
    size_t count;
};

static void add(struct collector *to, struct s7_csv_export_row row)
{
    if (to->rows)
        to->rows[to->count] = row;
    to->count++;
}

static void add_members(struct collector *to, const struct s7_node *members, const struct s7_node *owner,
                        bool is_host)
{
    for (const struct s7_node *node = members ? members->first : NULL; node; node = node->next)
        add(to, (struct s7_csv_export_row){.element = node, .owner = owner, .is_host = is_host});
}

/** A single line, or the lines of a list. */
static const struct s7_node *first_of(const struct s7_node *some)
{
    return some && some->kind == S7_NODE_LIST ? some->first : some;
}

static const struct s7_node *next_of(const struct s7_node *some, const struct s7_node *line)
{
    return some->kind == S7_NODE_LIST ? line->next : NULL;
}

static void add_connection(struct collector *to, const struct s7_node *connection)
{
    const struct s7_node *jobs = s7_node_member(connection, "jobs");
    struct s7_csv_export_row row = {.element = connection, .direction = ""};
    size_t before = to->count;
    for (const struct s7_node *job = jobs ? jobs->first : NULL; job; job = job->next) {
        for (size_t i = 0; i < DIRECTIONS; i++) {
            row.direction = directions[i];
            row.data = s7_node_member(job, directions[i]);
            if (row.data)
                add(to, row);
        }
    }
    for (size_t i = 0; i < DOCUMENTED; i++) {
        const struct s7_node *areas = s7_node_member(connection, documented[i].key);
        row.direction = documented[i].direction;
        for (row.data = first_of(areas); row.data; row.data = next_of(areas, row.data))
            add(to, row);
    }
    if (to->count == before)
        add(to, (struct s7_csv_export_row){.element = connection, .direction = ""});
}

static void add_owned(struct collector *to, const struct s7_node *partners, const char *root, bool is_host)
{
    for (const struct s7_node *partner = partners ? partners->first : NULL; partner; partner = partner->next)
        add_members(to, s7_node_member(partner, root), partner, is_host);
}

static void collect(struct collector *to, const struct s7_node *root, const struct s7_csv_table_row *table)
{
    const struct s7_node *at = s7_node_member(root, table->root);
    switch (table->shape) {
    case S7_CSV_SHAPE_ONE:
        if (at)
            add(to, (struct s7_csv_export_row){.element = at});
        break;
    case S7_CSV_SHAPE_NAMED:
    case S7_CSV_SHAPE_LIST:
        add_members(to, at, NULL, false);
        break;
    case S7_CSV_SHAPE_PARTNER:
        add_members(to, s7_node_member(root, "cpus"), NULL, false);
        add_members(to, s7_node_member(root, "hosts"), NULL, true);
        break;
    case S7_CSV_SHAPE_OWNED:
    case S7_CSV_SHAPE_LISTED:
        add_owned(to, s7_node_member(root, "cpus"), table->root, false);
        add_owned(to, s7_node_member(root, "hosts"), table->root, true);
        break;
    case S7_CSV_SHAPE_LINES:
        for (const struct s7_node *node = at ? at->first : NULL; node; node = node->next)
            add_connection(to, node);
        break;
    }
}

int s7_csv_export(const struct s7_node *root, enum s7_csv_table table, struct s7_storage *storage,
                  struct s7_csv_export *ret_export)
{
    struct collector to = {.rows = NULL};
    collect(&to, root, s7_csv_table_of(table));
    struct s7_csv_export_row *rows = s7_storage_array(storage, to.count + 1, sizeof *rows);
    if (!rows)
        return S7_ERR_LOCAL_MEMORY;
    to = (struct collector){.rows = rows};
    collect(&to, root, s7_csv_table_of(table));
    *ret_export = (struct s7_csv_export){table, rows, to.count};
    return S7_OK;
}

/* ---- cells ------------------------------------------------------------------------------------------------------- */

static const struct s7_node *node_at(const struct s7_node *mapping, const char *path)
{
    char name[S7_CSV_PATH_SIZE];
    const struct s7_node *node = mapping;
    while (node && *path) {
        size_t length = strcspn(path, ".");
        memcpy(name, path, length);
        name[length] = '\0';
        node = s7_node_member(node, name);
        path += length + (path[length] == '.');
    }
    return node;
}

/** The node whose text, or whose lines, a cell has; NULL: it has none. */
static const struct s7_node *node_of(const struct s7_csv_export_row *row,
                                     const struct s7_csv_column_row *column)
{
    bool job = row->data && row->data->kind == S7_NODE_MAPPING;
    bool put = job && strcmp(row->direction, "put") == 0;
    switch (column->role) {
    case S7_CSV_ROLE_KEY:
        return node_at(row->element, column->path);
    case S7_CSV_ROLE_NAME:
        return row->element->key;
    case S7_CSV_ROLE_PARTNER:
        return row->owner ? row->owner->key : NULL;
    case S7_CSV_ROLE_AREA:
    case S7_CSV_ROLE_SIZE:
        return job ? s7_node_member(row->data, put ? "to" : "from") : row->data;
    case S7_CSV_ROLE_OWN_AREA:
        return job ? s7_node_member(row->data, put ? "send" : "receive") : NULL;
    case S7_CSV_ROLE_JOB_KEY:
        return job ? s7_node_member(row->data, column->path) : NULL;
    case S7_CSV_ROLE_KIND:
    case S7_CSV_ROLE_DIRECTION:
        break;
    }
    return NULL;
}

/** "40", or "3 bits". */
static void write_size(const struct s7_node *areas, struct s7_fmt_out *cell)
{
    char text[32];
    struct s7_strbuf buf = s7_strbuf_over(text, sizeof text);
    uint64_t bits = 0;
    for (const struct s7_node *area = first_of(areas); area; area = next_of(areas, area)) {
        struct s7_tag tag;
        if (s7_tag_parse(area->text, &tag, NULL) == S7_OK)
            bits += tag.range.bit_count;
    }
    s7_csv_write_size(bits, &buf);
    s7_fmt_out_text(cell, text);
}

void s7_csv_write_size(uint64_t bits, struct s7_strbuf *buf)
{
    if (bits % 8 == 0)
        s7_strbuf_printf(buf, "%llu", (unsigned long long)(bits / 8));
    else
        s7_strbuf_printf(buf, "%llu bit%s", (unsigned long long)bits, bits == 1 ? "" : "s");
}

void s7_csv_export_cell(const struct s7_csv_export *export, size_t row, const struct s7_csv_column_row *column,
                        struct s7_fmt_out *cell)
{
    const struct s7_csv_export_row *at = &export->rows[row];
    const struct s7_node *node = node_of(at, column);
    if (column->role == S7_CSV_ROLE_KIND)
        s7_fmt_out_text(cell, at->is_host ? "host" : "cpu");
    if (column->role == S7_CSV_ROLE_DIRECTION)
        s7_fmt_out_text(cell, at->direction);
    if (column->role == S7_CSV_ROLE_SIZE && node)
        write_size(node, cell);
    if (!node || column->role == S7_CSV_ROLE_SIZE)
        return;
    for (const struct s7_node *line = first_of(node); line; line = next_of(node, line)) {
        s7_fmt_out_text(cell, line == first_of(node) ? "" : "\n");
        s7_fmt_out_text(cell, line->text);
    }
}

/** Numbers, words and days have one meaning in whatever form they come back. */
static enum s7_csv_holds holds(const struct s7_csv_column_row *column)
{
    const struct s7_plant_key *key = s7_csv_key_of(column);
    if (column->role == S7_CSV_ROLE_SIZE)
        return S7_CSV_HOLDS_VALUE;
    if (!key)
        return S7_CSV_HOLDS_TEXT;
    bool is_value = key->kind->shape == S7_SHAPE_NUMBER || key->kind->shape == S7_SHAPE_DECIMAL ||
                    key->kind->shape == S7_SHAPE_WORD || key->kind->shape == S7_SHAPE_WORDS ||
                    strcmp(key->kind->shown, "date") == 0;
    return is_value ? S7_CSV_HOLDS_VALUE : S7_CSV_HOLDS_TEXT;
}

void s7_csv_export_write(const struct s7_csv_export *export, char separator, struct s7_fmt_out *out)
{
    const struct s7_csv_column_row *column;
    struct s7_fmt_out cell = {.text = NULL};
    for (size_t i = 0; (column = s7_csv_column_of(export->table, i)) != NULL; i++)
        s7_csv_write_field(out, column->title, S7_CSV_HOLDS_VALUE, separator,
                           !s7_csv_column_of(export->table, i + 1));
    for (size_t row = 0; row < export->count; row++) {
        for (size_t i = 0; (column = s7_csv_column_of(export->table, i)) != NULL; i++) {
            cell.size = 0;
            s7_csv_export_cell(export, row, column, &cell);
            s7_fmt_out_text(&cell, ""); /* ends the text of an empty one */
            s7_csv_write_field(out, cell.failed ? "" : cell.text, holds(column), separator,
                               !s7_csv_column_of(export->table, i + 1));
        }
    }
    out->failed = out->failed || cell.failed;
    free(cell.text);
}
