/* SPDX-License-Identifier: MIT */
#include "check.h"

#include "cli/plant_words.h"

static char text[200];
static struct s7_strbuf buf;

static struct s7_strbuf *fresh(void)
{
    buf = s7_strbuf_over(text, sizeof text);
    return &buf;
}

static void words_are_those_of_the_schema(void **state)
{
    (void)state;
    assert_string_equal(s7_plant_word_of(S7_ELEMENT_CONNECTION, "service", S7_PLANT_SERVICE_HMI), "hmi");
    assert_string_equal(s7_plant_word_of(S7_ELEMENT_CPU, "put_get", false), "blocked");
    assert_string_equal(s7_plant_word_of(S7_ELEMENT_ZONE, "kind", S7_PLANT_ZONE_NONE), "");
    assert_string_equal(s7_plant_word_of(S7_ELEMENT_ZONE, "colour", 1), "");
}

static void durations_have_the_largest_unit(void **state)
{
    (void)state;
    static const struct {
        s7_time duration;
        const char *expected;
    } rows[] = {{100 * S7_MILLISECOND, "100ms"},
                {1500 * S7_MILLISECOND, "1500ms"},
                {S7_SECOND, "1s"},
                {90 * S7_SECOND, "90s"},
                {3600 * S7_SECOND, "1h"},
                {86400 * 180 * S7_SECOND, "180d"},
                {0, "0ms"}};
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        s7_plant_write_duration(fresh(), rows[i].duration);
        assert_string_equal(text, rows[i].expected);
    }
}

static void dates_and_texts(void **state)
{
    (void)state;
    const char *lines[] = {"E-1", "E-2"};
    s7_plant_write_date(fresh(), &(struct s7_plant_date){2026, 1, 8});
    assert_string_equal(text, "2026-01-08");
    s7_plant_write_date(fresh(), &(struct s7_plant_date){.year = 0});
    assert_string_equal(text, "");
    s7_plant_write_texts(fresh(), &(struct s7_plant_texts){lines, 2});
    assert_string_equal(text, "E-1, E-2");
}

static void areas_and_ranges(void **state)
{
    (void)state;
    const struct s7_range ranges[] = {
        {S7_AREA_DB, 10, 0, 160}, {S7_AREA_MEMORY, 0, 3, 1}, {S7_AREA_DB, 1, 0, 8}};
    s7_plant_write_ranges(fresh(), ranges, 3, 2);
    assert_string_equal(text, "P#DB10.DBX0.0 BYTE 20, P#M0.3 BOOL 1, and 1 more");
    s7_plant_write_area(fresh(), &ranges[0]);
    assert_string_equal(text, "DB10");
    s7_plant_write_area(fresh(), &ranges[1]);
    assert_string_equal(text, "M");
}

static void the_usual_port_is_not_said(void **state)
{
    (void)state;
    s7_plant_write_address(fresh(), &(struct s7_plant_cpu){.host = "fd00::1", .port = 102});
    assert_string_equal(text, "fd00::1");
    s7_plant_write_address(fresh(), &(struct s7_plant_cpu){.host = "fd00::1", .port = 1102});
    assert_string_equal(text, "[fd00::1]:1102");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(words_are_those_of_the_schema),
        cmocka_unit_test(durations_have_the_largest_unit),
        cmocka_unit_test(dates_and_texts),
        cmocka_unit_test(areas_and_ranges),
        cmocka_unit_test(the_usual_port_is_not_said),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
