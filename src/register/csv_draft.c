/* SPDX-License-Identifier: MIT */
#include "register/csv_draft.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "plant/fmt_scalar.h"

static size_t slot_of(const struct s7_draft *mapping, const char *key)
{
    uint64_t hash = UINT64_C(14695981039346656037) ^ (uint64_t)(uintptr_t)mapping; /* FNV-1a */
    for (; *key; key++)
        hash = (hash ^ (unsigned char)*key) * UINT64_C(1099511628211);
    return (size_t)((hash ^ (hash >> 32)) % S7_DRAFT_INDEX);
}

static struct s7_draft *new_node(struct s7_draft_tree *tree, enum s7_node_kind kind,
                                 const struct s7_csv_place *place)
{
    struct s7_draft *node = s7_storage_take(tree->storage, sizeof *node);
    if (node)
        *node = (struct s7_draft){.kind = kind, .text = "", .place = *place};
    return node;
}

bool s7_draft_begin(struct s7_draft_tree *tree, struct s7_storage *storage)
{
    const struct s7_csv_place nowhere = {.row = 0};
    *tree = (struct s7_draft_tree){.storage = storage};
    tree->root = new_node(tree, S7_NODE_MAPPING, &nowhere);
    return tree->root != NULL;
}

static struct s7_draft *look_up(const struct s7_draft_tree *tree, const struct s7_draft *mapping,
                                const char *key)
{
    struct s7_draft *node = tree->index[slot_of(mapping, key)];
    while (node && (node->around != mapping || strcmp(node->key, key) != 0))
        node = node->chain;
    return node;
}

struct s7_draft *s7_draft_find(const struct s7_draft_tree *tree, const struct s7_draft *mapping,
                               const char *key)
{
    struct s7_draft *node = look_up(tree, mapping, key);
    return node && !node->absent ? node : NULL;
}

static struct s7_draft *attach(struct s7_draft *around, struct s7_draft *node)
{
    *(around->last ? &around->last->next : &around->first) = node;
    around->last = node;
    node->around = around;
    return node;
}

struct s7_draft *s7_draft_member(struct s7_draft_tree *tree, struct s7_draft *mapping, const char *key,
                                 enum s7_node_kind kind, const struct s7_csv_place *place)
{
    struct s7_draft *node = look_up(tree, mapping, key);
    size_t slot = slot_of(mapping, key);
    if (node && node->absent) {
        node->absent = false;
        node->kind = kind;
        node->place = *place;
    }
    if (node)
        return node;
    node = new_node(tree, kind, place);
    if (!node)
        return NULL;
    node->key = key;
    node->chain = tree->index[slot];
    tree->index[slot] = node;
    return attach(mapping, node);
}

bool s7_draft_deny(struct s7_draft_tree *tree, struct s7_draft *mapping, const char *key,
                   const struct s7_csv_place *place)
{
    if (look_up(tree, mapping, key))
        return true;
    struct s7_draft *node = s7_draft_member(tree, mapping, key, S7_NODE_SCALAR, place);
    if (node)
        node->absent = true;
    return node != NULL;
}

bool s7_draft_says(const struct s7_draft *node)
{
    if (node->kind != S7_NODE_MAPPING || !node->first)
        return !node->absent;
    for (const struct s7_draft *member = node->first; member; member = member->next)
        if (s7_draft_says(member))
            return true;
    return false;
}

struct s7_draft *s7_draft_append(struct s7_draft_tree *tree, struct s7_draft *list, enum s7_node_kind kind,
                                 const struct s7_csv_place *place)
{
    struct s7_draft *node = new_node(tree, kind, place);
    return node ? attach(list, node) : NULL;
}

/* ---- as YAML ----------------------------------------------------------------------------------------------------- */

enum { INDENT = 2 };

