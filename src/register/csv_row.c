/* SPDX-License-Identifier: MIT
 *
 * What one row says, put into the tree of a plant file.
 */
#include <string.h>

#include "plant/nearest.h"
#include "register/csv_export.h"
#include "register/csv_import.h"
#include "register/csv_read.h"

/** A row while it is read. */
struct row {
    struct s7_csv_import *import;
    const struct s7_csv_header *header;
    const struct s7_csv_record *record;
};

/* ---- cells ------------------------------------------------------------------------------------------------------- */

static struct s7_csv_place place_at(const struct row *row, size_t field)
{
    const struct s7_csv_record *record = row->record;
    const struct s7_csv_field *at = &record->fields[field < record->count ? field : record->count - 1];
    return (struct s7_csv_place){
        .source = row->header->source, .mark = at->mark, .row = record->number, .field = field};
}

/** The first field of a column with this role (and path, unless NULL); count of fields: there is none. */
static size_t field_of(const struct row *row, enum s7_csv_role role, const char *path)
{
    size_t i = 0;
    for (; i < row->header->count; i++) {
        const struct s7_csv_column_row *column = row->header->columns[i];
        if (column && column->role == role && (!path || strcmp(column->path, path) == 0))
            break;
    }
    return i;
}

static bool is_filled(const struct row *row, size_t field)
{
    return field < row->header->count && field < row->record->count && row->record->fields[field].length > 0;
}

/** The text of a cell, "" for an empty one; NULL: no memory. */
static const char *text_at(const struct row *row, size_t field, const struct s7_plant_key *key)
{
    if (!is_filled(row, field))
        return "";
    const struct s7_csv_field *at = &row->record->fields[field];
    return s7_csv_cell_text(row->import->storage, key, at->text, at->length);
}

static const char *shown_name(const struct row *row)
{
    return s7_csv_table_of(row->header->table)->name;
}

/* ---- values ------------------------------------------------------------------------------------------------------ */

/** Numbers, words, days and the like need no quotes. */
static bool is_plain(const struct s7_plant_key *key, const char *text)
{
    enum s7_plant_shape shape = key ? key->kind->shape : S7_SHAPE_TEXT;
    bool texts = key && strcmp(key->kind->shown, "text, or list of texts") == 0;
    return shape != S7_SHAPE_TEXT && shape != S7_SHAPE_LOOSE && !texts && !strchr(text, ':');
}

static bool takes_list(const struct s7_plant_key *key)
{
    return key && (key->kind->shape == S7_SHAPE_LINES || key->kind->shape == S7_SHAPE_WORDS ||
                   key->kind->shape == S7_SHAPE_SOME);
}

static bool says_the_same(const struct s7_draft *node, const char *const *lines, size_t count)
{
    const struct s7_draft *line = node->kind == S7_NODE_LIST ? node->first : node;
    size_t i = 0;
    for (; i < count && line; i++, line = node->kind == S7_NODE_LIST ? line->next : NULL)
        if (strcmp(line->text, lines[i]) != 0)
            return false;
    return i == count && !line;
}

static void say_different(const struct row *row, size_t field, const struct s7_draft *node)
{
    const struct s7_csv_place place = place_at(row, field);
    s7_csv_complain(row->import, &place, "%s: row %zu says something else of the same one", node->key,
                    node->place.row);
}

/** Puts the lines under the last name of a path into the mapping that the names before it lead to. */
static void put_lines(const struct row *row, struct s7_draft *mapping, const char *name, size_t field,
                      const struct s7_plant_key *key, const char *const *lines, size_t count)
{
    struct s7_draft_tree *tree = &row->import->tree;
    const struct s7_csv_place place = place_at(row, field);
    bool list = takes_list(key) && (count > 1 || key->kind->shape != S7_SHAPE_SOME);
    struct s7_draft *node = s7_draft_find(tree, mapping, name);
    if (node) {
        if (!says_the_same(node, lines, count))
            say_different(row, field, node);
        return;
    }
    node = s7_draft_member(tree, mapping, name, list ? S7_NODE_LIST : S7_NODE_SCALAR, &place);
    for (size_t i = 0; node && i < count; i++) {
        struct s7_draft *line = list ? s7_draft_append(tree, node, S7_NODE_SCALAR, &place) : node;
        if (!line)
            return;
        line->text = lines[i];
        line->plain = is_plain(key, lines[i]);
    }
}

