/* SPDX-License-Identifier: MIT
 *
 * net_uv/turn.h — one turn of a stream: octets in, octets out, until the session wants no more or cannot go on.
 */
#ifndef NET_UV_TURN_H
#define NET_UV_TURN_H

#include "net_uv/stream.h"

/** What the stream has to do now: the session's wishes, and the transport's own when it stops (enum s7_want). */
unsigned s7_turn_want(const struct s7_stream *stream);

/**
 * Moves octets, `readable` when the socket may have some.  The stream may be GONE afterwards.  A turn is bounded:
 * a stream with more to do puts itself on the ready list.
 */
void s7_turn_run(struct s7_stream *stream, bool readable, s7_time now);

#endif
