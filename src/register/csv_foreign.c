/* SPDX-License-Identifier: MIT */
#include "register/csv_foreign.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "register/csv_read.h"

/* ---- addresses --------------------------------------------------------------------------------------------------- */

enum { ADDRESS_SIZE = 48 };

/** In capitals and without blanks; false: too long for an address. */
static bool pack(const char *text, char packed[ADDRESS_SIZE])
{
    size_t length = 0;
    for (; *text; text++) {
        if (*text == ' ' || *text == '\t')
            continue;
        if (length + 1 == ADDRESS_SIZE)
            return false;
        packed[length++] = (char)(*text >= 'a' && *text <= 'z' ? *text - 'a' + 'A' : *text);
    }
    packed[length] = '\0';
    return length > 0;
}

/** The German letters of areas: E, A and Z; ED is an input, and so is EB. */
static void translate(char *address)
{
    static const struct {
        char theirs, ours;
    } letters[] = {{'E', 'I'}, {'A', 'Q'}, {'Z', 'C'}};
    for (size_t i = 0; i < sizeof letters / sizeof letters[0]; i++)
        if (address[0] == letters[i].theirs)
            address[0] = letters[i].ours;
}

/** "DB1,REAL4" as "DB1.DBD4" with the type REAL. */
static bool rewrite_comma(char address[ADDRESS_SIZE], const char **ret_type)
{
    static const struct {
        const char *theirs, *ours, *type;
    } rows[] = {{"X", "DBX", "BOOL"},      {"BYTE", "DBB", "BYTE"}, {"B", "DBB", "BYTE"},
                {"CHAR", "DBB", "CHAR"},   {"C", "DBB", "CHAR"},    {"WORD", "DBW", "WORD"},
                {"W", "DBW", "WORD"},      {"INT", "DBW", "INT"},   {"I", "DBW", "INT"},
                {"DWORD", "DBD", "DWORD"}, {"DW", "DBD", "DWORD"},  {"DINT", "DBD", "DINT"},
                {"DI", "DBD", "DINT"},     {"REAL", "DBD", "REAL"}, {"R", "DBD", "REAL"}};
    char copy[ADDRESS_SIZE];
    char *comma = strchr(address, ',');
    if (!comma)
        return true;
    size_t letters = strcspn(comma + 1, "0123456789");
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        if (strlen(rows[i].theirs) != letters || memcmp(rows[i].theirs, comma + 1, letters) != 0)
            continue;
        int length = snprintf(copy, sizeof copy, "%.*s.%s%s", (int)(comma - address), address, rows[i].ours,
                              comma + 1 + letters);
        if (length >= (int)sizeof copy)
            return false;
        memcpy(address, copy, sizeof copy);
        *ret_type = rows[i].type;
        return true;
    }
    return false;
}

/** Names of types that are ours under another name. */
static const char *type_of(const char *packed)
{
    static const struct {
        const char *theirs, *ours;
    } rows[] = {{"BOOLEAN", "BOOL"}, {"SHORT", "INT"}, {"LONG", "DINT"}, {"FLOAT", "REAL"}};
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
        if (strcmp(rows[i].theirs, packed) == 0)
            return rows[i].ours;
    return packed;
}

bool s7_csv_foreign_tag(const char *address, const char *type, char ret_tag[S7_TAG_TEXT_SIZE])
{
    char packed[ADDRESS_SIZE], packed_type[ADDRESS_SIZE] = "", text[2 * ADDRESS_SIZE + 1];
    const char *own_type = NULL;
    struct s7_tag tag;
    if (!pack(address, packed) || (type[0] && !pack(type, packed_type)) || !rewrite_comma(packed, &own_type))
        return false;
    translate(packed);
    snprintf(text, sizeof text, "%s:%s", packed, own_type ? own_type : type_of(packed_type));
    if (s7_tag_parse(text, &tag, NULL) != S7_OK && s7_tag_parse(packed, &tag, NULL) != S7_OK)
        return false; /* without its type it is there at least */
    return s7_tag_format(&tag, ret_tag, S7_TAG_TEXT_SIZE) > 0;
}

/* ---- formats ----------------------------------------------------------------------------------------------------- */

enum field { FIELD_NAME, FIELD_ADDRESS, FIELD_TYPE, FIELD_UNIT, FIELD_COMMENT, FIELDS };

enum { NO_FIELD = -1 };

