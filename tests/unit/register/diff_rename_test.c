/* SPDX-License-Identifier: MIT */
#include "unit/register/differing.h"

static void what_refers_to_another_name_has_not_changed(void **state)
{
    (void)state;
    assert_told(
        "sieben: 1\nplant: {name: x}\nzones: {a: {nets: [10.0.0.0/24]}, b: {nets: [10.1.0.0/24]}}\nconduits: "
        "{K: {between: [a, b], allow: [s7]}}\ncpus:\n  A: {address: 10.0.0.1, zone: a, profile: s7-300}\n  B: "
        "{address: 10.1.0.2, zone: b, profile: s7-300}\nconnections:\n  C: {from: A, to: B, via: "
        "K}\nexceptions:\n  - {check: S7R-001, on: A, reason: r, until: 2030-01-01, by: b}\n",
        "sieben: 1\nplant: {name: x}\nzones: {z: {nets: [10.0.0.0/24]}, b: {nets: [10.1.0.0/24]}}\nconduits: "
        "{L: {between: [b, z], allow: [s7]}}\ncpus:\n  X: {address: 10.0.0.1, zone: z, profile: s7-300}\n  B: "
        "{address: 10.1.0.2, zone: b, profile: s7-300}\nconnections:\n  D: {from: X, to: B, via: "
        "L}\nexceptions:\n  - {check: S7R-001, on: X, reason: r, until: 2030-01-01, by: b}\n",
        "info renamed zones.z: a -> z\n"
        "info renamed conduits.L: K -> L\n"
        "info renamed cpus.X: A -> X\n"
        "info renamed connections.D: C -> D\n");
    assert_told(
        "sieben: 1\nplant: {name: x}\nzones: {z: {nets: [10.0.0.0/24]}, b: {nets: [10.1.0.0/24]}}\nconduits: "
        "{L: {between: [b, z], allow: [s7]}}\ncpus:\n  X: {address: 10.0.0.1, zone: z, profile: s7-300}\n  B: "
        "{address: 10.1.0.2, zone: b, profile: s7-300}\nconnections:\n  D: {from: X, to: B, via: "
        "L}\nexceptions:\n  - {check: S7R-001, on: X, reason: r, until: 2030-01-01, by: b}\n",
        "sieben: 1\nplant: {name: x}\nzones: {a: {nets: [10.0.0.0/24]}, b: {nets: [10.1.0.0/24]}}\nconduits: "
        "{K: {between: [a, b], allow: [s7]}}\ncpus:\n  A: {address: 10.0.0.1, zone: a, profile: s7-300}\n  B: "
        "{address: 10.1.0.2, zone: b, profile: s7-300}\nconnections:\n  C: {from: A, to: B, via: "
        "K}\nexceptions:\n  - {check: S7R-001, on: A, reason: r, until: 2030-01-01, by: b}\n",
        "info renamed zones.a: z -> a\n"
        "info renamed conduits.K: L -> K\n"
        "info renamed cpus.A: X -> A\n"
        "info renamed connections.C: D -> C\n");
}

static void a_name_that_is_there_is_the_same_element(void **state)
{
    (void)state;
    assert_told("sieben: 1\nplant: {name: x}\ncpus:\n  A: {address: 10.0.0.1, profile: s7-300}\n  B: {address: "
                "10.0.0.2, profile: s7-300}\nconnections: {C: {from: A, to: B}}\n",
                "sieben: 1\nplant: {name: x}\ncpus:\n  A2: {address: 10.0.0.1, profile: s7-300}\n  A: "
                "{address: 10.0.0.2, profile: s7-300}\nconnections: {C: {from: A2, to: A}}\n",
                "warning removed cpus.B: address 10.0.0.2, profile s7-300 -> \n"
                "error new_partner cpus.A2:  -> address 10.0.0.1, profile s7-300\n"
                "error value cpus.A.address: 10.0.0.1 -> 10.0.0.2\n"
                "error partners connections.C: from A to B -> from A2 to A\n");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_refers_to_another_name_has_not_changed),
        cmocka_unit_test(a_name_that_is_there_is_the_same_element),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
