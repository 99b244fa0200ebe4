/* SPDX-License-Identifier: MIT
 *
 * plant_lists.h — the system status lists of a CPU as its plant file tells them, from those that a capture showed.
 *
 * A capture shows whole lists, extracts of them, heads, and the list of all lists.  A CPU has whole lists, and
 * extracts with records of their own; so records of extracts go to their list, heads give the size of records, and
 * lists that were named only are there without records.
 */
#ifndef REPLAY_PLANT_LISTS_H
#define REPLAY_PLANT_LISTS_H

#include "knowledge.h"

enum { PLANT_LISTS = 160, LIST_IDENTIFICATION = 0x0011, LIST_COMPONENTS = 0x001C, LIST_DIAGNOSTICS = 0x00A0 };

struct plant_lists {
    size_t count;
    struct known_list lists[PLANT_LISTS];
};

void plant_lists_make(struct plant_lists *ret_lists, const struct knowledge *knowledge);

/** Record `number` of a list whose records begin with a number (its index); NULL: was not seen. */
const uint8_t *plant_lists_record(const struct plant_lists *lists, uint16_t id, uint16_t number);

#endif
