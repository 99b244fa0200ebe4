/* SPDX-License-Identifier: MIT */
#include "wire/item_symbol.h"

#include "check.h"
#include "cut.h"
#include "sieben/error.h"

static const uint8_t nck_octets[] = {0x41, 0, 2, 0, 3, 0x7F, 4};
static const uint8_t drive_octets[] = {1, 0, 2, 0, 3, 1, 0x30, 0, 5};
static const uint8_t symbol_octets[] = {0xFF, 0x8A, 0x0E, 0,    10,   0x11, 0x22, 0x33, 0x44,
                                        0x40, 0,    0,    0x09, 0x5A, 0xBC, 0xDE, 0xF0};

static struct s7_item item_of(uint8_t syntax, struct s7_octets octets)
{
    return (struct s7_item){.specification = S7_ITEM_VARIABLE, .syntax = syntax, .other = octets};
}

static int decode_nck(struct s7_octets octets)
{
    struct s7_item item = item_of(S7_SYNTAX_NCK_METRIC, octets);
    struct s7_nck nck;
    return s7_nck_decode(&item, &nck);
}

static int decode_drive(struct s7_octets octets)
{
    struct s7_item item = item_of(S7_SYNTAX_DRIVE, octets);
    struct s7_drive drive;
    return s7_drive_decode(&item, &drive);
}

static void test_nck(void **state)
{
    (void)state;
    struct s7_item item = item_of(S7_SYNTAX_NCK, (struct s7_octets){nck_octets, sizeof nck_octets});
    struct s7_nck nck;
    cut_anywhere(decode_nck, nck_octets, sizeof nck_octets);
    assert_int_equal(s7_nck_decode(&item, &nck), S7_OK);
    assert_int_equal(nck.area, 2);
    assert_int_equal(nck.unit, 1);
    assert_int_equal(nck.column, 2);
    assert_int_equal(nck.line, 3);
    assert_int_equal(nck.module, 0x7F);
    assert_int_equal(nck.line_count, 4);
    for (unsigned syntax = 0; syntax < 256; syntax++) {
        item.syntax = (uint8_t)syntax;
        assert_int_equal(s7_nck_decode(&item, &nck) == S7_OK, syntax >= 0x82 && syntax <= 0x84);
    }
}

static void test_drive(void **state)
{
    (void)state;
    struct s7_item item = item_of(S7_SYNTAX_DRIVE, (struct s7_octets){drive_octets, sizeof drive_octets});
    struct s7_drive drive;
    cut_anywhere(decode_drive, drive_octets, sizeof drive_octets);
    assert_int_equal(s7_drive_decode(&item, &drive), S7_OK);
    assert_int_equal(drive.unknown_1, 1);
    assert_int_equal(drive.unknown_2, 2);
    assert_int_equal(drive.unknown_3, 3);
    assert_int_equal(drive.parameter, 304);
    assert_int_equal(drive.index, 5);
    item.syntax = S7_SYNTAX_NCK;
    assert_int_equal(s7_drive_decode(&item, &drive), S7_ERR_S7_MALFORMED);
}

static void test_symbol(void **state)
{
    (void)state;
    struct s7_symbol symbol;
    for (size_t size = 0; size <= sizeof symbol_octets; size++) {
        struct s7_item item = item_of(S7_SYNTAX_SYMBOL, (struct s7_octets){symbol_octets, size});
        assert_int_equal(s7_symbol_decode(&item, &symbol) == S7_OK, size == 13 || size == 17);
        item.syntax = S7_SYNTAX_DRIVE;
        assert_int_equal(s7_symbol_decode(&item, &symbol), S7_ERR_S7_MALFORMED);
    }
    struct s7_item item = item_of(S7_SYNTAX_SYMBOL, (struct s7_octets){symbol_octets, sizeof symbol_octets});
    assert_int_equal(s7_symbol_decode(&item, &symbol), S7_OK);
    assert_true(symbol.in_db);
    assert_int_equal(symbol.root, 10);
    assert_int_equal(symbol.checksum, 0x11223344);
    assert_int_equal(symbol.part_count, 2);
    struct s7_symbol_part first = s7_symbol_part_at(&symbol, 0), second = s7_symbol_part_at(&symbol, 1);
    assert_int_equal(first.kind, 4);
    assert_int_equal(first.value, 9);
    assert_int_equal(second.kind, 5);
    assert_int_equal(second.value, 0x0ABCDEF0);
}

static void test_symbol_roots(void **state)
{
    (void)state;
    uint8_t octets[sizeof symbol_octets];
    struct s7_item item = item_of(S7_SYNTAX_SYMBOL, (struct s7_octets){octets, sizeof octets});
    struct s7_symbol symbol;
    memcpy(octets, symbol_octets, sizeof octets);
    octets[1] = octets[2] = 0;
    assert_int_equal(s7_symbol_decode(&item, &symbol), S7_OK);
    assert_false(symbol.in_db);
    octets[2] = 1;
    assert_int_equal(s7_symbol_decode(&item, &symbol), S7_ERR_S7_MALFORMED);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_nck),
        cmocka_unit_test(test_drive),
        cmocka_unit_test(test_symbol),
        cmocka_unit_test(test_symbol_roots),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
