/* SPDX-License-Identifier: MIT
 *
 * net_posix/probe_socket.h — waiting for a socket, bounded in time.
 */
#ifndef NET_POSIX_PROBE_SOCKET_H
#define NET_POSIX_PROBE_SOCKET_H

#include <stdbool.h>

#include "base/time.h"

/** Non-blocking and not inherited by programs that are started.  @return the socket, or -1 with errno */
int s7_probe_socket(int family, int type, int protocol);

/**
 * Waits for `events` (of poll(2)) until `due`; looks at least once.
 * @return what poll() says of it, 0: time is over; POLLERR when poll() itself fails
 */
short s7_probe_wait(int fd, short events, s7_time due);

/** `due`, or an earlier time at which it is to be seen whether the end was asked for (s7_probe_heed()). */
s7_time s7_probe_look_up(s7_time due);

/** The time is over, or the end was asked for. */
bool s7_probe_over(s7_time due);

#endif
