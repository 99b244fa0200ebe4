/* SPDX-License-Identifier: MIT
 *
 * plant/fmt_shape.h — what the schema says about a node: the order of its members, and how it is written.
 */
#ifndef PLANT_FMT_SHAPE_H
#define PLANT_FMT_SHAPE_H

#include "plant/schema.h"

struct s7_node;

enum s7_fmt_role {
    S7_FMT_OTHER,    /**< nothing is known */
    S7_FMT_NUMBER,   /**< a scalar that is a number */
    S7_FMT_ELEMENT,  /**< a mapping whose keys are those of `element` */
    S7_FMT_NAMED,    /**< a mapping of such elements by name */
    S7_FMT_NUMBERED, /**< … by number */
    S7_FMT_LISTED    /**< a list of them */
};

struct s7_fmt_shape {
    enum s7_fmt_role role;
    enum s7_plant_element element;
};

/** Shape of a member of a mapping or list of shape `parent`; `key` NULL in a list. */
struct s7_fmt_shape s7_fmt_shape_member(struct s7_fmt_shape parent, const char *key);

/** A mapping or list of this shape has a line per member. */
bool s7_fmt_shape_lines(struct s7_fmt_shape shape, const struct s7_node *node);

/**
 * Place of a member among the others: by rank, those of one rank as they were written.  `before`: rank of the member
 * before it, which is that of a member that has none.
 */
size_t s7_fmt_shape_rank(struct s7_fmt_shape parent, const char *key, size_t before);

#endif
