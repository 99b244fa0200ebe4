/* SPDX-License-Identifier: MIT */
#include "checked.h"

static void each_check_finds_its_case_and_no_other(void **state)
{
    (void)state;
    assert_case("S7R-009");
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
    assert_found(said,
                 "8:3 S7R-009 connection C-2: P#DB20.DBX8.0 BOOL 1 of B is read, and nothing writes it\n");
}

#define CHECKED_KNOWN                                                                                          \
    "sieben: 1\nplant: {name: Case}\ncpus:\n  A: {address: 10.0.0.1, profile: s7-300, dbs: {10: {size: "       \
    "90}},\n"                                                                                                  \
    "      program_writes: [P#DB10.DBX2.0 BYTE 2, DB10.DBX6.0]}\n"                                             \
    "  B: {address: 10.0.0.2, profile: s7-300, dbs: {20: {size: 90}}}\nconnections:\n"

/** Exactly the bits that nobody writes are told: in front, between and behind. */
static void gaps_are_told_bit_by_bit(void **state)
{
    (void)state;
    assert_found(CHECKED_KNOWN "  C-1: {from: B, to: A, owner: o, reads: [DB10.DBD0, DB10.DBD4, DB10.DBB2]}\n",
                 "8:3 S7R-009 connection C-1: P#DB10.DBX0.0 BYTE 2 of A is read, and nothing writes it\n"
                 "8:3 S7R-009 connection C-1: P#DB10.DBX4.0 BYTE 2 of A is read, and nothing writes it\n"
                 "8:3 S7R-009 connection C-1: P#DB10.DBX6.1 BOOL 15 of A is read, and nothing writes it\n");
}

static void what_is_sent_is_read_in_the_own_cpu(void **state)
{
    (void)state;
    assert_found(
        CHECKED_KNOWN
        "  C-1:\n    from: A\n    to: B\n    owner: o\n    purpose: p\n    change: {ticket: T-1}\n    jobs:\n"
        "      - put: {send: DB10.DBW2, to: DB20.DBW0}\n"
        "      - put: {send: DB10.DBB4, to: DB20.DBB2}\n",
        "8:3 S7R-009 connection C-1: P#DB10.DBX4.0 BYTE 1 of A is sent, and nothing writes it\n");
}

static void many_gaps_are_counted(void **state)
{
    (void)state;
    assert_found(CHECKED_KNOWN "  C-1: {from: B, to: A, owner: o, reads: [DB10.DBB10, DB10.DBB12, DB10.DBB14, "
                               "DB10.DBB16, DB10.DBB18]}\n",
                 "8:3 S7R-009 connection C-1: 2 more areas are read or sent that nothing writes\n"
                 "8:3 S7R-009 connection C-1: P#DB10.DBX10.0 BYTE 1 of A is read, and nothing writes it\n"
                 "8:3 S7R-009 connection C-1: P#DB10.DBX12.0 BYTE 1 of A is read, and nothing writes it\n"
                 "8:3 S7R-009 connection C-1: P#DB10.DBX14.0 BYTE 1 of A is read, and nothing writes it\n");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_check_finds_its_case_and_no_other),
        cmocka_unit_test(several_writers_together_write_all_that_is_read),
        cmocka_unit_test(gaps_are_told_bit_by_bit),
        cmocka_unit_test(what_is_sent_is_read_in_the_own_cpu),
        cmocka_unit_test(many_gaps_are_counted),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
