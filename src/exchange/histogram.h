/* SPDX-License-Identifier: MIT
 *
 * exchange/histogram.h — durations in a fixed number of buckets, for percentiles that cost nothing to keep.
 *
 * Log-linear: every power of two from 1 µs to 137 s is divided into 32 equal buckets, so that a percentile is off
 * by at most half a bucket, 1.6 %.  Shorter ones are resolved to 32 ns, longer ones count as 137 s.
 */
#ifndef EXCHANGE_HISTOGRAM_H
#define EXCHANGE_HISTOGRAM_H

#include <stddef.h>

#include "base/time.h"

enum {
    S7_HISTOGRAM_STEPS = 32,   /**< buckets per power of two */
    S7_HISTOGRAM_LOWEST = 10,  /**< 2^10 ns: below, buckets are as wide as in the first octave */
    S7_HISTOGRAM_HIGHEST = 37, /**< 2^37 ns */
    S7_HISTOGRAM_COUNT = (S7_HISTOGRAM_HIGHEST - S7_HISTOGRAM_LOWEST + 1) * S7_HISTOGRAM_STEPS
};

/** All zero: empty. */
struct s7_histogram {
    uint32_t buckets[S7_HISTOGRAM_COUNT]; /**< all are halved when one is full: the shape stays */
    uint64_t total;                       /**< sum of the buckets */
    s7_time most;                         /**< longest ever, exact */
};

void s7_histogram_add(struct s7_histogram *histogram, s7_time duration);

/** The duration that `per_mille` of all do not exceed (500: the median); 0: empty. */
s7_time s7_histogram_percentile(const struct s7_histogram *histogram, unsigned per_mille);

#endif
