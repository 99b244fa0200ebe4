/* SPDX-License-Identifier: MIT */
#include "base/slab.h"

#include "check.h"

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

enum { COUNT = 7, SIZE = 19 };

static void it_gives_each_block_once(void **state)
{
    static _Alignas(max_align_t) unsigned char memory[1024];
    struct s7_slab slab;
    void *blocks[COUNT];
    (void)state;
    assert_true(s7_slab_size(SIZE, COUNT) <= sizeof memory);
    s7_slab_init(&slab, memory, SIZE, COUNT);
    for (int round = 0; round < 3; round++) {
        for (size_t i = 0; i < COUNT; i++) {
            blocks[i] = s7_slab_take(&slab);
            assert_non_null(blocks[i]);
            assert_int_equal((uintptr_t)blocks[i] % _Alignof(max_align_t), 0);
            memset(blocks[i], (int)i, SIZE);
        }
        assert_null(s7_slab_take(&slab));
        for (size_t i = 0; i < COUNT; i++)
            assert_int_equal(((unsigned char *)blocks[i])[SIZE - 1], i); /* no two overlap */
        for (size_t i = 0; i < COUNT; i++)
            s7_slab_give(&slab, blocks[(i * 3) % COUNT]);
        assert_int_equal(slab.used, 0);
    }
    assert_int_equal(slab.most_used, COUNT);
}

static void a_block_has_its_index_for_good(void **state)
{
    static _Alignas(max_align_t) unsigned char memory[1024];
    struct s7_slab slab;
    (void)state;
    s7_slab_init(&slab, memory, SIZE, COUNT);
    bool seen[COUNT] = {false};
    for (size_t i = 0; i < COUNT; i++) {
        void *block = s7_slab_take(&slab);
        size_t index = s7_slab_index(&slab, block);
        assert_true(index < COUNT && !seen[index]);
        seen[index] = true;
        assert_ptr_equal(s7_slab_at(&slab, index), block);
    }
}

static void a_size_that_overflows_is_none(void **state)
{
    (void)state;
    assert_int_equal(s7_slab_size(SIZE_MAX, 1), 0);
    assert_int_equal(s7_slab_size(SIZE_MAX / 2, 3), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(it_gives_each_block_once),
                                       cmocka_unit_test(a_block_has_its_index_for_good),
                                       cmocka_unit_test(a_size_that_overflows_is_none)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
