/* SPDX-License-Identifier: MIT
 *
 * Names of zones, CPUs and profiles: found as a pointer, or refused with the nearest name.
 */
#include <stdio.h>

#include "check.h"
#include "plant/kind.h"
#include "unit/plant/reading.h"

static struct reading reading;

static struct s7_plant_zone zones[] = {{.name = "press-cell"}, {.name = "oven-cell"}};
static struct s7_plant_cpu cpus[] = {{.name = "PRESS"}, {.name = "OVEN"}, {.name = "OVEN-2"}};

/** Reads `{k: <name>}` in a plant of these zones and CPUs; the name stands at 1:5. */
static const char *read_name(enum s7_plant_element where, const char *key_name, const char *name, void *element)
{
    char text[200];
    const struct s7_plant_key *key = reading_key(where, key_name);
    snprintf(text, sizeof text, "{k: %s}", name);
    reading_begin(&reading, text);
    assert_int_equal(reading.error, S7_OK);
    reading.plant = (struct s7_plant){.zones = zones, .zone_count = 2, .cpus = cpus, .cpu_count = 3};
    key->kind->read(&reading.loader, key, reading_node(&reading, "k"), element);
    return reading_told(&reading);
}

static void zones_and_cpus_are_those_of_the_plant(void **state)
{
    (void)state;
    struct s7_plant_cpu cpu = {.name = "A"};
    struct s7_plant_connection connection = {.id = "X"};
    for (size_t i = 0; i < 2; i++) {
        assert_string_equal(read_name(S7_ELEMENT_CPU, "zone", zones[i].name, &cpu), "");
        assert_ptr_equal(cpu.zone, &zones[i]);
        reading_end(&reading);
    }
    for (size_t i = 0; i < 3; i++) {
        assert_string_equal(read_name(S7_ELEMENT_CONNECTION, "from", cpus[i].name, &connection), "");
        assert_ptr_equal(connection.from, &cpus[i]);
        assert_null(connection.to);
        reading_end(&reading);
    }
    assert_string_equal(read_name(S7_ELEMENT_CONNECTION, "to", "'OVEN'", &connection), "");
    assert_ptr_equal(connection.to, &cpus[1]);
    assert_ptr_equal(connection.from, &cpus[2]);
    reading_end(&reading);
}

static void profiles_are_those_of_the_program(void **state)
{
    (void)state;
    const struct s7_profile *profile;
    size_t count = 0;
    for (; (profile = s7_profile_at(count)) != NULL; count++) {
        struct s7_plant_cpu cpu = {.name = "A"};
        assert_string_equal(read_name(S7_ELEMENT_CPU, "profile", profile->name, &cpu), "");
        assert_ptr_equal(cpu.profile, profile);
        reading_end(&reading);
    }
    assert_true(count >= 7);
}

static void hosts_are_partners_too(void **state)
{
    (void)state;
    struct s7_plant_cpu hosts[] = {{.name = "PC"}, {.name = "PANEL"}};
    struct s7_plant_connection connection = {.id = "X"};
    const struct s7_plant_key *key = reading_key(S7_ELEMENT_CONNECTION, "to");
    reading_begin(&reading, "{k: PANEL, l: PRESS, m: PANE}");
    reading.plant = (struct s7_plant){.cpus = cpus, .cpu_count = 3, .hosts = hosts, .host_count = 2};
    key->kind->read(&reading.loader, key, reading_node(&reading, "k"), &connection);
    assert_ptr_equal(connection.to, &hosts[1]);
    key->kind->read(&reading.loader, key, reading_node(&reading, "l"), &connection);
    assert_ptr_equal(connection.to, &cpus[0]);
    key->kind->read(&reading.loader, key, reading_node(&reading, "m"), &connection);
    assert_string_equal(reading_told(&reading),
                        "1:25: error: to: there is no CPU or host \"PANE\"; did you mean \"PANEL\"?");
    reading_end(&reading);
}

static void a_conduit_connects_two_zones(void **state)
{
    (void)state;
    static const struct {
        const char *text, *told;
    } bad[] = {
        {"[press-cell]", "1:5: error: between: a list of 2 to 2 is expected, this has 1"},
        {"[press-cell, oven-cell, oven-cell]", "1:5: error: between: a list of 2 to 2 is expected, this has 3"},
        {"[oven-cell, oven-cell]", "1:5: error: between: a conduit connects two different zones"},
        {"[oven-cell, kitchen]", "1:17: error: between: there is no zone \"kitchen\""},
        {"press-cell", "1:5: error: between: expected a list of two zones"},
    };
    struct s7_plant_conduit conduit = {.name = "K"};
    assert_string_equal(read_name(S7_ELEMENT_CONDUIT, "between", "[oven-cell, press-cell]", &conduit), "");
    assert_ptr_equal(conduit.between[0], &zones[1]);
    assert_ptr_equal(conduit.between[1], &zones[0]);
    reading_end(&reading);
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        assert_string_equal(read_name(S7_ELEMENT_CONDUIT, "between", bad[i].text, &conduit), bad[i].told);
        reading_end(&reading);
    }
}

