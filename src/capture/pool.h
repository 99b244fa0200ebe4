/* SPDX-License-Identifier: MIT
 *
 * capture/pool.h — equal blocks whose number grows with what is needed, up to a limit.
 *
 * Memory is taken in chunks (slabs of a few hundred blocks) and kept until the end.
 */
#ifndef CAPTURE_POOL_H
#define CAPTURE_POOL_H

#include <stddef.h>

struct s7_pool_chunk;

struct s7_pool {
    struct s7_pool_chunk *chunks;
    void *free; /**< singly linked through the first word of each free block */
    size_t block_size;
    size_t block_count, block_max; /**< there are, there may be */
};

/** Takes no memory yet. */
void s7_pool_init(struct s7_pool *pool, size_t block_size, size_t block_max);
/** A zeroed block, or NULL: there are as many as there may be, or no memory. */
void *s7_pool_take(struct s7_pool *pool);
void s7_pool_give(struct s7_pool *pool, void *block);
/** All blocks are gone. */
void s7_pool_drop(struct s7_pool *pool);

#endif
