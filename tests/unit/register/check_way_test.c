/* SPDX-License-Identifier: MIT */
#include "checked.h"

static void each_check_finds_its_case_and_no_other(void **state)
{
    (void)state;
    static const char *const ids[] = {"S7R-003", "S7R-015"};
    for (size_t i = 0; i < sizeof ids / sizeof ids[0]; i++)
        assert_case(ids[i]);
}

#define ZONES "sieben: 1\nplant: {name: Case}\nzones: {a: {}, b: {}, c: {}}\nconduits:\n"
#define CPUS                                                                                                   \
    "cpus:\n  A: {address: 10.0.0.1, profile: s7-300, zone: a}\n"                                              \
    "  B: {address: 10.0.0.2, profile: s7-300, zone: b}\n"                                                     \
    "  C: {address: 10.0.0.3, profile: s7-300, zone: c}\nconnections:\n"

static void conduits_lead_from_zone_to_zone(void **state)
{
    (void)state;
    assert_found(ZONES "  K-1: {between: [a, b], allow: [s7]}\n  K-2: {between: [c, b], allow: [s7]}\n" CPUS
                       "  C-1: {from: A, to: C, owner: o, service: other, via: [K-1, K-2]}\n"
                       "  C-2: {from: A, to: C, owner: o, service: other, via: [K-2, K-1]}\n"
                       "  C-3: {from: A, to: C, owner: o, service: other, via: K-1}\n"
                       "  C-4: {from: A, to: C, owner: o, service: other}\n",
                 "13:3 S7R-003 connection C-2: the conduits in `via` do not lead from zone a to zone c\n"
                 "14:3 S7R-003 connection C-3: the conduits in `via` do not lead from zone a to zone c\n"
                 "15:3 S7R-003 connection C-4: there is no conduit between zone a of A and zone c of C\n");
}

static void one_of_several_conduits_is_enough(void **state)
{
    (void)state;
    assert_found(
        ZONES "  K-1: {between: [a, b]}\n  K-2: {between: [b, a], allow: [s7], direct: forbidden}\n" CPUS
              "  C-1: {from: A, to: B, owner: o, service: other}\n"
              "  C-2: {from: A, to: B, owner: o, service: s7plus, via: K-2}\n",
        "5:3 S7R-038 conduit K-1: no connection takes this conduit\n"
        "12:3 S7R-015 connection C-1: conduit K-2 forbids the direct way, and a guard is not in `via`\n"
        "13:3 S7R-003 connection C-2: conduit K-2 does not allow s7plus\n");
    assert_found(ZONES "  K-1: {between: [a, b]}\n  K-2: {between: [b, a], allow: [s7]}\n" CPUS
                       "  C-1: {from: A, to: B, owner: o, service: other, via: direct}\n",
                 "5:3 S7R-038 conduit K-1: no connection takes this conduit\n");
}

static void a_conduit_that_nobody_takes_is_noted(void **state)
{
    (void)state;
    assert_found(
        "sieben: 1\nplant: {name: Case}\nzones: {a: {}, b: {}}\nconduits: {K-1: {between: [a, b]}}\ncpus:\n"
        "  A: {address: 10.0.0.1, profile: s7-300, zone: a}\n"
        "  B: {address: 10.0.0.2, profile: s7-300, zone: b}\n",
        "4:12 S7R-038 conduit K-1: no connection takes this conduit\n");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_check_finds_its_case_and_no_other),
        cmocka_unit_test(conduits_lead_from_zone_to_zone),
        cmocka_unit_test(one_of_several_conduits_is_enough),
        cmocka_unit_test(a_conduit_that_nobody_takes_is_noted),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
