/* SPDX-License-Identifier: MIT */
#include <stdlib.h>
#include <string.h>

#include "check.h"
#include "sieben/address.h"

static const struct {
    struct s7_tag tag;
    const char *text;
    size_t size; /* s7_tag_size() */
} rows[] = {
    {{{S7_AREA_DB, 10, 17, 1}, S7_TYPE_BOOL, 1}, "DB10.DBX2.1:BOOL", 1},
    {{{S7_AREA_DB, 10, 0, 8}, S7_TYPE_BYTE, 1}, "DB10.DBB0:BYTE", 1},
    {{{S7_AREA_DB, 10, 0, 64}, S7_TYPE_CHAR, 8}, "DB10.DBB0:CHAR*8", 8},
    {{{S7_AREA_DB, 10, 32, 16}, S7_TYPE_WORD, 1}, "DB10.DBW4:WORD", 2},
    {{{S7_AREA_DB, 10, 32, 48}, S7_TYPE_INT, 3}, "DB10.DBW4:INT*3", 6},
    {{{S7_AREA_DB, 10, 32, 32}, S7_TYPE_DWORD, 1}, "DB10.DBD4:DWORD", 4},
    {{{S7_AREA_DB, 10, 32, 32}, S7_TYPE_DINT, 1}, "DB10.DBD4:DINT", 4},
    {{{S7_AREA_DB, 1, 0, 320}, S7_TYPE_REAL, 10}, "DB1.DBD0:REAL*10", 40},
    {{{S7_AREA_MEMORY, 0, 8, 1}, S7_TYPE_BOOL, 1}, "M1.0:BOOL", 1},
    {{{S7_AREA_MEMORY, 0, 13, 20}, S7_TYPE_BOOL, 20}, "M1.5:BOOL*20", 20},
    {{{S7_AREA_MEMORY, 0, 160, 16}, S7_TYPE_WORD, 1}, "MW20:WORD", 2},
    {{{S7_AREA_INPUT, 0, 32, 8}, S7_TYPE_BYTE, 1}, "IB4:BYTE", 1},
    {{{S7_AREA_OUTPUT, 0, 64, 32}, S7_TYPE_REAL, 1}, "QD8:REAL", 4},
    {{{S7_AREA_TIMER, 0, 80, 16}, S7_TYPE_TIMER, 1}, "T5", 2},
    {{{S7_AREA_TIMER, 0, 80, 48}, S7_TYPE_TIMER, 3}, "T5*3", 6},
    {{{S7_AREA_COUNTER, 0, 0, 16}, S7_TYPE_COUNTER, 1}, "C0", 2},
    {{{S7_AREA_DB, 65535, 524280, 8}, S7_TYPE_BYTE, 1}, "DB65535.DBB65535:BYTE", 1},
    /* what has no STEP 7 address is an ANY pointer of its range */
    {{{S7_AREA_DB, 10, 0, 160}, S7_TYPE_NONE, 20}, "P#DB10.DBX0.0 BYTE 20", 20},
    {{{S7_AREA_MEMORY, 0, 3, 16}, S7_TYPE_INT, 1}, "P#M0.3 BOOL 16", 2},
    {{{S7_AREA_MEMORY, 0, 16, 16}, S7_TYPE_TIMER, 1}, "P#M2.0 BYTE 2", 2},
    {{{S7_AREA_INPUT, 0, 16, 16}, S7_TYPE_COUNTER, 1}, "P#I2.0 BYTE 2", 2},
    {{{S7_AREA_TIMER, 0, 80, 16}, S7_TYPE_NONE, 1}, "T5", 2},
    {{{S7_AREA_TIMER, 0, 80, 16}, S7_TYPE_WORD, 1}, "T5", 2},
    {{{S7_AREA_COUNTER, 0, 80, 1}, S7_TYPE_BOOL, 1}, "P#C5.0 BOOL 1", 1},
};

enum { ROW_COUNT = sizeof rows / sizeof rows[0] };

static void tags_have_one_canonical_text(void **state)
{
    (void)state;
    for (size_t i = 0; i < ROW_COUNT; i++) {
        char text[S7_TAG_TEXT_SIZE];
        size_t length = s7_tag_format(&rows[i].tag, text, sizeof text);
        assert_string_equal(text, rows[i].text);
        assert_int_equal(length, strlen(text));
    }
}

static void sizes_are_octets_of_the_values(void **state)
{
    (void)state;
    for (size_t i = 0; i < ROW_COUNT; i++)
        assert_int_equal(s7_tag_size(&rows[i].tag), rows[i].size);
}

/** Every size below the text's, in a buffer of exactly that size. */
static void too_small_a_buffer_says_zero(void **state)
{
    (void)state;
    for (size_t i = 0; i < ROW_COUNT; i++) {
        size_t length = strlen(rows[i].text);
        for (size_t size = 0; size <= length + 1; size++) {
            char *text = malloc(size ? size : 1);
            assert_non_null(text);
            assert_int_equal(s7_tag_format(&rows[i].tag, text, size), size > length ? length : 0);
            free(text);
        }
    }
}

/** The longest numbers of every member fit into S7_TAG_TEXT_SIZE. */
static void the_promised_size_always_suffices(void **state)
{
    (void)state;
    static const enum s7_area areas[] = {S7_AREA_COUNTER, S7_AREA_TIMER,  S7_AREA_INPUT,
                                         S7_AREA_OUTPUT,  S7_AREA_MEMORY, S7_AREA_DB};
    for (size_t i = 0; i < sizeof areas / sizeof areas[0]; i++) {
        for (int type = S7_TYPE_NONE; type <= S7_TYPE_COUNTER; type++) {
            struct s7_tag tag = {{areas[i], 65535, UINT32_MAX, UINT32_MAX}, (enum s7_type)type, UINT32_MAX};
            char text[S7_TAG_TEXT_SIZE];
            size_t length = s7_tag_format(&tag, text, sizeof text);
            assert_in_range(length, 1, sizeof text - 1);
            tag.range.first_bit = UINT32_MAX - 7;
            assert_in_range(s7_tag_format(&tag, text, sizeof text), 1, sizeof text - 1);
        }
    }
}

static void other_areas_have_no_text(void **state)
{
    (void)state;
    struct s7_tag tag = {{(enum s7_area)0x80, 0, 0, 8}, S7_TYPE_BYTE, 1};
    char text[S7_TAG_TEXT_SIZE];
    assert_int_equal(s7_tag_format(&tag, text, sizeof text), 0);
    tag.type = S7_TYPE_NONE;
    assert_int_equal(s7_tag_format(&tag, text, sizeof text), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(tags_have_one_canonical_text), cmocka_unit_test(sizes_are_octets_of_the_values),
        cmocka_unit_test(too_small_a_buffer_says_zero), cmocka_unit_test(the_promised_size_always_suffices),
        cmocka_unit_test(other_areas_have_no_text),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
