/* SPDX-License-Identifier: MIT
 *
 * net_uv/attempt.h — one dial: from a name to an established stream, or to a fault, within its time.
 */
#ifndef NET_UV_ATTEMPT_H
#define NET_UV_ATTEMPT_H

#include "net_uv/transport.h"

/** The dialer of a transport (base/dialer.h). */
int s7_attempt_dial(struct s7_dialer *dialer, const struct s7_endpoint *to, struct s7_session *session,
                    s7_time timeout);

/** Every dial ends with S7_ERR_LOCAL_CLOSED, from the loop. */
void s7_attempt_cancel_all(struct s7_uv *uv);

#endif
