/* SPDX-License-Identifier: MIT */
#include "unit/register/merging.h"

static void blocks_of_a_draft_grow(void **state)
{
    (void)state;
    merges("sieben: 1\nplant: {name: x}\ncpus:\n  OVEN:\n    address: 10.0.0.2\n    profile: s7-300\n    "
           "dbs:\n      100: {size: 100} # e\n",
           "sieben: 1\nplant: {name: s}\ncpus: {X: {address: 10.0.0.2, profile: s7-300, dbs: {100: {size: "
           "120}, 7: {size: 8}}}}\n",
           "sieben: 1\nplant: {name: x}\ncpus:\n  OVEN:\n    address: 10.0.0.2\n    profile: s7-300\n    "
           "dbs:\n      100: {size: 120} # e\n      7: {size: 8}\n",
           "widened cpus.OVEN: DB7 has at least 8 octets, DB100 has at least 120 octets | DB7 is not declared, "
           "DB100 has 100 octets\n");
}

static void those_of_a_reviewed_one_do_not(void **state)
{
    (void)state;
    static const char into[] = "sieben: 1\nplant: {name: x}\ncpus: {OVEN: {address: 10.0.0.2, profile: s7-300, "
                               "owner: o, dbs: {1: {size: 5}}}}\n";
    merges(
        into,
        "sieben: 1\nplant: {name: s}\ncpus: {X: {address: 10.0.0.2, profile: s7-300, dbs: {1: {size: 8}}}}\n",
        into, "conflict cpus.OVEN: DB1 has at least 8 octets | DB1 has 5 octets\n");
}

static void zones_are_found_by_their_nets(void **state)
{
    (void)state;
    assert_string_equal(s7_merge_word(S7_MERGE_CONFLICT), "conflict");
    merges("sieben: 1\nplant: {name: x}\nzones: {cell: {nets: [10.0.0.0/16]}}\n",
           "sieben: 1\nplant: {name: s}\nzones: {Z: {nets: [10.0.0.0/24]}, Y: {nets: [10.9.0.0/24]}}\n"
           "cpus: {A: {address: 10.0.0.2, profile: s7-300, zone: Z}, B: {address: 10.9.0.2, profile: s7-300, "
           "zone: Y}}\n",
           "sieben: 1\nplant: {name: x}\nzones: {cell: {nets: [10.0.0.0/16]}, \n         # draft: owner and "
           "purpose to be "
           "filled\n"
           "         Y: {nets: [10.9.0.0/24]}}\n\ncpus:\n"
           "  # draft: owner and purpose to be filled\n  A: {address: 10.0.0.2, profile: s7-300, zone: cell}\n"
           "  # draft: owner and purpose to be filled\n  B: {address: 10.9.0.2, profile: s7-300, zone: Y}\n",
           "added zones.Y:  | \nadded cpus.A: 10.0.0.2 | \nadded cpus.B: 10.9.0.2 | \n");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(blocks_of_a_draft_grow),
        cmocka_unit_test(those_of_a_reviewed_one_do_not),
        cmocka_unit_test(zones_are_found_by_their_nets),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
