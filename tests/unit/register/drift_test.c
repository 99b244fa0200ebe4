/* SPDX-License-Identifier: MIT */
#include "unit/register/drifting.h"

static void partners_that_are_not_declared(void **state)
{
    (void)state;
    assert_drift(DRIFTING_HEAD "  C: {from: PC, to: A}\n",
                 "sieben: 1\nplant: {name: s}\nhosts: {Q: {address: 10.0.0.77}}\ncpus:\n  Y: {address: "
                 "10.0.0.2, profile: s7-300}\nconnections:\n  S: {from: Q, to: Y, writes: MB7}\n",
                 "undeclared_partner hosts.Q: 10.0.0.77 | \n"
                 "undeclared_connection connections.S: Q -> Y, put_get, writes P#M7.0 BYTE 1 | \n");
}

static void another_port_and_another_device(void **state)
{
    (void)state;
    assert_drift(DRIFTING_HEAD "  C: {from: PC, to: A}\n",
                 "sieben: 1\nplant: {name: s}\nhosts: {Q: {address: 10.0.0.77}}\ncpus:\n  Y: {address: "
                 "10.0.0.2:1102, profile: s7-300}\nconnections:\n  S: {from: Q, to: Y, writes: MB7}\n",
                 "other_port cpus.B: 10.0.0.2 | \n"
                 "undeclared_partner hosts.Q: 10.0.0.77 | \n"
                 "undeclared_connection connections.S: Q -> Y, put_get, writes P#M7.0 BYTE 1 | \n");
    assert_drift(
        "sieben: 1\nplant: {name: x}\nhosts: {Q: {address: 10.0.0.77}}\ncpus: {B: {address: 10.0.0.2, profile: "
        "s7-300, model: 6ES7 1}}\nconnections: {C: {from: Q, to: B, writes: MB7}}\n",
        "sieben: 1\nplant: {name: s}\nhosts: {Q: {address: 10.0.0.77}}\ncpus:\n  Y: {address: 10.0.0.2, "
        "profile: s7-300, model: 6ES7 2}\nconnections:\n  S: {from: Q, to: Y, writes: MB7}\n",
        "other_device cpus.B: 6ES7 2 | 6ES7 1\n");
}

static void the_other_way_round(void **state)
{
    (void)state;
    assert_drift(DRIFTING_HEAD "  C: {from: A, to: B}\n", DRIFTING_HEAD "  S: {from: B, to: A, reads: MB0}\n",
                 "new_direction connections.C: B -> A, put_get, reads P#M0.0 BYTE 1 | \n"
                 "silent connections.C: A -> B, put_get | \n");
}

/** It is declared both ways: the one that is there is named, and nothing is said of the other direction. */
static void another_connection_the_same_way(void **state)
{
    (void)state;
    assert_drift(DRIFTING_HEAD
                 "  C: {from: A, to: B}\n  D: {from: B, to: A, service: hmi, tsap: {to: \"02.02\"}}\n",
                 DRIFTING_HEAD "  S: {from: B, to: A, service: pg, tsap: {to: \"01.02\"}}\n",
                 "undeclared_connection connections.S: B -> A, pg | D: B -> A, hmi\n"
                 "silent connections.C: A -> B, put_get | \n"
                 "silent connections.D: B -> A, hmi | \n");
}

static void silence_needs_somebody_who_was_seen_and_time(void **state)
{
    (void)state;
    const char *declared = DRIFTING_HEAD
        "  C: {from: A, to: B}\n  D: {from: PC, to: B, rate: {cycle: 1m}}\n  E: {from: PC, to: A}\n";
    const char *seen = "sieben: 1\nplant: {name: s, seen_from: \"2026-11-20 06:00:00\", seen_to: \"2026-11-20 "
                       "06:05:00\"}\ncpus:\n"
                       "  X: {address: 10.0.0.1, profile: s7-300}\n  Y: {address: 10.0.0.2, profile: "
                       "s7-300}\nconnections: {S: {from: X, to: Y}}\n";
    assert_string_equal(drifting(declared, seen, 0, false), "silent connections.E: PC -> A, put_get | \n");
    assert_string_equal(
        drifting(declared, seen, 60 * 1000 * S7_MILLISECOND, false),
        "silent connections.D: PC -> B, put_get | \nsilent connections.E: PC -> A, put_get | \n");
    assert_string_equal(drifting(declared, seen, 3600 * 1000 * S7_MILLISECOND, false), "");
    assert_string_equal(
        drifting(DRIFTING_HEAD "  C: {from: A, to: PC, service: other}\n",
                 "sieben: 1\nplant: {name: s}\ncpus: {Y: {address: 10.0.0.2, profile: s7-300}}\n", 0, false),
        "");
}

static void files_are_looked_at_together(void **state)
{
    (void)state;
    struct s7_plant *declared = drifting_load(DRIFTING_HEAD "  C: {from: A, to: B}\n  D: {from: PC, to: B}\n");
    struct s7_plant *one = drifting_load(DRIFTING_HEAD "  S: {from: A, to: B}\n"),
                    *other = drifting_load(DRIFTING_HEAD "  S: {from: PC, to: B}\n");
    const struct s7_drift_options options = {.take = drifting_take};
    drifting_lines = s7_strbuf_over(drifting_text, sizeof drifting_text);
    struct s7_drift *drift = s7_drift_new(declared, &options);
    assert_int_equal(s7_drift_add(drift, one), S7_OK);
    assert_int_equal(s7_drift_add(drift, other), S7_OK);
    assert_int_equal(s7_drift_end(drift), S7_OK);
    assert_string_equal(drifting_text, "");
    s7_drift_free(drift);
    s7_plant_free(declared);
    s7_plant_free(one);
    s7_plant_free(other);
    for (int i = 0; i < S7_DRIFT_KIND_COUNT; i++)
        assert_true(strlen(s7_drift_text((enum s7_drift_kind)i)) > 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(partners_that_are_not_declared),
        cmocka_unit_test(another_port_and_another_device),
        cmocka_unit_test(the_other_way_round),
        cmocka_unit_test(another_connection_the_same_way),
        cmocka_unit_test(silence_needs_somebody_who_was_seen_and_time),
        cmocka_unit_test(files_are_looked_at_together),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
