/* SPDX-License-Identifier: MIT
 *
 * capture/wait.h — segments that came before octets that are still missing, in the order of their sequence numbers.
 *
 * Of octets that come twice the first ones are kept.
 */
#ifndef CAPTURE_WAIT_H
#define CAPTURE_WAIT_H

#include "capture/span.h"
#include "capture/turn.h"

enum { S7_WAIT_SEGMENTS = 512 }; /**< of one direction; more of them are as good as a full window */

/** A piece of a segment; its octets stand behind it. */
struct s7_waiting {
    struct s7_waiting *next;
    uint64_t packet;
    s7_time time;
    uint32_t sequence;
    uint32_t size; /**< captured */
    uint32_t wire_size;
};

/** Zeroed: nothing waits. */
struct s7_wait {
    struct s7_waiting *first, *last;
    uint32_t count;
};

/** Octets between two sequence numbers, less than 2^31 apart. */
static inline int32_t s7_sequence_distance(uint32_t from, uint32_t to)
{
    return (int32_t)(to - from);
}

/**
 * Copies what of the segment is not there yet.  What is there is compared and counted (REPEATED, CONTRADICTION).
 * @return false: there is no room for some of it
 */
bool s7_wait_add(struct s7_wait *wait, const struct s7_turn *turn, uint32_t sequence, struct s7_span octets);
/** Takes out the first one, to be given back by s7_wait_give(); NULL: there is none. */
struct s7_waiting *s7_wait_take(struct s7_wait *wait);
void s7_wait_give(struct s7_hold *hold, struct s7_waiting *waiting);
struct s7_span s7_waiting_span(const struct s7_waiting *waiting);

/** Counts octets that were seen before: those that differ as CONTRADICTION (the sink is told), the others as REPEATED. */
void s7_wait_compare(const struct s7_turn *turn, struct s7_span old, struct s7_span again);

#endif
