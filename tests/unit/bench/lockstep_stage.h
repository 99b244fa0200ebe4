/* SPDX-License-Identifier: MIT
 *
 * tests/unit/bench/lockstep_stage.h — turns are not run but noted, with figures that are known, under a clock that only
 * turns move.  So order, ratios, medians and shares can be told exactly.
 *
 * This process has a quarter of the time, each of the four servers an eighth.
 */
#ifndef TESTS_UNIT_BENCH_LOCKSTEP_STAGE_H
#define TESTS_UNIT_BENCH_LOCKSTEP_STAGE_H

#include "bench/lane.h"
#include "unit/bench/gathering.h"

enum {
    LANES = 4,
    ROUNDS = 7,
    TURN_NS = 1000000,
    ROUND_TURNS = LANES * S7_BENCH_TURN_COUNT,
    TURNS_MAX = 2 * ROUNDS * ROUND_TURNS
};

struct lockstep_stage {
    bool live; /**< the real subjects run, under the real clock */
    bool cannot_open, ends_badly;
    size_t fails_at; /* turn, from 0 */
    size_t opened, closed;
    size_t turn_count;
    char order[TURNS_MAX]; /* which lane had its turn, as a digit */
    s7_time span;
    s7_time now;
};

extern struct lockstep_stage stage;
extern struct gathering found;

/** For a cmocka test: nothing noted; seven rounds of 64 and of 400 octets. */
int lockstep_stage_begin(void **state);

#endif
