/* SPDX-License-Identifier: MIT
 *
 * register/place.h — whose lines these are: from a place in the file to the object that stands there.
 */
#ifndef REGISTER_PLACE_H
#define REGISTER_PLACE_H

#include "register/finding.h"

struct s7_place; /* where an object begins */

struct s7_places {
    const struct s7_place *places; /**< NULL: memory ran out */
    size_t count;
};

/** Everything of a plant that has a name, in the order of the file. */
struct s7_places s7_places_of(const struct s7_plant *plant, struct s7_storage *storage);

/** The object that begins at the mark or last before it; untouched when none does. */
void s7_places_find(const struct s7_places *places, struct s7_plant_mark mark,
                    enum s7_register_object *ret_object, const char **ret_name);

#endif
