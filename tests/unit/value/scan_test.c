/* SPDX-License-Identifier: MIT */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "cases.h"
#include "check.h"
#include "value/form.h"

static void failures_fill_the_error(void **state)
{
    (void)state;
    struct s7_text_error error = {.column = 0};
    struct s7_scan scan = {.text = "abc", .length = 3, .error = &error};
    assert_int_equal(s7_scan_fail(&scan, 2, "%s holds %d", "INT", 7), S7_ERR_LOCAL_VALUE);
    assert_int_equal(error.column, 3);
    assert_string_equal(error.message, "INT holds 7");
    scan.error = NULL;
    assert_int_equal(s7_scan_fail(&scan, 0, "nobody asks"), S7_ERR_LOCAL_VALUE);
    assert_int_equal(error.column, 3);
}

static void long_messages_are_cut(void **state)
{
    (void)state;
    struct s7_text_error error = {.column = 0};
    struct s7_scan scan = {.text = "", .error = &error};
    char longest[2 * sizeof error.message];
    memset(longest, 'x', sizeof longest - 1);
    longest[sizeof longest - 1] = '\0';
    assert_int_equal(s7_scan_fail(&scan, 0, "%s", longest), S7_ERR_LOCAL_VALUE);
    assert_int_equal(error.column, 1);
    assert_int_equal(strlen(error.message), sizeof error.message - 1);
}

static void behind_the_end_is_nul(void **state)
{
    (void)state;
    static const char unended[] = {'a', 'b'};
    struct s7_scan scan = {.text = unended, .length = 2};
    assert_int_equal(s7_scan_peek(&scan), 'a');
    scan.at = 1;
    assert_int_equal(s7_scan_peek(&scan), 'b');
    scan.at = 2;
    assert_int_equal(s7_scan_peek(&scan), '\0');
    scan.at = 9;
    assert_int_equal(s7_scan_peek(&scan), '\0');
}

static void words_are_taken_in_any_case(void **state)
{
    (void)state;
    struct s7_scan scan = {.text = "S5t#TRUE", .length = 8};
    assert_false(s7_scan_word(&scan, "true"));
    assert_false(s7_scan_word(&scan, "s5time#"));
    assert_int_equal(scan.at, 0);
    assert_true(s7_scan_word(&scan, "s5T#"));
    assert_int_equal(scan.at, 4);
    assert_true(s7_scan_word(&scan, ""));
    assert_true(s7_scan_word(&scan, "trUE"));
    assert_int_equal(scan.at, 8);
    assert_false(s7_scan_word(&scan, "x"));
    assert_true(s7_scan_word(&scan, ""));
    assert_int_equal(scan.at, 8);
}

/** Only letters have a case: [ and { differ by the same bit. */
static void only_letters_have_a_case(void **state)
{
    (void)state;
    for (unsigned a = 1; a < 256; a++) {
        for (unsigned b = 1; b < 256; b++) {
            const char text[] = {(char)a};
            const char word[] = {(char)b, '\0'};
            bool letters = (a | 0x20) >= 'a' && (a | 0x20) <= 'z';
            struct s7_scan scan = {.text = text, .length = 1};
            assert_int_equal(s7_scan_word(&scan, word), a == b || (letters && (a ^ b) == 0x20));
        }
    }
}

static void a_word_never_reaches_behind_the_end(void **state)
{
    (void)state;
    static const char unended[] = {'t', 'r', 'u'};
    char *text = malloc(sizeof unended);
    assert_non_null(text);
    memcpy(text, unended, sizeof unended);
    struct s7_scan scan = {.text = text, .length = 3};
    assert_false(s7_scan_word(&scan, "true"));
    scan.length = 2;
    assert_false(s7_scan_word(&scan, "tru"));
    assert_int_equal(scan.at, 0);
    free(text);
}

static const struct {
    const char *text;
    int64_t lowest, highest, number;
} taken[] = {
    {"0", 0, 0, 0},
    {"-0", 0, 5, 0},
    {"007", 0, 7, 7},
    {"-12", -12, -12, -12},
    {"16#fF", 0, 255, 255},
    {"0xFf", 0, 255, 255},
    {"0X10", 0, 255, 16},
    {"8#17", 0, 15, 15},
    {"2#1011", 0, 15, 11},
    {"16#0000000000001", 1, 1, 1},
    {"4294967295", 0, UINT32_MAX, UINT32_MAX},
    {"-2147483648", INT32_MIN, 0, INT32_MIN},
};

static void whole_numbers_are_read_in_four_bases(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof taken / sizeof taken[0]; i++) {
        struct s7_text_error error = {.column = 99};
        size_t length = strlen(taken[i].text);
        struct s7_scan scan = {.text = taken[i].text, .length = length, .error = &error};
        int64_t number = 4711;
        if (s7_scan_whole(&scan, "INT", taken[i].lowest, taken[i].highest, &number) != S7_OK)
            fail_msg("%s: column %zu: %s", taken[i].text, error.column, error.message);
        assert_int_equal(number, taken[i].number);
        assert_int_equal(scan.at, length);
        assert_int_equal(error.column, 99);
    }
}

