/* SPDX-License-Identifier: MIT */
#include "value/area.h"

#include <string.h>

#include "check.h"

/** As s7comm.md lists them: area octets of the S7ANY item and the international letters. */
static const struct {
    unsigned wire;
    const char *letters;
    unsigned element_bits;
} areas[] = {
    {0x1C, "C", 16}, {0x1D, "T", 16}, {0x81, "I", 0}, {0x82, "Q", 0}, {0x83, "M", 0}, {0x84, "DB", 0},
};

enum { AREA_COUNT = sizeof areas / sizeof areas[0] };

static void every_area_has_its_row(void **state)
{
    (void)state;
    for (size_t i = 0; i < AREA_COUNT; i++) {
        const struct s7_area_row *row = s7_area_find((enum s7_area)areas[i].wire);
        assert_non_null(row);
        assert_int_equal(row->area, areas[i].wire);
        assert_string_equal(row->letters, areas[i].letters);
        assert_int_equal(row->element_bits, areas[i].element_bits);
    }
}

static void no_other_octet_is_an_area(void **state)
{
    (void)state;
    unsigned found = 0;
    for (unsigned octet = 0; octet < 256; octet++)
        found += s7_area_find((enum s7_area)octet) != NULL;
    assert_int_equal(found, AREA_COUNT);
}

static void letters_lead_to_the_same_row(void **state)
{
    (void)state;
    for (size_t i = 0; i < AREA_COUNT; i++)
        assert_ptr_equal(s7_area_named(areas[i].letters, strlen(areas[i].letters)),
                         s7_area_find((enum s7_area)areas[i].wire));
}

/** The letters stand in the middle of an address: only `length` octets of them count. */
static void letters_end_where_the_length_says(void **state)
{
    (void)state;
    assert_ptr_equal(s7_area_named("MW20", 1), s7_area_find(S7_AREA_MEMORY));
    assert_ptr_equal(s7_area_named("DB10.DBW4", 2), s7_area_find(S7_AREA_DB));
    static const char unended[] = {'D', 'B'};
    assert_ptr_equal(s7_area_named(unended, sizeof unended), s7_area_find(S7_AREA_DB));
}

static void other_letters_lead_nowhere(void **state)
{
    (void)state;
    static const char *const wrong[] = {"",  "D",  "B",  "E",  "A",  "Z",   "X",
                                        "m", "db", "Db", "DI", "MW", "DBX", " M"};
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++)
        if (s7_area_named(wrong[i], strlen(wrong[i])))
            fail_msg("\"%s\" is no area", wrong[i]);
    assert_null(s7_area_named("DB", 1));
    assert_null(s7_area_named("M", 0));
    assert_null(s7_area_named("M\0", 2));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_area_has_its_row),       cmocka_unit_test(no_other_octet_is_an_area),
        cmocka_unit_test(letters_lead_to_the_same_row), cmocka_unit_test(letters_end_where_the_length_says),
        cmocka_unit_test(other_letters_lead_nowhere),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
