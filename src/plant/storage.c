/* SPDX-License-Identifier: MIT */
#include "plant/storage.h"

#include <stdalign.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

enum { CHUNK_SIZE = 16384 };

struct s7_storage_chunk {
    struct s7_storage_chunk *next;
    size_t size;
    size_t used;
    alignas(max_align_t) unsigned char octets[];
};

static struct s7_storage_chunk *new_chunk(size_t size)
{
    if (size > SIZE_MAX - sizeof(struct s7_storage_chunk))
        return NULL;
    struct s7_storage_chunk *chunk = calloc(1, sizeof *chunk + size);
    if (chunk)
        chunk->size = size;
    return chunk;
}

void *s7_storage_take(struct s7_storage *storage, size_t size)
{
    size_t align = alignof(max_align_t);
    size_t rounded = size > SIZE_MAX - align ? size : (size + align - 1) / align * align;
    struct s7_storage_chunk *chunk = storage->chunks;
    if (!chunk || chunk->size - chunk->used < rounded) {
        chunk = new_chunk(rounded > CHUNK_SIZE ? rounded : CHUNK_SIZE);
        if (!chunk) {
            storage->failed = true;
            return NULL;
        }
        chunk->next = storage->chunks;
        storage->chunks = chunk;
    }
    void *taken = chunk->octets + chunk->used;
    chunk->used += rounded;
    return taken;
}

void *s7_storage_array(struct s7_storage *storage, size_t count, size_t element_size)
{
    if (element_size && count > SIZE_MAX / element_size) {
        storage->failed = true;
        return NULL;
    }
    return s7_storage_take(storage, count * element_size);
}

const char *s7_storage_text(struct s7_storage *storage, const char *text, size_t length)
{
    char *copy = s7_storage_take(storage, length + 1);
    if (copy)
        memcpy(copy, text, length);
    return copy;
}

void s7_storage_free(struct s7_storage *storage)
{
    while (storage->chunks) {
        struct s7_storage_chunk *next = storage->chunks->next;
        free(storage->chunks);
        storage->chunks = next;
    }
}
