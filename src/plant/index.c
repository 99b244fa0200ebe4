/* SPDX-License-Identifier: MIT */
#include "plant/index.h"

#include <string.h>

struct s7_index_slot {
    const void *element; /**< NULL: free */
    uint32_t hash;
};

enum { CAPACITY_FIRST = 64 };

/* FNV-1a; what the last octets changed must reach the low bits that choose the slot. */
uint32_t s7_index_hash(uint32_t hash, const void *octets, size_t size)
{
    const unsigned char *at = octets;
    hash ^= 2166136261U;
    for (size_t i = 0; i < size; i++)
        hash = (hash ^ at[i]) * 16777619U;
    return hash ^ hash >> 15;
}

uint32_t s7_index_hash_text(uint32_t hash, const char *text)
{
    return s7_index_hash(hash, text, strlen(text));
}

/** The slot of what is wanted, or the free one where it would be; there is always one. */
static struct s7_index_slot *slot_of(const struct s7_index *index, uint32_t hash, const void *wanted,
                                     s7_index_same *same)
{
    size_t at = hash & (index->capacity - 1);
    while (index->slots[at].element &&
           (index->slots[at].hash != hash || !same || !same(index->slots[at].element, wanted)))
        at = (at + 1) & (index->capacity - 1);
    return &index->slots[at];
}

/** At most half of the slots are taken. */
static bool make_room(struct s7_index *index, struct s7_storage *storage)
{
    struct s7_index larger = {.capacity = index->capacity ? 2 * index->capacity : CAPACITY_FIRST,
                              .count = index->count};
    if (index->capacity && 2 * (index->count + 1) <= index->capacity)
        return true;
    larger.slots = s7_storage_array(storage, larger.capacity, sizeof *larger.slots);
    if (!larger.slots)
        return false;
    for (size_t i = 0; i < index->capacity; i++)
        if (index->slots[i].element)
            *slot_of(&larger, index->slots[i].hash, NULL, NULL) = index->slots[i];
    *index = larger;
    return true;
}

const void *s7_index_add(struct s7_index *index, struct s7_storage *storage, uint32_t hash, const void *element,
                         s7_index_same *same)
{
    if (!make_room(index, storage))
        return NULL;
    struct s7_index_slot *slot = slot_of(index, hash, element, same);
    if (slot->element)
        return slot->element;
    *slot = (struct s7_index_slot){.element = element, .hash = hash};
    index->count++;
    return NULL;
}

const void *s7_index_find(const struct s7_index *index, uint32_t hash, const void *wanted, s7_index_same *same)
{
    return index->capacity ? slot_of(index, hash, wanted, same)->element : NULL;
}
