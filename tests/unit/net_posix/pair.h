/* SPDX-License-Identifier: MIT
 *
 * unit/net_posix/pair.h — a loop, and channels of it over socket pairs, moved by hand.
 */
#ifndef UNIT_NET_POSIX_PAIR_H
#define UNIT_NET_POSIX_PAIR_H

#include "transport/toy.h"

#include "net_posix/clock.h"
#include "net_posix/loop.h"

enum { GRACE_MS = 500 };

static inline struct s7_loop *pair_loop(uint16_t connection_count)
{
    struct s7_loop *loop = NULL;
    struct s7_loop_config config;
    s7_loop_config_default(&config);
    config.connection_count = connection_count;
    config.close_grace_ms = GRACE_MS;
    assert_int_equal(s7_loop_new(&config, &loop), S7_OK);
    return loop;
}

/* A channel that nobody has yet, and its other end. */
static inline struct s7_channel *pair_hold(struct s7_loop *loop, int *ret_fd)
{
    int fds[2];
    struct s7_channel *channel = s7_channel_take(loop);
    assert_non_null(channel);
    assert_int_equal(socketpair(AF_UNIX, SOCK_STREAM, 0, fds), 0);
    assert_int_equal(s7_loop_tune(fds[0], 0), 0);
    assert_int_equal(fcntl(fds[1], F_SETFL, O_NONBLOCK), 0);
    s7_channel_hold(channel, fds[0]);
    *ret_fd = fds[1];
    return channel;
}

static inline struct s7_channel *pair_start(struct s7_loop *loop, struct toy *toy, int *ret_fd)
{
    struct s7_channel *channel = pair_hold(loop, ret_fd);
    s7_channel_start(channel, &toy->session, s7_posix_now());
    return channel;
}

#endif
