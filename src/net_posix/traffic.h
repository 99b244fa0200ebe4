/* SPDX-License-Identifier: MIT
 *
 * net_posix/traffic.h — octets in, octets out, until the session wants no more or cannot go on.
 */
#ifndef NET_POSIX_TRAFFIC_H
#define NET_POSIX_TRAFFIC_H

#include "net_posix/channel.h"

/**
 * Moves octets, `readable` when the socket may have some; ends our side of the stream when that is wanted and
 * everything was sent.  Bounded: a channel with more to do is ready again.
 * @return false: the channel has ended, and its place may be somebody else's by now
 */
bool s7_traffic_run(struct s7_channel *channel, bool readable, s7_time now);

#endif
