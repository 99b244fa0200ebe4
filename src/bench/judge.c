/* SPDX-License-Identifier: MIT */
#include "bench/judge.h"

#include <stdbool.h>

static const double half_width_most = 0.10;

const char *s7_bench_verdict_name(enum s7_bench_verdict verdict)
{
    static const char *const names[] = {
        [S7_BENCH_PASS] = "pass", [S7_BENCH_FAIL] = "fail", [S7_BENCH_NOT_SHOWN] = "not shown"};
    return names[verdict];
}

const char *s7_bench_sense_sign(enum s7_bench_sense sense)
{
    static const char *const signs[] = {[S7_BENCH_AT_LEAST] = ">=",
                                        [S7_BENCH_AT_MOST] = "<=",
                                        [S7_BENCH_EXACTLY] = "=",
                                        [S7_BENCH_NEVER_ABOVE] = "<="};
    return signs[sense];
}

/** Every value lies between `low` and `bound`. */
static enum s7_bench_verdict judge_all(const struct s7_bench_estimate *count, double low, double bound)
{
    if (count->count == 0)
        return S7_BENCH_NOT_SHOWN;
    return low <= count->low && count->high <= bound ? S7_BENCH_PASS : S7_BENCH_FAIL;
}

static enum s7_bench_verdict judge_measure(const struct s7_bench_estimate *measure, bool low_is_good,
                                           double bound)
{
    if (measure->count < S7_BENCH_COUNT_MIN ||
        (measure->high - measure->low) / 2 > half_width_most * measure->median)
        return S7_BENCH_NOT_SHOWN;
    double worst = low_is_good ? measure->high : measure->low;
    double best = low_is_good ? measure->low : measure->high;
    if (low_is_good ? worst <= bound : worst >= bound)
        return S7_BENCH_PASS;
    return (low_is_good ? best > bound : best < bound) ? S7_BENCH_FAIL : S7_BENCH_NOT_SHOWN;
}

enum s7_bench_verdict s7_bench_judge(const struct s7_bench_estimate *estimate, enum s7_bench_sense sense,
                                     double bound)
{
    if (sense == S7_BENCH_EXACTLY)
        return judge_all(estimate, bound, bound);
    if (sense == S7_BENCH_NEVER_ABOVE)
        return judge_all(estimate, 0, bound);
    return judge_measure(estimate, sense == S7_BENCH_AT_MOST, bound);
}
