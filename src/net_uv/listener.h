/* SPDX-License-Identifier: MIT
 *
 * net_uv/listener.h — accepting, and pausing without spinning.
 */
#ifndef NET_UV_LISTENER_H
#define NET_UV_LISTENER_H

#include "net_uv/transport.h"

/** A connection ended, or time has passed: listeners that paused try again. */
void s7_listener_resume_all(struct s7_uv *uv, s7_time now);

/** Stops listening; the memory is given back by the loop. */
void s7_listener_close(struct s7_uv_listener *listener, s7_time now);

#endif
