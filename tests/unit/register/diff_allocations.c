/* SPDX-License-Identifier: MIT
 *
 * diff_allocations.c — a comparison with every single allocation failing once.
 */
#include "allocation.h"
#include "unit/register/differing.h"

static const char before[] =
    DIFFERING_HEAD "zones: {a: {nets: [10.0.0.0/8]}, b: {}}\n"
                   "conduits: {K: {between: [a, b]}}\n"
                   "connections: {C: {from: PRESS, to: OVEN, evidence: [E-2, E-1], writes: [MB0, MB9]}}\n";
static const char after[] =
    "sieben: 1\nplant: {name: y}\ncpus:\n"
    "  P: {address: 10.0.0.1, profile: s7-1500, put_get: permitted, dbs: {10: {size: 100}}}\n"
    "  OVEN: {address: 10.0.0.2, profile: s7-300, dbs: {1: {size: 100}}}\n"
    "zones: {c: {nets: [10.0.0.0/8]}, b: {}}\nconduits: {L: {between: [c, b]}}\n"
    "connections: {D: {from: P, to: OVEN, evidence: [E-2, E-1], reads: MB0, writes: [MB0, MB7]}}\n";

static void nothing_is_lost_when_memory_runs_out(void **state)
{
    (void)state;
    size_t n = 1;
    int failed = 1;
    struct s7_source old = differing_open(before), new = differing_open(after);
    size_t live = allocation_live();
    for (; failed; n++) {
        differing_lines = s7_strbuf_over(differing_text, sizeof differing_text);
        allocation_fail_at(n);
        int error = s7_register_diff(&old, &new, differing_take, NULL);
        failed = allocation_failed();
        allocation_fail_at(0);
        assert_int_equal(error, failed ? S7_ERR_LOCAL_MEMORY : S7_OK);
        assert_int_equal(allocation_live(), live);
    }
    assert_true(n > 40);
    s7_source_close(&old);
    s7_source_close(&new);
}

static void a_source_is_whole_or_not_there(void **state)
{
    (void)state;
    int failed = 1;
    size_t live = allocation_live();
    for (size_t n = 1; failed; n++) {
        struct s7_source source = {.text = NULL};
        allocation_fail_at(n);
        int error = s7_source_open(before, sizeof before - 1, NULL, NULL, &source);
        failed = allocation_failed();
        allocation_fail_at(0);
        assert_int_equal(error, failed ? S7_ERR_LOCAL_MEMORY : S7_OK);
        s7_source_close(&source);
        assert_int_equal(allocation_live(), live);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(nothing_is_lost_when_memory_runs_out),
        cmocka_unit_test(a_source_is_whole_or_not_there),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
