/* SPDX-License-Identifier: MIT
 *
 * net_posix/socket.h — a connected, blocking TCP socket.
 */
#ifndef NET_POSIX_SOCKET_H
#define NET_POSIX_SOCKET_H

#include <stdint.h>

#include "base/time.h"
#include "sieben/error.h"

/**
 * Connects until `due`.  The addresses of a name are tried in order; each gets an equal share of the time that is
 * left.  Resolving a name is the system's and can take longer; a numeric address needs no resolving.
 *
 * @param receive_timeout_ms  set once on the socket (SO_RCVTIMEO)
 * @return the socket, or -1 with *ret_fault (layer TCP)
 */
int s7_socket_connect(const char *host, uint16_t port, s7_time due, uint32_t receive_timeout_ms,
                      struct s7_fault *ret_fault);

#endif
