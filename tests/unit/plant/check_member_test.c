/* SPDX-License-Identifier: MIT
 *
 * What CPUs and hosts have in common.
 */
#include <stdio.h>

#include "cases.h"
#include "check.h"
#include "plant/check.h"
#include "plant/kind.h"
#include "unit/plant/reading.h"
#include "unit/plant/telling.h"

static struct reading reading;

/** A family of its own, so that every area has another size. */
static const struct s7_profile modern = {
    .name = "modern",
    .display = "MODERN",
    .put_get_switch = {.value = 1},
    .optimized_exists = {.value = 1},
    .input_size = {.value = 10},
    .output_size = {.value = 20},
    .memory_size = {.value = 30},
    .timer_count = {.value = 4},
    .counter_count = {.value = 5},
};

static struct s7_plant_db dbs[] = {{.number = 1, .size = 12}, {.number = 2, .size = 0}};

static struct s7_plant_cpu cpu_of(const struct s7_profile *profile)
{
    return (struct s7_plant_cpu){.name = "A", .profile = profile, .put_get = true, .dbs = dbs, .db_count = 2};
}

/** Checks a CPU that is the last of the plant; the text is its mapping. */
static const char *check_cpu(const char *text, struct s7_plant_cpu *cpus, size_t count)
{
    reading_begin(&reading, text);
    assert_int_equal(reading.error, S7_OK);
    reading.plant = (struct s7_plant){.cpus = cpus, .cpu_count = count};
    s7_check_cpu(&reading.loader, reading.root, &cpus[count - 1]);
    const char *told = reading_told(&reading);
    reading_end(&reading);
    return told;
}

static void an_address_belongs_to_one_cpu(void **state)
{
    (void)state;
    struct s7_plant_cpu cpus[] = {{.name = "NONE"},
                                  {.name = "OVEN", .host = "10.0.0.1", .port = 102},
                                  {.name = "PRESS", .host = "10.0.0.1", .port = 103},
                                  {.name = "SAW", .host = "10.0.0.1", .port = 102},
                                  {.name = "DRILL", .host = "10.0.0.1", .port = 102},
                                  {.name = "FAN", .host = "10.0.0.2", .port = 102},
                                  {.name = "LOST"},
                                  {.name = "SIX", .host = "2001:db8::1", .port = 102},
                                  {.name = "LONG", .host = "2001:0DB8:0:0:0:0:0:1", .port = 102},
                                  {.name = "NAME", .host = "PLC.local", .port = 102},
                                  {.name = "SMALL", .host = "plc.LOCAL", .port = 102}};
    static const char *const told[] = {"",
                                       "",
                                       "",
                                       "1:11: warning: address: OVEN has the same one",
                                       "1:11: warning: address: OVEN has the same one",
                                       "",
                                       "",
                                       "",
                                       "1:11: warning: address: SIX has the same one",
                                       "",
                                       "1:11: warning: address: NAME has the same one"};
    reading_begin(&reading, "{address: x}");
    reading.plant = (struct s7_plant){.cpus = cpus, .cpu_count = sizeof cpus / sizeof cpus[0]};
    for (size_t i = 0; i < sizeof cpus / sizeof cpus[0]; i++) {
        reading.findings = (struct s7_finding_list){.storage = &reading.storage};
        s7_check_cpu(&reading.loader, reading.root, &cpus[i]);
        assert_string_equal(reading_told(&reading), told[i]);
    }
    reading_end(&reading);
}

static void a_simulated_value_lies_in_the_cpu(void **state)
{
    (void)state;
    struct s7_plant_simulation simulations[] = {
        {.tag = {.range = {S7_AREA_DB, 1, 88, 8}}}, {.tag = {.range = {S7_AREA_DB, 1, 88, 16}}},
        {.tag = {.range = {S7_AREA_DB, 7, 0, 8}}},  {.tag = {.range = {S7_AREA_MEMORY, 0, 240, 1}}},
        {.tag = {.range = {S7_AREA_DB, 9, 0, 0}}}, /* no bits: was not read, there is an error already */
    };
    struct s7_plant_cpu cpu = cpu_of(&modern);
    cpu.simulations = simulations;
    cpu.simulation_count = 5;
    assert_string_equal(
        check_cpu("simulate:\n - tag: a\n - tag: b\n - tag: c\n - tag: d\n - tag: e\n", &cpu, 1),
        "3:9: error: tag: DB1 of A has 12 octets, this ends at octet 13\n"
        "4:9: error: tag: A has no DB7\n"
        "5:9: warning: tag: this area of A (MODERN) has 30 octets, this ends at octet 31; it will "
        "not move here");
    assert_string_equal(check_cpu("simulate: [{}, {}, {}, {}, {}]", &cpu, 1), "");
    cpu.simulation_count = 0;
    assert_string_equal(check_cpu("simulate: 5", &cpu, 1), "");
}

static void hosts_count_when_addresses_are_compared(void **state)
{
    (void)state;
    assert_string_equal(telling("sieben: 1\nplant: {name: P}\nhosts:\n  H: {address: 10.0.0.1}\n"
                                "  I: {address: 10.0.0.1}\n  J: {address: 10.0.0.2}\ncpus:\n"
                                "  A: {profile: logo, address: 10.0.0.1}\n"
                                "  B: {profile: logo, address: 10.0.0.3}\n"
                                "  C: {profile: logo, address: 10.0.0.3}\n"),
                        "5:16: warning: address: H has the same one\n"
                        "8:31: warning: address: H has the same one\n"
                        "10:31: warning: address: B has the same one");
}

static void a_tag_names_what_is_there(void **state)
{
    (void)state;
    assert_string_equal(
        telling("sieben: 1\nplant: {name: P}\nhosts:\n  H:\n    address: h\n"
                "    dbs: {1: {size: 4}}\n    tags:\n      A: {tag: DB1.DBD0:REAL}\n"
                "      B: {tag: DB1.DBD1:REAL}\n      C: {tag: DB2.DBX0.0}\n      D: {tag: MB0}\n"),
        "9:16: warning: tag: DB1 of H has 4 octets, this ends at octet 5\n"
        "10:16: warning: tag: H has no DB2\n"
        "11:16: warning: tag: this area of H (PC) has 0 octets, this ends at octet 1");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_address_belongs_to_one_cpu),
        cmocka_unit_test(a_simulated_value_lies_in_the_cpu),
        cmocka_unit_test(hosts_count_when_addresses_are_compared),
        cmocka_unit_test(a_tag_names_what_is_there),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
