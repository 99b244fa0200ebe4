/* SPDX-License-Identifier: MIT
 *
 * net_posix/clock.h — the monotonic clock of this transport, in s7_time.
 */
#ifndef NET_POSIX_CLOCK_H
#define NET_POSIX_CLOCK_H

#include <time.h>

#include "base/time.h"

static inline s7_time s7_posix_now(void)
{
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time); /* no system call where the kernel maps its clock into the process */
    return time.tv_sec * S7_SECOND + time.tv_nsec;
}

/** Milliseconds from `now` until `due` for poll(): rounded up, 0 when past, -1 for S7_TIME_NEVER. */
int s7_posix_wait_ms(s7_time due, s7_time now);

#endif
