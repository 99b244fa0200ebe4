/* SPDX-License-Identifier: MIT
 *
 * block/get.h — GET: fetches up to four areas of the partner CPU into own memory.
 */
#ifndef BLOCK_GET_H
#define BLOCK_GET_H

#include "block/transfer.h"

struct s7_get {
    struct s7_transfer transfer; /**< `done` is NDR */
};

/** All zero except what belongs to a GET; buffer holds the octets of all areas. */
void s7_get_init(struct s7_get *get, uint8_t *buffer, size_t buffer_size);

/**
 * One call of the block.  Reads the inputs, advances, sets the outputs; never blocks.  After `done` the areas
 * stand in the local memory.  @return true when outputs changed since the last call
 */
bool s7_get_call(struct s7_get *get, s7_time now);

#endif
