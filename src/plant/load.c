/* SPDX-License-Identifier: MIT */
#include "plant/load.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "plant/kind.h"

enum { MESSAGE_SIZE = 480 };

void s7_loader_error(struct s7_loader *loader, struct s7_plant_mark mark, const char *format, ...)
{
    char message[MESSAGE_SIZE];
    va_list args;
    va_start(args, format);
    vsnprintf(message, sizeof message, format, args);
    va_end(args);
    s7_finding_add(loader->findings, S7_PLANT_ERROR, mark, "%s", message);
}

void s7_loader_warn(struct s7_loader *loader, enum s7_plant_topic topic, struct s7_plant_mark mark,
                    const char *format, ...)
{
    char message[MESSAGE_SIZE];
    va_list args;
    va_start(args, format);
    vsnprintf(message, sizeof message, format, args);
    va_end(args);
    s7_finding_warn(loader->findings, topic, mark, message);
}

struct s7_suggestion s7_loader_suggest(const struct s7_nearest *nearest)
{
    struct s7_suggestion suggestion = {.text = ""};
    if (nearest->best)
        snprintf(suggestion.text, sizeof suggestion.text, "; did you mean \"%s\"?", nearest->best);
    return suggestion;
}

struct s7_excerpt s7_loader_excerpt(const struct s7_node *scalar)
{
    struct s7_excerpt excerpt = {.text = ""};
    static const char cut[] = "…";
    struct s7_strbuf buf = s7_strbuf_over(excerpt.text, sizeof excerpt.text - sizeof cut);
    for (size_t i = 0; i < scalar->length; i++) {
        unsigned char c = (unsigned char)scalar->text[i];
        bool starts = (c & 0xC0) != 0x80;
        if (starts && buf.length + 4 >= buf.size) {
            memcpy(excerpt.text + buf.length, cut, sizeof cut);
            break;
        }
        s7_strbuf_char(&buf, c < 0x20 || c == 0x7F ? ' ' : scalar->text[i]);
    }
    return excerpt;
}

static const char *article_of(const char *noun)
{
    return strchr("aeiou", noun[0]) ? "an" : "a";
}

bool s7_loader_scalar(struct s7_loader *loader, const struct s7_plant_key *key, const struct s7_node *node)
{
    static const char *const found[] = {
        [S7_NODE_SCALAR] = "nothing", [S7_NODE_LIST] = "a list", [S7_NODE_MAPPING] = "a mapping"};
    if (node->kind == S7_NODE_SCALAR && node->length > 0)
        return true;
    s7_loader_error(loader, node->mark, "%s: expected %s %s, found %s", key->name, article_of(key->kind->shown),
                    key->kind->shown, found[node->kind]);
    return false;
}

void s7_loader_store(const struct s7_plant_key *key, void *element, uint64_t number)
{
    unsigned char *field = (unsigned char *)element + key->offset;
    uint8_t one = (uint8_t)number;
    uint16_t two = (uint16_t)number;
    uint32_t four = (uint32_t)number;
    const struct {
        size_t size;
        const void *from;
    } widths[] = {{1, &one}, {2, &two}, {4, &four}, {8, &number}};
    for (size_t i = 0; i < sizeof widths / sizeof widths[0]; i++)
        if (widths[i].size == key->size)
            memcpy(field, widths[i].from, key->size);
}

void s7_loader_keep(struct s7_loader *loader, const struct s7_plant_key *key, const struct s7_node *node,
                    void *element)
{
    const char *text = s7_storage_text(loader->model, node->text, node->length);
    memcpy((unsigned char *)element + key->offset, &text, sizeof text);
}

const struct s7_node *s7_loader_lines(struct s7_loader *loader, const struct s7_plant_key *key,
                                      const struct s7_node *node, size_t *ret_count)
{
    if (node->kind == S7_NODE_SCALAR && key->kind->shape == S7_SHAPE_SOME) {
        *ret_count = 1;
        return node;
    }
    if (node->kind != S7_NODE_LIST) {
        s7_loader_error(loader, node->mark, "%s: expected %s %s", key->name, article_of(key->kind->shown),
                        key->kind->shown);
        return NULL;
    }
    if ((double)node->count < key->lowest || (double)node->count > key->highest) {
        s7_loader_error(loader, node->mark, "%s: a list of %.0f to %.0f is expected, this has %zu", key->name,
                        key->lowest, key->highest, node->count);
        return NULL;
    }
    *ret_count = node->count;
    return node->first;
}

/** Figure of the profile of the CPU that `element` is; without a profile there is already an error. */
static void take_figure(const struct s7_plant_key *key, void *element)
{
    const struct s7_plant_cpu *cpu = element;
    struct s7_figure figure;
    if (!cpu->profile)
        return;
    memcpy(&figure, (const unsigned char *)cpu->profile + key->figure_offset, sizeof figure);
    s7_loader_store(key, element, figure.value);
}

/** What holds when the key is not there. */
static void read_absent(struct s7_loader *loader, const struct s7_plant_key *key, void *element)
{
    struct s7_node written = {.kind = S7_NODE_SCALAR, .text = key->otherwise};
    if (key->from_profile) {
        take_figure(key, element);
    } else if (key->otherwise) {
        written.length = strlen(key->otherwise);
        key->kind->read(loader, key, &written, element);
    } else if (key->kind->absent_too) {
        key->kind->read(loader, key, NULL, element);
    }
}

