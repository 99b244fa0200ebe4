/* SPDX-License-Identifier: MIT */
#include "plant/fmt_attach.h"

#include <stdint.h>

#include "plant/fmt_scanner.h"

struct attacher {
    struct s7_fmt_scanner scanner;
    struct s7_storage *storage;
};

/** What the next comment line may be said about: one of the blocks that have just ended, or what follows them. */
struct place {
    struct s7_fmt_item *before; /**< the member that ends here, NULL: none */
    uint32_t column;            /**< of what follows */
    size_t deepest;             /**< block below `before` that can still be meant */
    struct s7_fmt_lines *otherwise;
};

static struct s7_fmt_item *new_item(struct attacher *a, const struct s7_node *node, struct s7_fmt_shape shape)
{
    struct s7_fmt_item *item = s7_storage_take(a->storage, sizeof *item);
    if (item)
        *item = (struct s7_fmt_item){.node = node, .shape = shape};
    return item;
}

/** The last thing within an item that stands on one line, or on lines of its own brackets. */
static struct s7_fmt_item *last_of(struct s7_fmt_item *item)
{
    while (s7_fmt_is_block(item) && item->last)
        item = item->last;
    return item;
}

/** The block that a comment line at this column belongs to: the innermost that is not indented deeper. */
static struct s7_fmt_lines *lines_for(struct place *place, const struct s7_fmt_comment *comment)
{
    struct s7_fmt_lines *lines = place->otherwise;
    uint32_t indented = place->column;
    size_t depth = 0, found = 0;
    for (struct s7_fmt_item *item = place->before; item && s7_fmt_is_block(item); item = item->last) {
        uint32_t column = item->node->mark.column;
        if (++depth > place->deepest || column > comment->column)
            break;
        if (column <= indented)
            continue;
        lines = &item->tail;
        indented = column;
        found = depth;
    }
    place->deepest = found; /* lines keep their order: no way back into it */
    return lines;
}

/** The comment on the line of what stands before it; false: it is not that, or there is one already. */
static bool take_same_line(struct s7_fmt_item *around, struct s7_fmt_item *before,
                           struct s7_fmt_comment *comment)
{
    struct s7_fmt_comment **slot = before ? &last_of(before)->eol : &around->head;
    if (!comment->same_line || *slot)
        return false;
    *slot = comment;
    return true;
}

static void distribute(struct s7_fmt_item *around, struct place place, struct s7_fmt_lines *found)
{
    struct s7_fmt_comment *next;
    for (struct s7_fmt_comment *comment = found->first; comment; comment = next) {
        next = comment->next;
        if (!take_same_line(around, place.before, comment))
            s7_fmt_append(lines_for(&place, comment), comment);
    }
}

static void attach_members(struct attacher *a, struct s7_fmt_item *around);

/** From behind the key to the end of the value. */
static void attach_value(struct attacher *a, struct s7_fmt_item *item)
{
    const struct s7_node *node = item->node;
    struct s7_fmt_lines header = {NULL, NULL};
    if (s7_fmt_is_block(item)) {
        attach_members(a, item);
        return;
    }
    s7_fmt_scanner_gap(&a->scanner, node->begin, '\0', &item->lead);
    if (node->kind == S7_NODE_SCALAR) {
        s7_fmt_scanner_scalar(&a->scanner, node, &header);
        item->eol = header.first;
        return;
    }
    struct s7_fmt_lines found = {NULL, NULL};
    s7_fmt_scanner_step(&a->scanner, node->first && node->first->key ? node->first->key->begin : node->end);
    attach_members(a, item);
    s7_fmt_scanner_gap(&a->scanner, node->end - 1, '\0', &found);
    distribute(item, (struct place){.before = item->last, .otherwise = &item->tail}, &found);
    s7_fmt_scanner_step(&a->scanner, node->end);
}

