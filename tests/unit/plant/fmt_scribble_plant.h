/* SPDX-License-Identifier: MIT
 *
 * unit/plant/fmt_scribble_plant.h — what a random plant file says, before it is written down.
 */
#ifndef TESTS_UNIT_PLANT_FMT_SCRIBBLE_PLANT_H
#define TESTS_UNIT_PLANT_FMT_SCRIBBLE_PLANT_H

#include "base/chance.h"

enum piece_kind { PIECE_TEXT, PIECE_LIST, PIECE_MAPPING };

struct piece {
    enum piece_kind kind;
    char key[24];
    char text[80];
    unsigned needs; /**< of a text: 0 nothing, 1 quotes within brackets, 2 quotes everywhere */
    struct piece *first, *last, *next;
};

/** A plant that loads; keys in random order.  Valid until the next one. */
const struct piece *piece_plant(struct s7_chance *chance);

#endif
