/* SPDX-License-Identifier: MIT */
#include "plant/fmt_layout.h"

#include <stdlib.h>

#include "plant/fmt.h"
#include "plant/fmt_scalar.h"

/** A member and its place. */
struct ranked {
    struct s7_fmt_item *item;
    size_t rank;
    size_t index; /**< as it was written */
};

static int compare_ranks(const void *a, const void *b)
{
    const struct ranked *left = a;
    const struct ranked *right = b;
    if (left->rank != right->rank)
        return left->rank < right->rank ? -1 : 1;
    return left->index < right->index ? -1 : left->index > right->index;
}

static void sort(struct s7_fmt_item *mapping, struct s7_storage *storage)
{
    size_t count = 0, rank = 0;
    struct ranked *members = s7_storage_array(storage, mapping->node->count, sizeof *members);
    if (!members)
        return;
    for (struct s7_fmt_item *item = mapping->first; item; item = item->next, count++) {
        rank = s7_fmt_shape_rank(mapping->shape, item->node->key->text, rank);
        members[count] = (struct ranked){item, rank, count};
    }
    if (count > 1)
        qsort(members, count, sizeof *members, compare_ranks);
    for (size_t i = 0; i < count; i++)
        members[i].item->next = i + 1 < count ? members[i + 1].item : NULL;
    mapping->first = count ? members[0].item : NULL;
    mapping->last = count ? members[count - 1].item : NULL;
}

/** Innermost first: the order of members, `width` and `commented`. */
static void measure(struct s7_fmt_item *item, struct s7_storage *storage)
{
    if (item->node->kind == S7_NODE_SCALAR) {
        item->width = s7_fmt_scalar_width(item->node, true, item->shape.role == S7_FMT_NUMBER);
        return;
    }
    item->commented = item->head || item->tail.first;
    item->width = 2; /* brackets */
    for (struct s7_fmt_item *member = item->first; member; member = member->next) {
        measure(member, storage);
        const struct s7_node *key = member->node->key;
        item->width += member->width + (member == item->first ? 0 : 2);
        item->width += key ? s7_fmt_scalar_width(key, true, item->shape.role == S7_FMT_NUMBERED) + 2 : 0;
        item->commented = item->commented || member->lead.first || member->eol || member->commented;
    }
    if (item->node->kind == S7_NODE_MAPPING)
        sort(item, storage);
}

static void lead(struct s7_fmt_item *item, struct s7_fmt_comment **comment)
{
    if (*comment)
        s7_fmt_append(&item->lead, *comment);
    *comment = NULL;
}

/** The comments of something in brackets: none is left inside. */
static void gather_flow(struct s7_fmt_item *item)
{
    lead(item, &item->head);
    s7_fmt_append_all(&item->lead, &item->tail);
}

/** The comments of something with a line per member: none is left behind it. */
static void gather_block(struct s7_fmt_item *item, bool listed)
{
    if (item->eol)
        item->eol->column = 0;
    if (!item->head && !listed) {
        item->head = item->eol;
        item->eol = NULL;
    }
    lead(item, &item->eol);
    if (listed)
        lead(item, &item->head);
    for (struct s7_fmt_item *member = item->first; member && item->node->flow; member = member->next)
        if (member->eol)
            member->eol->column = 0;
}

static void set_flow(struct s7_fmt_item *item)
{
    item->flow = true;
    for (struct s7_fmt_item *member = item->first; member; member = member->next)
        set_flow(member);
}

static void arrange_members(struct s7_fmt_item *around, size_t indent);

/** `column`: where the value begins; `indent`: that of its members when they have lines of their own. */
static void arrange(struct s7_fmt_item *item, size_t column, size_t indent, bool listed)
{
    bool fits = item->node->flow && !item->commented && column + item->width <= S7_FMT_WIDTH &&
                !s7_fmt_shape_lines(item->shape, item->node);
    if (item->node->kind == S7_NODE_SCALAR)
        return;
    if (fits || !item->first) {
        gather_flow(item);
        set_flow(item);
        return;
    }
    gather_block(item, listed);
    arrange_members(item, indent);
}

static void arrange_members(struct s7_fmt_item *around, size_t indent)
{
    for (struct s7_fmt_item *member = around->first; member; member = member->next) {
        const struct s7_node *key = member->node->key;
        bool number = around->shape.role == S7_FMT_NUMBERED;
        size_t front = key ? s7_fmt_scalar_width(key, false, number) + 2 : 2;
        arrange(member, indent + front, indent + S7_FMT_INDENT, !key);
    }
}

bool s7_fmt_layout(struct s7_fmt_item *root, struct s7_storage *storage)
{
    measure(root, storage);
    if (storage->failed)
        return false;
    arrange_members(root, 0);
    return true;
}
