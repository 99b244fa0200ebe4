/* SPDX-License-Identifier: MIT */
#include "exchange/histogram.h"

enum { STEP_BITS = 5 };

static unsigned highest_bit(uint64_t value)
{
    unsigned bit = 0;
    while (value >>= 1)
        bit++;
    return bit;
}

/** Buckets 0…31 are 32 ns wide; bucket 32(o + 1) + s is step s of the octave from 2^(10 + o). */
static size_t bucket_of(uint64_t duration)
{
    if (duration >= UINT64_C(1) << S7_HISTOGRAM_HIGHEST)
        return S7_HISTOGRAM_COUNT - 1;
    if (duration < UINT64_C(1) << S7_HISTOGRAM_LOWEST)
        return (size_t)(duration >> (S7_HISTOGRAM_LOWEST - STEP_BITS));
    unsigned octave = highest_bit(duration);
    size_t step = (size_t)(duration >> (octave - STEP_BITS)) & (S7_HISTOGRAM_STEPS - 1);
    return (octave - S7_HISTOGRAM_LOWEST + 1) * (size_t)S7_HISTOGRAM_STEPS + step;
}

/** The middle of a bucket. */
static s7_time duration_of(size_t bucket)
{
    uint64_t octave = bucket / S7_HISTOGRAM_STEPS, step = bucket % S7_HISTOGRAM_STEPS;
    unsigned width_bits = S7_HISTOGRAM_LOWEST - STEP_BITS + (octave > 0 ? (unsigned)octave - 1 : 0);
    uint64_t low = (octave > 0 ? S7_HISTOGRAM_STEPS + step : step) << width_bits;
    return (s7_time)(low + ((UINT64_C(1) << width_bits) >> 1));
}

static void halve(struct s7_histogram *histogram)
{
    histogram->total = 0;
    for (size_t i = 0; i < S7_HISTOGRAM_COUNT; i++) {
        histogram->buckets[i] /= 2;
        histogram->total += histogram->buckets[i];
    }
}

void s7_histogram_add(struct s7_histogram *histogram, s7_time duration)
{
    uint64_t length = duration > 0 ? (uint64_t)duration : 0;
    size_t bucket = bucket_of(length);
    if (histogram->buckets[bucket] == UINT32_MAX)
        halve(histogram);
    histogram->buckets[bucket]++;
    histogram->total++;
    if (duration > histogram->most)
        histogram->most = duration;
}

s7_time s7_histogram_percentile(const struct s7_histogram *histogram, unsigned per_mille)
{
    if (histogram->total == 0)
        return 0;
    uint64_t rank = histogram->total / 1000 * per_mille + (histogram->total % 1000 * per_mille + 999) / 1000;
    uint64_t seen = 0;
    size_t bucket = 0;
    for (; bucket < S7_HISTOGRAM_COUNT - 1; bucket++) {
        seen += histogram->buckets[bucket];
        if (seen >= rank && seen > 0)
            break;
    }
    return s7_time_earlier(duration_of(bucket), histogram->most);
}
