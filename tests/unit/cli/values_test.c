/* SPDX-License-Identifier: MIT */
#include "check.h"

#include <stdlib.h>
#include <string.h>

#include "cli/values.h"

static struct s7_tag tag_of(const char *text)
{
    struct s7_tag tag;
    assert_int_equal(s7_tag_parse(text, &tag, NULL), S7_OK);
    return tag;
}

/* What s7_values_print() writes, on the heap. */
static char *printed(const struct s7_tag *tag, const uint8_t *octets)
{
    char *text = NULL;
    size_t size;
    FILE *out = open_memstream(&text, &size);
    assert_non_null(out);
    s7_values_print(out, tag, octets);
    fclose(out);
    return text;
}

static void expect(const char *tag_text, const char *values, const char *json)
{
    struct s7_tag tag = tag_of(tag_text);
    uint8_t octets[64] = {0};
    struct s7_text_error error = {0, ""};
    assert_true(s7_tag_size(&tag) <= sizeof octets);
    assert_int_equal(s7_values_parse(&tag, values, octets, &error), S7_OK);
    char *text = printed(&tag, octets);
    assert_string_equal(text, values);
    free(text);
    json_t *value = s7_values_json(&tag, octets);
    char *dump = json_dumps(value, JSON_ENCODE_ANY | JSON_COMPACT | JSON_REAL_PRECISION(15));
    assert_string_equal(dump, json);
    free(dump);
    json_decref(value);
}

static void every_type_goes_through_text_and_back(void **state)
{
    (void)state;
    expect("DB1.DBX0.3", "true", "true");
    expect("DB1.DBX0.6:BOOL*3", "true, false, true", "[true,false,true]");
    expect("DB1.DBB0:BYTE", "16#A5", "165");
    expect("DB1.DBB0:CHAR", "'x'", "\"x\"");
    expect("DB1.DBB0:CHAR*3", "'a', ',', 'c'", "[\"a\",\",\",\"c\"]");
    expect("MW20", "16#1234", "4660");
    expect("DB1.DBW0:INT", "-32768", "-32768");
    expect("DB1.DBW0:INT*3", "1, -2, 3", "[1,-2,3]");
    expect("DB1.DBD0:DWORD", "16#DEADBEEF", "3735928559");
    expect("DB1.DBD0:DINT", "-2147483648", "-2147483648");
    expect("DB1.DBD0:REAL*2", "0.1, -1.5", "[0.1,-1.5]");
    expect("C3", "999", "999");
    expect("P#DB10.DBX0.0 BYTE 3", "16#01, 16#02, 16#FF", "[1,2,255]");
}

static void blanks_and_other_notations_are_accepted(void **state)
{
    (void)state;
    struct s7_tag tag = tag_of("DB1.DBW0:INT*3");
    struct s7_text_error error;
    uint8_t octets[6];
    assert_int_equal(s7_values_parse(&tag, "1,2 ,  16#0003", octets, &error), S7_OK);
    assert_memory_equal(octets, ((const uint8_t[]){0, 1, 0, 2, 0, 3}), 6);
}

static void errors_point_at_the_value(void **state)
{
    (void)state;
    static const struct {
        const char *tag, *values;
        size_t column;
    } rows[] = {
        {"DB1.DBW0:INT", "32768", 1},  {"DB1.DBW0:INT", "", 1},       {"DB1.DBW0:INT", "1,2", 2},
        {"DB1.DBW0:INT*3", "1, 2", 5}, {"DB1.DBW0:INT*2", "1, x", 4}, {"DB1.DBW0:INT*2", "1, 99999", 4},
        {"DB1.DBX0.0", "maybe", 1},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct s7_tag tag = tag_of(rows[i].tag);
        uint8_t octets[8];
        struct s7_text_error error = {0, ""};
        assert_int_equal(s7_values_parse(&tag, rows[i].values, octets, &error), S7_ERR_LOCAL_VALUE);
        assert_int_equal(error.column, rows[i].column);
        assert_true(error.message[0] != '\0');
    }
}

/* Only where one REAL is expected: between INTs and between several REALs a comma is a comma. */
static void a_decimal_comma_is_named(void **state)
{
    (void)state;
    static const struct {
        const char *tag, *values, *says;
    } rows[] = {
        {"DB1.DBD0:REAL", "20,5", "the decimal point is a point"},
        {"DB1.DBD0:REAL", "20, 5", "too many values"},
        {"DB1.DBW0:INT", "20,5", "too many values"},
        {"DB1.DBD0:REAL*2", "20,5,3", "too many values"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct s7_tag tag = tag_of(rows[i].tag);
        uint8_t octets[8];
        struct s7_text_error error = {0, ""};
        assert_int_equal(s7_values_parse(&tag, rows[i].values, octets, &error), S7_ERR_LOCAL_VALUE);
        assert_non_null(strstr(error.message, rows[i].says));
    }
}

static void what_is_no_value_is_shown_as_octets(void **state)
{
    (void)state;
    struct s7_tag tag = tag_of("C3");
    static const uint8_t octets[2] = {0x0A, 0xBC};
    char *text = printed(&tag, octets);
    assert_string_equal(text, "16#0ABC");
    free(text);
    json_t *value = s7_values_json(&tag, octets);
    assert_string_equal(json_string_value(value), "16#0ABC");
    json_decref(value);
}

static void reals_without_number_are_text_in_json(void **state)
{
    (void)state;
    struct s7_tag tag = tag_of("DB1.DBD0:REAL");
    static const uint8_t infinite[4] = {0x7F, 0x80, 0, 0};
    json_t *value = s7_values_json(&tag, infinite);
    assert_true(json_is_string(value));
    json_decref(value);
}

static void latin_letters_are_utf8_in_json(void **state)
{
    (void)state;
    struct s7_tag tag = tag_of("DB1.DBB0:CHAR");
    static const uint8_t octets[1] = {0xFC};
    json_t *value = s7_values_json(&tag, octets);
    assert_string_equal(json_string_value(value), "\xC3\xBC");
    json_decref(value);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_type_goes_through_text_and_back),
        cmocka_unit_test(blanks_and_other_notations_are_accepted),
        cmocka_unit_test(errors_point_at_the_value),
        cmocka_unit_test(a_decimal_comma_is_named),
        cmocka_unit_test(what_is_no_value_is_shown_as_octets),
        cmocka_unit_test(reals_without_number_are_text_in_json),
        cmocka_unit_test(latin_letters_are_utf8_in_json),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
