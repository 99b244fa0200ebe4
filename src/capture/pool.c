/* SPDX-License-Identifier: MIT */
#include "capture/pool.h"

#include <assert.h>
#include <stdalign.h>
#include <stdlib.h>
#include <string.h>

enum { CHUNK_BLOCKS = 256 };

struct s7_pool_chunk {
    struct s7_pool_chunk *next;
    alignas(max_align_t) unsigned char blocks[];
};

void s7_pool_init(struct s7_pool *pool, size_t block_size, size_t block_max)
{
    size_t align = alignof(max_align_t);
    assert(block_size >= sizeof(void *));
    *pool = (struct s7_pool){.block_size = (block_size + align - 1) / align * align, .block_max = block_max};
}

static void link_free(struct s7_pool *pool, void *block)
{
    memcpy(block, &pool->free, sizeof pool->free);
    pool->free = block;
}

static void grow_pool(struct s7_pool *pool)
{
    size_t count = pool->block_max - pool->block_count;
    if (count > CHUNK_BLOCKS)
        count = CHUNK_BLOCKS;
    struct s7_pool_chunk *chunk = count ? malloc(sizeof *chunk + count * pool->block_size) : NULL;
    if (!chunk)
        return;
    chunk->next = pool->chunks;
    pool->chunks = chunk;
    for (size_t i = count; i > 0; i--)
        link_free(pool, chunk->blocks + (i - 1) * pool->block_size);
    pool->block_count += count;
}

void *s7_pool_take(struct s7_pool *pool)
{
    if (!pool->free)
        grow_pool(pool);
    void *block = pool->free;
    if (block) {
        memcpy(&pool->free, block, sizeof pool->free);
        memset(block, 0, pool->block_size);
    }
    return block;
}

void s7_pool_give(struct s7_pool *pool, void *block)
{
    link_free(pool, block);
}

void s7_pool_drop(struct s7_pool *pool)
{
    while (pool->chunks) {
        struct s7_pool_chunk *chunk = pool->chunks;
        pool->chunks = chunk->next;
        free(chunk);
    }
    s7_pool_init(pool, pool->block_size, pool->block_max);
}
