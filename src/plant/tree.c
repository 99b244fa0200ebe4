/* SPDX-License-Identifier: MIT */
#include "plant/tree.h"

#include <stdlib.h>
#include <string.h>
#include <yaml.h>

#include "plant/syntax.h"

/** The tree while it grows: the collections that are open, outermost first. */
struct builder {
    struct s7_storage *storage;
    struct s7_finding_list *findings;
    struct s7_node *open[S7_TREE_DEPTH];
    struct s7_node *key[S7_TREE_DEPTH]; /**< of an open mapping: the key whose value comes next */
    size_t depth;
    size_t node_count;
    struct s7_node *root;
    bool stopped; /**< going on makes no sense */
};

static struct s7_plant_mark place_of(yaml_mark_t mark)
{
    return (struct s7_plant_mark){.line = (uint32_t)mark.line + 1, .column = (uint32_t)mark.column + 1};
}

static void stop(struct builder *b, yaml_mark_t mark, const char *message)
{
    s7_finding_add(b->findings, S7_PLANT_ERROR, place_of(mark), "%s", message);
    b->stopped = true;
}

static void append(struct s7_node *parent, struct s7_node *node)
{
    if (parent->last)
        parent->last->next = node;
    else
        parent->first = node;
    parent->last = node;
    parent->count++;
}

/** Puts a node where the reader is: root, list member, key or value. */
static void place(struct builder *b, struct s7_node *node, yaml_mark_t mark)
{
    if (b->depth == 0) {
        if (b->root)
            stop(b, mark, "a plant file is one document");
        else
            b->root = node;
        return;
    }
    struct s7_node *parent = b->open[b->depth - 1];
    if (parent->kind == S7_NODE_LIST) {
        append(parent, node);
    } else if (b->key[b->depth - 1]) {
        node->key = b->key[b->depth - 1];
        b->key[b->depth - 1] = NULL;
        append(parent, node);
    } else if (node->kind == S7_NODE_SCALAR) {
        b->key[b->depth - 1] = node;
    } else {
        stop(b, mark, "a key is a single word, not a list or a mapping");
    }
}

static struct s7_node *new_node(struct builder *b, enum s7_node_kind kind, const yaml_event_t *event)
{
    if (++b->node_count > S7_TREE_NODES) {
        stop(b, event->start_mark, "the file holds more than 1000000 values");
        return NULL;
    }
    struct s7_node *node = s7_storage_take(b->storage, sizeof *node);
    b->stopped = b->stopped || !node;
    if (node)
        *node = (struct s7_node){.kind = kind,
                                 .mark = place_of(event->start_mark),
                                 .begin = (uint32_t)event->start_mark.index,
                                 .end = (uint32_t)event->end_mark.index};
    return node;
}

static void refuse_decoration(struct builder *b, const yaml_event_t *event, const void *anchor, const void *tag)
{
    if (anchor)
        s7_finding_add(b->findings, S7_PLANT_ERROR, place_of(event->start_mark),
                       "anchors (&) are not allowed: write the value where it is needed");
    if (tag)
        s7_finding_add(b->findings, S7_PLANT_ERROR, place_of(event->start_mark), "types (!) are not allowed");
}

static size_t characters(const char *text, size_t length)
{
    size_t count = 0;
    for (size_t i = 0; i < length; i++)
        count += ((unsigned char)text[i] & 0xC0) != 0x80;
    return count;
}

static void on_scalar(struct builder *b, const yaml_event_t *event)
{
    struct s7_node *node = new_node(b, S7_NODE_SCALAR, event);
    if (!node)
        return;
    refuse_decoration(b, event, event->data.scalar.anchor, event->data.scalar.tag);
    if (memchr(event->data.scalar.value, '\0', event->data.scalar.length)) {
        stop(b, event->start_mark, "no value holds the character NUL");
        return;
    }
    node->length = event->data.scalar.length;
    node->text = s7_storage_text(b->storage, (const char *)event->data.scalar.value, node->length);
    node->quoted = event->data.scalar.style != YAML_PLAIN_SCALAR_STYLE;
    size_t width = characters((const char *)event->data.scalar.value, node->length) + (node->quoted ? 2 : 0);
    node->literal = event->start_mark.line == event->end_mark.line &&
                    event->end_mark.column - event->start_mark.column == width;
    if (node->text)
        place(b, node, event->start_mark);
    else
        b->stopped = true;
}

static void open_collection(struct builder *b, const yaml_event_t *event, enum s7_node_kind kind, bool flow)
{
    struct s7_node *node = new_node(b, kind, event);
    if (!node)
        return;
    node->flow = flow;
    place(b, node, event->start_mark);
    if (b->depth == S7_TREE_DEPTH) {
        stop(b, event->start_mark, "nested too deeply");
        return;
    }
    b->open[b->depth] = node;
    b->key[b->depth] = NULL;
    b->depth++;
}

static int compare_keys(const void *a, const void *b)
{
    const struct s7_node *const *left = a;
    const struct s7_node *const *right = b;
    int order = strcmp((*left)->text, (*right)->text);
    if (order == 0)
        order = (*left)->mark.line < (*right)->mark.line ? -1 : (*left)->mark.line > (*right)->mark.line;
    if (order == 0)
        order = (*left)->mark.column < (*right)->mark.column ? -1 : 1;
    return order;
}

static void refuse_twin(struct builder *b, const struct s7_node *first, const struct s7_node *second)
{
    s7_finding_add(b->findings, S7_PLANT_ERROR, second->mark,
                   "\"%s\" is here for the second time; first at %u:%u", second->text, first->mark.line,
                   first->mark.column);
}

