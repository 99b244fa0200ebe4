/* SPDX-License-Identifier: MIT */
#include "value/type.h"

#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cases.h"
#include "check.h"
#include "value/decimal.h"

static const struct {
    enum s7_type type;
    const char *octets;
    const char *text;
} rows[] = {
    {S7_TYPE_BOOL, "\x00", "false"},
    {S7_TYPE_BOOL, "\x01", "true"},
    {S7_TYPE_BYTE, "\x0a", "16#0A"},
    {S7_TYPE_CHAR, "A", "'A'"},
    {S7_TYPE_CHAR, "'", "'$''"},
    {S7_TYPE_CHAR, "$", "'$$'"},
    {S7_TYPE_CHAR, "\x0d", "'$0D'"},
    {S7_TYPE_CHAR, "\x00", "'$00'"},
    {S7_TYPE_CHAR, "\x7f", "'$7F'"},
    {S7_TYPE_CHAR, "\x80", "'$80'"},
    {S7_TYPE_CHAR, "\xa7", "'\xc2\xa7'"},
    {S7_TYPE_CHAR, "\xfc", "'\xc3\xbc'"},
    {S7_TYPE_WORD, "\xff\x01", "16#FF01"},
    {S7_TYPE_INT, "\x80\x00", "-32768"},
    {S7_TYPE_INT, "\x7f\xff", "32767"},
    {S7_TYPE_INT, "\xff\xff", "-1"},
    {S7_TYPE_DWORD, "\x00\x00\x00\x01", "16#00000001"},
    {S7_TYPE_DINT, "\x80\x00\x00\x00", "-2147483648"},
    {S7_TYPE_DINT, "\x7f\xff\xff\xff", "2147483647"},
    {S7_TYPE_REAL, "\x41\xa4\x00\x00", "20.5"},
    {S7_TYPE_REAL, "\x3f\xc0\x00\x00", "1.5"},
    {S7_TYPE_REAL, "\x41\xc8\x00\x00", "25.0"},
    {S7_TYPE_REAL, "\x00\x00\x00\x00", "0.0"},
    {S7_TYPE_REAL, "\x80\x00\x00\x00", "-0.0"},
    {S7_TYPE_REAL, "\x3d\xcc\xcc\xcd", "0.1"},
    {S7_TYPE_REAL, "\x42\xc8\x00\x00", "100.0"},
    {S7_TYPE_REAL, "\x4b\x80\x00\x00", "16777216.0"},
    {S7_TYPE_REAL, "\x4e\x6e\x6b\x28", "1.0e9"},
    {S7_TYPE_REAL, "\x7f\x7f\xff\xff", "3.4028235e38"},
    {S7_TYPE_REAL, "\x00\x00\x00\x01", "1.0e-45"},
    {S7_TYPE_REAL, "\x37\x27\xc5\xac", "0.00001"},
    {S7_TYPE_REAL, "\xc0\x49\x0f\xdb", "-3.1415927"},
    {S7_TYPE_REAL, "\x7f\x80\x00\x00", "inf"},
    {S7_TYPE_REAL, "\xff\x80\x00\x00", "-inf"},
    {S7_TYPE_REAL, "\x7f\xc0\x00\x00", "NaN"},
    {S7_TYPE_REAL, "\xff\xc0\x00\x01", "NaN(16#FFC00001)"},
    {S7_TYPE_REAL, "\x7f\x80\x00\x01", "NaN(16#7F800001)"},
    {S7_TYPE_TIMER, "\x01\x50", "S5T#1s500ms"},
    {S7_TYPE_TIMER, "\x00\x00", "S5T#0ms"},
    {S7_TYPE_TIMER, "\x39\x99", "S5T#2h46m30s"},
    {S7_TYPE_COUNTER, "\x09\x99", "999"},
};

