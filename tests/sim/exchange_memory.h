/* SPDX-License-Identifier: MIT
 *
 * tests/sim/exchange_memory.h — a program's own data for tests: one DB (number 10), locks counted.
 */
#ifndef TESTS_SIM_EXCHANGE_MEMORY_H
#define TESTS_SIM_EXCHANGE_MEMORY_H

#include "check.h"
#include "value/memory.h"

enum { TEST_MEMORY_SIZE = 4096 };

struct test_memory {
    struct s7_memory memory; /**< first member */
    uint8_t octets[TEST_MEMORY_SIZE];
    unsigned locks;
    unsigned unlocked_accesses;
    bool locked;
};

static int test_memory_read(struct s7_memory *memory, const struct s7_range *range, uint8_t *ret_octets)
{
    struct test_memory *own = (struct test_memory *)memory;
    own->unlocked_accesses += !own->locked;
    if (range->area != S7_AREA_DB || range->db != 10)
        return S7_ERR_DATA_MISSING;
    return s7_memory_fetch(own->octets, sizeof own->octets, range, ret_octets) ? S7_OK : S7_ERR_DATA_ADDRESS;
}

static int test_memory_write(struct s7_memory *memory, const struct s7_range *range, const uint8_t *octets)
{
    struct test_memory *own = (struct test_memory *)memory;
    own->unlocked_accesses += !own->locked;
    if (range->area != S7_AREA_DB || range->db != 10)
        return S7_ERR_DATA_MISSING;
    return s7_memory_store(own->octets, sizeof own->octets, range, octets) ? S7_OK : S7_ERR_DATA_ADDRESS;
}

static void test_memory_lock(struct s7_memory *memory)
{
    struct test_memory *own = (struct test_memory *)memory;
    assert_false(own->locked);
    own->locked = true;
    own->locks++;
}

static void test_memory_unlock(struct s7_memory *memory)
{
    struct test_memory *own = (struct test_memory *)memory;
    assert_true(own->locked);
    own->locked = false;
}

static inline void test_memory_init(struct test_memory *own)
{
    static const struct s7_memory_ops ops = {.read = test_memory_read,
                                             .write = test_memory_write,
                                             .lock = test_memory_lock,
                                             .unlock = test_memory_unlock};
    *own = (struct test_memory){.memory = {.ops = &ops}};
}

static inline struct s7_range test_octets(uint16_t db, uint32_t first, uint32_t count)
{
    return (struct s7_range){.area = S7_AREA_DB, .db = db, .first_bit = first * 8, .bit_count = count * 8};
}

static inline struct s7_range test_bit(uint16_t db, uint32_t octet, uint32_t bit)
{
    return (struct s7_range){.area = S7_AREA_DB, .db = db, .first_bit = octet * 8 + bit, .bit_count = 1};
}

#endif