/** Few members are compared each with those before it, and told with the last of them. */
static void refuse_duplicates_of_few(struct builder *b, const struct s7_node *mapping)
{
    for (const struct s7_node *member = mapping->first; member; member = member->next) {
        const struct s7_node *twin = NULL;
        for (const struct s7_node *other = mapping->first; other != member; other = other->next)
            if (other->key->length == member->key->length && strcmp(other->key->text, member->key->text) == 0)
                twin = other;
        if (twin)
            refuse_twin(b, twin->key, member->key);
    }
}

/** Two members of one name: the reader accepts them, we do not. */
static void refuse_duplicates(struct builder *b, const struct s7_node *mapping)
{
    enum { FEW = 16 };
    if (mapping->count <= FEW) {
        refuse_duplicates_of_few(b, mapping);
        return;
    }
    const struct s7_node **keys = s7_storage_array(b->storage, mapping->count, sizeof *keys);
    size_t count = 0;
    if (!keys)
        return;
    for (const struct s7_node *member = mapping->first; member; member = member->next)
        keys[count++] = member->key;
    if (count > 1)
        qsort(keys, count, sizeof *keys, compare_keys);
    for (size_t i = 1; i < count; i++)
        if (strcmp(keys[i - 1]->text, keys[i]->text) == 0)
            refuse_twin(b, keys[i - 1], keys[i]);
}

static void close_collection(struct builder *b, const yaml_event_t *event)
{
    struct s7_node *node = b->open[--b->depth];
    node->end = (uint32_t)event->end_mark.index;
    if (node->kind == S7_NODE_MAPPING)
        refuse_duplicates(b, node);
}

static void on_event(struct builder *b, const yaml_event_t *event)
{
    switch ((unsigned)event->type) {
    case YAML_SCALAR_EVENT:
        on_scalar(b, event);
        break;
    case YAML_SEQUENCE_START_EVENT:
        refuse_decoration(b, event, event->data.sequence_start.anchor, event->data.sequence_start.tag);
        open_collection(b, event, S7_NODE_LIST, event->data.sequence_start.style == YAML_FLOW_SEQUENCE_STYLE);
        break;
    case YAML_MAPPING_START_EVENT:
        refuse_decoration(b, event, event->data.mapping_start.anchor, event->data.mapping_start.tag);
        open_collection(b, event, S7_NODE_MAPPING, event->data.mapping_start.style == YAML_FLOW_MAPPING_STYLE);
        break;
    case YAML_SEQUENCE_END_EVENT:
    case YAML_MAPPING_END_EVENT:
        close_collection(b, event);
        break;
    case YAML_ALIAS_EVENT:
        stop(b, event->start_mark,
             "aliases (*) are not allowed: write the value, or quote it if the * belongs to it");
        break;
    default:
        break;
    }
}

/** Reads to the end; S7_ERR_LOCAL_FILE when the text is no YAML or no plain tree. */
static int build(struct builder *b, yaml_parser_t *parser, const char *text, size_t size)
{
    bool finished = false;
    while (!finished && !b->stopped) {
        yaml_event_t event;
        if (!yaml_parser_parse(parser, &event)) {
            if (parser->error == YAML_MEMORY_ERROR)
                return S7_ERR_LOCAL_MEMORY;
            s7_syntax_explain(parser, text, size, b->findings);
            return S7_ERR_LOCAL_FILE;
        }
        on_event(b, &event);
        finished = event.type == YAML_STREAM_END_EVENT;
        yaml_event_delete(&event);
    }
    return b->stopped ? S7_ERR_LOCAL_FILE : S7_OK;
}

/** A byte order mark would count as a column. */
static size_t mark_size(const char *text, size_t size)
{
    return size >= 3 && memcmp(text, "\xEF\xBB\xBF", 3) == 0 ? 3 : 0;
}

int s7_tree_read(const char *text, size_t size, struct s7_storage *storage, struct s7_finding_list *findings,
                 const struct s7_node **ret_root)
{
    struct builder b = {.storage = storage, .findings = findings};
    yaml_parser_t parser;
    text = size ? text : "";
    if (size > S7_TREE_OCTETS) {
        s7_finding_add(findings, S7_PLANT_ERROR, (struct s7_plant_mark){1, 1},
                       "the file is larger than 16 MiB");
        return S7_ERR_LOCAL_FILE;
    }
    if (!yaml_parser_initialize(&parser))
        return S7_ERR_LOCAL_MEMORY;
    size_t skipped = mark_size(text, size);
    yaml_parser_set_encoding(&parser, YAML_UTF8_ENCODING);
    yaml_parser_set_input_string(&parser, (const unsigned char *)text + skipped, size - skipped);
    int error = build(&b, &parser, text + skipped, size - skipped);
    yaml_parser_delete(&parser);
    if (storage->failed)
        return S7_ERR_LOCAL_MEMORY;
    if (!error)
        *ret_root = b.root;
    return error;
}

const struct s7_node *s7_node_member(const struct s7_node *mapping, const char *key)
{
    if (!mapping || mapping->kind != S7_NODE_MAPPING)
        return NULL;
    const struct s7_node *member = mapping->first;
    while (member && strcmp(member->key->text, key) != 0)
        member = member->next;
    return member;
}

struct s7_plant_mark s7_node_place(const struct s7_node *scalar, size_t index)
{
    struct s7_plant_mark mark = scalar->mark;
    if (scalar->literal)
        mark.column += (uint32_t)(characters(scalar->text, index < scalar->length ? index : scalar->length) +
                                  (scalar->quoted ? 1 : 0));
    return mark;
}
