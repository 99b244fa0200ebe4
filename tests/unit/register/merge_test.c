/* SPDX-License-Identifier: MIT */
#include "unit/register/merging.h"

static void partners_and_connections_are_put_in_as_drafts(void **state)
{
    (void)state;
    merges("# top\n" MERGING_HEAD,
           "sieben: 1\nplant: {name: s}\nhosts: {PC: {address: 10.0.0.9}}\ncpus:\n  X: {address: 10.0.0.2, "
           "profile: s7-300}\nconnections:\n  S-001: {from: PC, to: X, reads: DB100.DBB0}\n",
           "# top\nsieben: 1\nplant: {name: x}\n\nhosts:\n  # draft: owner and purpose to be filled\n  PC: "
           "{address: 10.0.0.9}\ncpus:\n"
           "  PRESS: {address: 10.0.0.1, profile: s7-1500, put_get: permitted}\n"
           "  OVEN: {address: 10.0.0.2, profile: s7-300, dbs: {100: {size: 100}}}\n"
           "\nconnections:\n  # draft: owner and purpose to be filled\n  S-001:\n    from: PC\n    to: OVEN\n  "
           "  reads: DB100.DBB0\n",
           "added hosts.PC: 10.0.0.9 | \nadded connections.S-001:  | \n");
}

static void a_result_that_does_not_load_is_refused(void **state)
{
    (void)state;
    const char *own = "sieben: 1\nplant: {name: s}\nprofiles: {mine: {like: s7-300}}\ncpus: {N: {address: "
                      "10.0.0.7, profile: mine}}\n";
    assert_int_equal(merging(MERGING_HEAD, own), S7_ERR_LOCAL_FILE);
    assert_non_null(strstr(merging_notes, "there is no profile \"mine\""));
}

static void entries_with_owner_or_purpose_are_reviewed(void **state)
{
    (void)state;
    assert_true(s7_merge_is_draft("", ""));
    assert_false(s7_merge_is_draft("o", ""));
    assert_false(s7_merge_is_draft("", "p"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(partners_and_connections_are_put_in_as_drafts),
        cmocka_unit_test(a_result_that_does_not_load_is_refused),
        cmocka_unit_test(entries_with_owner_or_purpose_are_reviewed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
