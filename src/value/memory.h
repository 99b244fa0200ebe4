/* SPDX-License-Identifier: MIT
 *
 * value/memory.h — the one way to a CPU's data, for the virtual CPU, the exchange and an embedder's own variables.
 */
#ifndef VALUE_MEMORY_H
#define VALUE_MEMORY_H

#include "sieben/error.h"
#include "value/range.h"

struct s7_memory;

struct s7_memory_ops {
    /**
     * Copies the octets of a transferable range (s7_range_size() of them; a bit as 00 or 01).
     * @return S7_OK; S7_ERR_DATA_MISSING (no such DB or area), S7_ERR_DATA_ADDRESS (beyond its end, or a DB that
     *         has no absolute addresses), S7_ERR_ACCESS_ITEM (readable by nobody).  *ret_octets is untouched then.
     */
    int (*read)(struct s7_memory *memory, const struct s7_range *range, uint8_t *ret_octets);
    /** The reverse; errors as read, and S7_ERR_ACCESS_ITEM where writing is not allowed.  All or nothing. */
    int (*write)(struct s7_memory *memory, const struct s7_range *range, const uint8_t *octets);
    /** Brackets the accesses of one telegram, so that it is consistent.  Both NULL: not needed.  Never nested. */
    void (*lock)(struct s7_memory *memory);
    void (*unlock)(struct s7_memory *memory);
};

/** Embedded as the first member of whatever holds the data. */
struct s7_memory {
    const struct s7_memory_ops *ops;
};

static inline int s7_memory_read(struct s7_memory *memory, const struct s7_range *range, uint8_t *ret_octets)
{
    return memory->ops->read(memory, range, ret_octets);
}

static inline int s7_memory_write(struct s7_memory *memory, const struct s7_range *range, const uint8_t *octets)
{
    return memory->ops->write(memory, range, octets);
}

static inline void s7_memory_lock(struct s7_memory *memory)
{
    if (memory->ops->lock)
        memory->ops->lock(memory);
}

static inline void s7_memory_unlock(struct s7_memory *memory)
{
    if (memory->ops->unlock)
        memory->ops->unlock(memory);
}

#endif
