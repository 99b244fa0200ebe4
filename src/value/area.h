/* SPDX-License-Identifier: MIT
 *
 * value/area.h — what is known about each memory area (defs/area.def).
 */
#ifndef VALUE_AREA_H
#define VALUE_AREA_H

#include "sieben/address.h"

struct s7_area_row {
    enum s7_area area;
    const char *letters;   /**< "M", "DB" */
    unsigned element_bits; /**< timers and counters: 16; else 0: addressed by octet and bit */
};

/** The row of an area, NULL: no such area. */
const struct s7_area_row *s7_area_find(enum s7_area area);

/** The row whose letters are these ("M"), NULL: none. */
const struct s7_area_row *s7_area_named(const char *letters, size_t length);

#endif
