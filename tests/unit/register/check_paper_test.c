/* SPDX-License-Identifier: MIT */
#include "checked.h"

static void each_check_finds_its_case_and_no_other(void **state)
{
    (void)state;
    static const char *const ids[] = {"S7R-004", "S7R-016", "S7R-021", "S7R-026", "S7R-033"};
    for (size_t i = 0; i < sizeof ids / sizeof ids[0]; i++)
        assert_case(ids[i]);
}

static void a_release_reviews_what_was_there(void **state)
{
    (void)state;
    static const char *const since[] = {"2026-05-01", "2026-10-25"}; /* 203 and 26 days ago */
    char text[1000];
    for (size_t i = 0; i < 2; i++) {
        snprintf(text, sizeof text,
                 "sieben: 1\nplant: {name: Case, review_every: 90d}\ncpus:\n"
                 "  A: {address: 10.0.0.1, profile: s7-300}\n  B: {address: 10.0.0.2, profile: s7-300}\n"
                 "connections:\n  C-1: {from: A, to: B, owner: o, service: other, change: {since: %s}}\n",
                 since[i]);
        assert_found(text,
                     i ? ""
                       : "7:3 S7R-016 connection C-1: nobody has reviewed it since 2026-05-01, and the plant "
                         "wants it every 90 days\n");
    }
    assert_found(
        "sieben: 1\nplant: {name: Case, review_every: 90d, approved_on: 2026-08-21}\ncpus:\n"
        "  A: {address: 10.0.0.1, profile: s7-300, model: m, firmware: V1, evidence: E-1}\n"
        "  B: {address: 10.0.0.2, profile: s7-300, model: m, firmware: V1, evidence: E-1}\n"
        "connections:\n  C-1: {from: A, to: B, owner: o, service: other, change: {since: 2026-05-01}}\n",
        "1:1 S7R-016 plant : the register was released on 2026-08-21 and is reviewed every 90 days\n");
}

static void what_is_missing_is_named(void **state)
{
    (void)state;
    assert_found(CHECKED_CPUS "connections:\n  C-1: {from: A, to: B, writes: DB20.DBW0}\n",
                 "7:3 S7R-004 connection C-1: A writes into B, and these are missing: owner, purpose, "
                 "change.ticket\n");
}

static void a_dash_is_no_owner(void **state)
{
    (void)state;
    assert_found(CHECKED_CPUS "connections:\n"
                              "  C-1: {from: A, to: B, owner: \"-\", purpose: \"?\", change: {ticket: ...}, "
                              "writes: DB20.DBW0}\n"
                              "  C-2: {from: A, to: B, owner: \"-\", purpose: \"--\", reads: DB20.DBW0}\n"
                              "  C-3: {from: A, to: B, owner: \"\xC3\xBC\", purpose: \"7\", change: {ticket: "
                              "\"#1\"}, writes: DB20.DBW2}\n",
                 "7:3 S7R-004 connection C-1: A writes into B, and these are missing: owner, purpose, "
                 "change.ticket\n"
                 "8:3 S7R-026 connection C-2: A to B has neither owner nor purpose\n");
}

static void each_proof_of_a_cpu_is_missed(void **state)
{
    (void)state;
    static const struct {
        const char *given, *missing;
    } cases[] = {{"firmware: V3.2, evidence: E-1", "model"},
                 {"model: 6ES7 315-2EH14-0AB0, evidence: E-1", "firmware"},
                 {"model: 6ES7 315-2EH14-0AB0, firmware: V3.2", "evidence"},
                 {"owner: o", "model, firmware, evidence"}};
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        char text[300], expected[200];
        snprintf(text, sizeof text,
                 "sieben: 1\nplant: {name: Case, approved_on: 2026-11-01}\ncpus:\n"
                 "  A: {address: 10.0.0.1, profile: s7-300, %s}\n",
                 cases[i].given);
        snprintf(expected, sizeof expected, "4:3 S7R-021 cpu A: these are missing: %s\n", cases[i].missing);
        assert_found(text, expected);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_check_finds_its_case_and_no_other),
        cmocka_unit_test(a_release_reviews_what_was_there),
        cmocka_unit_test(what_is_missing_is_named),
        cmocka_unit_test(a_dash_is_no_owner),
        cmocka_unit_test(each_proof_of_a_cpu_is_missed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