static void values_are_written_and_read(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct s7_value value = {.type = S7_TYPE_NONE};
        char text[40];
        struct s7_strbuf buf = s7_strbuf_over(text, sizeof text);
        uint8_t octets[4];
        size_t size = s7_type_size(rows[i].type);
        memcpy(octets, rows[i].octets, size);
        assert_int_equal(s7_value_decode(rows[i].type, octets, &value), S7_OK);
        assert_int_equal(value.type, rows[i].type);
        s7_value_format(&value, &buf);
        assert_string_equal(text, rows[i].text);
        memset(&value, 0xEE, sizeof value);
        struct s7_text_error error = {.column = 0};
        if (s7_value_parse(rows[i].type, text, strlen(text), &value, &error) != S7_OK)
            fail_msg("%s: column %zu: %s", text, error.column, error.message);
        memset(octets, 0xEE, sizeof octets);
        assert_int_equal(s7_value_encode(&value, octets), S7_OK);
        assert_memory_equal(octets, rows[i].octets, size);
    }
}

static const struct {
    enum s7_type type;
    const char *text;
    const char *octets;
} inputs[] = {
    {S7_TYPE_BOOL, "TRUE", "\x01"},
    {S7_TYPE_BOOL, "0", "\x00"},
    {S7_TYPE_BOOL, "1", "\x01"},
    {S7_TYPE_BYTE, "255", "\xff"},
    {S7_TYPE_BYTE, "2#101", "\x05"},
    {S7_TYPE_BYTE, "8#17", "\x0f"},
    {S7_TYPE_BYTE, "0xfE", "\xfe"},
    {S7_TYPE_CHAR, "65", "A"},
    {S7_TYPE_CHAR, "'$41'", "A"},
    {S7_TYPE_CHAR, "16#41", "A"},
    {S7_TYPE_INT, "16#7fff", "\x7f\xff"},
    {S7_TYPE_INT, "-007", "\xff\xf9"},
    {S7_TYPE_DWORD, "4294967295", "\xff\xff\xff\xff"},
    {S7_TYPE_REAL, "20", "\x41\xa0\x00\x00"},
    {S7_TYPE_REAL, "2.05E+1", "\x41\xa4\x00\x00"},
    {S7_TYPE_REAL, "0.0000000000000000000000000000000000000000000000000000001e55", "\x3f\x80\x00\x00"},
    {S7_TYPE_REAL, "1e-9999", "\x00\x00\x00\x00"},
    {S7_TYPE_TIMER, "1500", "\x01\x50"},
    {S7_TYPE_TIMER, "S5T#90s", "\x19\x00"},
    {S7_TYPE_TIMER, "s5t#1h", "\x33\x60"},
    {S7_TYPE_COUNTER, "7", "\x00\x07"},
    {S7_TYPE_BYTE, "B#16#FF", "\xff"},
    {S7_TYPE_BYTE, "b#2#101", "\x05"},
    {S7_TYPE_WORD, "W#16#1234", "\x12\x34"},
    {S7_TYPE_WORD, "w#2#10000000", "\x00\x80"},
    {S7_TYPE_DWORD, "DW#16#DEADBEEF", "\xde\xad\xbe\xef"},
    {S7_TYPE_INT, "W#16#7FFF", "\x7f\xff"},
    {S7_TYPE_DINT, "L#5", "\x00\x00\x00\x05"},
    {S7_TYPE_DINT, "l#-5", "\xff\xff\xff\xfb"},
    {S7_TYPE_DINT, "DW#16#10", "\x00\x00\x00\x10"},
    {S7_TYPE_TIMER, "S5TIME#1s500ms", "\x01\x50"},
    {S7_TYPE_COUNTER, "C#55", "\x00\x55"},
};

static void other_notations_are_read(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof inputs / sizeof inputs[0]; i++) {
        struct s7_value value;
        uint8_t octets[4];
        struct s7_text_error error = {.column = 0};
        if (s7_value_parse(inputs[i].type, inputs[i].text, strlen(inputs[i].text), &value, &error) != S7_OK)
            fail_msg("%s: column %zu: %s", inputs[i].text, error.column, error.message);
        assert_int_equal(s7_value_encode(&value, octets), S7_OK);
        assert_memory_equal(octets, inputs[i].octets, s7_type_size(inputs[i].type));
    }
}

