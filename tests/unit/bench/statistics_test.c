/* SPDX-License-Identifier: MIT */
#include "bench/statistics.h"

#include <stdio.h>
#include <stdlib.h>

#include "base/chance.h"
#include "check.h"

/* The chance that the k-th smallest or the k-th largest of n values misses their median, by adding up the rows of
   Pascal's triangle in whole numbers: exact up to n = 60. */
static double miss(unsigned n, unsigned k)
{
    uint64_t row[61] = {1};
    for (unsigned i = 1; i <= n; i++)
        for (unsigned j = i; j > 0; j--)
            row[j] += row[j - 1];
    uint64_t below = 0;
    for (unsigned j = 0; j < k; j++)
        below += row[j];
    return 2 * (double)below / (double)(UINT64_C(1) << n);
}

static void rank_is_the_largest_with_95_percent(void **state)
{
    (void)state;
    for (unsigned n = 1; n <= 60; n++) {
        unsigned k = (unsigned)s7_bench_rank(n);
        assert_true(miss(n, k) <= 0.05);
        assert_true(miss(n, k + 1) > 0.05);
    }
    /* from tables of the sign test */
    assert_int_equal(s7_bench_rank(5), 0);
    assert_int_equal(s7_bench_rank(S7_BENCH_COUNT_MIN), 1);
    assert_int_equal(s7_bench_rank(15), 4);
    assert_int_equal(s7_bench_rank(100), 40);
}

static void rank_of_many_goes_on_where_the_exact_one_ends(void **state)
{
    (void)state;
    assert_in_range(s7_bench_rank(1001) - s7_bench_rank(1000), 0, 2);
    assert_in_range(s7_bench_rank(10000), 4900, 4903);
}

static void median_and_interval_of_15(void **state)
{
    (void)state;
    double values[] = {15, 1, 14, 2, 13, 3, 12, 4, 11, 5, 10, 6, 9, 7, 8};
    struct s7_bench_estimate estimate = s7_bench_estimate(values, 15);
    assert_true(estimate.median == 8);
    assert_true(estimate.low == 4);
    assert_true(estimate.high == 12);
    assert_int_equal(estimate.count, 15);
}

static void even_count_and_few_values(void **state)
{
    (void)state;
    double four[] = {4, 1, 3, 2};
    struct s7_bench_estimate estimate = s7_bench_estimate(four, 4);
    assert_true(estimate.median == 2.5);
    assert_true(estimate.low == 1 && estimate.high == 4);
    double one[] = {7};
    estimate = s7_bench_estimate(one, 1);
    assert_true(estimate.median == 7 && estimate.low == 7 && estimate.high == 7);
}

/* The promise itself: of many series of noise with a known median, 95 % have it in their interval. */
static void interval_covers_the_median(void **state)
{
    (void)state;
    enum { SERIES = 4000, ROUNDS = 15 };
    const char *seed = getenv("S7_SEED");
    struct s7_chance chance = {seed ? strtoull(seed, NULL, 0) : 20261120};
    unsigned covered = 0;
    print_message("S7_SEED=%llu\n", (unsigned long long)chance.state);
    for (unsigned i = 0; i < SERIES; i++) {
        double values[ROUNDS];
        for (unsigned j = 0; j < ROUNDS; j++) {
            double uniform = (double)(s7_chance_next(&chance) >> 11) / 9007199254740992.0;
            values[j] = 1 / (1.0001 - uniform); /* a long tail, as foreign load makes it; median 1 / 0.5001 */
        }
        struct s7_bench_estimate estimate = s7_bench_estimate(values, ROUNDS);
        covered += estimate.low <= 1 / 0.5001 && estimate.high >= 1 / 0.5001;
    }
    assert_in_range(covered, SERIES * 95 / 100, SERIES * 98 / 100); /* 96.5 % expected */
}

static void quantiles(void **state)
{
    (void)state;
    uint32_t values[] = {50, 10, 40, 20, 30};
    s7_bench_sort(values, 5);
    assert_int_equal(values[0], 10);
    assert_int_equal(s7_bench_quantile(values, 5, 0.0), 10);
    assert_int_equal(s7_bench_quantile(values, 5, 0.5), 30);
    assert_int_equal(s7_bench_quantile(values, 5, 0.8), 40);
    assert_int_equal(s7_bench_quantile(values, 5, 0.81), 50);
    assert_int_equal(s7_bench_quantile(values, 5, 1.0), 50);
    assert_int_equal(s7_bench_quantile(values, 0, 0.5), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(rank_is_the_largest_with_95_percent),
        cmocka_unit_test(rank_of_many_goes_on_where_the_exact_one_ends),
        cmocka_unit_test(median_and_interval_of_15),
        cmocka_unit_test(even_count_and_few_values),
        cmocka_unit_test(interval_covers_the_median),
        cmocka_unit_test(quantiles),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
