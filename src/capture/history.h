/* SPDX-License-Identifier: MIT
 *
 * capture/history.h — the last octets of one direction, to see whether what is sent again is the same.
 *
 * Two partners of which one takes the first and the other the last of two versions can be told different things about
 * one telegram; that is worth a word (S7_LOSS_CONTRADICTION).  Kept are the last S7_HISTORY_SIZE octets, as long as all
 * histories together take less than their share of the memory for octets: otherwise repeated octets pass as equal.
 */
#ifndef CAPTURE_HISTORY_H
#define CAPTURE_HISTORY_H

#include "capture/span.h"
#include "capture/turn.h"

enum { S7_HISTORY_SIZE = 2048 };

/** Zeroed: nothing is remembered. */
struct s7_history {
    uint8_t *octets; /**< a ring; that with sequence number n at n modulo its size */
    uint32_t known;  /**< so many before the next one */
};

/** The octets that end before sequence number `next` were given. */
void s7_history_note(struct s7_history *history, struct s7_turn_host *host, uint32_t next,
                     struct s7_span octets);
/** Octets up to `next` are missing: nothing before them is known any more. */
void s7_history_forget(struct s7_history *history);
/** Compares octets seen again, which begin `behind` octets before `next`, and counts them. */
void s7_history_compare(const struct s7_history *history, const struct s7_turn *turn, uint32_t next,
                        uint32_t behind, struct s7_span again);
void s7_history_drop(struct s7_history *history, struct s7_turn_host *host);

#endif
