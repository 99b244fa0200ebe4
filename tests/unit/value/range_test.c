/* SPDX-License-Identifier: MIT */
#include "value/range.h"

#include <string.h>

#include "check.h"

static const struct {
    struct s7_range range;
    const char *text;
    bool transferable;
} rows[] = {
    {{S7_AREA_DB, 10, 0, 160}, "P#DB10.DBX0.0 BYTE 20", true},
    {{S7_AREA_DB, 65535, 524280, 8}, "P#DB65535.DBX65535.0 BYTE 1", true},
    {{S7_AREA_DB, 1, 17, 1}, "P#DB1.DBX2.1 BOOL 1", true},
    {{S7_AREA_MEMORY, 0, 8, 3}, "P#M1.0 BOOL 3", false},
    {{S7_AREA_MEMORY, 0, 12, 8}, "P#M1.4 BOOL 8", false},
    {{S7_AREA_INPUT, 0, 0, 16}, "P#I0.0 BYTE 2", true},
    {{S7_AREA_OUTPUT, 0, 7, 1}, "P#Q0.7 BOOL 1", true},
    {{S7_AREA_TIMER, 0, 80, 16}, "T5", true},
    {{S7_AREA_TIMER, 0, 80, 48}, "T5*3", true},
    {{S7_AREA_COUNTER, 0, 0, 16}, "C0", true},
    {{S7_AREA_COUNTER, 0, 19, 2}, "P#C1.3 BOOL 2", false},
};

enum { ROW_COUNT = sizeof rows / sizeof rows[0] };

static void ranges_are_written_as_any_pointers(void **state)
{
    (void)state;
    for (size_t i = 0; i < ROW_COUNT; i++) {
        char text[S7_TAG_TEXT_SIZE];
        assert_int_equal(s7_range_format(&rows[i].range, text, sizeof text), strlen(rows[i].text));
        assert_string_equal(text, rows[i].text);
        assert_int_equal(s7_range_transferable(&rows[i].range), rows[i].transferable);
    }
}

static void too_small_a_buffer_says_zero(void **state)
{
    (void)state;
    for (size_t i = 0; i < ROW_COUNT; i++) {
        char text[S7_TAG_TEXT_SIZE];
        size_t length = strlen(rows[i].text);
        for (size_t size = 0; size <= length; size++)
            assert_int_equal(s7_range_format(&rows[i].range, text, size), 0);
        assert_int_equal(s7_range_format(&rows[i].range, text, length + 1), length);
    }
}

static void areas_outside_the_table_have_no_text(void **state)
{
    (void)state;
    struct s7_range range = {(enum s7_area)0x80, 0, 0, 8};
    char text[S7_TAG_TEXT_SIZE];
    assert_int_equal(s7_range_format(&range, text, sizeof text), 0);
}

static void sizes_and_ends(void **state)
{
    (void)state;
    assert_int_equal(s7_range_end(&rows[0].range), 160);
    assert_int_equal(s7_range_size(&rows[0].range), 20);
    assert_int_equal(s7_range_size(&rows[2].range), 1);
    assert_true(s7_range_is_bit(&rows[2].range));
    assert_false(s7_range_transferable(&(struct s7_range){S7_AREA_MEMORY, 0, 0, 0}));
    assert_true(s7_range_same_area(&rows[3].range, &rows[4].range));
    assert_false(s7_range_same_area(&rows[0].range, &rows[1].range));
}

static void equal_and_within(void **state)
{
    (void)state;
    static const struct {
        struct s7_range part, whole;
        bool equal, within;
    } cases[] = {
        {{S7_AREA_DB, 1, 8, 8}, {S7_AREA_DB, 1, 8, 8}, true, true},
        {{S7_AREA_DB, 1, 8, 8}, {S7_AREA_DB, 1, 0, 16}, false, true},
        {{S7_AREA_DB, 1, 15, 1}, {S7_AREA_DB, 1, 8, 8}, false, true},
        {{S7_AREA_DB, 1, 16, 1}, {S7_AREA_DB, 1, 8, 8}, false, false},
        {{S7_AREA_DB, 1, 7, 2}, {S7_AREA_DB, 1, 8, 8}, false, false},
        {{S7_AREA_DB, 1, 8, 16}, {S7_AREA_DB, 1, 8, 8}, false, false},
        {{S7_AREA_DB, 2, 8, 8}, {S7_AREA_DB, 1, 8, 8}, false, false},
        {{S7_AREA_INPUT, 0, 8, 8}, {S7_AREA_OUTPUT, 0, 8, 8}, false, false},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        assert_int_equal(s7_range_equal(&cases[i].part, &cases[i].whole), cases[i].equal);
        assert_int_equal(s7_range_within(&cases[i].part, &cases[i].whole), cases[i].within);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(ranges_are_written_as_any_pointers),
        cmocka_unit_test(too_small_a_buffer_says_zero),
        cmocka_unit_test(areas_outside_the_table_have_no_text),
        cmocka_unit_test(sizes_and_ends),
        cmocka_unit_test(equal_and_within),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
