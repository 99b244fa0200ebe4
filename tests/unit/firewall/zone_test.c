/* SPDX-License-Identifier: MIT */
#include "planted.h"

#include "firewall/zone.h"

static struct s7_plant *plant;

static int start(void **state)
{
    (void)state;
    plant = planted("zones:\n"
                    "  A: {nets: [10.1.0.0/20, \"fd00:20::/61\"]}\n"
                    "  B: {nets: [192.168.7.9/32, 10.0.0.0/8]}\n"
                    "  EMPTY: {}\n");
    return 0;
}

static int stop(void **state)
{
    (void)state;
    s7_plant_free(plant);
    return 0;
}

static bool holds(const char *zone, const char *address)
{
    return s7_zone_holds(s7_zone_find(plant, zone), address);
}

static void a_net_ends_at_its_last_bit(void **state)
{
    (void)state;
    assert_true(holds("A", "10.1.0.0"));
    assert_true(holds("A", "10.1.15.255"));
    assert_false(holds("A", "10.1.16.0"));
    assert_false(holds("A", "10.0.255.255"));
    assert_true(holds("B", "192.168.7.9"));
    assert_false(holds("B", "192.168.7.8"));
    assert_true(holds("B", "10.255.255.255"));
    assert_false(holds("B", "11.0.0.0"));
}

static void both_families_are_known(void **state)
{
    (void)state;
    assert_true(holds("A", "fd00:20::1"));
    assert_true(holds("A", "fd00:20:0:7:ffff::1%eth0"));
    assert_false(holds("A", "fd00:20:0:8::1"));
    assert_false(holds("B", "::10.0.0.1"));
}

static void what_is_no_address_is_nowhere(void **state)
{
    (void)state;
    const char *const texts[] = {
        "",      "oven",        "10.1.0",
        "%eth0", "10.1.0.1/20", "10.1.0.1.10.1.0.1.10.1.0.1.10.1.0.1.10.1.0.1.10.1.0.1.10.1.0.1.10.1.0.1"};
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++)
        assert_null(s7_zone_of_address(plant, texts[i]));
    assert_false(holds("EMPTY", "10.1.0.1"));
}

static void the_first_zone_that_holds_it_counts(void **state)
{
    (void)state;
    assert_string_equal(s7_zone_of_address(plant, "10.1.1.1")->name, "A");
    assert_string_equal(s7_zone_of_address(plant, "10.2.1.1")->name, "B");
    assert_null(s7_zone_of_address(plant, "172.16.0.1"));
}

static void a_zone_is_found_by_its_whole_name(void **state)
{
    (void)state;
    assert_string_equal(s7_zone_find(plant, "EMPTY")->name, "EMPTY");
    assert_null(s7_zone_find(plant, "EMPT"));
    assert_null(s7_zone_find(plant, "a"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_net_ends_at_its_last_bit),
        cmocka_unit_test(both_families_are_known),
        cmocka_unit_test(what_is_no_address_is_nowhere),
        cmocka_unit_test(the_first_zone_that_holds_it_counts),
        cmocka_unit_test(a_zone_is_found_by_its_whole_name),
    };
    return cmocka_run_group_tests(tests, start, stop);
}
