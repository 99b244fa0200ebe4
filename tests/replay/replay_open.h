/* SPDX-License-Identifier: MIT
 *
 * replay_open.h — what a capture lacks at the beginning of a connection, said by the replay.
 */
#ifndef REPLAY_REPLAY_OPEN_H
#define REPLAY_REPLAY_OPEN_H

#include "replay.h"

/** Before packet `packet` of a client is said: opens its connection when that was not done yet. */
void replay_open(struct replay *replay, size_t packet);

#endif
