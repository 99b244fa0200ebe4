/* SPDX-License-Identifier: MIT
 *
 * What a CPU holds, and whether its parts agree.
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
static const struct s7_profile classic = {.name = "classic", .display = "CLASSIC", .memory_size = {.value = 8}};

static struct s7_plant_db dbs[] = {{.number = 1, .size = 12}, {.number = 2, .size = 0}};

static struct s7_plant_cpu cpu_of(const struct s7_profile *profile)
{
    return (struct s7_plant_cpu){.name = "A", .profile = profile, .put_get = true, .dbs = dbs, .db_count = 2};
}

static struct s7_range range_of(enum s7_area area, unsigned db, unsigned first, unsigned count)
{
    return (struct s7_range){.area = area, .db = (uint16_t)db, .first_bit = first, .bit_count = count};
}

static void the_last_octet_of_an_area_is_there_and_the_next_is_not(void **state)
{
    (void)state;
    static const struct {
        enum s7_area area;
        unsigned db, size;
    } rows[] = {{S7_AREA_INPUT, 0, 10}, {S7_AREA_OUTPUT, 0, 20},  {S7_AREA_MEMORY, 0, 30},
                {S7_AREA_TIMER, 0, 8},  {S7_AREA_COUNTER, 0, 10}, {S7_AREA_DB, 1, 12},
                {S7_AREA_DB, 2, 0}};
    struct s7_plant_cpu cpu = cpu_of(&modern);
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct s7_range whole = range_of(rows[i].area, rows[i].db, 0, 8 * rows[i].size);
        struct s7_range bit = range_of(rows[i].area, rows[i].db, 8 * rows[i].size, 1);
        struct s7_range longer = range_of(rows[i].area, rows[i].db, 0, 8 * rows[i].size + 8);
        assert_string_equal(s7_check_area(&cpu, &whole).text, "");
        assert_string_not_equal(s7_check_area(&cpu, &bit).text, "");
        assert_string_not_equal(s7_check_area(&cpu, &longer).text, "");
    }
}

static void the_verdict_says_what_is_missing(void **state)
{
    (void)state;
    struct s7_plant_cpu cpu = cpu_of(&modern);
    struct s7_range range = range_of(S7_AREA_DB, 3, 0, 8);
    assert_string_equal(s7_check_area(&cpu, &range).text, "A has no DB3");
    range = range_of(S7_AREA_DB, 1, 88, 32);
    assert_string_equal(s7_check_area(&cpu, &range).text, "DB1 of A has 12 octets, this ends at octet 15");
    range = range_of(S7_AREA_MEMORY, 0, 8 * 30 + 7, 1);
    assert_string_equal(s7_check_area(&cpu, &range).text,
                        "this area of A (MODERN) has 30 octets, this ends at octet 31");
    cpu = cpu_of(&classic);
    range = range_of(S7_AREA_TIMER, 0, 0, 16);
    assert_string_equal(s7_check_area(&cpu, &range).text,
                        "this area of A (CLASSIC) has 0 octets, this ends at octet 2");
}

/** Without a profile there is an error already, and how large the areas are is not known. */
static void without_a_profile_only_dbs_are_judged(void **state)
{
    (void)state;
    struct s7_plant_cpu cpu = cpu_of(NULL);
    struct s7_range range = range_of(S7_AREA_MEMORY, 0, (1U << 24) - 8, 8);
    assert_string_equal(s7_check_area(&cpu, &range).text, "");
    range = range_of(S7_AREA_DB, 9, 0, 8);
    assert_string_equal(s7_check_area(&cpu, &range).text, "A has no DB9");
}

