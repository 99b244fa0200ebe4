/* SPDX-License-Identifier: MIT
 *
 * A tag, or the areas of a job, as the keys of the schema read them.
 */
#include <stdio.h>

#include "check.h"
#include "plant/kind.h"
#include "unit/plant/reading.h"

static struct reading reading;

static const char *read_value(const struct s7_plant_key *key, const char *value, void *element)
{
    char text[300];
    snprintf(text, sizeof text, "k: %s\n", value);
    reading_begin(&reading, text);
    assert_int_equal(reading.error, S7_OK);
    key->kind->read(&reading.loader, key, reading_node(&reading, "k"), element);
    return reading_told(&reading);
}

static void assert_range(const struct s7_range *range, enum s7_area area, unsigned db, unsigned first,
                         unsigned count)
{
    assert_int_equal(range->area, area);
    assert_int_equal(range->db, db);
    assert_int_equal(range->first_bit, first);
    assert_int_equal(range->bit_count, count);
}

static void a_tag_is_stored_in_its_field(void **state)
{
    (void)state;
    const struct s7_plant_key *key = reading_key(S7_ELEMENT_SIMULATION, "tag");
    struct s7_plant_simulation simulation = {.min = 5, .period = 7};
    assert_string_equal(read_value(key, "DB10.DBW4:INT*3", &simulation), "");
    assert_range(&simulation.tag.range, S7_AREA_DB, 10, 32, 48);
    assert_int_equal(simulation.tag.type, S7_TYPE_INT);
    assert_int_equal(simulation.tag.count, 3);
    assert_int_equal(simulation.period, 7);
    reading_end(&reading);
}

/** Told at the octet that is wrong: in plain and quoted texts, and at the start of those with escapes. */
static void a_wrong_tag_is_refused_in_its_place(void **state)
{
    (void)state;
    static const struct {
        const char *value, *told;
    } rows[] = {
        {"DB1.DBX0.8", "1:13: error: tag: bits go from 0 to 7"},
        {"'DB1.DBX0.8'", "1:14: error: tag: bits go from 0 to 7"},
        {"\"DB1.DBX0.8\"", "1:14: error: tag: bits go from 0 to 7"},
        {"\"\\x44B1.DBX0.8\"", "1:4: error: tag: bits go from 0 to 7"},
        {"[MB0]", "1:4: error: tag: expected an address with type, found a list"},
        {"''", "1:4: error: tag: expected an address with type, found nothing"},
    };
    const struct s7_plant_key *key = reading_key(S7_ELEMENT_SIMULATION, "tag");
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct s7_plant_simulation before;
        struct s7_plant_simulation simulation;
        memset(&before, 0xA5, sizeof before);
        memset(&simulation, 0xA5, sizeof simulation);
        assert_string_equal(read_value(key, rows[i].value, &simulation), rows[i].told);
        assert_memory_equal(&simulation, &before, sizeof before);
        reading_end(&reading);
    }
}

/** A member of the job's areas, and nothing behind those that were given. */
static void areas_are_one_or_a_list(void **state)
{
    (void)state;
    const struct s7_plant_key *to = reading_key(S7_ELEMENT_PUT, "to");
    const struct s7_plant_key *send = reading_key(S7_ELEMENT_PUT, "send");
    struct s7_plant_job job;
    memset(&job, 0xA5, sizeof job);
    assert_string_equal(read_value(to, "P#DB100.DBX20.0 BYTE 40", &job), "");
    assert_range(&job.remote[0], S7_AREA_DB, 100, 160, 320);
    for (size_t i = 1; i < S7_PLANT_JOB_AREAS; i++)
        assert_int_equal(job.remote[i].bit_count, 0);
    reading_end(&reading);
    assert_string_equal(read_value(send, "[M1.3, MW4, DB1.DBD0:REAL*2, T5]", &job), "");
    assert_range(&job.local[0], S7_AREA_MEMORY, 0, 11, 1);
    assert_range(&job.local[1], S7_AREA_MEMORY, 0, 32, 16);
    assert_range(&job.local[2], S7_AREA_DB, 1, 0, 64);
    assert_range(&job.local[3], S7_AREA_TIMER, 0, 80, 16);
    assert_range(&job.remote[0], S7_AREA_DB, 100, 160, 320);
    reading_end(&reading);
    assert_string_equal(read_value(send, "[M0.0:BOOL*16]", &job), "");
    assert_range(&job.local[0], S7_AREA_MEMORY, 0, 0, 16);
    assert_int_equal(job.local[1].bit_count, 0);
    reading_end(&reading);
}

