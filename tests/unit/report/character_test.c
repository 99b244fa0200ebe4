/* SPDX-License-Identifier: MIT */
#define _XOPEN_SOURCE 700 /* wcwidth() */

#include "report/character.h"

#include "check.h"

#include <locale.h>
#include <string.h>
#include <wchar.h>

#include "cases.h"

static void check_next(const char *text, uint32_t code, size_t taken, size_t width)
{
    struct s7_character c = s7_character_next(text);
    assert_int_equal(c.code, code);
    assert_int_equal(c.taken, taken);
    assert_int_equal(c.width, width);
}

static void characters_are_read(void **state)
{
    (void)state;
    check_next("", 0, 0, 0);
    check_next("ab", 'a', 1, 1);
    check_next("é", 0xE9, 2, 1);
    check_next("…", 0x2026, 3, 1);
    check_next("温", 0x6E29, 3, 2);
    check_next("👍", 0x1F44D, 4, 2);
    check_next("\u0301", 0x301, 2, 0);
    check_next("\U00010348", 0x10348, 4, 1);
}

static void new_lines_and_tabulators_are_one_kind(void **state)
{
    (void)state;
    check_next("\nx", '\n', 1, 0);
    check_next("\r\nx", '\n', 2, 0);
    check_next("\rx", '\n', 1, 0);
    check_next("\tx", ' ', 1, 1);
}

static void what_cannot_be_shown_is_replaced(void **state)
{
    static const struct {
        const char *text;
        size_t taken;
    } list[] = {
        {"\x01", 1},
        {"\033[31m", 1},
        {"\x7f", 1},
        {"\x80", 1},
        {"\xff", 1},
        {"\xc3", 1},
        {"\xc3(", 1},
        {"\xc0\xaf", 1},
        {"\xe0\x80\xaf", 1},
        {"\xe2\x82", 1},
        {"\xf0\x9f\x91", 1},
        {"\xed\xa0\x80", 3},
        {"\xf4\x90\x80\x80", 1},
        {"\xf8\x88\x80\x80\x80", 1},
        {"\xc2\x9b", 2},
        {"\xe2\x80\xae", 3},
        {"\xe2\x80\xa8", 3},
        {"\xe2\x81\xa6", 3},
        {"\xef\xbb\xbf", 3},
        {"\xef\xbf\xbf", 3},
        {"\xef\xb7\x90", 3},
        {"\xf0\x9f\xbf\xbf", 4},
        {"\xe2\x80\x8f", 3},
        {"\xf3\xa0\x80\x81", 4},
    };
    (void)state;
    for (size_t i = 0; i < sizeof list / sizeof list[0]; i++)
        check_next(list[i].text, S7_CHARACTER_REPLACED, list[i].taken, 1);
}

static void every_code_comes_back(void **state)
{
    (void)state;
    for (uint32_t code = 0x20; code <= 0x10FFFF; code++) {
        char text[S7_CHARACTER_OCTETS_MAX + 1] = {0};
        size_t size = s7_character_utf8(code, text);
        struct s7_character c = s7_character_next(text);
        assert_int_equal(c.taken, size);
        assert_true(c.code == code || c.code == S7_CHARACTER_REPLACED);
        assert_true(c.width <= 2);
    }
}

/* Another table of the same facts.  They differ where Unicode has grown, and in what a terminal does with Hangul
 * jamo, so a few hundred of 280,000 are let pass. */
static void widths_agree_with_the_c_library(void **state)
{
    size_t compared = 0, differ = 0;
    (void)state;
    if (!setlocale(LC_CTYPE, "C.UTF-8"))
        skip();
    for (uint32_t code = 0xA0; code <= 0x10FFFF; code++) {
        char text[S7_CHARACTER_OCTETS_MAX + 1] = {0};
        int width = wcwidth((wchar_t)code);
        s7_character_utf8(code, text);
        struct s7_character c = s7_character_next(text);
        if (width < 0 || c.code == S7_CHARACTER_REPLACED)
            continue;
        compared++;
        differ += c.width != (size_t)width;
    }
    printf("%zu widths compared, %zu differ\n", compared, differ);
    assert_true(compared > 100000);
    assert_true(differ < 500);
}

static void columns_are_counted_up_to_the_line_end(void **state)
{
    (void)state;
    assert_int_equal(s7_character_columns(""), 0);
    assert_int_equal(s7_character_columns("DB 1"), 4);
    assert_int_equal(s7_character_columns("温度é\u0301"), 5);
    assert_int_equal(s7_character_columns("ab\ncdef"), 2);
    assert_int_equal(s7_character_columns("\x01\xff"), 2);
}

static void blank_is_nothing_to_see(void **state)
{
    (void)state;
    assert_true(s7_character_is_blank(""));
    assert_true(s7_character_is_blank(" \t\r\n"));
    assert_false(s7_character_is_blank(" x"));
    assert_false(s7_character_is_blank("\x01"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(characters_are_read),
        cmocka_unit_test(new_lines_and_tabulators_are_one_kind),
        cmocka_unit_test(what_cannot_be_shown_is_replaced),
        cmocka_unit_test(every_code_comes_back),
        cmocka_unit_test(widths_agree_with_the_c_library),
        cmocka_unit_test(columns_are_counted_up_to_the_line_end),
        cmocka_unit_test(blank_is_nothing_to_see),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
