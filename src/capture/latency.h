/* SPDX-License-Identifier: MIT
 *
 * capture/latency.h — counting latencies into the histogram of capture/talk.h.
 */
#ifndef CAPTURE_LATENCY_H
#define CAPTURE_LATENCY_H

#include "capture/talk.h"

/** Counts one; a negative one (packets out of order) is none. */
void s7_latency_add(struct s7_latency *latency, s7_time time);

#endif
