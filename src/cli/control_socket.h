/* SPDX-License-Identifier: MIT
 *
 * cli/control_socket.h — the Unix domain socket that a played CPU is controlled by: lines in, lines out.
 *
 * Its file has mode 0600.  A line has at most S7_CONTROL_LINE_SIZE octets; a longer one is refused and ends its
 * connection, as does a connection above S7_CONTROL_PEERS.
 */
#ifndef CLI_CONTROL_SOCKET_H
#define CLI_CONTROL_SOCKET_H

#include <uv.h>

#include "cli/control.h"

enum { S7_CONTROL_LINE_SIZE = 8192, S7_CONTROL_PEERS = 8 };

struct s7_control_socket;

/**
 * Listens.  A file that an ended program left is replaced.
 * @return NULL after saying on stderr why it cannot be
 */
struct s7_control_socket *s7_control_socket_open(uv_loop_t *loop, const char *path, struct s7_control *control);

/** Ends it and its connections and removes the file; frees itself in the loop.  NULL is allowed. */
void s7_control_socket_close(struct s7_control_socket *socket);

#endif
