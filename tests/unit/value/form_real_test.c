/* SPDX-License-Identifier: MIT */
#include <float.h>
#include <stdlib.h>
#include <string.h>

#include "cases.h"
#include "check.h"
#include "value/form.h"

static const struct s7_type_row *row;

static int find_row(void **state)
{
    (void)state;
    row = s7_type_find(S7_TYPE_REAL);
    return row && row->form == &s7_form_real ? 0 : -1;
}

static struct s7_value value_of(uint32_t bits)
{
    struct s7_value value = {.type = S7_TYPE_NONE};
    assert_int_equal(row->form->decode(row, bits, &value), S7_OK);
    return value;
}

static uint32_t bits_of(const struct s7_value *value)
{
    uint32_t bits = 0;
    assert_int_equal(row->form->encode(row, value, &bits), S7_OK);
    return bits;
}

static size_t format(uint32_t bits, char *text, size_t size)
{
    struct s7_value value = value_of(bits);
    struct s7_strbuf buf = s7_strbuf_over(text, size);
    row->form->format(row, &value, &buf);
    assert_false(buf.truncated);
    return buf.length;
}

enum { REFUSED = 1 }; /* the bits of no value in this test */

static uint32_t parse_at(const char *text, size_t at, size_t length, struct s7_text_error *error)
{
    struct s7_scan scan = {.text = text, .length = length, .at = at, .error = error};
    struct s7_value value = value_of(0x12345678);
    int status = row->form->parse(row, &scan, &value);
    if (status == S7_OK) {
        assert_int_equal(scan.at, length);
        return bits_of(&value);
    }
    assert_int_equal(status, S7_ERR_LOCAL_VALUE);
    assert_int_equal(bits_of(&value), 0x12345678);
    return REFUSED;
}

static void octets_are_ieee_754(void **state)
{
    (void)state;
    struct s7_value value = value_of(0x41A40000);
    float expected = 20.5F;
    assert_memory_equal(&value.as.real, &expected, sizeof expected);
    value.as.real = -0.1F;
    assert_int_equal(bits_of(&value), 0xBDCCCCCD);
}

static const struct {
    uint32_t bits;
    const char *text;
} rows[] = {
    {0x00000000, "0.0"},
    {0x80000000, "-0.0"},
    {0x3F800000, "1.0"},
    {0x40490FDB, "3.1415927"},
    {0x41A40000, "20.5"},
    {0xC2C80000, "-100.0"},
    {0x3DCCCCCD, "0.1"},
    {0x3C23D70A, "0.01"},
    {0x3A83126F, "0.001"},
    {0x3727C5AC, "0.00001"},
    {0x3749539C, "0.000012"},
    {0x358637BD, "1.0e-6"},
    {0x35A10FB0, "1.2e-6"},
    {0x4B800000, "16777216.0"},
    {0x4CBEBC20, "100000000.0"},
    {0x4E6E6B28, "1.0e9"},
    {0x4E931AB1, "1.234e9"},
    {0x7F7FFFFF, "3.4028235e38"},
    {0xFF7FFFFF, "-3.4028235e38"},
    {0x00800000, "1.1754944e-38"},
    {0x00000001, "1.0e-45"},
    {0x7F800000, "inf"},
    {0xFF800000, "-inf"},
    {0x7FC00000, "NaN"},
    {0xFFC00000, "NaN(16#FFC00000)"},
    {0x7F800001, "NaN(16#7F800001)"},
    {0x7FFFFFFF, "NaN(16#7FFFFFFF)"},
};

static void values_have_one_text(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        char text[24];
        size_t length = format(rows[i].bits, text, sizeof text);
        assert_string_equal(text, rows[i].text);
        assert_int_equal(length, strlen(text));
        assert_int_equal(parse_at(text, 0, length, NULL), rows[i].bits);
    }
}

static void other_notations_are_read(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        uint32_t bits;
    } inputs[] = {
        {"20", 0x41A00000},       {"2.05E+1", 0x41A40000},
        {"-1e-9999", 0x80000000}, {"nan", 0x7FC00000},
        {"NAN", 0x7FC00000},      {"nan(16#7fc00001)", 0x7FC00001},
        {"Inf", 0x7F800000},      {"-INF", 0xFF800000},
        {"16777217", 0x4B800000}, /* halfway: to even */
        {"16777219", 0x4B800002}, {"0.1000000000000000000000000000000000001", 0x3DCCCCCD},
    };
    for (size_t i = 0; i < sizeof inputs / sizeof inputs[0]; i++)
        assert_int_equal(parse_at(inputs[i].text, 0, strlen(inputs[i].text), NULL), inputs[i].bits);
}

