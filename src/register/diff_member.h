/* SPDX-License-Identifier: MIT
 *
 * register/diff_member.h — the members of a mapping or list in two files: which one is which.
 */
#ifndef REGISTER_DIFF_MEMBER_H
#define REGISTER_DIFF_MEMBER_H

#include "register/diff_walk.h"

struct s7_member {
    struct s7_diff_side side;
    const char *name; /**< NULL: of a list */
    const char *by;   /**< what it is paired by; NULL: it is not */
    size_t index;     /**< from 0, as it was read */
    struct s7_member *partner;
};

struct s7_member_list {
    struct s7_member *members;
    size_t count;
};

/** The members that an element has under this key; `side->node` is the mapping or list, NULL: there are none. */
struct s7_member_list s7_member_list_of(const struct s7_plant_key *key, const struct s7_diff_side *side,
                                        struct s7_storage *storage);

/** Makes partners of those that have no partner yet and an equal `by`, in order.  False: memory ran out. */
bool s7_member_list_pair(struct s7_member_list *before, struct s7_member_list *after);

#endif
