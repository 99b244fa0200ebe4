/* SPDX-License-Identifier: MIT
 *
 * tests/unit/bench/lane_peer.h — a lane with a peer that is told what to do, under clocks that go on with its requests.
 *
 * A request takes `slow` of the clock, 7 µs of this process, 3 µs of the server, and two switches.
 */
#ifndef TESTS_UNIT_BENCH_LANE_PEER_H
#define TESTS_UNIT_BENCH_LANE_PEER_H

#include "bench/lane.h"
#include "unit/bench/gathering.h"

struct lane_peer {
    bool cannot_open, ends_badly;
    uint64_t wrong_from, fails_from; /* requests, from 0 */
    s7_time slow;                    /* what the clock goes on with a request */
    uint64_t opened, closed, asked;
    uint16_t port;
    size_t size;
    s7_time now;
    uint8_t wrong[S7_BENCH_PATTERN_SIZE], right[S7_BENCH_PATTERN_SIZE];
};

extern struct lane_peer peer;
extern const struct s7_bench_subject peer_subject; /**< "peer" @ "told" */
extern struct s7_bench_lane lane;
extern struct gathering found;

/** For a cmocka test: everything as at the start; the lane closed. */
int lane_peer_begin(void **state);
int lane_peer_end(void **state);

#endif
