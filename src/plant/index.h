/* SPDX-License-Identifier: MIT
 *
 * plant/index.h — elements found by their content, whatever their number: a hash table in somebody's storage.
 */
#ifndef PLANT_INDEX_H
#define PLANT_INDEX_H

#include <stdint.h>

#include "plant/storage.h"

/** An element is what was looked for. */
typedef bool s7_index_same(const void *element, const void *wanted);

struct s7_index {
    struct s7_index_slot *slots;
    size_t capacity; /**< a power of two, or 0 */
    size_t count;
};

/**
 * Adds an element.  When memory runs out (storage->failed) it is not added.
 * @return the one that was there before and is the same; NULL: none was, and this one is in
 */
const void *s7_index_add(struct s7_index *index, struct s7_storage *storage, uint32_t hash, const void *element,
                         s7_index_same *same);

/** The element that is the same as `wanted`, NULL: none. */
const void *s7_index_find(const struct s7_index *index, uint32_t hash, const void *wanted, s7_index_same *same);

/** Mixes octets, and what was mixed before, into a hash. */
uint32_t s7_index_hash(uint32_t hash, const void *octets, size_t size);
uint32_t s7_index_hash_text(uint32_t hash, const char *text);

#endif
