/* SPDX-License-Identifier: MIT
 *
 * bench/lane.h — one subject at work: its server in a child, its client in this process, and what they took.
 */
#ifndef BENCH_LANE_H
#define BENCH_LANE_H

#include "bench/context.h"
#include "bench/pattern.h"
#include "bench/process.h"

enum { S7_BENCH_TURN_COUNT = 100 /**< turns of each subject in a round */ };

struct s7_bench_lane {
    const struct s7_bench_subject *subject;
    size_t size;
    struct s7_bench_server server;
    void *client;
    uint64_t next; /**< number of the next request */
    uint8_t pattern[S7_BENCH_PATTERN_SIZE];

    /* since s7_bench_lane_reset() */
    uint64_t requests;
    double rates[S7_BENCH_TURN_COUNT]; /**< requests per second of each turn */
    size_t turn_count;
    s7_time client_cpu, server_cpu;
    int64_t switches;
    uint32_t *latencies; /**< nanoseconds of the first latency_max requests; the caller's, NULL: not wanted */
    size_t latency_max, latency_count;
};

/**
 * Starts server and client of a subject and warms them up; keeps `latencies`.
 * @return false: the context knows why, nothing is left open
 */
bool s7_bench_lane_open(struct s7_bench_lane *lane, struct s7_bench_context *context,
                        const struct s7_bench_subject *subject, size_t size);
/** Harmless on a lane that is all zero or closed.  @return the client was well to the end */
bool s7_bench_lane_close(struct s7_bench_lane *lane);

/** `count` requests, every answer compared octet by octet. */
bool s7_bench_lane_ask(struct s7_bench_lane *lane, uint64_t count);

/** Forgets what was measured. */
void s7_bench_lane_reset(struct s7_bench_lane *lane);
/** One turn: requests one after the other for a span of time; at most S7_BENCH_TURN_COUNT since the reset. */
bool s7_bench_lane_measure(struct s7_bench_lane *lane, s7_time span);
/**
 * What was measured; sorts what was noted.  Requests per second are those of the median turn, so that the turns in
 * which something else had the processor do not count; all else is over all turns.
 */
void s7_bench_lane_report(struct s7_bench_lane *lane, struct s7_bench_sample *sample);

#endif
