/* SPDX-License-Identifier: MIT
 *
 * What is a number, and what it is in hex and as a decimal number.
 */
#include "cli/explain_reading.h"

#include <string.h>

#include "check.h"

static bool read(const char *text, struct s7_explain_digits *ret_digits)
{
    return s7_explain_read_digits((struct s7_explain_span){text, strlen(text)}, ret_digits);
}

static void letters(void **state)
{
    (void)state;
    for (int c = 0; c < 256; c++) {
        const char *hex = "0123456789abcdef";
        char lower = (char)(c >= 'A' && c <= 'F' ? c - 'A' + 'a' : c);
        const char *at = c ? strchr(hex, lower) : NULL;
        assert_int_equal(s7_explain_hex_value((char)c), at ? at - hex : -1);
        assert_int_equal(s7_explain_is_digit((char)c), at && at - hex < 10);
        assert_int_equal(s7_explain_is_letter((char)c), (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'));
    }
}

static void trimming(void **state)
{
    (void)state;
    static const struct {
        const char *text, *rest;
    } rows[] = {{"", ""},     {" \t\n", ""},          {"a b", "a b"}, {" ('a b') ", "a b"},
                {": 8", "8"}, {"[0x8104]:", "0x8104"}};
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct s7_explain_span span =
            s7_explain_trim((struct s7_explain_span){rows[i].text, strlen(rows[i].text)});
        assert_int_equal(span.length, strlen(rows[i].rest));
        assert_memory_equal(span.at, rows[i].rest, span.length);
    }
}

static void written_numbers(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        struct s7_explain_digits digits;
    } rows[] = {
        {"401", {3, false, true, true, 0x401, 401}},
        {"-401", {3, false, true, true, 0x401, 401}},
        {"05", {2, false, true, false, 5, 5}},
        {"0", {1, false, true, true, 0, 0}},
        {"d402", {4, false, true, false, 0xD402, 402}},
        {"0x05", {2, true, true, false, 5, 5}},
        {"0X8104", {4, true, true, false, 0x8104, 8104}},
        {"W#16#8104", {4, true, true, false, 0x8104, 8104}},
        {"16#0132", {4, true, true, false, 0x132, 132}},
        {"$0A", {2, true, true, false, 10, 0}},
        {"8104h", {4, true, true, false, 0x8104, 8104}},
        {"(81 04)", {4, true, true, false, 0x8104, 8104}},
        {"81-04", {4, true, true, false, 0x8104, 8104}},
        {"0x81/0x04", {4, true, true, false, 0x8104, 8104}},
        {"0x81, 0x04", {4, true, true, false, 0x8104, 8104}},
        {"4294967295", {10, false, false, true, 0, 4294967295U}},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct s7_explain_digits got, expected = rows[i].digits;
        assert_true(read(rows[i].text, &got));
        assert_int_equal(got.digits, expected.digits);
        assert_int_equal(got.prefix, expected.prefix);
        assert_int_equal(got.hex, expected.hex);
        assert_int_equal(got.decimal, expected.decimal);
        if (got.hex)
            assert_int_equal(got.hex_value, expected.hex_value);
        if (got.decimal)
            assert_int_equal(got.decimal_value, expected.decimal_value);
    }
}

static void what_is_no_number(void **state)
{
    (void)state;
    static const char *const texts[] = {"",      " ",     "0x",          "x",   "8g",     "81 04 05",
                                        "81  0", "1 2",   "12345678901", "h",   "-",      "-x",
                                        "81 xx", "zz 04", "0x81 ",       "--4", "81 0405"};
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        struct s7_explain_digits digits = {.digits = 99};
        if (strcmp(texts[i], "0x81 ") == 0) {
            assert_true(read(texts[i], &digits)); /* the control: a blank behind it is none */
            continue;
        }
        assert_false(read(texts[i], &digits));
        assert_int_equal(digits.digits, 99);
    }
    struct s7_explain_digits digits;
    assert_true(read("9999999999", &digits));
    assert_false(digits.hex || digits.decimal); /* too large for either */
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(letters),
        cmocka_unit_test(trimming),
        cmocka_unit_test(written_numbers),
        cmocka_unit_test(what_is_no_number),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
