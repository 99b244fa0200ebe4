/* SPDX-License-Identifier: MIT */
#include "bench/statistics.h"

#include <math.h>
#include <stdlib.h>

enum { COUNT_SMALL = 1000 };

static const double tail_most = 0.025;

/* P(B = 0) would underflow for long series; the normal approximation is exact enough there. */
static size_t rank_of_many(size_t count)
{
    double n = (double)count;
    return (size_t)floor((n - 1.96 * sqrt(n)) / 2);
}

size_t s7_bench_rank(size_t count)
{
    if (count > COUNT_SMALL)
        return rank_of_many(count);
    double probability = pow(0.5, (double)count); /* of exactly k heads */
    double below = probability;                   /* of at most k heads */
    size_t k = 0;
    while (below <= tail_most && k < count / 2) {
        probability *= (double)(count - k) / (double)(k + 1);
        k++;
        below += probability;
    }
    return k;
}

static int compare_doubles(const void *a, const void *b)
{
    double left = *(const double *)a;
    double right = *(const double *)b;
    return (left > right) - (left < right);
}

struct s7_bench_estimate s7_bench_estimate(double *values, size_t count)
{
    qsort(values, count, sizeof *values, compare_doubles);
    size_t rank = s7_bench_rank(count);
    size_t low = rank > 0 ? rank - 1 : 0;
    return (struct s7_bench_estimate){.median = (values[(count - 1) / 2] + values[count / 2]) / 2,
                                      .low = values[low],
                                      .high = values[count - 1 - low],
                                      .count = count};
}

static int compare_numbers(const void *a, const void *b)
{
    uint32_t left = *(const uint32_t *)a;
    uint32_t right = *(const uint32_t *)b;
    return (left > right) - (left < right);
}

void s7_bench_sort(uint32_t *values, size_t count)
{
    qsort(values, count, sizeof *values, compare_numbers);
}

uint32_t s7_bench_quantile(const uint32_t *sorted, size_t count, double share)
{
    if (count == 0)
        return 0;
    size_t behind = (size_t)ceil(share * (double)count);
    return sorted[behind > 0 ? behind - 1 : 0];
}
