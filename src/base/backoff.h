/* SPDX-License-Identifier: MIT
 *
 * base/backoff.h — how long to wait before a lost connection is dialled again.
 *
 * Doubles from `first` up to `most`; what is handed out lies within ± 25 % of that, so that the partners of a CPU
 * that was restarted do not all come back at the same moment.
 */
#ifndef BASE_BACKOFF_H
#define BASE_BACKOFF_H

#include "base/chance.h"
#include "base/time.h"

struct s7_backoff {
    s7_time first;
    s7_time most;
    s7_time pause; /**< before jitter; 0: `first` comes next */
};

/** The next waiting time. */
s7_time s7_backoff_next(struct s7_backoff *backoff, struct s7_chance *chance);

/** It worked: start with `first` again. */
void s7_backoff_reset(struct s7_backoff *backoff);

#endif
