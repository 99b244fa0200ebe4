/* SPDX-License-Identifier: MIT
 *
 * replay_compare.h — a recorded packet of the CPU meets the one that the virtual CPU has sent.
 */
#ifndef REPLAY_REPLAY_COMPARE_H
#define REPLAY_REPLAY_COMPARE_H

#include "replay.h"

void replay_compare_confirm(struct replay *replay, size_t packet);
void replay_compare_answer(struct replay *replay, size_t packet);
void replay_compare_push(struct replay *replay, size_t packet);

/** A request of a service that this version has not: the codes of both, and its answer is taken away. */
void replay_note_later(struct replay *replay, size_t request, enum captured_service service);

#endif
