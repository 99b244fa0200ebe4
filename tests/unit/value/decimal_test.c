/* SPDX-License-Identifier: MIT */
#include "value/decimal.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "cases.h"
#include "check.h"

#define DIGITS_10 "1234567890"
#define DIGITS_60 DIGITS_10 DIGITS_10 DIGITS_10 DIGITS_10 DIGITS_10 DIGITS_10
#define DIGITS_64 DIGITS_60 "1234"

static const struct {
    const char *text, *plain;
} rewritten[] = {
    {"-12.50e3", "-1250e1"},
    {"0", "0e0"},
    {"-0", "-0e0"},
    {"007", "007e0"},
    {"20.5", "205e-1"},
    {"0.001", "0001e-3"},
    {"1e5", "1e5"},
    {"1E5", "1e5"},
    {"1e+5", "1e5"},
    {"1E-5", "1e-5"},
    {"1.25e-2", "125e-4"},
    {"1e0005", "1e5"},
    {"9e9999", "9e9999"},
    {"9.5e-9999", "95e-10000"},
    {DIGITS_64, DIGITS_64 "e0"},
    {"-" DIGITS_60 ".1234e-9999", "-" DIGITS_64 "e-10003"},
};

static void numbers_are_rewritten_without_a_point(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof rewritten / sizeof rewritten[0]; i++) {
        char plain[S7_DECIMAL_SIZE];
        assert_int_equal(s7_decimal_plain(rewritten[i].text, strlen(rewritten[i].text), plain), 0);
        assert_string_equal(plain, rewritten[i].plain);
    }
}

static const struct {
    const char *text;
    size_t place;
} refused[] = {
    {"", 1},
    {"-", 2},
    {"+1", 1},
    {" 1", 1},
    {"1 ", 2},
    {".5", 1},
    {"-.5", 2},
    {"1.", 3},
    {"1.e5", 3},
    {"1..2", 3},
    {"1.2.3", 4},
    {"1,5", 2},
    {"--1", 2},
    {"1e", 3},
    {"1e+", 4},
    {"1e-", 4},
    {"1e+-5", 4},
    {"1e5.0", 4},
    {"1e12345", 7},
    {"1e00005", 7},
    {"0x10", 2},
    {"inf", 1},
    {"nan", 1},
    {"1f", 2},
    {"12a", 3},
    {DIGITS_64 "5", 65},
    {DIGITS_64 ".5", 66},
    {"-" DIGITS_60 ".12345", 67},
};

static void the_place_of_the_culprit_is_told(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof refused / sizeof refused[0]; i++) {
        char plain[S7_DECIMAL_SIZE] = "untouched";
        double number = 4711;
        size_t length = strlen(refused[i].text);
        size_t place = s7_decimal_plain(refused[i].text, length, plain);
        if (place != refused[i].place)
            fail_msg("\"%s\": place %zu", refused[i].text, place);
        assert_string_equal(plain, "untouched");
        assert_false(s7_decimal_parse(refused[i].text, length, &number));
        assert_true(number > 4710.9 && number < 4711.1);
    }
}

static void only_the_given_length_is_read(void **state)
{
    (void)state;
    char plain[S7_DECIMAL_SIZE];
    assert_int_equal(s7_decimal_plain("12.5e3xyz", 2, plain), 0);
    assert_string_equal(plain, "12e0");
    assert_int_equal(s7_decimal_plain("12.5e3xyz", 3, plain), 4);
    assert_int_equal(s7_decimal_plain("12.5e3xyz", 5, plain), 6);
    assert_int_equal(s7_decimal_plain("12.5e3xyz", 6, plain), 0);
    assert_string_equal(plain, "125e2");
    assert_int_equal(s7_decimal_plain("1\0002", 3, plain), 2);
}

static void assert_same_bits(double a, double b)
{
    assert_memory_equal(&a, &b, sizeof a);
}