/** From what stands before a member to its key, or to its value in a list. */
static void attach_front(struct attacher *a, struct s7_fmt_item *around, struct s7_fmt_item *item)
{
    const struct s7_node *key = item->node->key;
    struct s7_fmt_lines found = {NULL, NULL};
    bool dashed = around->node->kind == S7_NODE_LIST && !around->node->flow;
    s7_fmt_scanner_gap(&a->scanner, key ? key->begin : item->node->begin, dashed ? '-' : '\0', &found);
    item->blank = s7_fmt_scanner_blank(&a->scanner);
    distribute(around,
               (struct place){.before = around->last,
                              .column = key ? key->mark.column : a->scanner.column,
                              .deepest = SIZE_MAX,
                              .otherwise = &item->lead},
               &found);
    if (dashed)
        s7_fmt_scanner_step(&a->scanner, SIZE_MAX);
    if (key)
        s7_fmt_scanner_scalar(&a->scanner, key, &item->lead);
}

static void attach_members(struct attacher *a, struct s7_fmt_item *around)
{
    for (const struct s7_node *member = around->node->first; member; member = member->next) {
        const char *key = member->key ? member->key->text : NULL;
        struct s7_fmt_item *item = new_item(a, member, s7_fmt_shape_member(around->shape, key));
        if (!item)
            return;
        attach_front(a, around, item);
        if (around->last)
            around->last->next = item;
        else
            around->first = item;
        around->last = item;
        attach_value(a, item);
    }
}

/** What is said at the top, up to the last empty line, belongs to the file; the rest to its first member. */
static void split_top(struct s7_fmt_item *root)
{
    struct s7_fmt_item *first = root->first;
    struct s7_fmt_lines all = root->lead;
    struct s7_fmt_lines top = {NULL, NULL};
    struct s7_fmt_lines rest = {NULL, NULL};
    if (!first)
        return;
    if (root->head)
        s7_fmt_append(&all, root->head);
    s7_fmt_append_all(&all, &first->lead);
    root->head = NULL;
    struct s7_fmt_comment *next;
    for (struct s7_fmt_comment *comment = all.first; comment; comment = next) {
        next = comment->next;
        if (comment->blank)
            s7_fmt_append_all(&top, &rest);
        s7_fmt_append(&rest, comment);
    }
    if (first->blank)
        s7_fmt_append_all(&top, &rest);
    if (top.first && rest.first)
        rest.first->blank = false; /* the empty line belongs to the top, wherever the first member goes */
    else if (top.first)
        first->blank = false;
    root->lead = top;
    first->lead = rest;
}

/** Up to the first member; a line "---" parts what stands above it as an empty line does. */
static void pass_top(struct attacher *a, struct s7_fmt_item *root)
{
    size_t begin = root->node->begin;
    s7_fmt_scanner_gap(&a->scanner, begin, '-', &root->lead);
    if (a->scanner.index == begin)
        return;
    for (unsigned i = 0; i < 3; i++)
        s7_fmt_scanner_step(&a->scanner, begin);
    a->scanner.blank = true;
    s7_fmt_scanner_gap(&a->scanner, begin, '\0', &root->lead);
}

struct s7_fmt_item *s7_fmt_attach(const char *text, size_t size, const struct s7_node *root,
                                  struct s7_storage *storage)
{
    struct attacher a = {.scanner = s7_fmt_scanner_over(text, size, storage), .storage = storage};
    struct s7_fmt_lines found = {NULL, NULL};
    struct s7_fmt_item *item = new_item(&a, root, (struct s7_fmt_shape){S7_FMT_ELEMENT, S7_ELEMENT_FILE});
    if (!item)
        return NULL;
    pass_top(&a, item);
    attach_value(&a, item);
    s7_fmt_scanner_gap(&a.scanner, SIZE_MAX, '\0', &found);
    distribute(
        item,
        (struct place){
            .before = item->last, .column = root->mark.column, .deepest = SIZE_MAX, .otherwise = &item->tail},
        &found);
    split_top(item);
    return storage->failed ? NULL : item;
}
