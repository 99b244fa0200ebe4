/* SPDX-License-Identifier: MIT */
#include "unit/register/merging.h"

static void a_draft_is_widened(void **state)
{
    (void)state;
    merges(MERGING_HEAD
           "hosts: {PC: {address: 10.0.0.9}}\nconnections:\n  C: {from: PC, to: OVEN, reads: DB100.DBW0} # c\n",
           "sieben: 1\nplant: {name: s}\nhosts: {PC: {address: 10.0.0.9}}\ncpus:\n  X: {address: 10.0.0.2, "
           "profile: s7-300}\nconnections:\n  S-001: {from: PC, to: X, reads: P#DB100.DBX0.0 BYTE 4, writes: "
           "DB100.DBW0, functions: [szl], rate: {cycle: 100ms}}\n",
           MERGING_HEAD
           "hosts: {PC: {address: 10.0.0.9}}\nconnections:\n  C: {from: PC, to: OVEN, rate: {cycle: 100ms}, "
           "reads: [P#DB100.DBX0.0 BYTE 4], writes: [P#DB100.DBX0.0 BYTE 2], functions: [szl]} # c\n",
           "widened connections.C: writes P#DB100.DBX0.0 BYTE 2; reads P#DB100.DBX2.0 BYTE 2; functions szl; "
           "every 100ms | every ; reads P#DB100.DBX0.0 BYTE 2\n");
}

static void a_reviewed_one_is_left_and_told(void **state)
{
    (void)state;
    merges(MERGING_HEAD "hosts: {PC: {address: 10.0.0.9}}\nconnections:\n  C: {from: PC, to: OVEN, owner: o, "
                        "purpose: p, writes: DB100.DBW0} # c\n",
           "sieben: 1\nplant: {name: s}\nhosts: {PC: {address: 10.0.0.9}}\ncpus:\n  X: {address: 10.0.0.2, "
           "profile: s7-300}\nconnections:\n  S-001: {from: PC, to: X, writes: P#DB100.DBX0.0 BYTE 4}\n",
           MERGING_HEAD "hosts: {PC: {address: 10.0.0.9}}\nconnections:\n  C: {from: PC, to: OVEN, owner: o, "
                        "purpose: p, writes: DB100.DBW0} # c\n",
           "conflict connections.C: writes P#DB100.DBX2.0 BYTE 2 | writes P#DB100.DBX0.0 BYTE 2\n");
    merging_accepted = "C";
    merges(MERGING_HEAD "hosts: {PC: {address: 10.0.0.9}}\nconnections:\n  C: {from: PC, to: OVEN, owner: o, "
                        "purpose: p, writes: DB100.DBW0} # c\n",
           "sieben: 1\nplant: {name: s}\nhosts: {PC: {address: 10.0.0.9}}\ncpus:\n  X: {address: 10.0.0.2, "
           "profile: s7-300}\nconnections:\n  S-001: {from: PC, to: X, writes: P#DB100.DBX0.0 BYTE 4}\n",
           MERGING_HEAD "hosts: {PC: {address: 10.0.0.9}}\nconnections:\n  C: {from: PC, to: OVEN, owner: o, "
                        "purpose: p, writes: [P#DB100.DBX0.0 BYTE 4]} # c\n",
           "accepted connections.C: writes P#DB100.DBX2.0 BYTE 2 | writes P#DB100.DBX0.0 BYTE 2\n");
    merging_accepted = NULL;
}

static void what_no_area_says_is_taken_or_told(void **state)
{
    (void)state;
    static const char seen[] = "sieben: 1\nplant: {name: s}\ncpus: {A: {address: 10.0.0.1, profile: s7-1500}, "
                               "B: {address: 10.0.0.2, profile: s7-300}}\n"
                               "connections: {S: {from: A, to: B, elsewhere: [reads, writes]}}\n";
    merges(MERGING_HEAD "connections:\n  C: {from: PRESS, to: OVEN, elsewhere: [writes]}\n", seen,
           MERGING_HEAD "connections:\n  C: {from: PRESS, to: OVEN, elsewhere: [reads, writes]}\n",
           "widened connections.C: elsewhere reads | elsewhere writes\n");
    static const char reviewed[] = MERGING_HEAD "connections:\n  C: {from: PRESS, to: OVEN, owner: o}\n";
    merges(reviewed, seen, reviewed, "conflict connections.C: elsewhere reads, writes | \n");
}

