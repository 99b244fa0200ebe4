/* SPDX-License-Identifier: MIT
 *
 * The pacer is wrapped: what is tested here is what is run, in which order, and what is judged.
 */
#include <string.h>

#include "bench/pacing.h"
#include "unit/bench/gathering.h"

bool __wrap_s7_bench_pacer_run(struct s7_bench_context *context, const struct s7_bench_paced *paced,
                               struct s7_bench_estimate *ret_p99, uint64_t *ret_lost);

static struct {
    char order[8];
    const struct s7_bench_paced *fails;
    double most;
    uint64_t lost;
} pacer;

bool __wrap_s7_bench_pacer_run(struct s7_bench_context *context, const struct s7_bench_paced *paced,
                               struct s7_bench_estimate *ret_p99, uint64_t *ret_lost)
{
    bool exchange = paced == &s7_bench_paced_exchange;
    pacer.order[strlen(pacer.order)] = exchange ? 'x' : 't';
    if (paced == pacer.fails)
        return s7_bench_fail(context, paced->subject, 32, "it broke");
    *ret_p99 = (struct s7_bench_estimate){1000, 500, exchange ? pacer.most : 1e9, 3};
    *ret_lost = exchange ? pacer.lost : 999; /* the baseline is shown, not judged */
    return true;
}

static struct gathering found;

static bool run(double most, uint64_t lost)
{
    memset(&pacer, 0, sizeof pacer);
    pacer.most = most;
    pacer.lost = lost;
    gathering_begin(&found);
    found.config.connections = 250;
    return s7_bench_run_exchange(&found.context);
}

static void one_cycle_late_is_the_bound_of_every_round(void **state)
{
    (void)state;
    assert_true(run(100000, 0));
    assert_string_equal(pacer.order, "tx");
    assert_int_equal(found.target_count, 2);
    assert_string_equal(found.targets[0].name, "exchange, 250 connections: p99 lateness, us");
    assert_true(found.targets[0].bound == 100000);
    assert_int_equal(found.targets[0].verdict, S7_BENCH_PASS);
    assert_string_equal(found.targets[1].name, "exchange, 250 connections: cycles lost");
    assert_int_equal(found.targets[1].verdict, S7_BENCH_PASS);
    assert_true(run(100001, 0));
    assert_int_equal(found.targets[0].verdict, S7_BENCH_FAIL);
}

static void no_cycle_may_be_lost(void **state)
{
    (void)state;
    assert_true(run(5000, 1));
    assert_int_equal(found.targets[0].verdict, S7_BENCH_PASS);
    assert_int_equal(found.targets[1].verdict, S7_BENCH_FAIL);
}

static void what_fails_is_not_judged(void **state)
{
    (void)state;
    const struct s7_bench_paced *const each[] = {&s7_bench_paced_timer, &s7_bench_paced_exchange};
    for (size_t i = 0; i < 2; i++) {
        memset(&pacer, 0, sizeof pacer);
        gathering_begin(&found);
        pacer.fails = each[i];
        assert_false(s7_bench_run_exchange(&found.context));
        assert_int_equal(found.target_count, 0);
        assert_int_equal(strlen(pacer.order), i + 1);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(one_cycle_late_is_the_bound_of_every_round),
        cmocka_unit_test(no_cycle_may_be_lost),
        cmocka_unit_test(what_fails_is_not_judged),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
