/* SPDX-License-Identifier: MIT */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "cases.h"
#include "check.h"
#include "value/form.h"

static const enum s7_type types[] = {S7_TYPE_BOOL, S7_TYPE_BYTE,  S7_TYPE_WORD,
                                     S7_TYPE_INT,  S7_TYPE_DWORD, S7_TYPE_DINT};

enum { TYPE_COUNT = sizeof types / sizeof types[0] };

static bool is_signed(const struct s7_type_row *row)
{
    return row->form == &s7_form_integer;
}

/** The member of the value that its type uses. */
static int64_t whole_of(const struct s7_type_row *row, const struct s7_value *value)
{
    if (row->type == S7_TYPE_BOOL)
        return value->as.boolean;
    return is_signed(row) ? value->as.signed_ : (int64_t)value->as.unsigned_;
}

static struct s7_value value_of(const struct s7_type_row *row, int64_t whole)
{
    struct s7_value value = {.type = row->type};
    if (row->type == S7_TYPE_BOOL)
        value.as.boolean = whole != 0;
    else if (is_signed(row))
        value.as.signed_ = whole;
    else
        value.as.unsigned_ = (uint64_t)whole;
    return value;
}

/** A number of the type in octets, as C converts it. */
static uint32_t raw_of(const struct s7_type_row *row, int64_t whole)
{
    return (uint32_t)((uint64_t)whole & ((UINT64_C(1) << row->bits) - 1));
}

static void assert_octets(const struct s7_type_row *row, int64_t whole)
{
    struct s7_value value = {.as.signed_ = 4711};
    uint32_t raw = 4711;
    assert_int_equal(row->form->decode(row, raw_of(row, whole), &value), S7_OK);
    assert_int_equal(whole_of(row, &value), whole);
    assert_int_equal(row->form->encode(row, &value, &raw), S7_OK);
    assert_int_equal(raw, raw_of(row, whole));
}

static void assert_text(const struct s7_type_row *row, int64_t whole)
{
    struct s7_value value = value_of(row, whole);
    char text[24];
    char expected[24];
    struct s7_strbuf buf = s7_strbuf_over(text, sizeof text);
    if (row->type == S7_TYPE_BOOL)
        snprintf(expected, sizeof expected, "%s", whole ? "true" : "false");
    else if (is_signed(row))
        snprintf(expected, sizeof expected, "%" PRId64, whole);
    else
        snprintf(expected, sizeof expected, "16#%0*" PRIX64, (int)row->bits / 4, (uint64_t)whole);
    row->form->format(row, &value, &buf);
    assert_string_equal(text, expected);
    struct s7_scan scan = {.text = text, .length = buf.length};
    value = value_of(row, 0);
    assert_int_equal(row->form->parse(row, &scan, &value), S7_OK);
    assert_int_equal(whole_of(row, &value), whole);
}

/** Both ends of every type, and any value between them: octets and text hold it. */
static void values_survive_octets_and_text(void **state)
{
    (void)state;
    struct s7_chance chance = cases_begin(__func__);
    for (size_t i = 0; i < TYPE_COUNT; i++) {
        const struct s7_type_row *row = s7_type_find(types[i]);
        uint64_t span = (uint64_t)(row->highest - row->lowest) + 1;
        for (unsigned long n = cases_count() / TYPE_COUNT + 4; n > 0; n--) {
            int64_t whole = row->lowest + (int64_t)s7_chance_below(&chance, span);
            whole = n == 1 ? row->lowest : n == 2 ? row->highest : n == 3 ? 0 : whole;
            assert_octets(row, whole);
            assert_text(row, whole);
        }
    }
}

static void values_beyond_the_type_are_not_encoded(void **state)
{
    (void)state;
    for (size_t i = 1; i < TYPE_COUNT; i++) {
        const struct s7_type_row *row = s7_type_find(types[i]);
        const int64_t wrong[] = {row->highest + 1, row->lowest - 1, INT64_MAX, INT64_MIN};
        for (size_t n = 0; n < sizeof wrong / sizeof wrong[0]; n++) {
            struct s7_value value = value_of(row, wrong[n]);
            uint32_t raw = 4711;
            assert_int_equal(row->form->encode(row, &value, &raw), S7_ERR_LOCAL_VALUE);
            assert_int_equal(raw, 4711);
        }
    }
}