static void keep_line(struct s7_draft_lines *lines, const struct s7_draft *node)
{
    if (lines->count == lines->capacity) {
        size_t capacity = lines->capacity ? lines->capacity * 2 : 256;
        const struct s7_draft **list = realloc(lines->list, capacity * sizeof *list);
        if (!list) {
            lines->failed = true;
            return;
        }
        lines->list = list;
        lines->capacity = capacity;
    }
    lines->list[lines->count++] = node;
}

static void write_scalar(struct s7_fmt_out *out, const char *text, bool plain, bool flow)
{
    const struct s7_node scalar = {
        .kind = S7_NODE_SCALAR, .text = text, .length = strlen(text), .quoted = !plain};
    s7_fmt_scalar_write(out, &scalar, flow, false);
}

static bool is_number(const char *key)
{
    return key[0] && strspn(key, "0123456789") == strlen(key);
}

static void write_key(const struct s7_draft *node, struct s7_fmt_out *out, bool flow)
{
    if (node->key) {
        write_scalar(out, node->key, is_number(node->key), flow);
        s7_fmt_out_text(out, ":");
    }
}

static const char *const brackets[][2] = {[S7_NODE_LIST] = {"[", "]"}, [S7_NODE_MAPPING] = {"{", "}"}};

/** In one line, whatever is in it. */
static void write_flow(const struct s7_draft *node, struct s7_fmt_out *out)
{
    if (node->kind == S7_NODE_SCALAR) {
        write_scalar(out, node->text, node->plain, true);
        return;
    }
    s7_fmt_out_text(out, brackets[node->kind][0]);
    for (const struct s7_draft *member = node->first; member; member = member->next) {
        s7_fmt_out_text(out, member == node->first ? "" : ", ");
        write_key(member, out, true);
        s7_fmt_out_text(out, member->key ? " " : "");
        write_flow(member, out);
    }
    s7_fmt_out_text(out, brackets[node->kind][1]);
}

bool s7_draft_is_short(const struct s7_draft *node)
{
    for (const struct s7_draft *member = node->first; member; member = member->next) {
        if (member->kind == S7_NODE_MAPPING || (member->first && node->kind == S7_NODE_LIST))
            return false;
        for (const struct s7_draft *line = member->first; line; line = line->next)
            if (line->first)
                return false;
    }
    return true;
}

/** How a tree is written: with the node of every line kept, or short. */
struct writing {
    struct s7_fmt_out *out;
    struct s7_draft_lines *lines; /**< NULL: short */
};

static void write_node(const struct s7_draft *node, size_t indent, const struct writing *writing)
{
    bool flow = node->kind == S7_NODE_SCALAR || !node->first || (!writing->lines && s7_draft_is_short(node));
    s7_fmt_out_line(writing->out, indent);
    if (writing->lines)
        keep_line(writing->lines, node);
    if (!node->key)
        s7_fmt_out_text(writing->out, "-");
    write_key(node, writing->out, false);
    if (flow) {
        s7_fmt_out_text(writing->out, " ");
        if (node->kind == S7_NODE_SCALAR)
            write_scalar(writing->out, node->text, node->plain, false);
        else
            write_flow(node, writing->out);
    }
    s7_fmt_out_end(writing->out, false);
    for (const struct s7_draft *member = flow ? NULL : node->first; member; member = member->next)
        write_node(member, indent + INDENT, writing);
}

void s7_draft_write(const struct s7_draft_tree *tree, struct s7_fmt_out *out, struct s7_draft_lines *ret_lines)
{
    const struct writing writing = {out, ret_lines};
    *ret_lines = (struct s7_draft_lines){.count = 0};
    for (const struct s7_draft *member = tree->root->first; member; member = member->next)
        write_node(member, 0, &writing);
}

void s7_draft_write_short(const struct s7_draft_tree *tree, struct s7_fmt_out *out)
{
    const struct writing writing = {.out = out};
    for (const struct s7_draft *member = tree->root->first; member; member = member->next)
        write_node(member, 0, &writing);
}
