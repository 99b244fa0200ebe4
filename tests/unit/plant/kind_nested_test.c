/* SPDX-License-Identifier: MIT
 *
 * Mappings and lists of further elements: room for all of them, their names and numbers, and each read in its place.
 */
#include <stdio.h>

#include "check.h"
#include "plant/kind.h"
#include "unit/plant/reading.h"

static struct reading reading;

/** Reads the member "k" of a text. */
static const char *read_member(enum s7_plant_element where, const char *name, const char *text, void *element)
{
    const struct s7_plant_key *key = reading_key(where, name);
    reading_begin(&reading, text);
    assert_int_equal(reading.error, S7_OK);
    key->kind->read(&reading.loader, key, reading_node(&reading, "k"), element);
    return reading_told(&reading);
}

static void a_group_is_read_into_the_same_element(void **state)
{
    (void)state;
    struct s7_plant_cpu cpu = {.name = "A", .op = {.most = 9}};
    assert_string_equal(read_member(S7_ELEMENT_RESOURCES, "reserved", "k: {pg: 4, op: 3}", &cpu), "");
    assert_int_equal(cpu.pg.reserved, 4);
    assert_int_equal(cpu.op.reserved, 3);
    assert_int_equal(cpu.basic.reserved, 0);
    assert_int_equal(cpu.op.most, 9);
    reading_end(&reading);
    assert_string_equal(read_member(S7_ELEMENT_RESOURCES, "reserved", "k: {pq: 4}", &cpu),
                        "1:5: error: unknown key \"pq\" in cpus.NAME.resources.reserved; did you mean \"pg\"?");
    reading_end(&reading);
    assert_string_equal(
        read_member(S7_ELEMENT_RESOURCES, "reserved", "k: [1]", &cpu),
        "1:4: error: cpus.NAME.resources.reserved is a mapping: a key, a colon and a value per line");
    reading_end(&reading);
}

/** The keys of a group that is not there have their defaults: those of the profile, too. */
static void an_absent_group_has_its_defaults(void **state)
{
    (void)state;
    struct s7_plant_cpu cpu = {.profile = s7_profile_find("s7-300"), .pg = {.reserved = 7}};
    reading_begin(&reading, "");
    s7_kind_group(&reading.loader, reading_key(S7_ELEMENT_CPU, "resources"), NULL, &cpu);
    assert_string_equal(reading_told(&reading), "");
    assert_int_equal(cpu.resources_total, cpu.profile->resources_total.value);
    assert_int_equal(cpu.pg.reserved, cpu.profile->reserved_pg.value);
    reading_end(&reading);
}

static void a_choice_is_read_into_the_same_element(void **state)
{
    (void)state;
    struct s7_plant_job job = {.every = 0};
    assert_string_equal(read_member(S7_ELEMENT_JOB, "put", "k: {send: MB0, to: MB1, every: 5s}", &job), "");
    assert_int_equal(job.local[0].first_bit, 0);
    assert_int_equal(job.remote[0].first_bit, 8);
    assert_int_equal(job.every, 5 * S7_SECOND);
    reading_end(&reading);
    assert_string_equal(read_member(S7_ELEMENT_JOB, "get", "k: {from: MW4, receive: MW6}", &job), "");
    assert_int_equal(job.remote[0].first_bit, 32);
    assert_int_equal(job.local[0].first_bit, 48);
    assert_int_equal(job.every, S7_SECOND);
    reading_end(&reading);
    assert_string_equal(read_member(S7_ELEMENT_JOB, "get", "k: {from: MW4}", &job),
                        "1:1: error: \"receive\" is missing in connections.NAME.jobs.get");
    reading_end(&reading);
}

static void named_members_have_name_place_and_content(void **state)
{
    (void)state;
    struct s7_plant plant = {.name = "P"};
    assert_string_equal(read_member(S7_ELEMENT_FILE, "zones",
                                    "k:\n  press: {nets: [10.0.0.0/8]}\n  \"\xC3\xB6"
                                    "fen\": {}\n",
                                    &plant),
                        "");
    assert_int_equal(plant.zone_count, 2);
    assert_string_equal(plant.zones[0].name, "press");
    assert_int_equal(plant.zones[0].net_count, 1);
    assert_string_equal(plant.zones[0].nets[0], "10.0.0.0/8");
    assert_int_equal(plant.zones[0].mark.line, 2);
    assert_int_equal(plant.zones[0].mark.column, 3);
    assert_string_equal(plant.zones[1].name, "\xC3\xB6"
                                             "fen");
    assert_int_equal(plant.zones[1].net_count, 0);
    assert_int_equal(plant.zones[1].mark.line, 3);
    reading_end(&reading);
    assert_string_equal(read_member(S7_ELEMENT_FILE, "zones", "k: {}", &plant), "");
    assert_int_equal(plant.zone_count, 0);
    reading_end(&reading);
}

