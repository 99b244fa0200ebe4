/* SPDX-License-Identifier: MIT
 *
 * cli/diag_follow.h — what a CPU tells by itself: its newest diagnostic entries first, then each event and each change of
 * the operating mode as it comes.
 */
#ifndef CLI_DIAG_FOLLOW_H
#define CLI_DIAG_FOLLOW_H

#include "base/time.h"
#include "cli/online.h"

enum { S7_DIAG_FOLLOW_LAST = 10 /**< entries of the buffer, unless another number is asked for */ };

/**
 * Connects, subscribes, reads the `last` newest entries, and prints until `duration` (S7_TIME_NEVER: without end) is over,
 * a signal asks for the end, nobody reads what is printed, or the connection is lost.  Unsubscribes; never connects again.
 * @return the exit code, after everything was printed
 */
int s7_diag_follow(struct s7_online *online, uint16_t last, s7_time duration);

#endif
