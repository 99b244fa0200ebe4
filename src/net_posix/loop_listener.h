/* SPDX-License-Identifier: MIT
 *
 * net_posix/loop_listener.h — accepting, and pausing without spinning.
 */
#ifndef NET_POSIX_LOOP_LISTENER_H
#define NET_POSIX_LOOP_LISTENER_H

#include "net_posix/channel.h"

struct s7_loop_listener {
    struct s7_loop *loop;
    struct s7_acceptor *acceptor;
    struct s7_channel *held;  /**< accepted by the system, not yet by the acceptor */
    struct s7_peer held_peer; /**< who called last */
    size_t entry;             /**< in the poll entries handed out last, or S7_CHANNEL_NO_ENTRY */
    int fd;                   /**< -1: not in use */
    uint16_t port;
    bool starved; /**< paused: no descriptor left */
};

/** Whether poll() should be asked about it. */
bool s7_loop_listener_waiting(const struct s7_loop_listener *listener);

/** Somebody calls. */
void s7_loop_listener_react(struct s7_loop_listener *listener, s7_time now);

/** A connection ended, or time has passed: a listener that paused tries again. */
void s7_loop_listener_resume(struct s7_loop_listener *listener, s7_time now);

/** Stops listening; whoever was held is ended in order. */
void s7_loop_listener_close(struct s7_loop_listener *listener, s7_time now);

#endif