static void what_jobs_do_is_known(void **state)
{
    (void)state;
    static const char into[] = MERGING_HEAD "connections: {C: {from: PRESS, to: OVEN, owner: o, purpose: p, "
                                            "jobs: [{put: {send: MB0, to: DB100.DBB0, every: 100ms}}]}}\n";
    merges(into,
           "sieben: 1\nplant: {name: s}\ncpus: {A: {address: 10.0.0.1, profile: s7-1500}, B: {address: "
           "10.0.0.2, profile: s7-300}}\nconnections: {S: {from: A, to: B, service: put, writes: DB100.DBB0, "
           "rate: {cycle: 60ms}}}\n",
           into, "");
}

/** Both are put in at the end of the file: the deeper one first. */
static void the_last_entry_is_widened_and_another_one_added(void **state)
{
    (void)state;
    static const char into[] = MERGING_HEAD "connections:\n  C:\n    from: PRESS\n    to: OVEN\n";
    static const char more[] = "sieben: 1\nplant: {name: s}\ncpus: {A: {address: 10.0.0.1, profile: s7-1500}, "
                               "B: {address: 10.0.0.2, profile: s7-300}}\n"
                               "connections: {R: {from: B, to: A}, S: {from: A, to: B, reads: MB0}}\n";
    assert_int_equal(merging(into, more), S7_OK);
    assert_string_equal(strstr(merging_text, "connections:"),
                        "connections:\n  C:\n    from: PRESS\n    to: OVEN\n    reads: [P#M0.0 BYTE 1]\n"
                        "  # draft: owner and purpose to be filled\n  R:\n    from: OVEN\n    to: PRESS\n");
}

/** The CPU is at another slot in the register: then the TSAP is said. */
static void the_called_tsap_stays_what_it_was(void **state)
{
    (void)state;
    static const char seen[] = "sieben: 1\nplant: {name: s}\ncpus: {A: {address: 10.0.0.1, profile: s7-1500}, "
                               "B: {address: 10.0.0.2, profile: s7-300, slot: 3}}\n"
                               "connections: {S: {from: A, to: B}}\n";
    assert_int_equal(merging(MERGING_HEAD, seen), S7_OK);
    assert_string_equal(strstr(merging_text, "    to: OVEN\n"), "    to: OVEN\n    tsap: {to: \"03.03\"}\n");
    merges(MERGING_HEAD "connections: {C: {from: PRESS, to: OVEN, tsap: {to: 03.03}}}\n", seen,
           MERGING_HEAD "connections: {C: {from: PRESS, to: OVEN, tsap: {to: 03.03}}}\n", "");
}

static void ids_are_fresh(void **state)
{
    (void)state;
    assert_int_equal(
        merging(MERGING_HEAD "connections: {S-001: {from: PRESS, to: OVEN}}\n",
                "sieben: 1\nplant: {name: s}\nhosts: {PC: {address: 10.0.0.9}}\ncpus:\n  X: {address: "
                "10.0.0.2, profile: s7-300}\nconnections:\n  S-001: {from: PC, to: X}\n"),
        S7_OK);
    assert_string_equal(merging_notes, "added hosts.PC: 10.0.0.9 | \nadded connections.S-002:  | \n");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_draft_is_widened),
        cmocka_unit_test(a_reviewed_one_is_left_and_told),
        cmocka_unit_test(what_jobs_do_is_known),
        cmocka_unit_test(the_last_entry_is_widened_and_another_one_added),
        cmocka_unit_test(the_called_tsap_stays_what_it_was),
        cmocka_unit_test(what_no_area_says_is_taken_or_told),
        cmocka_unit_test(ids_are_fresh),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
