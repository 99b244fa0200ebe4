/* SPDX-License-Identifier: MIT
 *
 * base/time.h — points in time, handed in by the caller.
 *
 * Nothing below net_* reads a clock: `now` is an argument.  It is monotonic, counted in nanoseconds from an
 * arbitrary origin, and never runs backwards between two calls on one object.
 */
#ifndef BASE_TIME_H
#define BASE_TIME_H

#include <stdint.h>

typedef int64_t s7_time;

#define S7_TIME_NEVER  INT64_MAX
#define S7_MILLISECOND INT64_C(1000000)
#define S7_SECOND      INT64_C(1000000000)

/** now + span, saturating at S7_TIME_NEVER; `span` >= 0. */
static inline s7_time s7_time_after(s7_time now, s7_time span)
{
    return span >= S7_TIME_NEVER - now ? S7_TIME_NEVER : now + span;
}

static inline s7_time s7_time_earlier(s7_time a, s7_time b)
{
    return a < b ? a : b;
}

#endif