static const struct {
    enum s7_type type;
    const char *text;
    size_t column;
    const char *says;
} faults[] = {
    {S7_TYPE_BOOL, "yes", 1, "true, false"},
    {S7_TYPE_BOOL, "", 1, "true, false"},
    {S7_TYPE_BOOL, "2", 1, "0 to 1"},
    {S7_TYPE_BOOL, "truer", 5, "nothing may follow"},
    {S7_TYPE_BYTE, "256", 1, "0 to 255"},
    {S7_TYPE_BYTE, "-1", 1, "0 to 255"},
    {S7_TYPE_BYTE, "16#", 4, "missing"},
    {S7_TYPE_BYTE, "2#12", 4, "digit"},
    {S7_TYPE_BYTE, "", 1, "missing"},
    {S7_TYPE_BYTE, "W#16#100", 3, "0 to 255"},
    {S7_TYPE_BYTE, "B#16#", 6, "missing"},
    {S7_TYPE_WORD, "W#5", 1, "digit"},
    {S7_TYPE_WORD, "W#B#16#5", 1, "digit"},
    {S7_TYPE_WORD, "W#", 1, "digit"},
    {S7_TYPE_INT, "L#5", 1, "digit"},
    {S7_TYPE_DINT, "L#", 3, "missing"},
    {S7_TYPE_TIMER, "W#16#2127", 1, "digit"}, /* in STEP 7 this is BCD, not milliseconds */
    {S7_TYPE_COUNTER, "W#16#0055", 1, "digit"},
    {S7_TYPE_COUNTER, "C#", 3, "missing"},
    {S7_TYPE_INT, "32768", 1, "-32768 to 32767"},
    {S7_TYPE_INT, "-16#1", 4, "digit"},
    {S7_TYPE_INT, "12.5", 3, "whole number"},
    {S7_TYPE_INT, "12 ", 3, "whole number"},
    {S7_TYPE_INT, "99999999999999999999999999", 1, "-32768 to 32767"},
    {S7_TYPE_CHAR, "A", 1, "quotes"},
    {S7_TYPE_CHAR, "'A", 3, "one character"},
    {S7_TYPE_CHAR, "'AB'", 3, "one character"},
    {S7_TYPE_CHAR, "'A'x", 4, "one character"},
    {S7_TYPE_CHAR, "'", 2, "Latin-1"},
    {S7_TYPE_CHAR, "'\xe2\x82\xac'", 2, "Latin-1"},
    {S7_TYPE_CHAR, "'$4'", 3, "hexadecimal"},
    {S7_TYPE_REAL, "", 1, "decimal"},
    {S7_TYPE_REAL, "1,5", 2, "decimal"},
    {S7_TYPE_REAL, "1.", 3, "decimal"},
    {S7_TYPE_REAL, ".5", 1, "decimal"},
    {S7_TYPE_REAL, "1e", 3, "decimal"},
    {S7_TYPE_REAL, "1e99999", 7, "decimal"},
    {S7_TYPE_REAL, "0x10", 2, "decimal"},
    {S7_TYPE_REAL, "3.5e38", 1, "3.4028235e38"},
    {S7_TYPE_REAL, "NaN(16#7F800000)", 4, "bits of a NaN"},
    {S7_TYPE_REAL, "NaN(16#7FC00001", 16, "closing"},
    {S7_TYPE_REAL, "nano", 4, "NaN stands alone"},
    {S7_TYPE_REAL, "info", 1, "decimal"},
    {S7_TYPE_TIMER, "S5T#", 5, "S5T#1m30s"},
    {S7_TYPE_TIMER, "S5T#5", 6, "unit"},
    {S7_TYPE_TIMER, "S5T#3h", 5, "S5T#2h46m30s"},
    {S7_TYPE_TIMER, "S5T#12s340ms", 1, "needs more"},
    {S7_TYPE_TIMER, "5", 1, "needs more"},
    {S7_TYPE_COUNTER, "1000", 1, "0 to 999"},
    {S7_TYPE_NONE, "1", 1, "no data type"},
};