/** The mapping that all but the last name of a path lead to; *ret_name is the last one. */
static struct s7_draft *mapping_at(const struct row *row, struct s7_draft *mapping, const char *path,
                                   size_t field, const char **ret_name)
{
    const struct s7_csv_place place = place_at(row, field);
    const char *point = strchr(path, '.');
    while (mapping && point) {
        const char *name = s7_storage_text(row->import->storage, path, (size_t)(point - path));
        mapping = name ? s7_draft_member(&row->import->tree, mapping, name, S7_NODE_MAPPING, &place) : NULL;
        path = point + 1;
        point = strchr(path, '.');
    }
    *ret_name = path;
    return mapping;
}

/** An empty cell: of a plant file that is changed the key goes away. */
static void deny_cell(const struct row *row, struct s7_draft *element, const char *path, size_t field)
{
    const struct s7_csv_place place = place_at(row, field);
    const char *name = NULL;
    struct s7_draft *mapping = row->import->base ? mapping_at(row, element, path, field, &name) : NULL;
    if (mapping)
        s7_draft_deny(&row->import->tree, mapping, name, &place);
}

/** The value of a cell for a key of the element. */
static void put_cell(const struct row *row, struct s7_draft *element, const char *path, size_t field,
                     const struct s7_plant_key *key)
{
    const char *name = NULL, *text = NULL, *const *lines = &text;
    size_t count = 1;
    if (!is_filled(row, field)) {
        deny_cell(row, element, path, field);
        return;
    }
    const struct s7_csv_field *at = &row->record->fields[field];
    text = text_at(row, field, key);
    if (takes_list(key))
        lines = s7_csv_cell_lines(row->import->storage, key, at->text, at->length, &count);
    if (!text || !lines || !text[0] || count == 0)
        return;
    struct s7_draft *mapping = mapping_at(row, element, path, field, &name);
    if (mapping)
        put_lines(row, mapping, name, field, key, lines, count);
}

static void put_keys(const struct row *row, struct s7_draft *element)
{
    for (size_t i = 0; i < row->header->count; i++) {
        const struct s7_csv_column_row *column = row->header->columns[i];
        if (column && column->role == S7_CSV_ROLE_KEY)
            put_cell(row, element, column->path, i, s7_csv_key_of(column));
    }
}

/* ---- elements ---------------------------------------------------------------------------------------------------- */

static struct s7_draft *root_member(const struct row *row, const char *name, enum s7_node_kind kind)
{
    const struct s7_csv_place place = place_at(row, 0);
    return s7_draft_member(&row->import->tree, row->import->tree.root, name, kind, &place);
}

/** The member of a mapping that the row is about; NULL: complained about, or no memory. */
static struct s7_draft *named(const struct row *row, struct s7_draft *mapping, bool once)
{
    size_t field = field_of(row, S7_CSV_ROLE_NAME, NULL);
    const struct s7_csv_place place = place_at(row, field);
    const char *name = text_at(row, field, NULL);
    if (!mapping || !name)
        return NULL;
    if (!name[0]) {
        s7_csv_complain(row->import, &place, "%s: a name is expected in the column %s", shown_name(row),
                        row->header->columns[field]->title);
        return NULL;
    }
    const struct s7_draft *before = s7_draft_find(&row->import->tree, mapping, name);
    if (before && once) {
        s7_csv_complain(row->import, &place, "%s: row %zu is about the same one", name, before->place.row);
        return NULL;
    }
    return s7_draft_member(&row->import->tree, mapping, name, S7_NODE_MAPPING, &place);
}

static const char *const partner_roots[] = {"cpus", "hosts"};
enum { PARTNER_ROOTS = sizeof partner_roots / sizeof partner_roots[0] };