static void a_name_is_one_word(void **state)
{
    (void)state;
    static const char refusal[] =
        "1:5: error: a name has 1 to 64 octets without blanks, @ and control characters, "
        "and no - in front";
    static const char *const bad[] = {
        "a b",       "\" a\"",
        "a@b",       "\"@\"",
        "-a",        "\"\"",
        "\"a\\tb\"", "\"\\x9F\"",
        "\"\\x7F\"", "wwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwww"};
    static const char *const good[] = {
        "a", "a-", "C-001/2", "\"1\"", "~", "wwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwww"};
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        char text[100];
        struct s7_plant plant = {.name = "P"};
        snprintf(text, sizeof text, "k: {%s: {}}", bad[i]);
        assert_string_equal(read_member(S7_ELEMENT_FILE, "zones", text, &plant), refusal);
        reading_end(&reading);
    }
    for (size_t i = 0; i < sizeof good / sizeof good[0]; i++) {
        char text[100];
        struct s7_plant plant = {.name = "P"};
        snprintf(text, sizeof text, "k: {%s: {}}", good[i]);
        assert_string_equal(read_member(S7_ELEMENT_FILE, "zones", text, &plant), "");
        assert_int_equal(plant.zone_count, 1);
        reading_end(&reading);
    }
}

/** One that is wrong does not keep the others from being read. */
static void every_member_is_read(void **state)
{
    (void)state;
    struct s7_plant plant = {.name = "P"};
    assert_string_equal(
        read_member(S7_ELEMENT_FILE, "zones", "k: {a: 1, b c: {}, d: {nets: x}, e: {nets: ['::/0']}}", &plant),
        "1:8: error: zones.NAME is a mapping: a key, a colon and a value per line\n"
        "1:11: error: a name has 1 to 64 octets without blanks, @ and control characters, and no - "
        "in front\n"
        "1:30: error: nets: expected a list of up to 1000 networks: [10.10.1.0/24]");
    assert_int_equal(plant.zone_count, 4);
    assert_int_equal(plant.zones[3].net_count, 1);
    reading_end(&reading);
}

static void numbered_members_are_ordered(void **state)
{
    (void)state;
    static const uint16_t numbers[] = {1, 2, 10, 300, 65535};
    struct s7_plant_cpu cpu = {.name = "A"};
    assert_string_equal(
        read_member(S7_ELEMENT_CPU, "dbs",
                    "k: {300: {size: 3}, 1: {size: 1}, 65535: {size: 5}, 10: {size: 4}, 2: {size: 2}}", &cpu),
        "");
    assert_int_equal(cpu.db_count, 5);
    for (size_t i = 0; i < 5; i++)
        assert_int_equal(cpu.dbs[i].number, numbers[i]);
    assert_int_equal(cpu.dbs[0].size, 1);
    assert_int_equal(cpu.dbs[3].size, 3);
    assert_int_equal(cpu.dbs[3].mark.column, 5);
    assert_int_equal(cpu.dbs[4].size, 5);
    reading_end(&reading);
    assert_string_equal(read_member(S7_ELEMENT_CPU, "dbs", "k: {7: {size: 3}}", &cpu), "");
    assert_int_equal(cpu.db_count, 1);
    assert_int_equal(cpu.dbs[0].number, 7);
    reading_end(&reading);
}

static void numbers_go_from_1_to_65535(void **state)
{
    (void)state;
    static const struct {
        const char *number, *zero;
    } rows[] = {{"0", ""},  {"65536", ""}, {"100000", ""},   {"4294967297", ""}, {"DB1", ""},
                {"-1", ""}, {"1.0", ""},   {"+1", ""},       {"00", ""},         {"070000", ""},
                {"1a", ""}, {"010", "z"},  {"0065535", "z"}, {"01", "z"}};
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        char text[60];
        char told[120];
        struct s7_plant_cpu cpu = {.name = "A"};
        snprintf(text, sizeof text, "k: {%s: {size: 1}}", rows[i].number);
        snprintf(told, sizeof told, "1:5: error: %s, found \"%s\"",
                 rows[i].zero[0] ? "a DB number has no leading zero" : "DB numbers go from 1 to 65535",
                 rows[i].number);
        assert_string_equal(read_member(S7_ELEMENT_CPU, "dbs", text, &cpu), told);
        reading_end(&reading);
    }
    struct s7_plant_cpu cpu = {.name = "A"};
    assert_string_equal(read_member(S7_ELEMENT_CPU, "dbs", "k: {\"\": {size: 1}}", &cpu),
                        "1:5: error: DB numbers go from 1 to 65535, found \"\"");
    reading_end(&reading);
}

