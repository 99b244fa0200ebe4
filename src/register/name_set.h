/* SPDX-License-Identifier: MIT
 *
 * register/name_set.h — names that are taken, and names that are not.
 */
#ifndef REGISTER_NAME_SET_H
#define REGISTER_NAME_SET_H

#include <stdbool.h>
#include <stddef.h>

#include "plant/storage.h"

struct s7_name_set {
    struct s7_storage *storage;
    const char **slots;
    size_t count, room; /**< room: a power of two, 0 at first */
    struct s7_name_run {
        const char *stem; /**< in front of the number; NULL: none yet */
        size_t length, digits;
        unsigned long number;
    } last; /**< the name that was numbered last: of what is like it the numbers up to this one are taken or passed over */
};

/** False: memory ran out. */
bool s7_name_set_add(struct s7_name_set *set, const char *name);
bool s7_name_set_has(const struct s7_name_set *set, const char *name);

/**
 * The name itself when it is free; else with another number at its end ("S-001": "S-002"), or with "-2".  It is taken
 * then.  NULL: memory ran out.
 */
const char *s7_name_set_fresh(struct s7_name_set *set, const char *name);

#endif
