/* SPDX-License-Identifier: MIT */
#include "register/place.h"

#include "check.h"

static void a_place_belongs_to_what_begins_before_it(void **state)
{
    (void)state;
    struct s7_plant_cpu cpus[] = {{.name = "A", .mark = {10, 3}}, {.name = "B", .mark = {20, 3}}};
    struct s7_plant_zone zones[] = {{.name = "Z", .mark = {20, 30}}};
    const struct s7_plant plant = {.cpus = cpus, .cpu_count = 2, .zones = zones, .zone_count = 1};
    static const struct {
        struct s7_plant_mark mark;
        enum s7_register_object object;
        const char *name;
    } rows[] = {
        {{1, 1}, S7_REGISTER_PLANT, "nobody"}, {{10, 2}, S7_REGISTER_PLANT, "nobody"},
        {{10, 3}, S7_REGISTER_CPU, "A"},       {{19, 99}, S7_REGISTER_CPU, "A"},
        {{20, 29}, S7_REGISTER_CPU, "B"},      {{20, 30}, S7_REGISTER_ZONE, "Z"},
        {{900, 1}, S7_REGISTER_ZONE, "Z"},
    };
    struct s7_storage storage = {.chunks = NULL};
    struct s7_places places = s7_places_of(&plant, &storage);
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        enum s7_register_object object = S7_REGISTER_PLANT;
        const char *name = "nobody";
        s7_places_find(&places, rows[i].mark, &object, &name);
        assert_int_equal(object, rows[i].object);
        assert_string_equal(name, rows[i].name);
    }
    s7_storage_free(&storage);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_place_belongs_to_what_begins_before_it),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
