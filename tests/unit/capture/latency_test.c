/* SPDX-License-Identifier: MIT */
#include "capture/latency.h"

#include "check.h"

static struct s7_latency latency;

static int forget(void **state)
{
    (void)state;
    latency = (struct s7_latency){.count = 0};
    return 0;
}

static void without_any_there_is_no_quantile(void **state)
{
    (void)state;
    assert_int_equal(s7_latency_quantile(&latency, 0.5), -1);
    assert_int_equal(s7_latency_quantile(NULL, 0.5), -1);
    s7_latency_add(&latency, -5); /* packets that changed places */
    assert_int_equal(latency.count, 0);
}

/* A step is an eighth of its power of two: what is told is at most 12.5 % above what was. */
static void a_quantile_is_as_exact_as_a_step(void **state)
{
    (void)state;
    for (s7_time time = 1024; time < 100 * S7_SECOND; time += time / 3 + 7) {
        forget(NULL);
        s7_latency_add(&latency, time);
        s7_latency_add(&latency, time * 4); /* so that the longest does not bound it */
        s7_time told = s7_latency_quantile(&latency, 0.5);
        assert_true(told >= time);
        assert_true(told <= time + time / 8);
    }
}

static void a_step_ends_before_the_next_begins(void **state)
{
    (void)state;
    s7_latency_add(&latency, 1024);
    s7_latency_add(&latency, S7_SECOND);
    assert_int_equal(s7_latency_quantile(&latency, 0.5), 1024 + 128 - 1);
    s7_latency_add(&latency, 1024 + 128);
    assert_int_equal(latency.steps[0], 1);
    assert_int_equal(latency.steps[1], 1);
}

static void quantiles_count_from_below(void **state)
{
    (void)state;
    for (int i = 0; i < 98; i++)
        s7_latency_add(&latency, 4 * S7_MILLISECOND);
    s7_latency_add(&latency, 100 * S7_MILLISECOND);
    s7_latency_add(&latency, 2 * S7_SECOND);
    s7_time p50 = s7_latency_quantile(&latency, 0.5), p99 = s7_latency_quantile(&latency, 0.99);
    assert_in_range(p50, 4 * S7_MILLISECOND, 4 * S7_MILLISECOND * 9 / 8);
    assert_in_range(p99, 100 * S7_MILLISECOND, 100 * S7_MILLISECOND * 9 / 8);
    assert_int_equal(s7_latency_quantile(&latency, 1.0), 2 * S7_SECOND);
    assert_int_equal(latency.shortest, 4 * S7_MILLISECOND);
    assert_int_equal(latency.longest, 2 * S7_SECOND);
}

static void what_is_too_short_or_too_long_is_in_the_last_steps(void **state)
{
    (void)state;
    s7_latency_add(&latency, 0);
    assert_int_equal(s7_latency_quantile(&latency, 0), 0);
    s7_latency_add(&latency, INT64_MAX);
    assert_int_equal(latency.steps[0], 1);
    assert_int_equal(latency.steps[S7_LATENCY_STEPS - 1], 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup(without_any_there_is_no_quantile, forget),
        cmocka_unit_test_setup(a_quantile_is_as_exact_as_a_step, forget),
        cmocka_unit_test_setup(a_step_ends_before_the_next_begins, forget),
        cmocka_unit_test_setup(quantiles_count_from_below, forget),
        cmocka_unit_test_setup(what_is_too_short_or_too_long_is_in_the_last_steps, forget)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
