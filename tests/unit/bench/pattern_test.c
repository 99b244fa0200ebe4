/* SPDX-License-Identifier: MIT */
#include "bench/pattern.h"

#include <string.h>

#include "check.h"

static void the_pattern_is_always_the_same(void **state)
{
    (void)state;
    uint8_t one[S7_BENCH_PATTERN_SIZE], other[S7_BENCH_PATTERN_SIZE];
    memset(one, 0x00, sizeof one);
    memset(other, 0xFF, sizeof other);
    s7_bench_pattern(one);
    s7_bench_pattern(other);
    assert_memory_equal(one, other, sizeof one); /* to the last octet: what was there before is gone */
}

/* An answer left over from another request is seen, however short answers are. */
static void no_two_offsets_begin_alike(void **state)
{
    (void)state;
    uint8_t pattern[S7_BENCH_PATTERN_SIZE];
    s7_bench_pattern(pattern);
    for (size_t i = 0; i < S7_BENCH_OFFSET_COUNT; i++)
        for (size_t j = 0; j < i; j++)
            assert_int_not_equal(pattern[i], pattern[j]);
}

/* Nor is one that is right at its beginning only: no part of the pattern comes again further on. */
static void the_pattern_does_not_repeat(void **state)
{
    (void)state;
    enum { PART = 4 };
    uint8_t pattern[S7_BENCH_PATTERN_SIZE];
    s7_bench_pattern(pattern);
    for (size_t i = 0; i + PART <= S7_BENCH_PATTERN_SIZE; i++)
        for (size_t j = 0; j < i; j++)
            assert_memory_not_equal(pattern + i, pattern + j, PART);
}

static void the_largest_request_fits_one_pdu(void **state)
{
    (void)state;
    enum { HEADER = 10, ANSWER_HEADER = 12, COUNTED = 2, ITEM = 12, DATA_HEADER = 4 };
    assert_true(HEADER + COUNTED + ITEM + DATA_HEADER + S7_BENCH_SIZE_MAX <= S7_BENCH_PDU_LENGTH); /* a write */
    assert_true(ANSWER_HEADER + COUNTED + DATA_HEADER + S7_BENCH_SIZE_MAX <= S7_BENCH_PDU_LENGTH); /* a read */
    assert_true(S7_BENCH_OFFSET_COUNT - 1 + S7_BENCH_SIZE_MAX <= S7_BENCH_PATTERN_SIZE);
    assert_int_not_equal(S7_BENCH_DB, S7_BENCH_DB_WRITTEN);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_pattern_is_always_the_same),
        cmocka_unit_test(no_two_offsets_begin_alike),
        cmocka_unit_test(the_pattern_does_not_repeat),
        cmocka_unit_test(the_largest_request_fits_one_pdu),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
