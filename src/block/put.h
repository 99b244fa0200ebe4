/* SPDX-License-Identifier: MIT
 *
 * block/put.h — PUT: sends up to four areas of own memory to the partner CPU.
 */
#ifndef BLOCK_PUT_H
#define BLOCK_PUT_H

#include "block/transfer.h"

struct s7_put {
    struct s7_transfer transfer; /**< `done` is DONE */
};

/** All zero except what belongs to a PUT; buffer holds the octets of all areas. */
void s7_put_init(struct s7_put *put, uint8_t *buffer, size_t buffer_size);

/**
 * One call of the block.  The local areas are copied at the edge, so that what is sent is one consistent state.
 * Never blocks; a write is never repeated.  @return true when outputs changed since the last call
 */
bool s7_put_call(struct s7_put *put, s7_time now);

#endif
