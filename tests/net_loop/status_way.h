/* SPDX-License-Identifier: MIT
 *
 * net_loop/status_way.h — what can be wrong with the way to a partner, before anything of ISO is exchanged.
 *
 * The names are those of status_cause.def: choose, spoil and recover of a cause.
 */
#ifndef NET_LOOP_STATUS_WAY_H
#define NET_LOOP_STATUS_WAY_H

#include "net_loop/status_desk.h"

/* The address itself; way_right() corrects it.  The system refuses all of them before a packet is made. */
void way_no_name(struct desk *desk);
void way_broadcast(struct desk *desk);
void way_no_interface(struct desk *desk);
void way_right(struct desk *desk);

/** Waits until an attempt was reset before we could look at it. */
void way_slammed(struct desk *desk);

/* The connection is lost, and cannot be dialled again. */
void way_no_descriptor(struct desk *desk);
void way_descriptor(struct desk *desk);
void way_no_memory(struct desk *desk); /**< ends by itself: the next attempt has memory */

/* Only in a network namespace of our own (status_netns_test.c). */
void way_no_route(struct desk *desk);
void way_route(struct desk *desk);
void way_prohibited(struct desk *desk);
void way_permitted(struct desk *desk);

#endif
