/* SPDX-License-Identifier: MIT
 *
 * net_posix/dial.h — from an endpoint to an established stream, or to a fault, within its time.
 */
#ifndef NET_POSIX_DIAL_H
#define NET_POSIX_DIAL_H

#include "net_posix/channel.h"

/** The dialer of a loop (sieben/session.h). */
int s7_dial_start(struct s7_dialer *dialer, const struct s7_endpoint *to, struct s7_session *session,
                  s7_time timeout);

/** The socket says that this address is decided. */
void s7_dial_react(struct s7_channel *channel, s7_time now);

/** The address that is being tried has had its time. */
void s7_dial_expire(struct s7_channel *channel, s7_time now);

/** No address is left: gives the place back and tells the session. */
void s7_dial_fail(struct s7_channel *channel, s7_time now);

/** The dial ends with S7_ERR_LOCAL_CLOSED in the next turn. */
void s7_dial_cancel(struct s7_channel *channel);

#endif
