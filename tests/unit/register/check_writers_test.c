/* SPDX-License-Identifier: MIT */
#include "cases.h"
#include "checked.h"
#include "register/checking.h"

static void each_check_finds_its_case_and_no_other(void **state)
{
    (void)state;
    static const char *const ids[] = {"S7R-008", "S7R-024"};
    for (size_t i = 0; i < sizeof ids / sizeof ids[0]; i++)
        assert_case(ids[i]);
}

static void the_later_one_is_told_of_the_earlier_one(void **state)
{
    (void)state;
    assert_found(CHECKED_CPUS "connections:\n"
                              "  C-1: {from: A, to: B, " CHECKED_WRITER ", writes: P#DB20.DBX10.0 BYTE 10}\n"
                              "  C-2: {from: A, to: B, " CHECKED_WRITER ", writes: P#DB20.DBX0.0 BYTE 11}\n"
                              "  C-3: {from: A, to: B, " CHECKED_WRITER
                              ", writes: [P#DB20.DBX0.0 BYTE 4, P#DB20.DBX2.0 BYTE 1]}\n",
                 "8:3 S7R-008 connection C-2: P#DB20.DBX10.0 BYTE 1 of B is written by C-1 (line 7), too\n"
                 "9:3 S7R-008 connection C-3: P#DB20.DBX0.0 BYTE 4 of B is written by C-2 (line 8), too\n");
}

static void what_is_received_is_written_too(void **state)
{
    (void)state;
    assert_found(CHECKED_CPUS "connections:\n"
                              "  C-1:\n    from: A\n    to: B\n    owner: o\n    purpose: p\n    jobs:\n"
                              "      - get: {from: P#DB20.DBX0.0 BYTE 4, receive: P#DB10.DBX0.0 BYTE 4}\n"
                              "  C-2: {from: B, to: A, " CHECKED_WRITER ", writes: DB10.DBX3.7}\n",
                 "14:3 S7R-008 connection C-2: P#DB10.DBX3.7 BOOL 1 of A is written by C-1 (line 7), too\n");
}

/** The CPU's own wide area hides no second connection, and one connection is no partner of itself. */
static void the_cpu_itself_hides_nobody(void **state)
{
    (void)state;
    assert_found(
        "sieben: 1\nplant: {name: Case}\ncpus:\n  A: {address: 10.0.0.1, profile: s7-300}\n"
        "  B: {address: 10.0.0.2, profile: s7-300, program_writes: P#DB20.DBX0.0 BYTE 50,\n"
        "      simulate: [{tag: DB20.DBB60, wave: ramp, min: 0, max: 9, period: 1s}], dbs: {20: {size: 90}}}\n"
        "connections:\n"
        "  C-1: {from: A, to: B, " CHECKED_WRITER ", writes: [DB20.DBB8, DB20.DBB60]}\n"
        "  C-2: {from: A, to: B, " CHECKED_WRITER ", writes: DB20.DBX8.0}\n",
        "8:3 S7R-024 connection C-1: P#DB20.DBX60.0 BYTE 1 of B is written by B itself (program_writes or "
        "simulate)\n"
        "8:3 S7R-024 connection C-1: P#DB20.DBX8.0 BYTE 1 of B is written by B itself (program_writes or "
        "simulate)\n"
        "9:3 S7R-008 connection C-2: P#DB20.DBX8.0 BOOL 1 of B is written by C-1 (line 8), too\n"
        "9:3 S7R-024 connection C-2: P#DB20.DBX8.0 BOOL 1 of B is written by B itself (program_writes or "
        "simulate)\n");
}

/** A longer third writer hides no pair, and an exception of it accepts nothing but its own. */
static void a_longer_writer_hides_no_pair(void **state)
{
    (void)state;
    static const char pair[] =
        CHECKED_CPUS "connections:\n"
                     "  C-1: {from: A, to: B, " CHECKED_WRITER ", writes: P#DB20.DBX0.0 BYTE 10}\n"
                     "  C-2: {from: A, to: B, " CHECKED_WRITER ", writes: DB20.DBX9.7}\n"
                     "  C-3: {from: A, to: B, " CHECKED_WRITER ", writes: P#DB20.DBX9.0 BYTE 2}\n"
                     "exceptions:\n  - {check: S7R-008, on: C-3, reason: r, until: 2027-01-31, by: x}\n";
    assert_found(pair, "8:3 S7R-008 connection C-2: P#DB20.DBX9.7 BOOL 1 of B is written by C-1 (line 7), too\n"
                       "9:3 S7R-008 accepted connection C-3: P#DB20.DBX9.0 BYTE 1 of B is written by C-1 "
                       "(line 7), too\n"
                       "9:3 S7R-008 accepted connection C-3: P#DB20.DBX9.7 BOOL 1 of B is written by C-2 "
                       "(line 8), too\n");
}

static void what_is_written_thrice_by_one_is_told_once(void **state)
{
    (void)state;
    assert_found(CHECKED_CPUS "connections:\n"
                              "  C-1: {from: A, to: B, " CHECKED_WRITER
                              ", writes: [DB20.DBX1.0, DB20.DBX1.0, P#DB20.DBX1.0 BOOL 1]}\n"
                              "  C-2: {from: A, to: B, " CHECKED_WRITER ", writes: DB20.DBW0}\n",
                 "8:3 S7R-008 connection C-2: P#DB20.DBX1.0 BOOL 1 of B is written by C-1 (line 7), too\n");
}

