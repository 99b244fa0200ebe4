/* SPDX-License-Identifier: MIT */
#include "checked.h"

static void each_check_finds_its_case_and_no_other(void **state)
{
    (void)state;
    static const char *const ids[] = {"S7R-010", "S7R-036"};
    for (size_t i = 0; i < sizeof ids / sizeof ids[0]; i++)
        assert_case(ids[i]);
}

static void a_class_has_a_limit_of_its_own(void **state)
{
    (void)state;
    assert_found("sieben: 1\nplant: {name: Case}\nhosts:\n  P: {address: 10.0.0.8, class: op}\n  Q: {address: "
                 "10.0.0.9, class: op}\n"
                 "cpus:\n  B: {address: 10.0.0.2, profile: s7-300, resources: {total: 20, cap: {op: 1}}, dbs: "
                 "{20: {size: 9}}}\n"
                 "connections:\n"
                 "  C-1: {from: P, to: B, owner: o, service: hmi, reads: DB20.DBB0}\n"
                 "  C-2: {from: Q, to: B, owner: o, service: hmi, reads: DB20.DBB0}\n",
                 "7:3 S7R-010 cpu B: 2 connections of class op, and 1 are possible\n");
}

/** An active connection takes a resource as one that is served does. */
static void both_ends_count(void **state)
{
    (void)state;
    assert_found(
        "sieben: 1\nplant: {name: Case}\ncpus:\n"
        "  A: {address: 10.0.0.1, profile: s7-300, resources: {total: 1}, dbs: {10: {size: 9}}}\n"
        "  B: {address: 10.0.0.2, profile: s7-300, dbs: {20: {size: 9}}}\nconnections:\n"
        "  C-1: {from: A, to: B, owner: o, reads: DB20.DBB0}\n"
        "  C-2: {from: B, to: A, owner: o, reads: DB10.DBB0}\n",
        "4:3 S7R-010 cpu A: 2 connections; there are 1 resources, of which 0 are kept for other classes\n");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_check_finds_its_case_and_no_other),
        cmocka_unit_test(a_class_has_a_limit_of_its_own),
        cmocka_unit_test(both_ends_count),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