static void say_partner(const struct row *row, size_t field, const char *name)
{
    const struct s7_csv_place place = place_at(row, field);
    struct s7_nearest nearest = s7_nearest_to(name, strlen(name));
    for (size_t i = 0; i < PARTNER_ROOTS; i++) {
        const struct s7_draft *root =
            s7_draft_find(&row->import->tree, row->import->tree.root, partner_roots[i]);
        for (const struct s7_draft *node = root ? root->first : NULL; node; node = node->next)
            s7_nearest_try(&nearest, node->key);
        const struct s7_node *base =
            row->import->base ? s7_node_member(row->import->base, partner_roots[i]) : NULL;
        for (const struct s7_node *node = base ? base->first : NULL; node; node = node->next)
            s7_nearest_try(&nearest, node->key->text);
    }
    s7_csv_complain(row->import, &place, "cpu: there is no CPU or host called \"%s\"%s%s%s", name,
                    nearest.best ? "; did you mean \"" : "", nearest.best ? nearest.best : "",
                    nearest.best ? "\"?" : "");
}

/** A CPU or host of the plant file that is changed: nothing is said of it but what belongs to it. */
static struct s7_draft *owner_in_base(const struct row *row, const char *root_name, const char *name,
                                      size_t field)
{
    const struct s7_csv_place place = place_at(row, field);
    const struct s7_node *root = row->import->base ? s7_node_member(row->import->base, root_name) : NULL;
    struct s7_draft_tree *tree = &row->import->tree;
    if (!root || !s7_node_member(root, name))
        return NULL;
    struct s7_draft *draft = s7_draft_member(tree, tree->root, root_name, S7_NODE_MAPPING, &place);
    return draft ? s7_draft_member(tree, draft, name, S7_NODE_MAPPING, &place) : NULL;
}

/** The CPU or host that the row belongs to. */
static struct s7_draft *owner_of(const struct row *row)
{
    size_t field = field_of(row, S7_CSV_ROLE_PARTNER, NULL);
    const char *name = text_at(row, field, NULL);
    for (size_t i = 0; name && i < PARTNER_ROOTS; i++) {
        const struct s7_draft *root =
            s7_draft_find(&row->import->tree, row->import->tree.root, partner_roots[i]);
        struct s7_draft *partner = root ? s7_draft_find(&row->import->tree, root, name) : NULL;
        if (!partner)
            partner = owner_in_base(row, partner_roots[i], name, field);
        if (partner)
            return partner;
    }
    if (name)
        say_partner(row, field, name);
    return NULL;
}

static struct s7_draft *owned_root(const struct row *row, enum s7_node_kind kind)
{
    const struct s7_csv_place place = place_at(row, 0);
    struct s7_draft *owner = owner_of(row);
    const char *name = s7_csv_table_of(row->header->table)->root;
    return owner ? s7_draft_member(&row->import->tree, owner, name, kind, &place) : NULL;
}

static struct s7_draft *listed(const struct row *row, struct s7_draft *list)
{
    const struct s7_csv_place place = place_at(row, 0);
    return list ? s7_draft_append(&row->import->tree, list, S7_NODE_MAPPING, &place) : NULL;
}

static bool is_host_in_base(const struct row *row)
{
    const char *name = text_at(row, field_of(row, S7_CSV_ROLE_NAME, NULL), NULL);
    const struct s7_node *hosts = row->import->base ? s7_node_member(row->import->base, "hosts") : NULL;
    return name && hosts && s7_node_member(hosts, name);
}

static struct s7_draft *partner(const struct row *row)
{
    size_t field = field_of(row, S7_CSV_ROLE_KIND, NULL);
    const struct s7_csv_place place = place_at(row, field);
    const char *kind = text_at(row, field, NULL);
    if (!kind)
        return NULL;
    if (kind[0] && strcmp(kind, "cpu") != 0 && strcmp(kind, "host") != 0) {
        s7_csv_complain(row->import, &place, "kind: cpu or host is expected, found \"%s\"", kind);
        return NULL;
    }
    bool host = strcmp(kind, "host") == 0 || (!kind[0] && is_host_in_base(row));
    return named(row, root_member(row, host ? "hosts" : "cpus", S7_NODE_MAPPING), true);
}

static struct s7_draft *plant_itself(const struct row *row)
{
    const struct s7_csv_place place = place_at(row, 0);
    if (!s7_draft_find(&row->import->tree, row->import->tree.root, "plant"))
        return root_member(row, "plant", S7_NODE_MAPPING);
    s7_csv_complain(row->import, &place, "plant: one row is expected");
    return NULL;
}

/* ---- lines of data ----------------------------------------------------------------------------------------------- */