static const struct {
    const char *text;
    size_t column;
    const char *says;
} faults[] = {
    {"", 1, "REAL is a decimal number: 20.5 or 1.0e-3"},
    {"-", 2, "decimal number"},
    {"1,5", 2, "decimal number"},
    {"1.", 3, "decimal number"},
    {".5", 1, "decimal number"},
    {"+1", 1, "decimal number"},
    {"0x10", 2, "decimal number"},
    {"16#41A40000", 3, "decimal number"},
    {"true", 1, "decimal number"},
    {"infinity", 1, "decimal number"},
    {"-infx", 2, "decimal number"},
    {"--inf", 2, "decimal number"},
    {"-nan", 2, "decimal number"},
    {"3.4028236e38", 1, "REAL holds up to 3.4028235e38 in both directions"},
    {"-1e39", 1, "up to 3.4028235e38"},
    {"nano", 4, "NaN stands alone or with the bits of a NaN: NaN(16#7FC00001)"},
    {"NaN()", 4, "NaN stands alone"},
    {"NaN(16#", 8, "a closing ) is missing here"},
    {"NaN(16#7FC00001", 16, "closing )"},
    {"NaN(16#)", 8, "missing"},
    {"NaN(16#7FCG0001)", 11, "digit"},
    {"NaN(16#1FFFFFFFF)", 5, "0 to 4294967295"},
    {"NaN(16#7F800000)", 4, "bits of a NaN"},
    {"NaN(16#FF800000)", 4, "bits of a NaN"},
    {"NaN(16#41A40000)", 4, "bits of a NaN"},
};

static void faults_are_told_with_their_place(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof faults / sizeof faults[0]; i++) {
        struct s7_text_error error = {.column = 0};
        uint32_t bits = parse_at(faults[i].text, 0, strlen(faults[i].text), &error);
        if (bits != REFUSED || error.column != faults[i].column || !strstr(error.message, faults[i].says))
            fail_msg("\"%s\": column %zu: %s", faults[i].text, error.column, error.message);
    }
}

/** The scan may already stand behind something: places still count from the beginning of the text. */
static void the_rest_of_a_scan_is_read(void **state)
{
    (void)state;
    struct s7_text_error error = {.column = 0};
    assert_int_equal(parse_at("r=20.5;", 2, 6, NULL), 0x41A40000);
    assert_int_equal(parse_at("r=-inf;", 2, 6, NULL), 0xFF800000);
    assert_int_equal(parse_at("r=20.5;", 2, 7, &error), REFUSED);
    assert_int_equal(error.column, 7);
    assert_int_equal(parse_at("r=1e39", 2, 6, &error), REFUSED);
    assert_int_equal(error.column, 3);
    assert_int_equal(parse_at("20.5", 4, 4, &error), REFUSED);
    assert_int_equal(error.column, 5);
}

/** As many significant digits as the text has; its zeros at both ends are none. */
static int significant_digits(const char *text)
{
    int digits = 0;
    int zeros = 0;
    for (const char *c = text; *c && *c != 'e'; c++) {
        if (*c < '0' || *c > '9' || (digits == 0 && *c == '0'))
            continue;
        digits++;
        zeros = *c == '0' ? zeros + 1 : 0;
    }
    return digits - zeros;
}

/** Any bits: the text reads back to them, and no text with a digit less would. */
static void texts_are_exact_and_shortest(void **state)
{
    (void)state;
    struct s7_chance chance = cases_begin(__func__);
    for (unsigned long i = cases_count(); i > 0; i--) {
        uint32_t bits = (uint32_t)s7_chance_next(&chance);
        char text[24];
        size_t length = format(bits, text, sizeof text);
        if (parse_at(text, 0, length, NULL) != bits)
            fail_msg("16#%08X: %s", (unsigned)bits, text);
        int digits = significant_digits(text);
        if ((bits & 0x7F800000) == 0x7F800000 || digits < 2)
            continue;
        char shorter[32];
        struct s7_value value = value_of(bits);
        snprintf(shorter, sizeof shorter, "%.*e", digits - 2, (double)value.as.real);
        value.as.real = strtof(shorter, NULL);
        if (bits_of(&value) == bits)
            fail_msg("%s is as good as %s", shorter, text);
    }
}

static void numbers_become_the_nearest_value(void **state)
{
    (void)state;
    struct s7_value value = value_of(0x12345678);
    double infinite = strtod("inf", NULL);
    const double refused[] = {infinite, -infinite, infinite - infinite, 3.5e38, -1e300};
    for (size_t i = 0; i < sizeof refused / sizeof refused[0]; i++)
        assert_int_equal(row->form->number(row, refused[i], &value), S7_ERR_LOCAL_VALUE);
    assert_int_equal(bits_of(&value), 0x12345678);
    static const struct {
        double number;
        uint32_t bits;
    } taken[] = {
        {0.1, 0x3DCCCCCD}, {-20.5, 0xC1A40000},           {16777217, 0x4B800000},         {-0.0, 0x80000000},
        {1e-60, 0},        {(double)FLT_MAX, 0x7F7FFFFF}, {-(double)FLT_MAX, 0xFF7FFFFF},
    };
    for (size_t i = 0; i < sizeof taken / sizeof taken[0]; i++) {
        assert_int_equal(row->form->number(row, taken[i].number, &value), S7_OK);
        assert_int_equal(bits_of(&value), taken[i].bits);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(octets_are_ieee_754),
        cmocka_unit_test(values_have_one_text),
        cmocka_unit_test(other_notations_are_read),
        cmocka_unit_test(faults_are_told_with_their_place),
        cmocka_unit_test(the_rest_of_a_scan_is_read),
        cmocka_unit_test(texts_are_exact_and_shortest),
        cmocka_unit_test(numbers_become_the_nearest_value),
    };
    return cmocka_run_group_tests(tests, find_row, NULL);
}