static void bad_texts_are_refused_with_their_place(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof faults / sizeof faults[0]; i++) {
        struct s7_value value = {.type = S7_TYPE_NONE};
        struct s7_text_error error = {.column = 0, .message = ""};
        size_t length = strlen(faults[i].text);
        int result = s7_value_parse(faults[i].type, faults[i].text, length, &value, &error);
        if (result != S7_ERR_LOCAL_VALUE || error.column != faults[i].column ||
            !strstr(error.message, faults[i].says))
            fail_msg("\"%s\": %d, column %zu: %s", faults[i].text, result, error.column, error.message);
        assert_int_equal(value.type, S7_TYPE_NONE);
        assert_int_equal(s7_value_parse(faults[i].type, faults[i].text, length, &value, NULL),
                         S7_ERR_LOCAL_VALUE);
    }
}

static void contents_that_are_not_bcd_are_refused(void **state)
{
    (void)state;
    static const struct {
        enum s7_type type;
        const char *octets;
    } wrong[] = {
        {S7_TYPE_COUNTER, "\x0a\x00"}, {S7_TYPE_COUNTER, "\x00\xa0"}, {S7_TYPE_COUNTER, "\x00\x0a"},
        {S7_TYPE_COUNTER, "\x10\x00"}, {S7_TYPE_TIMER, "\x0f\x00"},   {S7_TYPE_NONE, "\x00\x00"},
    };
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
        uint8_t octets[2];
        struct s7_value value = {.type = S7_TYPE_DINT};
        memcpy(octets, wrong[i].octets, 2);
        assert_int_equal(s7_value_decode(wrong[i].type, octets, &value), S7_ERR_LOCAL_VALUE);
        assert_int_equal(value.type, S7_TYPE_DINT);
    }
}

static void values_out_of_range_are_not_encoded(void **state)
{
    (void)state;
    const struct s7_value wrong[] = {
        {S7_TYPE_BYTE, {.unsigned_ = 256}},     {S7_TYPE_CHAR, {.unsigned_ = 256}},
        {S7_TYPE_WORD, {.unsigned_ = 65536}},   {S7_TYPE_DWORD, {.unsigned_ = UINT64_C(1) << 32}},
        {S7_TYPE_INT, {.signed_ = 32768}},      {S7_TYPE_INT, {.signed_ = -32769}},
        {S7_TYPE_DINT, {.signed_ = INT64_MAX}}, {S7_TYPE_COUNTER, {.unsigned_ = 1000}},
        {S7_TYPE_TIMER, {.unsigned_ = 5}},      {S7_TYPE_TIMER, {.unsigned_ = 10000000}},
        {S7_TYPE_NONE, {.unsigned_ = 0}},
    };
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
        uint8_t octets[4] = {0xEE, 0xEE, 0xEE, 0xEE};
        assert_int_equal(s7_value_encode(&wrong[i], octets), S7_ERR_LOCAL_VALUE);
        assert_int_equal(octets[0], 0xEE);
    }
}

static void assert_octets_survive(enum s7_type type, const uint8_t *octets)
{
    struct s7_value value;
    struct s7_value again;
    uint8_t back[4];
    char text[40];
    struct s7_strbuf buf = s7_strbuf_over(text, sizeof text);
    assert_int_equal(s7_value_decode(type, octets, &value), S7_OK);
    s7_value_format(&value, &buf);
    assert_false(buf.truncated);
    if (s7_value_parse(type, text, buf.length, &again, NULL) != S7_OK)
        fail_msg("%s %s is not read again", s7_type_name(type), text);
    assert_int_equal(s7_value_encode(&again, back), S7_OK);
    if (memcmp(octets, back, s7_type_size(type)) != 0)
        fail_msg("%s %s is read as another value", s7_type_name(type), text);
}