/** A direction, and where its areas stand in the plant file. */
static const struct direction {
    const char *word;
    const char *root; /**< of the connection */
    bool job;
    const char *area, *own_area; /**< keys of a job */
} directions[] = {{"put", "jobs", true, "to", "send"},
                  {"get", "jobs", true, "from", "receive"},
                  {"read", "reads", false, NULL, NULL},
                  {"write", "writes", false, NULL, NULL}};

static const struct direction *direction_of(const struct row *row, const char *word)
{
    size_t field = field_of(row, S7_CSV_ROLE_DIRECTION, NULL);
    const struct s7_csv_place place = place_at(row, field);
    for (size_t i = 0; i < sizeof directions / sizeof directions[0]; i++)
        if (strcmp(directions[i].word, word) == 0)
            return &directions[i];
    s7_csv_complain(row->import, &place, "direction: put, get, read or write is expected, found \"%s\"", word);
    return NULL;
}

static bool is_of_data(enum s7_csv_role role)
{
    return role == S7_CSV_ROLE_AREA || role == S7_CSV_ROLE_SIZE || role == S7_CSV_ROLE_OWN_AREA ||
           role == S7_CSV_ROLE_JOB_KEY;
}

/** Complains about cells that a line of this kind cannot have. */
static void refuse(const struct row *row, bool (*is_refused)(enum s7_csv_role role), const char *why)
{
    for (size_t i = 0; i < row->header->count; i++) {
        const struct s7_csv_column_row *column = row->header->columns[i];
        const struct s7_csv_place place = place_at(row, i);
        if (column && is_refused(column->role) && is_filled(row, i))
            s7_csv_complain(row->import, &place, "%s: %s", column->title, why);
    }
}

static bool is_of_job(enum s7_csv_role role)
{
    return role == S7_CSV_ROLE_OWN_AREA || role == S7_CSV_ROLE_JOB_KEY;
}

/** The size column is for the reader: it must be what the areas are. */
static void check_size(const struct row *row, size_t area)
{
    size_t field = field_of(row, S7_CSV_ROLE_SIZE, NULL);
    const struct s7_csv_place place = place_at(row, field);
    const char *said = text_at(row, field, s7_csv_key_at(S7_ELEMENT_DB, "size"));
    char text[32];
    struct s7_strbuf buf = s7_strbuf_over(text, sizeof text);
    uint64_t bits = 0;
    size_t count = 0;
    if (!said || !said[0] || !is_filled(row, area))
        return;
    const struct s7_csv_field *at = &row->record->fields[area];
    const char **lines = s7_csv_cell_lines(row->import->storage, s7_csv_key_at(S7_ELEMENT_CONNECTION, "reads"),
                                           at->text, at->length, &count);
    for (size_t i = 0; lines && i < count; i++) {
        struct s7_tag tag;
        if (s7_tag_parse(lines[i], &tag, NULL) != S7_OK)
            return; /* the loader will tell */
        bits += tag.range.bit_count;
    }
    s7_csv_write_size(bits, &buf);
    if (strcmp(said, text) != 0)
        s7_csv_complain(row->import, &place,
                        "size: the area has %s, this says %s; leave it empty or put it right", text, said);
}

static void put_job(const struct row *row, struct s7_draft *connection, const struct direction *direction)
{
    size_t field = field_of(row, S7_CSV_ROLE_DIRECTION, NULL);
    size_t area = field_of(row, S7_CSV_ROLE_AREA, NULL), own = field_of(row, S7_CSV_ROLE_OWN_AREA, NULL);
    const struct s7_csv_place place = place_at(row, field);
    struct s7_draft_tree *tree = &row->import->tree;
    const struct s7_plant_key *areas = s7_csv_key_at(S7_ELEMENT_PUT, "to");
    struct s7_draft *jobs = s7_draft_member(tree, connection, direction->root, S7_NODE_LIST, &place);
    struct s7_draft *entry = jobs ? s7_draft_append(tree, jobs, S7_NODE_MAPPING, &place) : NULL;
    struct s7_draft *job =
        entry ? s7_draft_member(tree, entry, direction->word, S7_NODE_MAPPING, &place) : NULL;
    if (!job)
        return;
    put_cell(row, job, direction->area, area, areas);
    put_cell(row, job, direction->own_area, own, areas);
    for (size_t i = 0; i < row->header->count; i++) {
        const struct s7_csv_column_row *column = row->header->columns[i];
        if (column && column->role == S7_CSV_ROLE_JOB_KEY)
            put_cell(row, job, column->path, i, s7_csv_key_of(column));
    }
}

