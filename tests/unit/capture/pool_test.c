/* SPDX-License-Identifier: MIT */
#include "capture/pool.h"

#include "check.h"

#include <stdint.h>
#include <string.h>

enum { SIZE = 40, MOST = 700 }; /* three chunks, the last one not whole */

static void blocks_are_zeroed_apart_and_as_many_as_may_be(void **state)
{
    (void)state;
    static unsigned char *blocks[MOST];
    struct s7_pool pool;
    s7_pool_init(&pool, SIZE, MOST);
    assert_int_equal(pool.block_count, 0);
    for (int round = 0; round < 2; round++) {
        for (size_t i = 0; i < MOST; i++) {
            blocks[i] = s7_pool_take(&pool);
            assert_non_null(blocks[i]);
            assert_int_equal((uintptr_t)blocks[i] % _Alignof(max_align_t), 0);
            for (size_t k = 0; k < SIZE; k++)
                assert_int_equal(blocks[i][k], 0);
            memset(blocks[i], (int)(i % 251) + 1, SIZE);
        }
        assert_null(s7_pool_take(&pool));
        for (size_t i = 0; i < MOST; i++) {
            assert_int_equal(blocks[i][0], i % 251 + 1);
            assert_int_equal(blocks[i][SIZE - 1], i % 251 + 1);
            s7_pool_give(&pool, blocks[i]);
        }
    }
    assert_int_equal(pool.block_count, MOST);
    s7_pool_drop(&pool);
    assert_non_null(s7_pool_take(&pool));
    s7_pool_drop(&pool);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(blocks_are_zeroed_apart_and_as_many_as_may_be)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
