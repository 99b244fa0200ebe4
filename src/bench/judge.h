/* SPDX-License-Identifier: MIT
 *
 * bench/judge.h — is a figure on the right side of its bound, on the wrong side, or can nobody tell?
 */
#ifndef BENCH_JUDGE_H
#define BENCH_JUDGE_H

#include "bench/statistics.h"

enum s7_bench_sense { S7_BENCH_AT_LEAST, S7_BENCH_AT_MOST, S7_BENCH_EXACTLY, S7_BENCH_NEVER_ABOVE };

enum s7_bench_verdict { S7_BENCH_PASS, S7_BENCH_FAIL, S7_BENCH_NOT_SHOWN };

/** "pass", "fail", "not shown". */
const char *s7_bench_verdict_name(enum s7_bench_verdict verdict);

/** ">=", "<=", "=", "<=". */
const char *s7_bench_sense_sign(enum s7_bench_sense sense);

/**
 * PASS: the whole interval is on the right side of the bound (which belongs to it).  FAIL: the whole interval is on
 * the wrong side.  NOT_SHOWN: the bound lies inside the interval, there are too few values for an interval, or it is
 * wider than ±10 % of the median, when one foreign load on the machine may have made it.
 * EXACTLY (a count, not a measurement): every value must be the bound.
 * NEVER_ABOVE: low and high are the extremes of all values; one above the bound is a FAIL.
 */
enum s7_bench_verdict s7_bench_judge(const struct s7_bench_estimate *estimate, enum s7_bench_sense sense,
                                     double bound);

#endif