static void numbers_outside_a_double_are_refused(void **state)
{
    (void)state;
    double number = 4711;
    assert_false(s7_decimal_parse("1.8e308", 7, &number));
    assert_false(s7_decimal_parse("-1e309", 6, &number));
    assert_false(s7_decimal_parse("1e9999", 6, &number));
    assert_same_bits(number, 4711);
    assert_true(s7_decimal_parse("1.7976931348623157e308", 22, &number));
    assert_same_bits(number, 1.7976931348623157e308);
    assert_true(s7_decimal_parse("-1.7976931348623157e308", 23, &number));
    assert_same_bits(number, -1.7976931348623157e308);
    assert_true(s7_decimal_parse("5e-324", 6, &number));
    assert_same_bits(number, 5e-324);
    assert_true(s7_decimal_parse("1e-9999", 7, &number));
    assert_same_bits(number, 0.0);
    assert_true(s7_decimal_parse("-0.0", 4, &number));
    assert_same_bits(number, -0.0);
}

static size_t add_digits(struct s7_chance *chance, char *text, size_t most)
{
    size_t count = 1 + s7_chance_below(chance, most);
    for (size_t i = 0; i < count; i++)
        text[i] = (char)('0' + s7_chance_below(chance, 10));
    return count;
}

static size_t random_number(struct s7_chance *chance, char *text)
{
    size_t length = 0;
    if (s7_chance_below(chance, 2))
        text[length++] = '-';
    length += add_digits(chance, text + length, 30);
    if (s7_chance_below(chance, 2)) {
        text[length++] = '.';
        length += add_digits(chance, text + length, 30);
    }
    if (s7_chance_below(chance, 2)) {
        text[length++] = s7_chance_below(chance, 2) ? 'e' : 'E';
        if (s7_chance_below(chance, 2))
            text[length++] = s7_chance_below(chance, 2) ? '+' : '-';
        length += add_digits(chance, text + length, 2);
    }
    text[length] = '\0';
    return length;
}

/** This program runs in the C locale, where strtod() reads the original text, too. */
static void numbers_are_those_that_libc_reads(void **state)
{
    (void)state;
    struct s7_chance chance = cases_begin(__func__);
    for (unsigned long i = cases_count(); i > 0; i--) {
        char text[80];
        char plain[S7_DECIMAL_SIZE];
        double number = 0;
        size_t length = random_number(&chance, text);
        if (!s7_decimal_parse(text, length, &number))
            fail_msg("%s is a number", text);
        assert_same_bits(number, strtod(text, NULL));
        assert_int_equal(s7_decimal_plain(text, length, plain), 0);
        assert_int_equal(plain[strspn(plain, "-0123456789e")], '\0');
    }
}

/** Some text goes on behind the first `length` octets and makes a number of them. */
static bool can_begin_a_number(const char *text, size_t length)
{
    char longer[32];
    char plain[S7_DECIMAL_SIZE];
    memcpy(longer, text, length);
    longer[length] = '1';
    return s7_decimal_plain(longer, length, plain) == 0 || s7_decimal_plain(longer, length + 1, plain) == 0;
}

/** The place is the first at which no number can go on; every octet in front of it could belong to one. */
static void places_are_exact_in_any_text(void **state)
{
    (void)state;
    static const char alphabet[] = "0123456789..--++eeE x";
    struct s7_chance chance = cases_begin(__func__);
    for (unsigned long i = cases_count(); i > 0; i--) {
        size_t length = s7_chance_below(&chance, 12);
        char *text = malloc(length + 1);
        char plain[S7_DECIMAL_SIZE];
        assert_non_null(text);
        for (size_t n = 0; n < length; n++)
            text[n] = alphabet[s7_chance_below(&chance, sizeof alphabet - 1)];
        size_t place = s7_decimal_plain(text, length, plain);
        if (place) {
            assert_in_range(place, 1, length + 1);
            assert_true(can_begin_a_number(text, place - 1));
            assert_true(place == length + 1 || !can_begin_a_number(text, place));
        }
        free(text);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(numbers_are_rewritten_without_a_point),
        cmocka_unit_test(the_place_of_the_culprit_is_told),
        cmocka_unit_test(only_the_given_length_is_read),
        cmocka_unit_test(numbers_outside_a_double_are_refused),
        cmocka_unit_test(numbers_are_those_that_libc_reads),
        cmocka_unit_test(places_are_exact_in_any_text),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
