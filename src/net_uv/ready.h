/* SPDX-License-Identifier: MIT
 *
 * net_uv/ready.h — streams that must be served in this turn of the loop, without waiting for their socket.
 *
 * Woken before the poll phase: served before it.  Woken in the poll phase: served right after it.  Woken while the
 * list is served: served in the next phase, and the loop does not block in between.
 */
#ifndef NET_UV_READY_H
#define NET_UV_READY_H

#include "net_uv/transport.h"

void s7_ready_init(struct s7_uv *uv);

/** Puts a stream on the list; twice is once. */
void s7_ready_add(struct s7_uv *uv, struct s7_stream *stream);

/** Lets the listeners that paused go on in this turn. */
void s7_ready_resume(struct s7_uv *uv);

#endif