/** Any range is there exactly when its last bit lies in the area. */
static void a_range_is_there_when_its_last_bit_is(void **state)
{
    (void)state;
    struct s7_chance chance = cases_begin("a_range_is_there_when_its_last_bit_is");
    struct s7_plant_cpu cpu = cpu_of(&modern);
    for (unsigned long n = 0; n < cases_count(); n++) {
        struct s7_range range =
            range_of(s7_chance_below(&chance, 2) ? S7_AREA_DB : S7_AREA_MEMORY, 1,
                     (unsigned)s7_chance_below(&chance, 300), 1 + (unsigned)s7_chance_below(&chance, 100));
        uint32_t last = (range.first_bit + range.bit_count - 1) / 8;
        bool is_there = last < (range.area == S7_AREA_DB ? 12U : 30U);
        assert_int_equal(s7_check_area(&cpu, &range).text[0] == '\0', is_there);
    }
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

static void what_a_family_lacks_is_told(void **state)
{
    (void)state;
    static const char text[] =
        "{put_get: blocked, access_level: none, dbs: {1: {access: optimized}, 2: {size: 3},"
        " 3: {access: [optimized]}, 4: {access: standard}, 5: {access: optimized}}}";
    struct s7_plant_cpu cpu = cpu_of(&classic);
    cpu.put_get = false;
    cpu.access_level = S7_PLANT_LEVEL_NONE;
    assert_string_equal(
        check_cpu(text, &cpu, 1),
        "1:11: warning: put_get: a real CLASSIC has no such switch and always permits PUT/GET; the one played "
        "here refuses it as written\n"
        "1:58: error: access: CLASSIC has no optimized block access\n"
        "1:145: error: access: CLASSIC has no optimized block access");
    cpu.profile = &modern;
    assert_string_equal(check_cpu(text, &cpu, 1), "");
    cpu.profile = NULL;
    assert_string_equal(check_cpu(text, &cpu, 1), "");
}

/** A mode switch without RUN leaves STOP alone; what is written against it is an error. */
static void the_switch_decides_over_the_mode(void **state)
{
    (void)state;
    static const struct {
        enum s7_plant_switch position;
        bool written_stop, stops;
        const char *text, *told;
    } rows[] = {
        {S7_PLANT_SWITCH_RUN_P, false, false, "{mode: run}", ""},
        {S7_PLANT_SWITCH_RUN, false, false, "{address: a}", ""},
        {S7_PLANT_SWITCH_RUN, true, true, "{mode: stop}", ""},
        {S7_PLANT_SWITCH_STOP, false, true, "{mode_switch: stop}", ""},
        {S7_PLANT_SWITCH_MRES, true, true, "{mode_switch: mres, mode: stop}", ""},
        {S7_PLANT_SWITCH_STOP, false, true, "{mode: run}",
         "1:8: error: mode: the mode switch (mode_switch) is at a position without RUN"},
        {S7_PLANT_SWITCH_MRES, false, true, "{mode: run}",
         "1:8: error: mode: the mode switch (mode_switch) is at a position without RUN"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct s7_plant_cpu cpu = cpu_of(&modern);
        cpu.mode_switch = rows[i].position;
        cpu.mode_stop = rows[i].written_stop;
        assert_string_equal(check_cpu(rows[i].text, &cpu, 1), rows[i].told);
        assert_int_equal(cpu.mode_stop, rows[i].stops);
    }
}

static void a_password_that_nobody_can_give_is_warned_of(void **state)
{
    (void)state;
    struct s7_profile with = classic;
    with.password_service.value = 1;
    struct s7_plant_cpu cpu = cpu_of(&classic);
    assert_string_equal(
        check_cpu("{password_file: pass}", &cpu, 1),
        "1:17: warning: password_file: CLASSIC has no session password of this kind; nobody will "
        "be asked for it");
    cpu.profile = &with;
    assert_string_equal(check_cpu("{password_file: pass}", &cpu, 1), "");
}

/** What is permitted, or only the default, is nothing to be told of. */
static void what_a_family_does_anyway_is_not_told(void **state)
{
    (void)state;
    struct s7_plant_cpu cpu = cpu_of(&classic);
    assert_string_equal(check_cpu("{put_get: permitted, access_level: read, dbs: [1]}", &cpu, 1), "");
    cpu.put_get = false;
    cpu.access_level = S7_PLANT_LEVEL_NONE;
    assert_string_equal(check_cpu("{address: a}", &cpu, 1), "");
}

static void the_firmware_decides_what_is_shipped(void **state)
{
    (void)state;
    static const struct {
        const char *keys;
        bool put_get;
    } rows[] = {
        {"profile: s7-1200", false},
        {"profile: s7-1200, firmware: V3.0", true},
        {"profile: s7-1200, firmware: V4.0", false},
        {"profile: s7-1200, firmware: 4.5", false},
        {"profile: s7-1200, firmware: 1.0", true},
        {"profile: s7-1200, firmware: V3.0, put_get: blocked", false},
        {"profile: s7-1200, firmware: V4.5, put_get: permitted", true},
        {"profile: s7-1500, firmware: V2.9", false},
        {"profile: s7-300, firmware: V3.2.7", true},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        char text[200];
        snprintf(text, sizeof text, "sieben: 1\nplant: {name: P}\ncpus: {A: {address: a, %s}}\n", rows[i].keys);
        const char *told = telling_begin(text);
        assert_non_null(telling_loading.plant);
        assert_int_equal(telling_loading.plant->cpus[0].put_get, rows[i].put_get);
        if (strstr(rows[i].keys, "blocked"))
            assert_string_equal(told,
                                "3:67: warning: put_get: a real S7-1200 with firmware V3.0 has no such switch "
                                "and always permits PUT/GET; the one played here refuses it as written");
        else
            assert_string_equal(told, "");
        telling_end();
    }
}

static void a_name_is_used_once(void **state)
{
    (void)state;
    assert_string_equal(telling("sieben: 1\nplant: {name: P}\nhosts: {A: {address: a}, B: {address: b}}\n"
                                "cpus: {C: {address: c, profile: logo}, B: {address: d, profile: logo}}\n"),
                        "4:40: error: a host has the name \"B\", too");
}

static void what_a_program_writes_lies_in_the_cpu(void **state)
{
    (void)state;
    assert_string_equal(
        telling("sieben: 1\nplant: {name: P}\ncpus:\n  A:\n    address: a\n    profile: s7-300\n"
                "    dbs: {1: {size: 4}}\n    program_writes: [DB1.DBD0, DB1.DBD1, DB2.DBB0, MB0]\n"),
        "8:32: warning: program_writes: DB1 of A has 4 octets, this ends at octet 5\n"
        "8:42: warning: program_writes: A has no DB2");
}

/** A mapping that is not there or is none was told of already; and some have nothing to be checked. */
static void what_is_not_there_is_not_judged(void **state)
{
    (void)state;
    struct s7_plant_cpu cpu = {.resources_total = 1, .pg = {9, 3}, .profile = &classic};
    reading_begin(&reading, "{put_get: blocked}");
    s7_check_cpu(&reading.loader, NULL, &cpu);
    s7_check_resources(&reading.loader, NULL, &cpu);
    s7_check_nothing(&reading.loader, reading.root, &cpu);
    s7_check_nothing(&reading.loader, NULL, NULL);
    assert_string_equal(reading_told(&reading), "");
    assert_int_equal(cpu.resources_total, 1);
    reading_end(&reading);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_last_octet_of_an_area_is_there_and_the_next_is_not),
        cmocka_unit_test(the_verdict_says_what_is_missing),
        cmocka_unit_test(without_a_profile_only_dbs_are_judged),
        cmocka_unit_test(a_range_is_there_when_its_last_bit_is),
        cmocka_unit_test(what_a_family_lacks_is_told),
        cmocka_unit_test(the_switch_decides_over_the_mode),
        cmocka_unit_test(a_password_that_nobody_can_give_is_warned_of),
        cmocka_unit_test(what_a_family_does_anyway_is_not_told),
        cmocka_unit_test(the_firmware_decides_what_is_shipped),
        cmocka_unit_test(a_name_is_used_once),
        cmocka_unit_test(what_a_program_writes_lies_in_the_cpu),
        cmocka_unit_test(what_is_not_there_is_not_judged),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
