/* SPDX-License-Identifier: MIT
 *
 * plant/names.h — what has a name in the plant that is being loaded, found by it.
 */
#ifndef PLANT_NAMES_H
#define PLANT_NAMES_H

#include "plant/index.h"

struct s7_loader;

enum s7_names_kind {
    S7_NAMES_PROFILES,
    S7_NAMES_ZONES,
    S7_NAMES_CONDUITS,
    S7_NAMES_GUARDS, /**< conduits, by the name of their guard */
    S7_NAMES_HOSTS,
    S7_NAMES_CPUS,
    S7_NAMES_CONNECTIONS,
    S7_NAMES_KINDS
};

/** The names of one kind; made when they are asked for, and anew when the plant has other ones. */
struct s7_names {
    const void *elements;
    size_t count;
    struct s7_index index;
};

/** The element of the kind with this name, the first one; NULL: none. */
const void *s7_names_find(struct s7_loader *loader, enum s7_names_kind kind, const char *name);

/** Name number `index` of the kind in the plant, NULL behind the last one. */
const char *s7_names_at(const struct s7_loader *loader, enum s7_names_kind kind, size_t index);

#endif