/** Any octets, as any type: text and back is the same octets. */
static void random_octets_survive_the_text(void **state)
{
    (void)state;
    static const enum s7_type types[] = {S7_TYPE_BYTE,  S7_TYPE_CHAR, S7_TYPE_WORD, S7_TYPE_INT,
                                         S7_TYPE_DWORD, S7_TYPE_DINT, S7_TYPE_REAL, S7_TYPE_REAL};
    struct s7_chance chance = cases_begin(__func__);
    for (uint64_t i = cases_count(); i > 0; i--) {
        uint64_t bits = s7_chance_next(&chance);
        uint8_t octets[4] = {(uint8_t)bits, (uint8_t)(bits >> 8), (uint8_t)(bits >> 16), (uint8_t)(bits >> 24)};
        assert_octets_survive(types[bits >> 61], octets);
    }
    for (unsigned exponent = 0; exponent < 512; exponent++) {
        for (unsigned low = 0; low < 3; low++) {
            uint32_t bits = exponent << 23 | (low == 2 ? 0x7FFFFF : low);
            uint8_t octets[4] = {(uint8_t)(bits >> 24), (uint8_t)(bits >> 16), (uint8_t)(bits >> 8),
                                 (uint8_t)bits};
            assert_octets_survive(S7_TYPE_REAL, octets);
        }
    }
}

/** No shorter text reads back to the same bits: taking one digit away changes the value. */
static void reals_are_as_short_as_possible(void **state)
{
    (void)state;
    struct s7_chance chance = cases_begin(__func__);
    for (uint64_t i = cases_count(); i > 0; i--) {
        uint32_t bits = (uint32_t)s7_chance_next(&chance) & 0x7FFFFFFF;
        float real;
        memcpy(&real, &bits, sizeof real);
        if ((bits & 0x7F800000) == 0x7F800000 || bits == 0)
            continue;
        char text[40], shorter[40];
        struct s7_strbuf buf = s7_strbuf_over(text, sizeof text);
        struct s7_value value = {S7_TYPE_REAL, {.real = real}};
        s7_value_format(&value, &buf);
        int digits = 0;
        int zeros = 0;
        for (const char *c = text; *c && *c != 'e'; c++) {
            if (*c < '0' || *c > '9' || (digits == 0 && *c == '0'))
                continue;
            digits++;
            zeros = *c == '0' ? zeros + 1 : 0;
        }
        digits -= zeros;
        if (digits < 2)
            continue;
        snprintf(shorter, sizeof shorter, "%.*e", digits - 2, (double)real);
        float other = strtof(shorter, NULL);
        if (memcmp(&other, &real, sizeof real) == 0)
            fail_msg("%s is as good as %s", shorter, text);
    }
}

/** A locale with a decimal comma changes nothing; skipped where none is installed. */
static void the_locale_does_not_matter(void **state)
{
    (void)state;
    static const char *const names[] = {"de_DE.UTF-8", "de_DE.utf8", "fr_FR.UTF-8", "de_DE", "C.UTF-8"};
    const char *set = NULL;
    for (size_t i = 0; i < sizeof names / sizeof names[0] && !set; i++)
        set = setlocale(LC_ALL, names[i]);
    values_are_written_and_read(NULL);
    other_notations_are_read(NULL);
    bad_texts_are_refused_with_their_place(NULL);
    double number = 0;
    assert_true(s7_decimal_parse("-12.50e1", 8, &number));
    assert_true(number > -125.1 && number < -124.9);
    setlocale(LC_ALL, "C");
}

