/* SPDX-License-Identifier: MIT */
#include "check.h"
#include "line.h"
#include "register/picture.h"

static void expect_areas(const struct s7_plant *plant, const char *cpu, const struct s7_range *expected,
                         size_t expected_count)
{
    struct s7_range *areas = NULL;
    size_t count = 0;
    assert_int_equal(s7_picture_areas(plant, s7_plant_find_cpu(plant, cpu), &areas, &count), S7_OK);
    assert_int_equal(count, expected_count);
    for (size_t i = 0; i < count; i++) {
        assert_int_equal(areas[i].area, expected[i].area);
        assert_int_equal(areas[i].db, expected[i].db);
    }
    free(areas);
}

static void what_is_touched_and_what_is_declared(void **state)
{
    (void)state;
    struct s7_plant *plant = line_load(line_text);
    static const struct s7_range oven[] = {
        {.area = S7_AREA_MEMORY}, {.area = S7_AREA_DB, .db = 100}, {.area = S7_AREA_DB, .db = 101}};
    static const struct s7_range press[] = {{.area = S7_AREA_DB, .db = 10}};
    expect_areas(plant, "OVEN", oven, 3);
    expect_areas(plant, "PRESS", press, 1);
    expect_areas(plant, "PANEL", NULL, 0);
    s7_plant_free(plant);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(what_is_touched_and_what_is_declared)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
