/* SPDX-License-Identifier: MIT */
#include "check.h"

#include "said.h"
#include "shown.h"

static struct s7_show_object found;

static struct said find(const char *name)
{
    said_start("");
    bool there = s7_show_find(shown_plant, "line.yaml", name, &found);
    return said_stop(there);
}

static void names_are_found(void **state)
{
    (void)state;
    assert_int_equal(find("OVEN").exit_code, true);
    assert_int_equal(found.kind, S7_SHOW_CPU);
    assert_string_equal(found.cpu->name, "OVEN");
    assert_int_equal(find("PANEL").exit_code, true);
    assert_string_equal(found.cpu->name, "PANEL");
    assert_int_equal(find("C-2").exit_code, true);
    assert_int_equal(found.kind, S7_SHOW_CONNECTION);
    assert_int_equal(find("OVEN.DB100").exit_code, true);
    assert_int_equal(found.kind, S7_SHOW_AREA);
    assert_int_equal(found.area.area, S7_AREA_DB);
    assert_int_equal(found.area.db, 100);
    assert_int_equal(find("OVEN.M").exit_code, true);
    assert_int_equal(found.area.area, S7_AREA_MEMORY);
    assert_int_equal(find("OVEN.T").exit_code, true);
    assert_int_equal(found.area.area, S7_AREA_TIMER);
}

static void what_is_not_there_is_said(void **state)
{
    (void)state;
    struct said said = find("OVNE");
    assert_int_equal(said.exit_code, false);
    assert_string_equal(said.err,
                        "sieben: line.yaml has no CPU, host or connection called \"OVNE\"; did you mean "
                        "\"OVEN\"?\n");
    static const char *const no_areas[] = {"OVEN.DB",   "OVEN.DB0", "OVEN.DB65536",
                                           "OVEN.DB1x", "OVEN.M1",  "OVEN."};
    for (size_t i = 0; i < sizeof no_areas / sizeof no_areas[0]; i++) {
        said = find(no_areas[i]);
        assert_int_equal(said.exit_code, false);
        assert_non_null(strstr(said.err, "is no area of OVEN; it has DB100, DB101; areas: I, Q, M, T, C\n"));
    }
    said = find("OVNE.DB1");
    assert_non_null(strstr(said.err, "\"OVNE.DB1\"; did you mean \"OVEN\"?\n"));
    assert_int_equal(find("").exit_code, false);
}

static void pairs_without_a_text_are_left_out(void **state)
{
    (void)state;
    struct s7_show_pairs pairs = {.count = 0};
    s7_show_pair(&pairs, "a", S7_REPORT_NEUTRAL, "%s", "");
    s7_show_pair(&pairs, "b", S7_REPORT_WARN, "%d", 7);
    s7_show_pair(&pairs, "c", S7_REPORT_NEUTRAL, "%*d", S7_SHOW_TEXT, 7); /* no room */
    s7_show_pair(&pairs, "d", S7_REPORT_NEUTRAL, "%s", "x");
    assert_int_equal(pairs.count, 2);
    assert_string_equal(pairs.pairs[0].value.text, "7");
    assert_int_equal(pairs.pairs[0].value.meaning, S7_REPORT_WARN);
    assert_string_equal(pairs.pairs[1].key, "d");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(names_are_found),
        cmocka_unit_test(what_is_not_there_is_said),
        cmocka_unit_test(pairs_without_a_text_are_left_out),
    };
    return cmocka_run_group_tests(tests, shown_begin, shown_end);
}