static void numbers_become_values(void **state)
{
    (void)state;
    static const struct {
        enum s7_type type;
        double number;
        const char *text; /* NULL: refused */
    } numbers[] = {
        {S7_TYPE_BOOL, 0.49, "false"},
        {S7_TYPE_BOOL, 0.5, "true"},
        {S7_TYPE_BOOL, 1.5, NULL},
        {S7_TYPE_INT, -2.5, "-3"},
        {S7_TYPE_INT, 32767.4, "32767"},
        {S7_TYPE_INT, 32767.5, NULL},
        {S7_TYPE_BYTE, -0.4, "16#00"},
        {S7_TYPE_BYTE, -0.5, NULL},
        {S7_TYPE_DINT, 2147483647.0, "2147483647"},
        {S7_TYPE_REAL, 0.1, "0.1"},
        {S7_TYPE_REAL, 1e39, NULL},
        {S7_TYPE_CHAR, 65, "'A'"},
        {S7_TYPE_TIMER, 1500, "S5T#1s500ms"},
        {S7_TYPE_TIMER, 1501, NULL},
        {S7_TYPE_COUNTER, 998.6, "999"},
        {S7_TYPE_NONE, 1, NULL},
    };
    for (size_t i = 0; i < sizeof numbers / sizeof numbers[0]; i++) {
        struct s7_value value;
        int error = s7_value_from_number(numbers[i].type, numbers[i].number, &value);
        assert_int_equal(error, numbers[i].text ? S7_OK : S7_ERR_LOCAL_VALUE);
        if (error)
            continue;
        char text[40];
        struct s7_strbuf buf = s7_strbuf_over(text, sizeof text);
        s7_value_format(&value, &buf);
        assert_string_equal(text, numbers[i].text);
    }
    struct s7_value value;
    double infinite = strtod("inf", NULL);
    assert_int_equal(s7_value_from_number(S7_TYPE_INT, infinite - infinite, &value), S7_ERR_LOCAL_VALUE);
    assert_int_equal(s7_value_from_number(S7_TYPE_REAL, infinite, &value), S7_ERR_LOCAL_VALUE);
}

static void types_have_names_and_sizes(void **state)
{
    (void)state;
    static const struct {
        const char *name;
        enum s7_type type;
        unsigned bits;
        size_t size;
    } types[] = {
        {"BOOL", S7_TYPE_BOOL, 1, 1},        {"BYTE", S7_TYPE_BYTE, 8, 1},  {"CHAR", S7_TYPE_CHAR, 8, 1},
        {"WORD", S7_TYPE_WORD, 16, 2},       {"INT", S7_TYPE_INT, 16, 2},   {"DWORD", S7_TYPE_DWORD, 32, 4},
        {"DINT", S7_TYPE_DINT, 32, 4},       {"REAL", S7_TYPE_REAL, 32, 4}, {"TIMER", S7_TYPE_TIMER, 16, 2},
        {"COUNTER", S7_TYPE_COUNTER, 16, 2}, {"", S7_TYPE_NONE, 0, 0},
    };
    for (size_t i = 0; i < sizeof types / sizeof types[0]; i++) {
        assert_int_equal(s7_type_named(types[i].name, strlen(types[i].name)), types[i].type);
        assert_string_equal(s7_type_name(types[i].type), types[i].name);
        assert_int_equal(s7_type_bits(types[i].type), types[i].bits);
        assert_int_equal(s7_type_size(types[i].type), types[i].size);
    }
    assert_int_equal(s7_type_named("int", 3), S7_TYPE_NONE);
    assert_int_equal(s7_type_named("INTX", 4), S7_TYPE_NONE);
    assert_int_equal(s7_type_named("INTX", 3), S7_TYPE_INT);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(values_are_written_and_read),
        cmocka_unit_test(other_notations_are_read),
        cmocka_unit_test(bad_texts_are_refused_with_their_place),
        cmocka_unit_test(contents_that_are_not_bcd_are_refused),
        cmocka_unit_test(values_out_of_range_are_not_encoded),
        cmocka_unit_test(random_octets_survive_the_text),
        cmocka_unit_test(reals_are_as_short_as_possible),
        cmocka_unit_test(the_locale_does_not_matter),
        cmocka_unit_test(numbers_become_values),
        cmocka_unit_test(types_have_names_and_sizes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