static const struct {
    const char *text;
    size_t at, column;
    const char *message;
} refused[] = {
    {"", 0, 1, "a number is missing here"},
    {"-", 0, 2, "a number is missing here"},
    {"16#", 0, 4, "a number is missing here"},
    {"x=2#", 2, 5, "a number is missing here"},
    {"1x", 0, 2, "INT is a whole number: a digit is expected here"},
    {"+1", 0, 1, "INT is a whole number: a digit is expected here"},
    {" 1", 0, 1, "INT is a whole number: a digit is expected here"},
    {"1 ", 0, 2, "INT is a whole number: a digit is expected here"},
    {"--1", 0, 2, "INT is a whole number: a digit is expected here"},
    {"-16#1", 0, 4, "INT is a whole number: a digit is expected here"},
    {"-0x1", 0, 3, "INT is a whole number: a digit is expected here"},
    {"16#-1", 0, 4, "INT is a whole number: a digit is expected here"},
    {"16#1g", 0, 5, "INT is a whole number: a digit is expected here"},
    {"8#8", 0, 3, "INT is a whole number: a digit is expected here"},
    {"2#2", 0, 3, "INT is a whole number: a digit is expected here"},
    {"a", 0, 1, "INT is a whole number: a digit is expected here"},
    {"6", 0, 1, "INT holds -5 to 5"},
    {"-6", 0, 1, "INT holds -5 to 5"},
    {"x=16#6", 2, 3, "INT holds -5 to 5"},
    {"99999999999999999999999999999999999999", 0, 1, "INT holds -5 to 5"},
    {"-99999999999999999999999999999999999999", 0, 1, "INT holds -5 to 5"},
    {"16#10000000000000000", 0, 1, "INT holds -5 to 5"}, /* 0 modulo 2^64 */
};

static void other_texts_are_refused_with_their_place(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof refused / sizeof refused[0]; i++) {
        struct s7_text_error error = {.column = 0};
        struct s7_scan scan = {refused[i].text, strlen(refused[i].text), refused[i].at, &error};
        int64_t number = 4711;
        assert_int_equal(s7_scan_whole(&scan, "INT", -5, 5, &number), S7_ERR_LOCAL_VALUE);
        if (error.column != refused[i].column || strcmp(error.message, refused[i].message) != 0)
            fail_msg("\"%s\": column %zu: %s", refused[i].text, error.column, error.message);
        assert_int_equal(number, 4711);
    }
}

/** Writes the number in one of the notations and returns what then stands there: its negative, too. */
static int64_t write_number(char *text, size_t size, int64_t number, unsigned notation)
{
    if (notation == 0)
        snprintf(text, size, "16#%" PRIx64, (uint64_t)number);
    else if (notation == 1)
        snprintf(text, size, "0x%" PRIX64, (uint64_t)number);
    else if (notation == 2)
        snprintf(text, size, "8#%" PRIo64, (uint64_t)number);
    else
        snprintf(text, size, "%s%" PRId64, notation == 3 ? "" : "-", number);
    return notation == 4 ? -number : number;
}

/** Any number, any bounds around the 32 bits of our types: read when it is within them, else refused. */
static void bounds_are_kept(void **state)
{
    (void)state;
    struct s7_chance chance = cases_begin(__func__);
    for (unsigned long i = cases_count(); i > 0; i--) {
        char text[32];
        int64_t expected = (int64_t)(s7_chance_next(&chance) >> (31 + s7_chance_below(&chance, 33)));
        expected = write_number(text, sizeof text, expected, (unsigned)s7_chance_below(&chance, 5));
        int64_t lowest = expected - 1 + (int64_t)s7_chance_below(&chance, 3);
        int64_t highest = lowest + (int64_t)s7_chance_below(&chance, 2);
        bool inside = lowest <= expected && expected <= highest;
        int64_t number = INT64_MAX;
        struct s7_scan scan = {.text = text, .length = strlen(text)};
        int status = s7_scan_whole(&scan, "INT", lowest, highest, &number);
        if (status != (inside ? S7_OK : S7_ERR_LOCAL_VALUE) || number != (inside ? expected : INT64_MAX))
            fail_msg("%s in %" PRId64 " to %" PRId64 ": %d", text, lowest, highest, status);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(failures_fill_the_error),
        cmocka_unit_test(long_messages_are_cut),
        cmocka_unit_test(behind_the_end_is_nul),
        cmocka_unit_test(words_are_taken_in_any_case),
        cmocka_unit_test(only_letters_have_a_case),
        cmocka_unit_test(a_word_never_reaches_behind_the_end),
        cmocka_unit_test(whole_numbers_are_read_in_four_bases),
        cmocka_unit_test(other_texts_are_refused_with_their_place),
        cmocka_unit_test(bounds_are_kept),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
