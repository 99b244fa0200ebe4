/* SPDX-License-Identifier: MIT
 *
 * PCs as partners: read into what CPUs are read into.
 */
#include <stdio.h>

#include "check.h"
#include "unit/plant/telling.h"

static void a_host_is_a_partner_with_a_profile(void **state)
{
    (void)state;
    assert_string_equal(telling_begin("sieben: 1\nplant: {name: P}\nhosts:\n  DESK: {address: 10.30.0.5}\n"
                                      "  HIST:\n    address: \"[fd00::5]:1102\"\n    class: op\n"
                                      "    software: historian\n    firmware: 4.1\n    slot: 3\n"
                                      "    dbs: {7: {size: 9}}\n    criticality: information\n"
                                      "cpus: {A: {address: a, profile: s7-300}}\n"
                                      "connections: {X: {from: HIST, to: A}, Y: {from: A, to: DESK}}\n"),
                        "");
    const struct s7_plant *plant = telling_loading.plant;
    const struct s7_plant_cpu *desk = &plant->hosts[0];
    const struct s7_plant_cpu *hist = &plant->hosts[1];
    assert_int_equal(plant->host_count, 2);
    assert_true(desk->is_host && hist->is_host && !plant->cpus[0].is_host);
    assert_ptr_equal(s7_plant_find_cpu(plant, "HIST"), hist);
    assert_ptr_equal(plant->connections[0].from, hist);
    assert_ptr_equal(plant->connections[1].to, desk);
    assert_ptr_equal(desk->profile, s7_profile_find("pc"));
    assert_true(desk->put_get);
    assert_int_equal(desk->resources_total, desk->profile->resources_total.value);
    assert_int_equal(desk->rack, desk->profile->rack.value);
    assert_int_equal(desk->connection_class, S7_PLANT_CLASS_BASIC);
    assert_int_equal(desk->port, 102);
    assert_string_equal(desk->owner, "");
    assert_string_equal(hist->host, "fd00::5");
    assert_int_equal(hist->port, 1102);
    assert_int_equal(hist->slot, 3);
    assert_int_equal(hist->connection_class, S7_PLANT_CLASS_OP);
    assert_string_equal(hist->model, "historian");
    assert_int_equal(hist->firmware_major, 4);
    assert_int_equal(hist->criticality, S7_PLANT_INFORMATION);
    assert_int_equal(s7_plant_find_db(hist, 7)->size, 9);
    telling_end();
}

static void what_a_cpu_has_is_checked_in_a_host(void **state)
{
    (void)state;
    assert_string_equal(
        telling("sieben: 1\nplant: {name: P}\nhosts:\n  H:\n    address: h\n    dbs: {1: {size: 1}}\n"
                "    simulate: [{tag: DB2.DBB0, wave: ramp}]\n"),
        "7:22: error: tag: H has no DB2");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_host_is_a_partner_with_a_profile),
        cmocka_unit_test(what_a_cpu_has_is_checked_in_a_host),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