/** A BOOL octet counts by its lowest bit. */
static void booleans_are_the_lowest_bit(void **state)
{
    (void)state;
    const struct s7_type_row *row = s7_type_find(S7_TYPE_BOOL);
    for (uint32_t raw = 0; raw < 256; raw++) {
        struct s7_value value;
        assert_int_equal(row->form->decode(row, raw, &value), S7_OK);
        assert_int_equal(value.as.boolean, raw % 2);
    }
}

static const struct {
    enum s7_type type;
    const char *text;
    int64_t whole;
} inputs[] = {
    {S7_TYPE_BOOL, "TRUE", 1},
    {S7_TYPE_BOOL, "False", 0},
    {S7_TYPE_BOOL, "1", 1},
    {S7_TYPE_BOOL, "0", 0},
    {S7_TYPE_BOOL, "2#1", 1},
    {S7_TYPE_BYTE, "255", 255},
    {S7_TYPE_BYTE, "b#16#ff", 255},
    {S7_TYPE_BYTE, "B#2#101", 5},
    {S7_TYPE_WORD, "W#16#1234", 0x1234},
    {S7_TYPE_WORD, "B#16#12", 0x12},
    {S7_TYPE_WORD, "8#177777", 65535},
    {S7_TYPE_DWORD, "DW#16#FFFFFFFF", UINT32_MAX},
    {S7_TYPE_DWORD, "dw#2#11", 3},
    {S7_TYPE_INT, "W#16#7FFF", 32767},
    {S7_TYPE_INT, "-32768", -32768},
    {S7_TYPE_INT, "2#11", 3},
    {S7_TYPE_DINT, "L#-5", -5},
    {S7_TYPE_DINT, "l#16#10", 16},
    {S7_TYPE_DINT, "DW#16#10", 16},
    {S7_TYPE_DINT, "0x7fffffff", INT32_MAX},
};

static void other_notations_are_read(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof inputs / sizeof inputs[0]; i++) {
        const struct s7_type_row *row = s7_type_find(inputs[i].type);
        struct s7_text_error error = {.column = 0};
        struct s7_scan scan = {.text = inputs[i].text, .length = strlen(inputs[i].text), .error = &error};
        struct s7_value value = value_of(row, !inputs[i].whole);
        if (row->form->parse(row, &scan, &value) != S7_OK)
            fail_msg("%s: column %zu: %s", inputs[i].text, error.column, error.message);
        assert_int_equal(whole_of(row, &value), inputs[i].whole);
    }
}

static const struct {
    enum s7_type type;
    const char *text;
    size_t column;
    const char *says;
} faults[] = {
    {S7_TYPE_BOOL, "", 1, "BOOL is true, false, 1 or 0"},
    {S7_TYPE_BOOL, "on", 1, "BOOL is true, false, 1 or 0"},
    {S7_TYPE_BOOL, "-1", 1, "BOOL is true, false, 1 or 0"},
    {S7_TYPE_BOOL, "tru", 1, "BOOL is true, false, 1 or 0"},
    {S7_TYPE_BOOL, "true ", 5, "nothing may follow true or false"},
    {S7_TYPE_BOOL, "falsely", 6, "nothing may follow"},
    {S7_TYPE_BOOL, "2", 1, "BOOL holds 0 to 1"},
    {S7_TYPE_BOOL, "9", 1, "BOOL holds 0 to 1"},
    {S7_TYPE_BYTE, "256", 1, "BYTE holds 0 to 255"},
    {S7_TYPE_BYTE, "-1", 1, "BYTE holds 0 to 255"},
    {S7_TYPE_BYTE, "B#16#100", 3, "BYTE holds 0 to 255"},
    {S7_TYPE_BYTE, "B#16#", 6, "missing"},
    {S7_TYPE_BYTE, "B#255", 1, "digit"},
    {S7_TYPE_BYTE, "B#8#7", 1, "digit"},
    {S7_TYPE_BYTE, "B#B#16#7", 1, "digit"},
    {S7_TYPE_BYTE, "L#7", 1, "digit"},
    {S7_TYPE_WORD, "W#", 1, "digit"},
    {S7_TYPE_DWORD, "4294967296", 1, "DWORD holds 0 to 4294967295"},
    {S7_TYPE_INT, "32768", 1, "INT holds -32768 to 32767"},
    {S7_TYPE_INT, "-32769", 1, "INT holds -32768 to 32767"},
    {S7_TYPE_INT, "W#16#8000", 3, "INT holds -32768 to 32767"},
    {S7_TYPE_INT, "L#1", 1, "digit"},
    {S7_TYPE_INT, "1.0", 2, "digit"},
    {S7_TYPE_DINT, "L#", 3, "missing"},
    {S7_TYPE_DINT, "L#W#16#1", 3, "digit"},
    {S7_TYPE_DINT, "2147483648", 1, "DINT holds -2147483648 to 2147483647"},
};

