/* SPDX-License-Identifier: MIT */
#include "plant/names.h"

#include "check.h"
#include "unit/plant/reading.h"

static struct reading reading;

static void names_are_found_by_kind(void **state)
{
    (void)state;
    struct s7_plant_cpu cpus[] = {{.name = "A"}, {.name = NULL}, {.name = "B"}, {.name = "A"}};
    struct s7_plant_cpu hosts[] = {{.name = "H"}};
    struct s7_plant_conduit conduits[] = {{.name = "K", .guard = "g"}, {.name = "L", .guard = NULL}};
    reading_begin(&reading, "{}");
    reading.plant = (struct s7_plant){.cpus = cpus,
                                      .cpu_count = 4,
                                      .hosts = hosts,
                                      .host_count = 1,
                                      .conduits = conduits,
                                      .conduit_count = 2};
    assert_ptr_equal(s7_names_find(&reading.loader, S7_NAMES_CPUS, "A"), &cpus[0]);
    assert_ptr_equal(s7_names_find(&reading.loader, S7_NAMES_CPUS, "B"), &cpus[2]);
    assert_null(s7_names_find(&reading.loader, S7_NAMES_CPUS, "H"));
    assert_ptr_equal(s7_names_find(&reading.loader, S7_NAMES_HOSTS, "H"), &hosts[0]);
    assert_ptr_equal(s7_names_find(&reading.loader, S7_NAMES_GUARDS, "g"), &conduits[0]);
    assert_ptr_equal(s7_names_find(&reading.loader, S7_NAMES_CONDUITS, "L"), &conduits[1]);
    assert_null(s7_names_find(&reading.loader, S7_NAMES_GUARDS, "L"));
    assert_null(s7_names_find(&reading.loader, S7_NAMES_ZONES, "A"));
    assert_string_equal(s7_names_at(&reading.loader, S7_NAMES_CPUS, 2), "B");
    assert_null(s7_names_at(&reading.loader, S7_NAMES_CPUS, 4));
    reading_end(&reading);
}

/** A section that was read since has other elements. */
static void what_is_new_is_found(void **state)
{
    (void)state;
    struct s7_plant_zone zones[] = {{.name = "one"}};
    reading_begin(&reading, "{}");
    assert_null(s7_names_find(&reading.loader, S7_NAMES_ZONES, "one"));
    reading.plant.zones = zones;
    reading.plant.zone_count = 1;
    assert_ptr_equal(s7_names_find(&reading.loader, S7_NAMES_ZONES, "one"), &zones[0]);
    reading_end(&reading);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(names_are_found_by_kind),
        cmocka_unit_test(what_is_new_is_found),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
