/* SPDX-License-Identifier: MIT */
#include <stdlib.h>
#include <string.h>

#include "cases.h"
#include "check.h"
#include "value/form.h"

static const struct s7_type_row *row;

static int find_row(void **state)
{
    (void)state;
    row = s7_type_find(S7_TYPE_CHAR);
    return row && row->form == &s7_form_character ? 0 : -1;
}

static size_t format(unsigned code, char *text, size_t size)
{
    struct s7_value value = {.type = S7_TYPE_CHAR, .as.unsigned_ = code};
    struct s7_strbuf buf = s7_strbuf_over(text, size);
    row->form->format(row, &value, &buf);
    return buf.length;
}

/** The code, or -1 when the text is refused; the value is untouched then. */
static int parse(const char *text, size_t length, struct s7_text_error *error)
{
    struct s7_scan scan = {.text = text, .length = length, .error = error};
    struct s7_value value = {.type = S7_TYPE_CHAR, .as.unsigned_ = 4711};
    int status = row->form->parse(row, &scan, &value);
    if (status == S7_OK)
        return (int)value.as.unsigned_;
    assert_int_equal(status, S7_ERR_LOCAL_VALUE);
    assert_int_equal(value.as.unsigned_, 4711);
    return -1;
}

/** 'A' as itself, $$ and $', controls as $xx, the upper half of Latin-1 as UTF-8. */
static void every_octet_is_written_and_read(void **state)
{
    (void)state;
    for (unsigned code = 0; code < 256; code++) {
        char text[8];
        char expected[8];
        size_t length = format(code, text, sizeof text);
        if (code == '$' || code == '\'')
            snprintf(expected, sizeof expected, "'$%c'", (int)code);
        else if (code < ' ' || (code > '~' && code < 0xA0))
            snprintf(expected, sizeof expected, "'$%02X'", code);
        else if (code < 0x80)
            snprintf(expected, sizeof expected, "'%c'", (int)code);
        else
            snprintf(expected, sizeof expected, "'%c%c'", code < 0xC0 ? 0xC2 : 0xC3, (int)(code & 0xBF));
        assert_string_equal(text, expected);
        assert_int_equal(parse(text, length, NULL), code);
    }
}

static void octets_are_codes(void **state)
{
    (void)state;
    for (uint32_t code = 0; code < 256; code++) {
        struct s7_value value = {.as.unsigned_ = 4711};
        uint32_t raw = 4711;
        assert_int_equal(row->form->decode(row, code, &value), S7_OK);
        assert_int_equal(value.as.unsigned_, code);
        assert_int_equal(row->form->encode(row, &value, &raw), S7_OK);
        assert_int_equal(raw, code);
    }
    struct s7_value beyond = {.as.unsigned_ = 256};
    uint32_t raw = 4711;
    assert_int_equal(row->form->encode(row, &beyond, &raw), S7_ERR_LOCAL_VALUE);
    assert_int_equal(raw, 4711);
}

/** Every code by its escape, in capitals and small letters. */
static void every_octet_has_an_escape(void **state)
{
    (void)state;
    for (unsigned code = 0; code < 256; code++) {
        char text[8];
        snprintf(text, sizeof text, "'$%02X'", code);
        assert_int_equal(parse(text, 5, NULL), code);
        snprintf(text, sizeof text, "'$%02x'", code);
        assert_int_equal(parse(text, 5, NULL), code);
        snprintf(text, sizeof text, "%u", code);
        assert_int_equal(parse(text, strlen(text), NULL), code);
        snprintf(text, sizeof text, "16#%X", code);
        assert_int_equal(parse(text, strlen(text), NULL), code);
    }
}

static const char any[] = "CHAR is one character in quotes ('A') or its number (65, 16#41)";
static const char one[] = "CHAR is one character in quotes: 'A'";
static const char latin[] = "CHAR holds one character of Latin-1; write others as $xx";
static const char escape[] = "behind $ stands $, ' or two hexadecimal digits";

static const struct {
    const char *text;
    size_t column;
    const char *message;
} faults[] = {
    {"", 1, any},
    {"A", 1, any},
    {"\"A\"", 1, any},
    {"-1", 1, any},
    {"256", 1, "CHAR holds 0 to 255"},
    {"6x", 2, "CHAR is a whole number: a digit is expected here"},
    {"'", 2, latin},
    {"''", 3, one},
    {"'A", 3, one},
    {"'AB'", 3, one},
    {"'A'B", 4, one},
    {"'\t'", 2, latin},
    {"'\x7f'", 2, latin},
    {"'\x80'", 2, latin},
    {"'\xc1\x80'", 2, latin}, /* overlong */
    {"'\xc4\x80'", 2, latin}, /* U+0100 */
    {"'\xc3'", 2, latin},     /* cut off */
    {"'\xc3\xc0'", 2, latin}, /* no continuation */
    {"'\xe2\x82\xac'", 2, latin},
    {"'\xfc'", 2, latin}, /* Latin-1 is not UTF-8 */
    {"'$", 3, escape},
    {"'$'", 4, one},
    {"'$4", 3, escape},
    {"'$4'", 3, escape},
    {"'$g0'", 3, escape},
    {"'$0G'", 3, escape},
    {"'$/0'", 3, escape},
    {"'$:0'", 3, escape},
    {"'$@0'", 3, escape},
    {"'$`0'", 3, escape},
    {"'$411'", 5, one},
};

static void faults_are_told_with_their_place(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof faults / sizeof faults[0]; i++) {
        struct s7_text_error error = {.column = 0};
        int code = parse(faults[i].text, strlen(faults[i].text), &error);
        if (code != -1 || error.column != faults[i].column || strcmp(error.message, faults[i].message) != 0)
            fail_msg("\"%s\": %d, column %zu: %s", faults[i].text, code, error.column, error.message);
    }
}

/** Buffers of exactly the text's size: an octet read behind it is a sanitizer error. */
static void any_octets_are_an_ordinary_answer(void **state)
{
    (void)state;
    static const char alphabet[] = "''$$4Af\xc2\xc3\x80\xbf\xe2 ";
    struct s7_chance chance = cases_begin(__func__);
    for (unsigned long i = cases_count(); i > 0; i--) {
        size_t length = s7_chance_below(&chance, 6);
        char *text = malloc(length ? length : 1);
        assert_non_null(text);
        for (size_t n = 0; n < length; n++)
            text[n] = alphabet[s7_chance_below(&chance, sizeof alphabet)];
        struct s7_text_error error = {.column = 0};
        int code = parse(text, length, &error);
        assert_true(code < 256);
        if (code < 0)
            assert_in_range(error.column, 1, length + 1);
        else
            assert_int_equal(error.column, 0);
        free(text);
    }
}

static void numbers_become_codes(void **state)
{
    (void)state;
    struct s7_value value = {.as.unsigned_ = 4711};
    assert_int_equal(row->form->number(row, 255.5, &value), S7_ERR_LOCAL_VALUE);
    assert_int_equal(row->form->number(row, -1, &value), S7_ERR_LOCAL_VALUE);
    assert_int_equal(value.as.unsigned_, 4711);
    assert_int_equal(row->form->number(row, 64.5, &value), S7_OK);
    assert_int_equal(value.as.unsigned_, 'A');
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_octet_is_written_and_read),   cmocka_unit_test(octets_are_codes),
        cmocka_unit_test(every_octet_has_an_escape),         cmocka_unit_test(faults_are_told_with_their_place),
        cmocka_unit_test(any_octets_are_an_ordinary_answer), cmocka_unit_test(numbers_become_codes),
    };
    return cmocka_run_group_tests(tests, find_row, NULL);
}