/** What is wrong has no bits, what is right beside it is read, and each is told in its place. */
static void wrong_areas_are_left_empty(void **state)
{
    (void)state;
    const struct s7_plant_key *key = reading_key(S7_ELEMENT_GET, "from");
    struct s7_plant_job job = {.area_count = 0};
    assert_string_equal(read_value(key, "[MB0, M0.9, {a: b}, MW2]", &job),
                        "1:13: error: from: bits go from 0 to 7\n"
                        "1:16: error: from: expected an area, or list of up to 4 areas, found a mapping");
    assert_range(&job.remote[0], S7_AREA_MEMORY, 0, 0, 8);
    assert_int_equal(job.remote[1].bit_count, 0);
    assert_int_equal(job.remote[2].bit_count, 0);
    assert_range(&job.remote[3], S7_AREA_MEMORY, 0, 16, 16);
    reading_end(&reading);
}

static void a_job_moves_one_bit_or_whole_octets(void **state)
{
    (void)state;
    static const struct {
        const char *value, *told;
    } rows[] = {
        {"M0.0:BOOL*3", "1:4: error: from: a job moves one BOOL or whole octets, not 3 bits from bit 0 on"},
        {"M7.5:BOOL*8", "1:4: error: from: a job moves one BOOL or whole octets, not 8 bits from bit 5 on"},
        {"[M1.1:BOOL*2]", "1:5: error: from: a job moves one BOOL or whole octets, not 2 bits from bit 1 on"},
    };
    const struct s7_plant_key *key = reading_key(S7_ELEMENT_GET, "from");
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct s7_plant_job job = {.remote = {{.bit_count = 5}}};
        assert_string_equal(read_value(key, rows[i].value, &job), rows[i].told);
        assert_int_equal(job.remote[0].bit_count, 0);
        reading_end(&reading);
    }
}

static void a_job_moves_one_to_four_areas(void **state)
{
    (void)state;
    static const char *const lists[] = {"[]", "[MB0, MB1, MB2, MB3, MB4]"};
    const struct s7_plant_key *key = reading_key(S7_ELEMENT_GET, "receive");
    for (size_t i = 0; i < sizeof lists / sizeof lists[0]; i++) {
        struct s7_plant_job before;
        struct s7_plant_job job;
        memset(&before, 0xA5, sizeof before);
        memset(&job, 0xA5, sizeof job);
        assert_string_equal(read_value(key, lists[i], &job), "1:4: error: receive: a job moves 1 to 4 areas");
        assert_memory_equal(&job, &before, sizeof job);
        reading_end(&reading);
    }
}

/** As many as there are, and of any length. */
static void ranges_are_one_or_many(void **state)
{
    (void)state;
    const struct s7_plant_key *key = reading_key(S7_ELEMENT_CPU, "program_writes");
    struct s7_plant_cpu cpu = {.name = "A"};
    reading_begin(&reading,
                  "{k: MB4, l: [M0.0*3, DB1.DBW2, T5*2, MB0, MB1], m: [MB0, M0.8, MB1], n: [], o: {a: b}}");
    key->kind->read(&reading.loader, key, reading_node(&reading, "k"), &cpu);
    assert_int_equal(cpu.program_write_count, 1);
    assert_int_equal(cpu.program_writes[0].first_bit, 32);
    key->kind->read(&reading.loader, key, reading_node(&reading, "l"), &cpu);
    assert_int_equal(cpu.program_write_count, 5);
    assert_int_equal(cpu.program_writes[0].bit_count, 3);
    assert_int_equal(cpu.program_writes[1].db, 1);
    assert_int_equal(cpu.program_writes[2].area, S7_AREA_TIMER);
    assert_string_equal(reading_told(&reading), "");
    key->kind->read(&reading.loader, key, reading_node(&reading, "m"), &cpu);
    assert_int_equal(cpu.program_write_count, 2);
    key->kind->read(&reading.loader, key, reading_node(&reading, "n"), &cpu);
    assert_int_equal(cpu.program_write_count, 0);
    key->kind->read(&reading.loader, key, reading_node(&reading, "o"), &cpu);
    assert_string_equal(reading_told(&reading),
                        "1:61: error: program_writes: bits go from 0 to 7\n"
                        "1:73: error: program_writes: a list of 1 to 1000 is expected, this has 0\n"
                        "1:80: error: program_writes: expected an area, or list of areas");
    reading_end(&reading);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_tag_is_stored_in_its_field),
        cmocka_unit_test(a_wrong_tag_is_refused_in_its_place),
        cmocka_unit_test(areas_are_one_or_a_list),
        cmocka_unit_test(wrong_areas_are_left_empty),
        cmocka_unit_test(a_job_moves_one_bit_or_whole_octets),
        cmocka_unit_test(a_job_moves_one_to_four_areas),
        cmocka_unit_test(ranges_are_one_or_many),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
