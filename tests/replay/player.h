/* SPDX-License-Identifier: MIT
 *
 * player.h — the client half of recorded connections, said to a virtual CPU in memory over its sessions, under a clock
 * that only player_advance() moves.
 */
#ifndef REPLAY_PLAYER_H
#define REPLAY_PLAYER_H

#include "cpu/cpu.h"
#include "recording.h"

enum { PLAYER_OCTETS = 2048, PLAYER_PENDING = 64 };

/** A packet of the virtual CPU that nobody has asked for yet. */
struct player_packet {
    size_t size;
    uint8_t octets[PLAYER_OCTETS];
};

struct player_line {
    struct s7_session *session; /**< NULL: not opened */
    bool ended;                 /**< the virtual CPU wants the connection to end */
    size_t part_size;           /**< of a packet that is not complete yet */
    uint8_t part[PLAYER_OCTETS];
    size_t pending_count;
    struct player_packet pending[PLAYER_PENDING]; /**< in the order they came */
};

struct player {
    struct s7_cpu *cpu; /**< borrowed */
    s7_time now;
    bool overflow; /**< the virtual CPU said more than can be kept */
    struct player_line lines[RECORDING_CONNECTIONS];
};

/** Opens one connection; false: the virtual CPU does not take it. */
bool player_open(struct player *player, size_t line);

/** Says octets and collects what the virtual CPU sends on any line; false: the line is not open, or was not heard. */
bool player_say(struct player *player, size_t line, const uint8_t *octets, size_t size);

/** Moves the clock, never back, and serves what is due. */
void player_advance(struct player *player, s7_time now);

/** Takes packet number `index` of the pending ones away. */
void player_take(struct player *player, size_t line, size_t index, struct player_packet *ret_packet);

/** Ends all connections. */
void player_close(struct player *player);

#endif
