/* SPDX-License-Identifier: MIT
 *
 * bench/capture_pass.h — a capture file read from its start to its end: by libpcap alone, and as `capture list` does.
 */
#ifndef BENCH_CAPTURE_PASS_H
#define BENCH_CAPTURE_PASS_H

#include "bench/traffic.h"

/** The limit: every packet is read, its length added.  False: not all of them came. */
bool s7_bench_capture_limit(const struct s7_bench_traffic *traffic);

/** Every packet is given to the capture, which ends with its conversations.  False: they do not say what was made. */
bool s7_bench_capture_list(const struct s7_bench_traffic *traffic);

#endif
