/* SPDX-License-Identifier: MIT */
#include "exchange/histogram.h"

#include <stdlib.h>
#include <string.h>

#include "base/chance.h"
#include "check.h"

enum { SAMPLES = 20000 };

static int compare_times(const void *a, const void *b)
{
    const s7_time *first = a, *second = b;
    return (*first > *second) - (*first < *second);
}

static uint64_t seed_of_run(void)
{
    const char *text = getenv("S7_SEED");
    uint64_t seed = text ? strtoull(text, NULL, 0) : 1;
    print_message("seed %llu\n", (unsigned long long)seed);
    return seed;
}

/** Durations over the whole range: a magnitude first, then a number below it. */
static s7_time any_duration(struct s7_chance *chance)
{
    unsigned bits = 10 + (unsigned)s7_chance_below(chance, 27);
    return (s7_time)((UINT64_C(1) << bits) + s7_chance_below(chance, UINT64_C(1) << bits));
}

static s7_time narrow_duration(struct s7_chance *chance)
{
    return 80000 + (s7_time)s7_chance_below(chance, 40000);
}

static void check_percentiles(s7_time (*draw)(struct s7_chance *chance), uint64_t seed)
{
    static const unsigned per_mille[] = {1, 10, 250, 500, 900, 990, 999, 1000};
    struct s7_histogram *histogram = calloc(1, sizeof *histogram);
    s7_time *samples = calloc(SAMPLES, sizeof *samples);
    struct s7_chance chance = {.state = seed};
    for (size_t i = 0; i < SAMPLES; i++) {
        samples[i] = draw(&chance);
        s7_histogram_add(histogram, samples[i]);
    }
    qsort(samples, SAMPLES, sizeof *samples, compare_times);
    for (size_t i = 0; i < sizeof per_mille / sizeof per_mille[0]; i++) {
        s7_time exact = samples[(size_t)SAMPLES * per_mille[i] / 1000 - 1];
        s7_time found = s7_histogram_percentile(histogram, per_mille[i]);
        s7_time off = found > exact ? found - exact : exact - found;
        if (off > exact / 50)
            print_message("%u per mille: %lld instead of %lld\n", per_mille[i], (long long)found,
                          (long long)exact);
        assert_true(off <= exact / 50);
    }
    assert_true(histogram->most == samples[SAMPLES - 1]);
    free(samples);
    free(histogram);
}

static void percentiles_are_within_two_percent_of_sorted_samples(void **state)
{
    uint64_t seed = seed_of_run();
    (void)state;
    for (uint64_t i = 0; i < 20; i++) {
        check_percentiles(any_duration, seed + i);
        check_percentiles(narrow_duration, seed + i);
    }
}

static void the_edges_are_kept(void **state)
{
    struct s7_histogram histogram = {.total = 0};
    (void)state;
    assert_int_equal(s7_histogram_percentile(&histogram, 500), 0);
    s7_histogram_add(&histogram, -5); /* a clock that stood still at most */
    s7_histogram_add(&histogram, 0);
    assert_true(s7_histogram_percentile(&histogram, 500) <= 32);
    s7_histogram_add(&histogram, S7_TIME_NEVER);
    assert_int_equal(histogram.most, S7_TIME_NEVER);
    assert_true(s7_histogram_percentile(&histogram, 1000) > 130 * S7_SECOND);
    assert_int_equal(histogram.total, 3);
}

static void no_bucket_overflows(void **state)
{
    struct s7_histogram histogram = {.total = 0};
    (void)state;
    s7_histogram_add(&histogram, 5000);
    size_t full = 0;
    while (histogram.buckets[full] == 0)
        full++;
    s7_histogram_add(&histogram, 500000);
    size_t other = full + 1;
    while (histogram.buckets[other] == 0)
        other++;
    histogram.buckets[full] = UINT32_MAX;
    histogram.buckets[other] = UINT32_MAX / 2;
    histogram.total = (uint64_t)UINT32_MAX + UINT32_MAX / 2;
    s7_histogram_add(&histogram, 5000);
    assert_int_equal(histogram.buckets[full], UINT32_MAX / 2 + 1);
    assert_int_equal(histogram.buckets[other], UINT32_MAX / 4);
    assert_int_equal(histogram.total, (uint64_t)histogram.buckets[full] + histogram.buckets[other]);
    assert_true(s7_histogram_percentile(&histogram, 500) < 6000);
    assert_true(s7_histogram_percentile(&histogram, 990) > 400000);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(percentiles_are_within_two_percent_of_sorted_samples),
        cmocka_unit_test(the_edges_are_kept),
        cmocka_unit_test(no_bucket_overflows),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
