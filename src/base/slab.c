/* SPDX-License-Identifier: MIT */
#include "base/slab.h"

#include <assert.h>
#include <stdalign.h>
#include <stdint.h>
#include <string.h>

static size_t rounded_block(size_t block_size)
{
    size_t align = alignof(max_align_t);
    if (block_size < sizeof(void *))
        block_size = sizeof(void *);
    if (block_size > SIZE_MAX - align)
        return 0;
    return (block_size + align - 1) / align * align;
}

size_t s7_slab_size(size_t block_size, size_t block_count)
{
    size_t block = rounded_block(block_size);
    if (block == 0 || block_count > SIZE_MAX / block)
        return 0;
    return block * block_count;
}

void *s7_slab_at(const struct s7_slab *slab, size_t index)
{
    assert(index < slab->block_count);
    return slab->blocks + index * slab->block_size;
}

void s7_slab_init(struct s7_slab *slab, void *memory, size_t block_size, size_t block_count)
{
    *slab =
        (struct s7_slab){.blocks = memory, .block_size = rounded_block(block_size), .block_count = block_count};
    for (size_t i = block_count; i > 0; i--) {
        void *block = s7_slab_at(slab, i - 1);
        memcpy(block, &slab->free, sizeof slab->free);
        slab->free = block;
    }
}

void *s7_slab_take(struct s7_slab *slab)
{
    void *block = slab->free;
    if (!block)
        return NULL;
    memcpy(&slab->free, block, sizeof slab->free);
    if (++slab->used > slab->most_used)
        slab->most_used = slab->used;
    return block;
}

void s7_slab_give(struct s7_slab *slab, void *block)
{
    assert(slab->used > 0);
    memcpy(block, &slab->free, sizeof slab->free);
    slab->free = block;
    slab->used--;
}

size_t s7_slab_index(const struct s7_slab *slab, const void *block)
{
    return (size_t)((const unsigned char *)block - slab->blocks) / slab->block_size;
}
