/* SPDX-License-Identifier: MIT */
#include "register/merge_work.h"
#include "unit/register/merging.h"

static void a_key_comes_where_the_canonical_form_has_it(void **state)
{
    (void)state;
    struct s7_source source;
    static const char text[] =
        "sieben: 1\nplant: {name: x}\nconnections: {C: {from: A, to: B, rate: {cycle: 1s}, on_loss: o}}\ncpus: "
        "{A: {address: a, profile: pc}, B: {address: b, profile: pc}}\n";
    must(s7_source_open(text, sizeof text - 1, NULL, NULL, &source) == S7_OK);
    const struct s7_node *node = s7_node_member(source.root, "connections")->first;
    assert_string_equal(s7_merge_behind(node, S7_ELEMENT_CONNECTION, "reads")->key->text, "rate");
    assert_string_equal(s7_merge_behind(node, S7_ELEMENT_CONNECTION, "owner")->key->text, "to");
    assert_string_equal(s7_merge_behind(node, S7_ELEMENT_CONNECTION, "jobs")->key->text, "on_loss");
    assert_string_equal(s7_merge_behind(source.root, S7_ELEMENT_FILE, "hosts")->key->text, "plant");
    s7_source_close(&source);
}

static void a_copy_leaves_out_what_it_is_told_to(void **state)
{
    (void)state;
    assert_int_equal(merging(MERGING_HEAD "zones: {}\n",
                             "sieben: 1\nplant: {name: s}\nzones: {Z: {}}\ncpus: {N: {address: 10.0.0.7, zone: "
                             "Z, profile: s7-300, faults: {f: {kind: reset}}, evidence: ['E: 1', \"no\"]}}\n"),
                     S7_OK);
    assert_non_null(strstr(
        merging_text, "  N: {address: 10.0.0.7, profile: s7-300, evidence: [\"E: 1\", \"no\"], zone: Z}\n"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_key_comes_where_the_canonical_form_has_it),
        cmocka_unit_test(a_copy_leaves_out_what_it_is_told_to),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
