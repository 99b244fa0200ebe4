/* SPDX-License-Identifier: MIT */
#include "checked.h"

static void each_check_finds_its_case_and_no_other(void **state)
{
    (void)state;
    static const char *const ids[] = {"S7R-008", "S7R-009", "S7R-024"};
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
                 "9:3 S7R-008 connection C-3: P#DB20.DBX0.0 BYTE 4 of B is written by C-2 (line 8), too\n"
                 "9:3 S7R-008 connection C-3: P#DB20.DBX2.0 BYTE 1 of B is written by C-2 (line 8), too\n");
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

static void several_writers_together_write_all_that_is_read(void **state)
{
    (void)state;
    static const char text[] =
        "sieben: 1\nplant: {name: Case}\ncpus:\n  A: {address: 10.0.0.1, profile: s7-300}\n"
        "  B: {address: 10.0.0.2, profile: s7-300, program_writes: P#DB20.DBX0.0 BYTE 4, dbs: {20: {size: "
        "90}}}\n"
        "connections:\n"
        "  C-1: {from: A, to: B, " CHECKED_WRITER ", writes: P#DB20.DBX4.0 BYTE 4}\n"
        "  C-2: {from: A, to: B, owner: o, reads: [P#DB20.DBX0.0 BYTE 8, %s, I0.0, T1]}\n";
    char said[1000];
    snprintf(said, sizeof said, text, "DB20.DBX7.7");
    assert_found(said, "");
    snprintf(said, sizeof said, text, "DB20.DBX8.0");
    assert_found(
        said, "8:3 S7R-009 connection C-2: P#DB20.DBX8.0 BOOL 1 of B is read, and nothing writes all of it\n");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_check_finds_its_case_and_no_other),
        cmocka_unit_test(the_later_one_is_told_of_the_earlier_one),
        cmocka_unit_test(what_is_received_is_written_too),
        cmocka_unit_test(the_cpu_itself_hides_nobody),
        cmocka_unit_test(several_writers_together_write_all_that_is_read),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