/** No key of the schema. */
static void refuse_key(struct s7_loader *loader, const struct s7_plant_keys *keys, const struct s7_node *name)
{
    struct s7_nearest nearest = s7_nearest_to(name->text, name->length);
    for (size_t i = 0; i < keys->count && !s7_finding_full(loader->findings); i++)
        s7_nearest_try(&nearest, keys->first[i].name);
    s7_loader_error(loader, name->mark, "unknown key \"%s\" in %s%s", s7_loader_excerpt(name).text,
                    s7_schema_element(keys->first->element)->path, s7_loader_suggest(&nearest).text);
}

static bool is_called(const struct s7_plant_key *key, const char *name)
{
    return key->name[0] == name[0] && strcmp(key->name, name) == 0;
}

/** The members of a mapping by the keys of its element; those that have none are told. */
static void sort_members(struct s7_loader *loader, const struct s7_plant_keys *keys, const struct s7_node *node,
                         const struct s7_node *ret_members[S7_SCHEMA_KEYS_MOST])
{
    size_t at = 0;
    for (const struct s7_node *member = node->first; member; member = member->next) {
        size_t tried = 0; /* most files keep to the order of the schema */
        while (tried < keys->count && !is_called(&keys->first[at], member->key->text)) {
            at = at + 1 < keys->count ? at + 1 : 0;
            tried++;
        }
        if (tried == keys->count)
            refuse_key(loader, keys, member->key);
        else if (!ret_members[at])
            ret_members[at] = member;
    }
}

static bool is_mapping(struct s7_loader *loader, enum s7_plant_element kind, const struct s7_node *node)
{
    if (node->kind == S7_NODE_MAPPING)
        return true;
    s7_loader_error(loader, node->mark, "%s is a mapping: a key, a colon and a value per line",
                    s7_schema_element(kind)->path);
    return false;
}

void s7_loader_mapping(struct s7_loader *loader, enum s7_plant_element kind, const struct s7_node *node,
                       void *element)
{
    const struct s7_plant_element_row *row = s7_schema_element(kind);
    const struct s7_plant_keys keys = s7_schema_keys(kind);
    const struct s7_node *members[S7_SCHEMA_KEYS_MOST];
    memset(members, 0, keys.count * sizeof *members);
    if (node && is_mapping(loader, kind, node))
        sort_members(loader, &keys, node, members);
    else
        node = NULL;
    if (node && row->mark_offset != SIZE_MAX)
        memcpy((unsigned char *)element + row->mark_offset, node->key ? &node->key->mark : &node->mark,
               sizeof node->mark);
    for (size_t i = 0; i < keys.count; i++) {
        const struct s7_plant_key *key = &keys.first[i];
        if (members[i])
            key->kind->read(loader, key, members[i], element);
        else
            read_absent(loader, key, element);
        if (!members[i] && key->required && node)
            s7_loader_error(loader, node->key ? node->key->mark : node->mark, "\"%s\" is missing in %s",
                            key->name, row->path);
    }
    row->check(loader, node, element);
}

static struct s7_plant *new_plant(void)
{
    struct s7_plant *plant = calloc(1, sizeof *plant);
    struct s7_storage *storage = calloc(1, sizeof *storage);
    if (!plant || !storage) {
        free(plant);
        free(storage);
        return NULL;
    }
    plant->storage = storage;
    return plant;
}

/** Fills the plant from the tree; everything wrong is in the findings. */
static void fill(struct s7_plant *plant, const struct s7_node *root, struct s7_finding_list *findings)
{
    struct s7_loader loader = {.model = plant->storage, .findings = findings, .plant = plant};
    if (root)
        s7_loader_mapping(&loader, S7_ELEMENT_FILE, root, plant);
    else
        s7_finding_add(findings, S7_PLANT_ERROR, (struct s7_plant_mark){1, 1}, "the file is empty");
}

/** Who is told, in one of the two ways. */
struct listener {
    s7_plant_report *report;
    s7_plant_topic_report *by_topic;
    void *user;
};

static int load(const char *text, size_t size, size_t most, const struct listener *listener,
                struct s7_plant **ret_plant)
{
    struct s7_storage reading = {.chunks = NULL};
    struct s7_finding_list findings = {.storage = &reading, .most = most};
    const struct s7_node *root = NULL;
    struct s7_plant *plant = new_plant();
    int error = plant ? s7_tree_read(text, size, &reading, &findings, &root) : S7_ERR_LOCAL_MEMORY;
    if (!error)
        fill(plant, root, &findings);
    const struct s7_storage *model = plant ? plant->storage : &reading;
    if (reading.failed || model->failed)
        error = S7_ERR_LOCAL_MEMORY;
    if (error != S7_ERR_LOCAL_MEMORY) {
        s7_finding_report(&findings, listener->report, listener->user);
        s7_finding_report_topics(&findings, listener->by_topic, listener->user);
        error = findings.error_count ? S7_ERR_LOCAL_FILE : S7_OK;
    }
    s7_storage_free(&reading);
    if (error)
        s7_plant_free(plant);
    else
        *ret_plant = plant;
    return error;
}

int s7_plant_load(const char *text, size_t size, s7_plant_report *report, void *user,
                  struct s7_plant **ret_plant)
{
    return load(text, size, S7_FINDING_MOST, &(struct listener){.report = report, .user = user}, ret_plant);
}

int s7_plant_load_by_topic(const char *text, size_t size, s7_plant_topic_report *report, void *user,
                           struct s7_plant **ret_plant)
{
    return load(text, size, S7_PLANT_TOLD_MOST, &(struct listener){.by_topic = report, .user = user},
                ret_plant);
}