static void listed_members_keep_their_order(void **state)
{
    (void)state;
    struct s7_plant_cpu cpu = {.name = "A"};
    assert_string_equal(
        read_member(S7_ELEMENT_CPU, "simulate",
                    "k:\n  - {tag: MB4, wave: ramp, max: 9}\n  - 5\n  - {tag: MB2, wave: sine}\n", &cpu),
        "3:5: error: cpus.NAME.simulate is a mapping: a key, a colon and a value per line");
    assert_int_equal(cpu.simulation_count, 3);
    assert_int_equal(cpu.simulations[0].tag.range.first_bit, 32);
    assert_int_equal(cpu.simulations[0].wave, S7_PLANT_RAMP);
    assert_int_equal(cpu.simulations[2].tag.range.first_bit, 16);
    assert_int_equal(cpu.simulations[2].wave, S7_PLANT_SINE);
    assert_int_equal(cpu.simulations[2].mark.line, 4);
    assert_int_equal(cpu.simulations[2].mark.column, 5);
    reading_end(&reading);
}

/** The message shows what is expected, and nothing is stored. */
static void another_shape_is_refused(void **state)
{
    (void)state;
    static const struct {
        enum s7_plant_element where;
        const char *name, *text, *told;
    } rows[] = {
        {S7_ELEMENT_FILE, "cpus", "k: [a]", "1:4: error: cpus: expected a mapping by name: NAME: {...}"},
        {S7_ELEMENT_FILE, "cpus", "k: a", "1:4: error: cpus: expected a mapping by name: NAME: {...}"},
        {S7_ELEMENT_CPU, "dbs", "k: [a]", "1:4: error: dbs: expected a mapping by number: 10: {size: 100}"},
        {S7_ELEMENT_CPU, "simulate", "k: {}",
         "1:4: error: simulate: expected a list: each member begins with \"- \""},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        union {
            struct s7_plant plant;
            struct s7_plant_cpu cpu;
        } element, before;
        memset(&element, 0xA5, sizeof element);
        memset(&before, 0xA5, sizeof before);
        assert_string_equal(read_member(rows[i].where, rows[i].name, rows[i].text, &element), rows[i].told);
        assert_memory_equal(&element, &before, sizeof element);
        reading_end(&reading);
    }
}

/** Refused by their count alone: these members are not even there. */
static void there_is_room_for_so_many(void **state)
{
    (void)state;
    static const struct {
        enum s7_plant_element where;
        const char *name;
        enum s7_node_kind kind;
        size_t most;
    } rows[] = {
        {S7_ELEMENT_FILE, "zones", S7_NODE_MAPPING, 10000},
        {S7_ELEMENT_CPU, "dbs", S7_NODE_MAPPING, 65535},
        {S7_ELEMENT_CPU, "simulate", S7_NODE_LIST, 10000},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        const struct s7_plant_key *key = reading_key(rows[i].where, rows[i].name);
        unsigned char element[sizeof(struct s7_plant_cpu) + sizeof(struct s7_plant)] = {0};
        struct s7_node node = {.kind = rows[i].kind, .mark = {4, 2}, .count = rows[i].most + 1};
        char told[80];
        size_t count = 0;
        snprintf(told, sizeof told, "4:2: error: %s: at most %zu are possible", key->name, rows[i].most);
        reading_begin(&reading, "");
        key->kind->read(&reading.loader, key, &node, element);
        assert_string_equal(reading_told(&reading), told);
        memcpy(&count, element + key->count_offset, sizeof count);
        assert_int_equal(count, 0);
        node.count--;
        key->kind->read(&reading.loader, key, &node, element);
        assert_int_equal(reading.findings.error_count, 1);
        memcpy(&count, element + key->count_offset, sizeof count);
        assert_int_equal(count, rows[i].most);
        reading_end(&reading);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_group_is_read_into_the_same_element),
        cmocka_unit_test(an_absent_group_has_its_defaults),
        cmocka_unit_test(a_choice_is_read_into_the_same_element),
        cmocka_unit_test(named_members_have_name_place_and_content),
        cmocka_unit_test(a_name_is_one_word),
        cmocka_unit_test(every_member_is_read),
        cmocka_unit_test(numbered_members_are_ordered),
        cmocka_unit_test(numbers_go_from_1_to_65535),
        cmocka_unit_test(listed_members_keep_their_order),
        cmocka_unit_test(another_shape_is_refused),
        cmocka_unit_test(there_is_room_for_so_many),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