/** `count` connections with the same areas, and what is found on the last one. */
static const char *found_on_last(unsigned count, const char *areas)
{
    static char text[CHECKED_SIZE];
    char last[32];
    size_t at = (size_t)snprintf(text, sizeof text, CHECKED_CPUS "connections:\n");
    for (unsigned i = 0; i < count; i++)
        at += (size_t)snprintf(text + at, sizeof text - at,
                               "  W-%02u: {from: A, to: B, " CHECKED_WRITER ", writes: [%s]}\n", i, areas);
    snprintf(last, sizeof last, "%u:3 ", 6 + count);
    const char *found = strstr(checked(text), last);
    assert_non_null(found);
    return found;
}

static size_t lines_of(const char *text)
{
    size_t count = 0;
    for (; *text; text++)
        count += *text == '\n';
    return count;
}

static void a_crowd_is_told_in_few_words(void **state)
{
    (void)state;
    assert_int_equal(lines_of(found_on_last(9, "DB20.DBX1.0")), 8);
    const char *found = found_on_last(11, "DB20.DBX1.0");
    assert_int_equal(lines_of(found), 9);
    assert_non_null(strstr(found, "W-10: what it writes is written by 2 more connections, too: W-0"));
    found = found_on_last(80, "DB20.DBX1.0");
    assert_int_equal(lines_of(found), 9);
    assert_non_null(strstr(found, "W-79: what it writes is written by at least 56 more connections, too: W-"));
    found = found_on_last(2, "DB20.DBX1.0, DB20.DBX2.0, DB20.DBX3.0, DB20.DBX4.0, DB20.DBX5.0");
    assert_int_equal(lines_of(found), 4);
    assert_non_null(strstr(found, "W-01: 2 more areas are written by W-00, too\n"));
}

enum { MANY = 8, RANGES = 3, BITS = 64 };

/** A plant of one CPU, written by connections at random. */
struct crowd {
    struct s7_plant_cpu cpu;
    struct s7_plant_connection connections[MANY];
    struct s7_range ranges[MANY][RANGES];
    char names[MANY][8];
    struct s7_plant plant;
};

static void fill_crowd(struct crowd *crowd, struct s7_chance *chance)
{
    *crowd = (struct crowd){.cpu = {.name = "B"}};
    for (size_t i = 0; i < MANY; i++) {
        struct s7_plant_connection *connection = &crowd->connections[i];
        snprintf(crowd->names[i], sizeof crowd->names[i], "<%zu>", i);
        *connection =
            (struct s7_plant_connection){.id = crowd->names[i], .from = &crowd->cpu, .to = &crowd->cpu};
        connection->mark = (struct s7_plant_mark){(uint32_t)i + 1, 1};
        connection->writes = crowd->ranges[i];
        connection->write_count = (size_t)s7_chance_below(chance, RANGES + 1);
        for (size_t k = 0; k < connection->write_count; k++)
            crowd->ranges[i][k] = (struct s7_range){S7_AREA_DB, (uint16_t)(1 + s7_chance_below(chance, 2)),
                                                    (uint32_t)s7_chance_below(chance, BITS),
                                                    1 + (uint32_t)s7_chance_below(chance, 12)};
    }
    crowd->plant = (struct s7_plant){
        .cpus = &crowd->cpu, .cpu_count = 1, .connections = crowd->connections, .connection_count = MANY};
}

static bool overlap(const struct s7_range *a, const struct s7_range *b)
{
    return a->db == b->db && a->first_bit < b->first_bit + b->bit_count &&
           b->first_bit < a->first_bit + a->bit_count;
}

static bool meet(const struct s7_plant_connection *a, const struct s7_plant_connection *b)
{
    for (size_t i = 0; i < a->write_count; i++)
        for (size_t k = 0; k < b->write_count; k++)
            if (overlap(&a->writes[i], &b->writes[k]))
                return true;
    return false;
}

/** Number of the connection that a finding names beside its own. */
static size_t named_in(const struct s7_register_finding *finding)
{
    const char *at = strstr(finding->text, "by <");
    assert_non_null(at);
    return (size_t)strtoul(at + 4, NULL, 10);
}

/** Every two that write a bit in common have a finding on the later one, and nobody else has. */
static void every_two_who_meet_are_told(void **state)
{
    (void)state;
    static struct crowd crowd;
    struct s7_chance chance = cases_begin("every_two_who_meet_are_told");
    for (unsigned long n = 0; n < cases_count(); n++) {
        struct s7_register_list list = {.count = 0};
        struct s7_checking checking = {.plant = &crowd.plant, .list = &list};
        bool told[MANY][MANY] = {{false}}, expected[MANY][MANY] = {{false}};
        fill_crowd(&crowd, &chance);
        s7_check_writers(&checking);
        for (size_t i = 0; i < list.count; i++)
            told[strtoul(list.findings[i].name + 1, NULL, 10)][named_in(&list.findings[i])] = true;
        for (size_t i = 0; i < MANY; i++)
            for (size_t k = 0; k < i; k++)
                expected[i][k] = meet(&crowd.connections[i], &crowd.connections[k]);
        assert_memory_equal(told, expected, sizeof told);
        s7_storage_free(&checking.scratch);
        s7_register_list_free(&list);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_check_finds_its_case_and_no_other),
        cmocka_unit_test(the_later_one_is_told_of_the_earlier_one),
        cmocka_unit_test(what_is_received_is_written_too),
        cmocka_unit_test(the_cpu_itself_hides_nobody),
        cmocka_unit_test(a_longer_writer_hides_no_pair),
        cmocka_unit_test(what_is_written_thrice_by_one_is_told_once),
        cmocka_unit_test(a_crowd_is_told_in_few_words),
        cmocka_unit_test(every_two_who_meet_are_told),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
