/* SPDX-License-Identifier: MIT
 *
 * base/slab.h — a fixed number of equal blocks in memory that the caller owns.
 *
 * Everything a peer can make us remember lives in a slab: taking and giving back is O(1) and allocates nothing,
 * and "full" is an ordinary answer.
 */
#ifndef BASE_SLAB_H
#define BASE_SLAB_H

#include <stddef.h>

struct s7_slab {
    unsigned char *blocks;
    void *free;        /**< singly linked through the first word of each free block */
    size_t block_size; /**< rounded up to the alignment of max_align_t */
    size_t block_count;
    size_t used;
    size_t most_used;
};

/** Octets that s7_slab_init() needs for `block_count` blocks of `block_size`; 0 when it overflows. */
size_t s7_slab_size(size_t block_size, size_t block_count);

/** Lays the slab over `memory` (aligned for max_align_t, s7_slab_size() octets), all blocks free. */
void s7_slab_init(struct s7_slab *slab, void *memory, size_t block_size, size_t block_count);

/** A block with indeterminate content, or NULL when all are in use. */
void *s7_slab_take(struct s7_slab *slab);

/** Gives a block back; `block` must come from this slab and be in use. */
void s7_slab_give(struct s7_slab *slab, void *block);

/** Block number `index` of the slab, free or not; for walking over all of them. */
void *s7_slab_at(const struct s7_slab *slab, size_t index);

/** The index of a block of this slab. */
size_t s7_slab_index(const struct s7_slab *slab, const void *block);

#endif
