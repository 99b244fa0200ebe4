/* SPDX-License-Identifier: MIT
 *
 * bench/statistics.h — medians, and how far they can be trusted.
 *
 * The interval of a median is the distribution-free one: a median lies between the k-th smallest and the k-th
 * largest of n values with probability 1 - 2 P(B < k), B binomial over n tosses of a fair coin.  Nothing is assumed
 * about the shape of the noise but that rounds are independent of each other.
 */
#ifndef BENCH_STATISTICS_H
#define BENCH_STATISTICS_H

#include <stddef.h>
#include <stdint.h>

/** A median with its interval. */
struct s7_bench_estimate {
    double median;
    double low, high; /**< at least 95 %; the whole span of the values when there are too few (less than 6) */
    size_t count;
};

/** Fewer values give no 95 % interval of a median: both extremes leave more than 5 % outside. */
enum { S7_BENCH_COUNT_MIN = 6 };

/**
 * The largest k for which [k-th smallest, k-th largest] of `count` values covers their median with at least 95 %;
 * 0: none does.
 */
size_t s7_bench_rank(size_t count);

/** Sorts `values` (at least one) and estimates their median. */
struct s7_bench_estimate s7_bench_estimate(double *values, size_t count);

/** Sorts `values`. */
void s7_bench_sort(uint32_t *values, size_t count);
/** The value below or at which `share` (0…1) of the sorted values lie; 0 when there are none. */
uint32_t s7_bench_quantile(const uint32_t *sorted, size_t count, double share);

#endif
