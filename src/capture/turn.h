/* SPDX-License-Identifier: MIT
 *
 * capture/turn.h — one packet's turn: what reassembly needs to know of where the octets come from and go to.
 */
#ifndef CAPTURE_TURN_H
#define CAPTURE_TURN_H

#include "capture/flow.h"
#include "capture/hold.h"

/** What all flows share. */
struct s7_turn_host {
    struct s7_flow_sink sink;
    struct s7_losses *losses;
    struct s7_hold hold;
    size_t histories; /**< that there are (capture/history.h) */
    uint32_t window_max;
};

struct s7_turn {
    struct s7_turn_host *host;
    struct s7_flow *flow;
    unsigned side; /**< that sent the octets */
    uint64_t packet;
    s7_time time;
};

/** Whether more than `limit` lies between them; times of a damaged capture may be anything. */
static inline bool s7_turn_later(s7_time now, s7_time then, s7_time limit)
{
    return now > then && (uint64_t)now - (uint64_t)then > (uint64_t)limit;
}

static inline void s7_turn_count(const struct s7_turn *turn, enum s7_loss loss, uint64_t count)
{
    turn->host->losses->counts[loss] += count;
}

/** Counts octets that were lost and tells the sink; nothing when there are none. */
static inline void s7_turn_lose(const struct s7_turn *turn, enum s7_loss loss, uint64_t octets)
{
    if (!octets)
        return;
    s7_turn_count(turn, loss, octets);
    if (loss == S7_LOSS_GAP || loss == S7_LOSS_SNAPPED)
        turn->flow->seen |= S7_FLOW_SEEN_GAP;
    turn->host->sink.lost(turn->host->sink.user, turn->flow, turn->side, loss, octets, turn->packet,
                          turn->time);
}

#endif