static void faults_are_told_with_their_place(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof faults / sizeof faults[0]; i++) {
        const struct s7_type_row *row = s7_type_find(faults[i].type);
        struct s7_text_error error = {.column = 0};
        struct s7_scan scan = {.text = faults[i].text, .length = strlen(faults[i].text), .error = &error};
        struct s7_value value = value_of(row, 1);
        int status = row->form->parse(row, &scan, &value);
        if (status != S7_ERR_LOCAL_VALUE || error.column != faults[i].column ||
            !strstr(error.message, faults[i].says))
            fail_msg("\"%s\": %d, column %zu: %s", faults[i].text, status, error.column, error.message);
        assert_int_equal(whole_of(row, &value), 1);
    }
}

/** The next number towards 0: one unit in the last place less. */
static double towards_zero(double number)
{
    uint64_t bits = 0;
    memcpy(&bits, &number, sizeof bits);
    bits--;
    memcpy(&number, &bits, sizeof bits);
    return number;
}

static void assert_number(const struct s7_type_row *row, double number, int64_t whole)
{
    struct s7_value value = value_of(row, whole == 0);
    assert_int_equal(row->form->number(row, number, &value), S7_OK);
    if (whole_of(row, &value) != whole)
        fail_msg("%s: %.17g became %" PRId64, row->name, number, whole_of(row, &value));
}

static void assert_no_number(const struct s7_type_row *row, double number)
{
    struct s7_value value = value_of(row, 1);
    int64_t whole = 4711;
    if (row->form->number(row, number, &value) != S7_ERR_LOCAL_VALUE)
        fail_msg("%s: %.17g became %" PRId64, row->name, number, whole_of(row, &value));
    assert_int_equal(whole_of(row, &value), 1);
    assert_int_equal(s7_form_round(row, number, &whole), S7_ERR_LOCAL_VALUE);
    assert_int_equal(whole, 4711);
}

/** Halves go away from zero, what is less than a half does not; the ends of the type are ends. */
static void numbers_are_rounded_to_the_nearest(void **state)
{
    (void)state;
    struct s7_chance chance = cases_begin(__func__);
    for (size_t i = 0; i < TYPE_COUNT; i++) {
        const struct s7_type_row *row = s7_type_find(types[i]);
        uint64_t span = (uint64_t)(row->highest - row->lowest);
        for (unsigned long n = cases_count() / TYPE_COUNT + 1; n > 0; n--) {
            int64_t whole = row->lowest + (int64_t)s7_chance_below(&chance, span);
            double half = (double)whole + 0.5;
            whole += whole < 0 ? 1 : 0; /* the end of the pair that is nearer to zero */
            assert_number(row, towards_zero(half), whole);
            assert_number(row, half, whole + (half < 0 ? -1 : 1));
        }
        assert_number(row, (double)row->highest, row->highest);
        assert_number(row, (double)row->lowest, row->lowest);
        assert_number(row, towards_zero((double)row->highest + 0.5), row->highest);
        assert_number(row, towards_zero((double)row->lowest - 0.5), row->lowest);
        assert_no_number(row, (double)row->highest + 0.5);
        assert_no_number(row, (double)row->lowest - 0.5);
        double infinite = strtod("inf", NULL);
        assert_no_number(row, infinite);
        assert_no_number(row, -infinite);
        assert_no_number(row, infinite - infinite);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(values_survive_octets_and_text),
        cmocka_unit_test(values_beyond_the_type_are_not_encoded),
        cmocka_unit_test(booleans_are_the_lowest_bit),
        cmocka_unit_test(other_notations_are_read),
        cmocka_unit_test(faults_are_told_with_their_place),
        cmocka_unit_test(numbers_are_rounded_to_the_nearest),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
