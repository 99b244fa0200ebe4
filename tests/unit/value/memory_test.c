/* SPDX-License-Identifier: MIT */
#include "value/memory.h"

#include <stdlib.h>
#include <string.h>

#include "check.h"

static void octets_are_copied_in_and_out(void **state)
{
    (void)state;
    uint8_t area[6] = {0, 1, 2, 3, 4, 5};
    uint8_t out[3] = {0};
    struct s7_range range = {S7_AREA_DB, 1, 16, 24};
    assert_true(s7_memory_fetch(area, sizeof area, &range, out));
    assert_memory_equal(out, "\x02\x03\x04", 3);
    assert_true(s7_memory_store(area, sizeof area, &range, (const uint8_t *)"abc"));
    assert_memory_equal(area,
                        "\x00\x01"
                        "abc\x05",
                        6);
}

static void a_bit_leaves_its_neighbours_alone(void **state)
{
    (void)state;
    for (unsigned bit = 0; bit < 16; bit++) {
        for (unsigned value = 0; value < 2; value++) {
            uint8_t area[2] = {value ? 0x00 : 0xFF, value ? 0x00 : 0xFF};
            uint8_t octet = (uint8_t)value;
            struct s7_range range = {S7_AREA_MEMORY, 0, bit, 1};
            assert_true(s7_memory_store(area, sizeof area, &range, &octet));
            unsigned all = area[0] | (unsigned)area[1] << 8;
            assert_int_equal(all, value ? 1U << bit : 0xFFFFU & ~(1U << bit));
            octet = 0x55;
            assert_true(s7_memory_fetch(area, sizeof area, &range, &octet));
            assert_int_equal(octet, value);
        }
    }
}

/** Exact-size heap buffers: one octet too far is a sanitizer error. */
static void the_end_of_the_area_is_kept(void **state)
{
    (void)state;
    uint8_t *area = calloc(4, 1);
    assert_non_null(area);
    uint8_t octets[8];
    memset(octets, 0xAA, sizeof octets);
    static const struct {
        uint32_t first, count;
        bool inside;
    } rows[] = {
        {0, 32, true},  {24, 8, true},   {31, 1, true},          {32, 1, false},
        {32, 8, false}, {24, 16, false}, {0, 40, false},         {3, 8, false},
        {0, 0, false},  {0, 3, false},   {UINT32_MAX, 1, false}, {8, UINT32_MAX - 7, false},
        {16, 16, true},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct s7_range range = {S7_AREA_DB, 1, rows[i].first, rows[i].count};
        assert_int_equal(s7_memory_fetch(area, 4, &range, octets), rows[i].inside);
        assert_int_equal(s7_memory_store(area, 4, &range, octets), rows[i].inside);
    }
    free(area);
    struct s7_range none = {S7_AREA_DB, 1, 0, 8};
    assert_false(s7_memory_fetch(NULL, 0, &none, octets));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(octets_are_copied_in_and_out),
        cmocka_unit_test(a_bit_leaves_its_neighbours_alone),
        cmocka_unit_test(the_end_of_the_area_is_kept),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