/** Which field of a record is which; with titles they are found in the first record. */
static const struct format {
    const char *name;
    const char *titles[FIELDS]; /**< NULL: fields stand where `fields` says */
    int fields[FIELDS];
} formats[S7_CSV_FORMAT_COUNT] = {
    [S7_CSV_STEP7_SDF] = {"step7-sdf", {NULL}, {0, 1, 2, NO_FIELD, 3}},
    [S7_CSV_STEP7_SEQ] = {"step7-seq", {NULL}, {2, 1, NO_FIELD, NO_FIELD, 3}},
    [S7_CSV_KEPSERVER] = {"kepserver", {"Tag Name", "Address", "Data Type", "Eng Units", "Description"}, {0}},
};

enum s7_csv_format s7_csv_format_named(const char *name)
{
    int format = 0;
    while (format < S7_CSV_FORMAT_COUNT && strcmp(formats[format].name, name) != 0)
        format++;
    return (enum s7_csv_format)format;
}

/** One file while it is read. */
struct foreign {
    struct s7_csv_import *import;
    int fields[FIELDS];
    struct s7_draft *tags;
};

static bool find_fields(struct foreign *foreign, const struct format *format,
                        const struct s7_csv_record *titles)
{
    const struct s7_csv_place place = {.mark = titles->fields[0].mark, .row = titles->number};
    memcpy(foreign->fields, format->fields, sizeof foreign->fields);
    for (size_t i = 0; format->titles[0] && i < FIELDS; i++) {
        foreign->fields[i] = NO_FIELD;
        for (size_t k = 0; k < titles->count; k++)
            if (strcmp(titles->fields[k].text, format->titles[i]) == 0)
                foreign->fields[i] = (int)k;
    }
    if (foreign->fields[FIELD_NAME] != NO_FIELD && foreign->fields[FIELD_ADDRESS] != NO_FIELD)
        return true;
    s7_csv_complain(foreign->import, &place, "%s: the columns %s and %s are expected", format->name,
                    format->titles[FIELD_NAME], format->titles[FIELD_ADDRESS]);
    return false;
}

/** The text of a field without blanks around it, "" for none; NULL: no memory. */
static const char *text_at(const struct foreign *foreign, const struct s7_csv_record *record, enum field field)
{
    int index = foreign->fields[field];
    if (index == NO_FIELD || (size_t)index >= record->count)
        return "";
    const char *text = record->fields[index].text;
    text += strspn(text, " ");
    size_t length = strlen(text);
    while (length && text[length - 1] == ' ')
        length--;
    return s7_storage_text(foreign->import->storage, text, length);
}

/** What a name of ours cannot have becomes _. */
static const char *name_of(struct s7_storage *storage, const char *text)
{
    char name[S7_SCHEMA_NAME_MOST + 1];
    size_t length = 0;
    for (; text[length] && length < S7_SCHEMA_NAME_MOST; length++)
        name[length] = strchr(" @", text[length]) || (length == 0 && text[0] == '-') ? '_' : text[length];
    return text[length] ? NULL : s7_storage_text(storage, name, length);
}

static struct s7_csv_place place_at(const struct foreign *foreign, const struct s7_csv_record *record,
                                    enum field field)
{
    int index = foreign->fields[field];
    size_t at = index == NO_FIELD || (size_t)index >= record->count ? 0 : (size_t)index;
    return (struct s7_csv_place){.mark = record->fields[at].mark, .row = record->number, .field = at};
}

static void put(const struct foreign *foreign, struct s7_draft *tag, const char *key, const char *text,
                bool plain, const struct s7_csv_place *place)
{
    struct s7_draft *node =
        text[0] ? s7_draft_member(&foreign->import->tree, tag, key, S7_NODE_SCALAR, place) : NULL;
    if (!node)
        return;
    node->text = text;
    node->plain = plain;
}

static void pass_over(const struct foreign *foreign, const struct s7_csv_place *place, const char *name,
                      const char *address)
{
    char message[200];
    snprintf(message, sizeof message, "%.60s passed over: \"%.40s\" is no data that PUT/GET reaches", name,
             address);
    foreign->import->report(foreign->import->user, S7_PLANT_WARNING, place, message);
}

