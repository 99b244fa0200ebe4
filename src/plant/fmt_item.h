/* SPDX-License-Identifier: MIT
 *
 * plant/fmt_item.h — a tree with its comments: what the formatter works on.
 *
 * Everything lives in the storage of the tree; the comments' texts are those of the source text.
 */
#ifndef PLANT_FMT_ITEM_H
#define PLANT_FMT_ITEM_H

#include "plant/fmt_shape.h"
#include "plant/tree.h"

struct s7_fmt_comment {
    struct s7_fmt_comment *next;
    const char *text; /**< from its #, without blanks at the end */
    size_t length;
    uint32_t column; /**< where its # stands, from 1; 0: it may stand anywhere */
    bool same_line;  /**< it stands on the line of what is before it */
    bool blank;      /**< an empty line stands before it */
};

struct s7_fmt_lines {
    struct s7_fmt_comment *first, *last;
};

/** A node, and what is said about it. */
struct s7_fmt_item {
    const struct s7_node *node;
    struct s7_fmt_shape shape;
    struct s7_fmt_lines lead;    /**< lines above it */
    struct s7_fmt_comment *head; /**< of a list or mapping: on the line where it begins */
    struct s7_fmt_comment *eol;  /**< at the end of its line */
    struct s7_fmt_lines tail;    /**< of a list or mapping: lines at its end */
    bool blank;                  /**< an empty line stands right above it */
    bool commented;              /**< of a list or mapping: there are comments inside */
    bool flow;                   /**< is written in brackets, on one line */
    size_t width;                /**< columns of its value when it is written in brackets */
    struct s7_fmt_item *first, *last, *next;
};

static inline void s7_fmt_append(struct s7_fmt_lines *lines, struct s7_fmt_comment *comment)
{
    comment->next = NULL;
    if (lines->last)
        lines->last->next = comment;
    else
        lines->first = comment;
    lines->last = comment;
}

/** Appends all of `more`, which is empty then. */
static inline void s7_fmt_append_all(struct s7_fmt_lines *lines, struct s7_fmt_lines *more)
{
    if (lines->last)
        lines->last->next = more->first;
    else
        lines->first = more->first;
    lines->last = more->last ? more->last : lines->last;
    *more = (struct s7_fmt_lines){NULL, NULL};
}

/** A list or mapping that is not in brackets in the source text. */
static inline bool s7_fmt_is_block(const struct s7_fmt_item *item)
{
    return item->node->kind != S7_NODE_SCALAR && !item->node->flow;
}

#endif
