/* SPDX-License-Identifier: MIT */
#include <string.h>

#include "check.h"
#include "wire/describe.h"

static char text[512];

static const char *item_text(const struct s7_item *item)
{
    struct s7_strbuf buf = s7_strbuf_over(text, sizeof text);
    s7_describe_item(&buf, item);
    return text;
}

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

static void test_notations(void **state)
{
    (void)state;
    const struct {
        const char *expected;
        struct s7_item item;
    } cases[] = {
        {"P#DB10.DBX0.0 BYTE 20", any(S7_TRANSPORT_BYTE, 20, 0x84, 10, 0)},
        {"DB10.DBB7", any(S7_TRANSPORT_BYTE, 1, 0x84, 10, 56)},
        {"DB10.DBX2.1", any(S7_TRANSPORT_BIT, 1, 0x84, 10, 17)},
        {"P#DB10.DBX2.1 BOOL 2", any(S7_TRANSPORT_BIT, 2, 0x84, 10, 17)},
        {"M1.0", any(S7_TRANSPORT_BIT, 1, 0x83, 0, 8)},
        {"I0.7", any(S7_TRANSPORT_BIT, 1, 0x81, 0, 7)},
        {"QB5", any(S7_TRANSPORT_BYTE, 1, 0x82, 0, 40)},
        {"MW20", any(S7_TRANSPORT_WORD, 1, 0x83, 0, 160)},
        {"MD16:REAL", any(S7_TRANSPORT_REAL, 1, 0x83, 0, 128)},
        {"DB10.DBW4:INT*3", any(S7_TRANSPORT_INT, 3, 0x84, 10, 32)},
        {"DB1.DBD0*2", any(S7_TRANSPORT_DWORD, 2, 0x84, 1, 0)},
        {"DB1.DBB0:CHAR*24", any(S7_TRANSPORT_CHAR, 24, 0x84, 1, 0)},
        {"DI5.DIW2", any(S7_TRANSPORT_WORD, 1, 0x85, 5, 16)},
        {"T0*8", any(S7_TRANSPORT_TIMER, 8, 0x1D, 0, 0)},
        {"C3", any(S7_TRANSPORT_COUNTER, 1, 0x1C, 0, 3)},
        {"IEC_C5", any(0x1E, 1, 0x1E, 0, 5)},
        {"IEC_T9*2", any(0x1F, 2, 0x1F, 0, 9)},
        {"P#IEC_T9 BYTE 4", any(S7_TRANSPORT_BYTE, 4, 0x1F, 0, 9)},
        {"P#T4 WORD 1", any(S7_TRANSPORT_WORD, 1, 0x1D, 0, 4)},
        {"P#C4 BOOL 1", any(S7_TRANSPORT_BIT, 1, 0x1C, 0, 4)},
        {"P#M0.3 WORD 1", any(S7_TRANSPORT_WORD, 1, 0x83, 0, 3)},
        {"P#M0.0 WORD 0", any(S7_TRANSPORT_WORD, 0, 0x83, 0, 0)},
        {"P#M0.0 WCHAR 4", any(S7_TRANSPORT_WCHAR, 4, 0x83, 0, 0)},
        {"P#M0.0 16#2A 4", any(0x2A, 4, 0x83, 0, 0)},
        {"16#99:1.0", any(S7_TRANSPORT_BIT, 1, 0x99, 0, 8)},
        {"MB0 (DB number 9)", any(S7_TRANSPORT_BYTE, 1, 0x83, 9, 0)},
        {"data record 1 of logical address 000100, 64 octets", any(S7_TRANSPORT_BYTE, 64, 0x01, 1, 0x100)},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
        assert_string_equal(item_text(&cases[i].item), cases[i].expected);
}

static void test_other_syntaxes(void **state)
{
    (void)state;
    const uint8_t dbread[] = {2, 2, 0, 74, 0, 0x6C, 4, 0, 76, 1, 0x94};
    struct s7_item item = {.specification = 0x12, .syntax = 0xB0, .other = {dbread, sizeof dbread}};
    assert_string_equal(item_text(&item), "DBREAD P#DB74.DBX108.0 BYTE 2 + P#DB76.DBX404.0 BYTE 4");
    item.other.size--;
    assert_string_equal(item_text(&item), "DBREAD 02 02 00 4a 00 6c 04 00 4c 01");
    item = (struct s7_item){.specification = 0x11, .syntax = 0x55, .other = {dbread, 1}};
    assert_string_equal(item_text(&item), "specification 16#11 syntax 16#55 02");
    item = (struct s7_item){.specification = 0x12, .syntax = 0xB0};
    assert_string_equal(item_text(&item), "DBREAD ");
}

static void test_symbolic_addresses(void **state)
{
    (void)state;
    static const struct {
        uint8_t syntax, size, octets[14];
        const char *text;
    } cases[] = {
        {0x82, 7, {0x41, 0, 1, 0, 1, 0x7F, 1}, "NCK current channel 1, module S, column 1, line 1"},
        {0x84, 7, {0xFF, 1, 0, 0, 2, 0x80, 3}, "NCK inch MMC 31, module 16#80, column 256, line 2, 3 lines"},
        {0x82, 6, {0x41, 0, 1, 0, 1, 0x7F}, "NCK current 41 00 01 00 01 7f"},
        {0xB2,
         13,
         {0xFF, 0x8A, 0x0E, 0, 10, 0x11, 0x22, 0x33, 0x44, 0x40, 0, 0, 9},
         "1200SYM DB10, checksum 11223344, LID 9"},
        {0xB2,
         13,
         {0xFF, 0, 0, 0, 0x52, 0, 0, 0, 1, 0x5F, 0xFF, 0xFF, 0xFF},
         "1200SYM M, checksum 00000001, index 268435455"},
        {0xB2,
         13,
         {0xFF, 0, 0, 0, 0x55, 0, 0, 0, 1, 0x80, 0, 0, 0},
         "1200SYM 16#0055, checksum 00000001, 16#08 0"},
        {0xB2, 9, {0xFF, 0, 0, 0, 0x52, 0, 0, 0, 1}, "1200SYM ff 00 00 00 52 00 00 00 01"},
        {0xA2, 9, {0, 0, 0, 0, 0, 1, 0x30, 0, 2}, "DRIVEESANY parameter 304, index 2"},
        {0xA2, 8, {0, 0, 0, 0, 0, 1, 0x30, 0}, "DRIVEESANY 00 00 00 00 00 01 30 00"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct s7_item item = {
            .specification = 0x12, .syntax = cases[i].syntax, .other = {cases[i].octets, cases[i].size}};
        assert_string_equal(item_text(&item), cases[i].text);
    }
}

static const char *data_text(enum s7_data_item_place place, uint8_t return_code, const char *octets,
                             size_t size)
{
    struct s7_data_item item = {return_code, S7_DATA_BYTE, 0, {(const uint8_t *)octets, size}};
    struct s7_strbuf buf = s7_strbuf_over(text, sizeof text);
    s7_describe_data_item(&buf, place, &item);
    return text;
}

static void test_data_items(void **state)
{
    (void)state;
    assert_string_equal(data_text(S7_DATA_ITEM_ANSWER, 0xFF, "\x01\xAB", 2), "01 ab");
    assert_string_equal(data_text(S7_DATA_ITEM_ANSWER, 0xFF, "", 0), "no octets");
    assert_string_equal(data_text(S7_DATA_ITEM_ANSWER, 0x05, "", 0), "invalid address (05)");
    assert_string_equal(data_text(S7_DATA_ITEM_ANSWER, 0x85, "", 0), "return code outside the standard (85)");
    assert_string_equal(data_text(S7_DATA_ITEM_REQUEST, 0x00, "\x07", 1), "07");
    assert_non_null(strstr(data_text(S7_DATA_ITEM_ANSWER, 0xFF, "01234567890123456", 17), "(17 octets)"));
}

static void test_errors(void **state)
{
    (void)state;
    const struct {
        uint16_t error;
        const char *expected;
    } cases[] = {{0xD209, "block not found (D2 09)"},
                 {0x877F, "access error (87 7F)"},
                 {0x1234, "code outside the tables (12 34)"},
                 {0x0000, "no error (00 00)"}};
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct s7_strbuf buf = s7_strbuf_over(text, sizeof text);
        s7_describe_error(&buf, cases[i].error);
        assert_string_equal(text, cases[i].expected);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_notations),
        cmocka_unit_test(test_other_syntaxes),
        cmocka_unit_test(test_symbolic_addresses),
        cmocka_unit_test(test_data_items),
        cmocka_unit_test(test_errors),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
