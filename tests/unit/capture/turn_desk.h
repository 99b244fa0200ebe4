/* SPDX-License-Identifier: MIT
 *
 * turn_desk.h — a sink that writes down what one direction gives, for tests of reassembly.
 */
#ifndef CAPTURE_TURN_DESK_H
#define CAPTURE_TURN_DESK_H

#include "check.h"

#include <string.h>

#include "capture/turn.h"

enum { DESK_TELEGRAMS = 64, DESK_OCTETS = 200000 };

struct desk {
    struct s7_turn_host host;
    struct s7_losses losses;
    struct s7_flow flow;
    struct s7_turn turn;
    size_t count;
    struct s7_telegram telegrams[DESK_TELEGRAMS]; /**< octets stand in `octets` */
    uint8_t octets[DESK_OCTETS];
    size_t used;
    uint64_t told[S7_LOSS_COUNT]; /**< octets that lost() was told of */
};

static inline void desk_telegram(void *user, struct s7_flow *flow, const struct s7_telegram *telegram)
{
    struct desk *desk = user;
    assert_ptr_equal(flow, &desk->flow);
    assert_true(desk->count < DESK_TELEGRAMS && telegram->size <= DESK_OCTETS - desk->used);
    uint8_t *copy = memcpy(desk->octets + desk->used, telegram->octets, telegram->size);
    desk->telegrams[desk->count] = *telegram;
    desk->telegrams[desk->count++].octets = copy;
    desk->used += telegram->size;
}

static inline void desk_lost(void *user, struct s7_flow *flow, unsigned side, enum s7_loss loss,
                             uint64_t octets, uint64_t packet, s7_time time)
{
    struct desk *desk = user;
    assert_ptr_equal(flow, &desk->flow);
    assert_int_equal(side, desk->turn.side);
    assert_in_range(packet, 1, desk->turn.packet); /* that of what waited may be older */
    assert_in_range(time, 1, desk->turn.time);
    desk->told[loss] += octets;
}

static inline void desk_open(struct desk *desk)
{
    memset(desk, 0, sizeof *desk);
    desk->host = (struct s7_turn_host){.sink = {.user = desk, .telegram = desk_telegram, .lost = desk_lost},
                                       .losses = &desk->losses,
                                       .hold.max = 1 << 20,
                                       .window_max = 10000};
    desk->turn = (struct s7_turn){&desk->host, &desk->flow, 1, 1, 1};
}

/** A DT of `size` octets, all but its header being `fill`. */
static inline void desk_make(uint8_t *octets, size_t size, uint8_t fill)
{
    const uint8_t header[] = {3, 0, (uint8_t)(size >> 8), (uint8_t)size, 2, 0xF0, 0x80};
    memset(octets, fill, size);
    memcpy(octets, header, size < sizeof header ? size : sizeof header);
}

#endif