static void read_symbol(const struct foreign *foreign, const struct s7_csv_record *record)
{
    const char *texts[FIELDS];
    char tag[S7_TAG_TEXT_SIZE];
    const struct s7_csv_place place = place_at(foreign, record, FIELD_NAME);
    const struct s7_csv_place address = place_at(foreign, record, FIELD_ADDRESS);
    for (int i = 0; i < FIELDS; i++)
        if (!(texts[i] = text_at(foreign, record, (enum field)i)))
            return;
    const char *name = name_of(foreign->import->storage, texts[FIELD_NAME]);
    if (!texts[FIELD_NAME][0] && !texts[FIELD_ADDRESS][0])
        return; /* a comment, as some programs write it */
    if (!name || !name[0]) {
        s7_csv_complain(foreign->import, &place, "a name of 1 to %d octets is expected", S7_SCHEMA_NAME_MOST);
    } else if (!s7_csv_foreign_tag(texts[FIELD_ADDRESS], texts[FIELD_TYPE], tag)) {
        pass_over(foreign, &address, texts[FIELD_NAME], texts[FIELD_ADDRESS]);
    } else if (s7_draft_find(&foreign->import->tree, foreign->tags, name)) {
        s7_csv_complain(foreign->import, &place, "%s is there twice", name);
    } else {
        struct s7_draft *node =
            s7_draft_member(&foreign->import->tree, foreign->tags, name, S7_NODE_MAPPING, &place);
        const char *text = s7_storage_text(foreign->import->storage, tag, strlen(tag));
        if (!node || !text)
            return;
        put(foreign, node, "tag", text, true, &address);
        put(foreign, node, "unit", texts[FIELD_UNIT], false, &place);
        put(foreign, node, "comment", texts[FIELD_COMMENT], false, &place);
    }
}

/* ---- all of it --------------------------------------------------------------------------------------------------- */

static void take_flaw(void *user, enum s7_plant_severity severity, struct s7_plant_mark mark,
                      const char *message)
{
    const struct s7_csv_place place = {.mark = mark};
    (void)severity;
    s7_csv_complain(user, &place, "%s", message);
}

static void take_base(void *user, enum s7_plant_severity severity, struct s7_plant_mark mark,
                      const char *message)
{
    const struct s7_csv_place place = {.source = 1, .mark = mark};
    if (severity == S7_PLANT_ERROR)
        s7_csv_complain(user, &place, "%s", message);
}

/** The mapping of the CPU's tags in the draft; NULL: there is no such CPU, or no memory. */
static struct s7_draft *tags_of(struct s7_csv_import *import, const char *cpu)
{
    static const char *const roots[] = {"cpus", "hosts"};
    const struct s7_csv_place place = {.mark = {1, 1}};
    for (size_t i = 0; i < sizeof roots / sizeof roots[0]; i++) {
        const struct s7_node *root = s7_node_member(import->base, roots[i]);
        if (!root || !s7_node_member(root, cpu))
            continue;
        struct s7_draft *node =
            s7_draft_member(&import->tree, import->tree.root, roots[i], S7_NODE_MAPPING, &place);
        node = node ? s7_draft_member(&import->tree, node, cpu, S7_NODE_MAPPING, &place) : NULL;
        return node ? s7_draft_member(&import->tree, node, "tags", S7_NODE_MAPPING, &place) : NULL;
    }
    s7_csv_complain(import, &place, "the plant file has no CPU or host called \"%s\"", cpu);
    return NULL;
}

static int read_symbols(struct s7_csv_import *import, const struct s7_csv_source *source,
                        const struct format *format, const char *cpu)
{
    struct foreign foreign = {.import = import};
    struct s7_csv csv;
    int error = s7_draft_begin(&import->tree, import->storage)
                    ? s7_csv_read(source->text, source->size, import->storage, take_flaw, import, &csv)
                    : S7_ERR_LOCAL_MEMORY;
    if (error)
        return error;
    foreign.tags = tags_of(import, cpu);
    if (foreign.tags && csv.count && find_fields(&foreign, format, &csv.records[0]))
        for (size_t i = format->titles[0] ? 1 : 0; i < csv.count; i++)
            read_symbol(&foreign, &csv.records[i]);
    if (import->storage->failed)
        return S7_ERR_LOCAL_MEMORY;
    return import->errors ? S7_ERR_LOCAL_FILE : S7_OK;
}

int s7_csv_import_tags(const struct s7_csv_source *base, const struct s7_csv_source *source,
                       enum s7_csv_format format, const char *cpu, s7_csv_report *report, void *user,
                       char **ret_text, size_t *ret_size)
{
    struct s7_storage storage = {.chunks = NULL};
    struct s7_csv_import import = {.storage = &storage, .report = report, .user = user};
    struct s7_source plant;
    int error = s7_source_open(base->text, base->size, take_base, &import, &plant);
    if (error)
        return error;
    import.base = plant.root;
    error = read_symbols(&import, source, &formats[format], cpu);
    if (error == S7_OK)
        error = s7_csv_into(&import, &plant, 1, ret_text, ret_size);
    s7_storage_free(&storage);
    s7_source_close(&plant);
    return error;
}