static void put_areas(const struct row *row, struct s7_draft *connection, const struct direction *direction)
{
    size_t field = field_of(row, S7_CSV_ROLE_AREA, NULL), count = 0;
    const struct s7_plant_key *key = s7_csv_key_at(S7_ELEMENT_CONNECTION, direction->root);
    const struct s7_csv_place place = place_at(row, field);
    struct s7_draft_tree *tree = &row->import->tree;
    if (!is_filled(row, field)) {
        s7_csv_complain(row->import, &place, "area: what is %s is expected", direction->word);
        return;
    }
    const struct s7_csv_field *at = &row->record->fields[field];
    const char **lines = s7_csv_cell_lines(row->import->storage, key, at->text, at->length, &count);
    struct s7_draft *list = s7_draft_member(tree, connection, direction->root, S7_NODE_LIST, &place);
    for (size_t i = 0; lines && list && i < count; i++) {
        struct s7_draft *line = s7_draft_append(tree, list, S7_NODE_SCALAR, &place);
        if (!line)
            return;
        line->text = lines[i];
        line->plain = true;
    }
}

/** The rows of a connection are all its lines: a kind that none of them has goes away. */
static void deny_lines(const struct row *row, struct s7_draft *connection, size_t field)
{
    const struct s7_csv_place place = place_at(row, field);
    for (size_t i = 0; row->import->base && i < sizeof directions / sizeof directions[0]; i++)
        s7_draft_deny(&row->import->tree, connection, directions[i].root, &place);
}

static void put_line(const struct row *row, struct s7_draft *connection)
{
    size_t field = field_of(row, S7_CSV_ROLE_DIRECTION, NULL);
    const char *word = text_at(row, field, NULL);
    if (!word)
        return;
    if (field < row->header->count)
        deny_lines(row, connection, field);
    if (!word[0]) {
        refuse(row, is_of_data, "without a direction (put, get, read, write) this says nothing");
        return;
    }
    const struct direction *direction = direction_of(row, word);
    if (!direction)
        return;
    check_size(row, field_of(row, S7_CSV_ROLE_AREA, NULL));
    if (direction->job) {
        put_job(row, connection, direction);
        return;
    }
    refuse(row, is_of_job,
           "only a put or a get has it; how often it is read or written say `cycle` and `rate`");
    put_areas(row, connection, direction);
}

/* ---- rows -------------------------------------------------------------------------------------------------------- */

static struct s7_draft *element_of(const struct row *row)
{
    const struct s7_csv_table_row *table = s7_csv_table_of(row->header->table);
    switch (table->shape) {
    case S7_CSV_SHAPE_ONE:
        return plant_itself(row);
    case S7_CSV_SHAPE_NAMED:
        return named(row, root_member(row, table->root, S7_NODE_MAPPING), true);
    case S7_CSV_SHAPE_PARTNER:
        return partner(row);
    case S7_CSV_SHAPE_OWNED:
        return named(row, owned_root(row, S7_NODE_MAPPING), true);
    case S7_CSV_SHAPE_LISTED:
        return listed(row, owned_root(row, S7_NODE_LIST));
    case S7_CSV_SHAPE_LIST:
        return listed(row, root_member(row, table->root, S7_NODE_LIST));
    case S7_CSV_SHAPE_LINES:
        return named(row, root_member(row, table->root, S7_NODE_MAPPING), false);
    }
    return NULL;
}

void s7_csv_row_read(struct s7_csv_import *import, const struct s7_csv_header *header,
                     const struct s7_csv_record *record)
{
    const struct row row = {import, header, record};
    for (size_t i = header->count; i < record->count; i++) {
        const struct s7_csv_place place = place_at(&row, i);
        if (record->fields[i].length)
            s7_csv_complain(import, &place, "there is no title above this");
    }
    struct s7_draft *element = element_of(&row);
    if (!element)
        return;
    put_keys(&row, element);
    if (s7_csv_table_of(header->table)->shape == S7_CSV_SHAPE_LINES)
        put_line(&row, element);
}
