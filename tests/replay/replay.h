/* SPDX-License-Identifier: MIT
 *
 * replay.h — one recording, said again: the client half to a virtual CPU, its answers compared with the recorded ones.
 *
 * Where a capture starts in the middle of a connection, the replay makes the connection itself (CR as a PG, setup
 * communication as STEP 7 asks for), and subscribes to the events whose pushes the capture shows; it notes that.
 */
#ifndef REPLAY_REPLAY_H
#define REPLAY_REPLAY_H

#include "knowledge.h"
#include "player.h"
#include "program.h"
#include "result.h"

struct replay {
    size_t capture; /**< row of capture.def, for the results */
    const struct recording *recording;
    const struct pairing *pairing;
    const struct knowledge *knowledge;
    struct results *results;
    struct player player;
    struct program program;
    /** Per connection and recorded sequence number: ours of the same answer, which a client copies when it goes on. */
    uint8_t sequences[RECORDING_CONNECTIONS][UINT8_MAX + 1];
    bool opened[RECORDING_CONNECTIONS];
    bool taken[RECORDING_CONNECTIONS];      /**< the replay made the connection itself */
    bool set_up[RECORDING_CONNECTIONS];     /**< the replay said the setup communication itself */
    bool subscribed[RECORDING_CONNECTIONS]; /**< the replay subscribed to events itself */
    size_t unanswered_count;                /**< recorded requests that have no recorded answer */
    size_t surplus_count;                   /**< packets of the virtual CPU that the real one did not send */
};

/** Plays the whole recording to replay->player.cpu; everything above `player` is the caller's and borrowed. */
void replay_run(struct replay *replay);

#endif
