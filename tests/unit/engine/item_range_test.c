/* SPDX-License-Identifier: MIT */
#include "engine/item_range.h"

#include <string.h>

#include "cases.h"
#include "check.h"
#include "value/range.h"

static struct s7_item any(uint8_t transport_size, uint16_t count, uint8_t area, uint16_t db, uint32_t address)
{
    return (struct s7_item){.specification = S7_ITEM_VARIABLE,
                            .syntax = S7_SYNTAX_S7ANY,
                            .transport_size = transport_size,
                            .count = count,
                            .area = area,
                            .db = db,
                            .address = address};
}

static void test_ranges(void **state)
{
    (void)state;
    const struct {
        struct s7_item item;
        const char *range;
    } cases[] = {
        {any(S7_TRANSPORT_BYTE, 20, 0x84, 10, 0), "P#DB10.DBX0.0 BYTE 20"},
        {any(S7_TRANSPORT_BIT, 1, 0x83, 0, 8), "P#M1.0 BOOL 1"},
        {any(S7_TRANSPORT_CHAR, 3, 0x81, 0, 8), "P#I1.0 BYTE 3"},
        {any(S7_TRANSPORT_WORD, 2, 0x82, 0, 16), "P#Q2.0 BYTE 4"},
        {any(S7_TRANSPORT_INT, 1, 0x84, 1, 16), "P#DB1.DBX2.0 BYTE 2"},
        {any(S7_TRANSPORT_DWORD, 3, 0x84, 1, 0), "P#DB1.DBX0.0 BYTE 12"},
        {any(S7_TRANSPORT_DINT, 1, 0x84, 1, 0), "P#DB1.DBX0.0 BYTE 4"},
        {any(S7_TRANSPORT_REAL, 2, 0x84, 1, 32), "P#DB1.DBX4.0 BYTE 8"},
        {any(S7_TRANSPORT_WCHAR, 4, 0x84, 1, 0), "P#DB1.DBX0.0 BYTE 8"},
        {any(0x09, 1, 0x84, 1, 0), "P#DB1.DBX0.0 BYTE 2"},
        {any(0x0A, 1, 0x84, 1, 0), "P#DB1.DBX0.0 BYTE 4"},
        {any(0x0B, 1, 0x84, 1, 0), "P#DB1.DBX0.0 BYTE 4"},
        {any(0x0C, 1, 0x84, 1, 0), "P#DB1.DBX0.0 BYTE 2"},
        {any(0x0F, 2, 0x84, 1, 0), "P#DB1.DBX0.0 BYTE 16"},
        {any(S7_TRANSPORT_TIMER, 2, 0x1D, 0, 5), "T5*2"},
        {any(S7_TRANSPORT_COUNTER, 1, 0x1C, 0, 3), "C3"},
        {any(S7_TRANSPORT_BYTE, 1, 0x83, 9, 0), "P#M0.0 BYTE 1"}, /* a DB number says nothing elsewhere */
        {any(S7_TRANSPORT_BYTE, 1, 0x84, 65535, 0xFFFFF8), "P#DB65535.DBX2097151.0 BYTE 1"},
        {any(S7_TRANSPORT_BIT, 1, 0x84, 1, 0xFFFFFF), "P#DB1.DBX2097151.7 BOOL 1"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct s7_range range;
        char text[64];
        assert_int_equal(s7_item_range(&cases[i].item, &range), S7_ITEM_FLAW_NONE);
        assert_true(s7_range_format(&range, text, sizeof text) > 0);
        assert_string_equal(text, cases[i].range);
    }
}

static void test_flaws(void **state)
{
    (void)state;
    struct s7_item syntax = any(S7_TRANSPORT_BYTE, 1, 0x83, 0, 0), specification = syntax;
    syntax.syntax = 0xB2;
    specification.specification = 0x11;
    const struct {
        struct s7_item item;
        enum s7_item_flaw flaw;
    } cases[] = {
        {syntax, S7_ITEM_FLAW_SYNTAX},
        {specification, S7_ITEM_FLAW_SYNTAX},
        {any(0x00, 1, 0x83, 0, 0), S7_ITEM_FLAW_TYPE},
        {any(0x0D, 1, 0x83, 0, 0), S7_ITEM_FLAW_TYPE},
        {any(0x1E, 1, 0x1E, 0, 0), S7_ITEM_FLAW_TYPE},
        {any(0xFF, 1, 0x83, 0, 0), S7_ITEM_FLAW_TYPE},
        {any(S7_TRANSPORT_BIT, 0, 0x83, 0, 0), S7_ITEM_FLAW_BITS},
        {any(S7_TRANSPORT_BIT, 2, 0x83, 0, 0), S7_ITEM_FLAW_BITS},
        {any(S7_TRANSPORT_WORD, 1, 0x1D, 0, 0), S7_ITEM_FLAW_MIXED},
        {any(S7_TRANSPORT_COUNTER, 1, 0x1D, 0, 0), S7_ITEM_FLAW_MIXED},
        {any(S7_TRANSPORT_TIMER, 1, 0x83, 0, 0), S7_ITEM_FLAW_MIXED},
        {any(S7_TRANSPORT_BYTE, 1, 0x80, 0, 0), S7_ITEM_FLAW_AREA},
        {any(S7_TRANSPORT_BYTE, 1, 0x85, 1, 0), S7_ITEM_FLAW_AREA},
        {any(S7_TRANSPORT_BYTE, 1, 0x01, 1, 0), S7_ITEM_FLAW_AREA},
        {any(S7_TRANSPORT_BYTE, 1, 0x84, 0, 0), S7_ITEM_FLAW_DB},
        {any(S7_TRANSPORT_BYTE, 0, 0x83, 0, 0), S7_ITEM_FLAW_EMPTY},
        {any(S7_TRANSPORT_TIMER, 0, 0x1D, 0, 0), S7_ITEM_FLAW_EMPTY},
        {any(S7_TRANSPORT_WORD, 1, 0x83, 0, 3), S7_ITEM_FLAW_MISALIGNED},
        {any(S7_TRANSPORT_BYTE, 2, 0x84, 1, 0xFFFFF8), S7_ITEM_FLAW_BEYOND},
        {any(S7_TRANSPORT_TIMER, 1, 0x1D, 0, 0x100000), S7_ITEM_FLAW_BEYOND},
        {any(S7_TRANSPORT_TIMER, 1, 0x1D, 0, 0xFFFFFF), S7_ITEM_FLAW_BEYOND},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct s7_range range = {S7_AREA_DB, 77, 77, 77};
        assert_int_equal(s7_item_range(&cases[i].item, &range), cases[i].flaw);
        assert_int_equal(range.bit_count, 77);
    }
}

static void test_texts(void **state)
{
    (void)state;
    assert_string_equal(s7_item_flaw_text(S7_ITEM_FLAW_NONE), "");
    for (int i = S7_ITEM_FLAW_SYNTAX; i < S7_ITEM_FLAW_COUNT; i++)
        assert_true(strlen(s7_item_flaw_text((enum s7_item_flaw)i)) > 5);
}

/* Whatever the octets: a range lies in its area's 24 bits, has octet borders or one bit, and as many as were asked. */
static void test_any_item(void **state)
{
    (void)state;
    struct s7_chance chance = cases_begin("any item");
    unsigned long ranges = 0;
    for (unsigned long n = cases_count(); n--;) {
        static const uint8_t areas[] = {0x1C, 0x1D, 0x81, 0x82, 0x83, 0x84, 0x85, 0x80, 0x86, 0x00};
        struct s7_item item =
            any((uint8_t)s7_chance_below(&chance, 0x21), (uint16_t)s7_chance_below(&chance, 9),
                areas[s7_chance_below(&chance, sizeof areas)], (uint16_t)s7_chance_below(&chance, 3),
                s7_chance_below(&chance, 2) ? 0xFFFFF0 : 0);
        item.address += (uint32_t)s7_chance_below(&chance, 16);
        struct s7_range range;
        if (s7_item_range(&item, &range) != S7_ITEM_FLAW_NONE)
            continue;
        ranges++;
        assert_true(s7_range_transferable(&range));
        assert_true(s7_range_end(&range) <= S7_RANGE_BITS_MAX);
        assert_int_equal(range.area, item.area);
        assert_int_equal(range.db != 0, item.area == S7_AREA_DB);
        assert_int_equal(range.bit_count % item.count, 0);
        assert_int_equal(range.first_bit, s7_item_numbered(&item) ? item.address * 16 : item.address);
    }
    assert_true(ranges > 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_ranges),
        cmocka_unit_test(test_flaws),
        cmocka_unit_test(test_texts),
        cmocka_unit_test(test_any_item),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
