/* SPDX-License-Identifier: MIT */
#include "checked.h"

static void each_check_finds_its_case_and_no_other(void **state)
{
    (void)state;
    static const char *const ids[] = {"S7R-006", "S7R-007", "S7R-028", "S7R-035"};
    for (size_t i = 0; i < sizeof ids / sizeof ids[0]; i++)
        assert_case(ids[i]);
}

static void documented_accesses_are_judged_as_jobs_are(void **state)
{
    (void)state;
    static const char text[] =
        "sieben: 1\nplant: {name: Case}\nhosts:\n  P: {address: 10.0.0.9, class: op}\ncpus:\n"
        "  B: {address: 10.0.0.2, profile: s7-1500, put_get: %s, access_level: %s, dbs:\n"
        "      {20: {size: 9, access: optimized}, 21: {size: 9, write: protected}}}\n"
        "connections:\n  C-1: {from: P, to: B, " CHECKED_WRITER
        ", service: hmi, reads: DB20.DBB0, writes: DB21.DBB1}\n";
    static const char data[] = "9:3 S7R-007 connection C-1: P#DB20.DBX0.0 BYTE 1: DB20 of B is optimized, so "
                               "it has no absolute addresses\n%s"
                               "9:3 S7R-035 connection C-1: P#DB21.DBX1.0 BYTE 1 of B takes no writes\n";
    char said[1000], expected[1000];
    snprintf(said, sizeof said, text, "blocked", "full");
    snprintf(expected, sizeof expected, data, "");
    assert_found(
        said, strcat(strcpy((char[1200]){0}, "9:3 S7R-006 connection C-1: B does not permit PUT/GET (put_get: "
                                             "blocked)\n"),
                     expected));
    snprintf(said, sizeof said, text, "permitted", "none");
    snprintf(expected, sizeof expected, data,
             "9:3 S7R-028 connection C-1: B serves no PUT/GET at access_level none\n");
    assert_found(said, expected);
}

static void what_is_no_put_get_needs_no_permission(void **state)
{
    (void)state;
    assert_found("sieben: 1\nplant: {name: Case}\nhosts:\n  P: {address: 10.0.0.9, class: op}\ncpus:\n"
                 "  B: {address: 10.0.0.2, profile: s7-1500, put_get: blocked, dbs: {20: {size: 9, access: "
                 "optimized}}}\n"
                 "connections:\n  C-1: {from: P, to: B, owner: o, service: s7plus, reads: DB20.DBB0}\n",
                 "");
}

static void timers_take_no_writes(void **state)
{
    (void)state;
    assert_found(CHECKED_CPUS "connections:\n  C-1: {from: A, to: B, " CHECKED_WRITER ", writes: T5}\n",
                 "7:3 S7R-014 connection C-1: A writes T5 of B\n"
                 "7:3 S7R-035 connection C-1: T5 of B takes no writes\n");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_check_finds_its_case_and_no_other),
        cmocka_unit_test(documented_accesses_are_judged_as_jobs_are),
        cmocka_unit_test(what_is_no_put_get_needs_no_permission),
        cmocka_unit_test(timers_take_no_writes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