/** Those of the plant stand beside those of the program; one with errors has no name yet and is not taken. */
static void profiles_of_the_plant_are_found(void **state)
{
    (void)state;
    struct s7_plant_profile profiles[] = {{.name = "own", .profile = {.name = "own", .slot = {.value = 9}}},
                                          {.name = "bad"}};
    const struct s7_plant_key *key = reading_key(S7_ELEMENT_CPU, "profile");
    const struct s7_plant_key *like = reading_key(S7_ELEMENT_PROFILE, "like");
    struct s7_plant_cpu cpu = {.name = "A"};
    struct s7_plant_profile other = {.name = "other"};
    reading_begin(&reading, "{k: own, l: bad, m: owns}");
    reading.plant = (struct s7_plant){.profiles = profiles, .profile_count = 2};
    key->kind->read(&reading.loader, key, reading_node(&reading, "k"), &cpu);
    assert_ptr_equal(cpu.profile, &profiles[0].profile);
    like->kind->read(&reading.loader, like, reading_node(&reading, "k"), &other);
    assert_int_equal(other.profile.slot.value, 9);
    cpu.profile = NULL;
    key->kind->read(&reading.loader, key, reading_node(&reading, "l"), &cpu);
    assert_null(cpu.profile);
    assert_string_equal(reading_told(&reading), "");
    like->kind->read(&reading.loader, like, reading_node(&reading, "l"), &other);
    key->kind->read(&reading.loader, key, reading_node(&reading, "m"), &cpu);
    assert_string_equal(reading_told(&reading),
                        "1:13: error: like: \"bad\" has errors, or does not stand above this profile\n"
                        "1:21: error: profile: there is no profile \"owns\"; did you mean \"own\"?");
    assert_int_equal(other.profile.slot.value, 9);
    reading_end(&reading);
}

static void another_name_is_refused(void **state)
{
    (void)state;
    static const struct {
        enum s7_plant_element where;
        const char *key, *name, *told;
    } rows[] = {
        {S7_ELEMENT_CPU, "zone", "oven-cel",
         "zone: there is no zone \"oven-cel\"; did you mean \"oven-cell\"?"},
        {S7_ELEMENT_CPU, "zone", "OVEN-CELL",
         "zone: there is no zone \"OVEN-CELL\"; did you mean \"oven-cell\"?"},
        {S7_ELEMENT_CPU, "zone", "kitchen", "zone: there is no zone \"kitchen\""},
        {S7_ELEMENT_CPU, "zone", "OVEN", "zone: there is no zone \"OVEN\""},
        {S7_ELEMENT_CONNECTION, "from", "OVEN-",
         "from: there is no CPU or host \"OVEN-\"; did you mean \"OVEN\"?"},
        {S7_ELEMENT_CONNECTION, "to", "PRES", "to: there is no CPU or host \"PRES\"; did you mean \"PRESS\"?"},
        {S7_ELEMENT_CONNECTION, "to", "x", "to: there is no CPU or host \"x\""},
        {S7_ELEMENT_CPU, "profile", "s7-1501",
         "profile: there is no profile \"s7-1501\"; did you mean \"s7-1500\"?"},
        {S7_ELEMENT_CPU, "profile", "press-cell", "profile: there is no profile \"press-cell\""},
        {S7_ELEMENT_CPU, "profile", "[logo]", "profile: expected a name of a profile, found a list"},
        {S7_ELEMENT_CPU, "zone", "''", "zone: expected a name of a zone, found nothing"},
        {S7_ELEMENT_CONNECTION, "to", "{a: b}", "to: expected a name of a CPU or host, found a mapping"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        union {
            struct s7_plant_cpu cpu;
            struct s7_plant_connection connection;
        } element, before;
        char told[200];
        memset(&element, 0xA5, sizeof element);
        memset(&before, 0xA5, sizeof before);
        snprintf(told, sizeof told, "1:5: error: %s", rows[i].told);
        assert_string_equal(read_name(rows[i].where, rows[i].key, rows[i].name, &element), told);
        assert_memory_equal(&element, &before, sizeof element);
        reading_end(&reading);
    }
}

/** Names that are not read yet do not count: there are as many as the plant says. */
static void a_plant_without_any_has_none(void **state)
{
    (void)state;
    struct s7_plant_cpu cpu = {.name = "A"};
    reading_begin(&reading, "{k: press-cell}");
    reading.plant = (struct s7_plant){.zones = zones, .zone_count = 0};
    s7_kind_zone(&reading.loader, reading_key(S7_ELEMENT_CPU, "zone"), reading_node(&reading, "k"), &cpu);
    assert_string_equal(reading_told(&reading), "1:5: error: zone: there is no zone \"press-cell\"");
    assert_null(cpu.zone);
    reading_end(&reading);
}

/** When no more findings are kept, the nearest name is not looked for; the error still counts. */
static void a_full_list_still_counts(void **state)
{
    (void)state;
    struct s7_plant_cpu cpu = {.name = "A"};
    reading_begin(&reading, "{k: oven-cel}");
    for (unsigned i = 0; i < S7_FINDING_MOST; i++)
        s7_loader_warn(&reading.loader, S7_PLANT_TOPIC_NAMED, (struct s7_plant_mark){1, 1}, "full");
    s7_kind_zone(&reading.loader, reading_key(S7_ELEMENT_CPU, "zone"), reading_node(&reading, "k"), &cpu);
    assert_int_equal(reading.findings.error_count, 1);
    assert_int_equal(reading.findings.dropped, 1);
    assert_null(cpu.zone);
    reading_end(&reading);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(zones_and_cpus_are_those_of_the_plant),
        cmocka_unit_test(profiles_are_those_of_the_program),
        cmocka_unit_test(hosts_are_partners_too),
        cmocka_unit_test(a_conduit_connects_two_zones),
        cmocka_unit_test(profiles_of_the_plant_are_found),
        cmocka_unit_test(another_name_is_refused),
        cmocka_unit_test(a_plant_without_any_has_none),
        cmocka_unit_test(a_full_list_still_counts),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
