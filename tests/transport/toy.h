/* SPDX-License-Identifier: MIT
 *
 * transport/toy.h — a session that does what a test tells it, an acceptor that hands such sessions out, and the other
 * end as a plain socket: the same for every transport.
 */
#ifndef TRANSPORT_TOY_H
#define TRANSPORT_TOY_H

#include "check.h"

#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "sieben/session.h"

enum { TOY_ROOM = 1 << 20 };

struct toy {
    struct s7_session session;
    uint8_t out[TOY_ROOM];
    size_t out_size;
    size_t out_room; /* input is not taken beyond it (echo) */
    uint8_t in[TOY_ROOM];
    size_t in_size;
    size_t take_most; /* of one input() */
    bool echo;
    bool deaf;    /* does not want READ */
    unsigned end; /* S7_WANT_FIN, S7_WANT_RST */
    s7_time deadline;
    struct toy *push_to; /* what arrives goes out there */
    bool redial;         /* in closed(), once */
    struct s7_dialer *dialer;
    struct s7_endpoint endpoint;
    /* seen */
    bool inside;
    size_t largest_output;
    unsigned ticks, inputs, outputs, closed, calls_before_tick;
    s7_time last_tick;
    struct s7_fault fault;
};

static inline struct toy *toy_enter(void *self)
{
    struct toy *toy = self;
    assert_false(toy->inside);
    assert_int_equal(toy->closed, 0);
    toy->inside = true;
    return toy;
}

static inline void toy_send(struct toy *toy, const uint8_t *bytes, size_t size)
{
    assert_true(toy->out_size + size <= sizeof toy->out);
    memcpy(toy->out + toy->out_size, bytes, size);
    toy->out_size += size;
}

static inline size_t toy_input(void *self, const uint8_t *bytes, size_t size, s7_time now)
{
    (void)now;
    struct toy *toy = toy_enter(self);
    toy->inputs++;
    toy->calls_before_tick += toy->ticks == 0;
    size_t taken = size < toy->take_most ? size : toy->take_most;
    if (toy->echo && taken > toy->out_room - toy->out_size)
        taken = toy->out_room - toy->out_size;
    assert_true(toy->in_size + taken <= sizeof toy->in);
    memcpy(toy->in + toy->in_size, bytes, taken);
    toy->in_size += taken;
    if (toy->echo)
        toy_send(toy, bytes, taken);
    if (toy->push_to) {
        toy_send(toy->push_to, bytes, taken);
        s7_session_wake(&toy->push_to->session);
        s7_session_wake(&toy->push_to->session);
        s7_session_wake(&toy->session); /* the transport must not call back from here */
    }
    toy->inside = false;
    return taken;
}

static inline size_t toy_output(void *self, const uint8_t **ret_bytes)
{
    struct toy *toy = toy_enter(self);
    toy->outputs++;
    toy->calls_before_tick += toy->ticks == 0;
    if (toy->out_size > toy->largest_output)
        toy->largest_output = toy->out_size;
    *ret_bytes = toy->out;
    toy->inside = false;
    return toy->out_size;
}

static inline void toy_output_done(void *self, size_t size, s7_time now)
{
    (void)now;
    struct toy *toy = toy_enter(self);
    assert_true(size <= toy->out_size);
    memmove(toy->out, toy->out + size, toy->out_size - size);
    toy->out_size -= size;
    toy->inside = false;
}

static inline unsigned toy_want(const void *self)
{
    const struct toy *toy = self;
    bool room = !toy->echo || toy->out_size < toy->out_room;
    return toy->end | (toy->out_size ? S7_WANT_WRITE : 0u) | (room && !toy->deaf ? S7_WANT_READ : 0u);
}

static inline s7_time toy_deadline(const void *self)
{
    const struct toy *toy = self;
    return toy->deadline;
}

static inline void toy_tick(void *self, s7_time now)
{
    struct toy *toy = toy_enter(self);
    toy->ticks++;
    toy->last_tick = now;
    if (toy->deadline <= now)
        toy->deadline = S7_TIME_NEVER;
    toy->inside = false;
}

static inline void toy_closed(void *self, const struct s7_fault *fault, s7_time now)
{
    (void)now;
    struct toy *toy = toy_enter(self);
    toy->closed++;
    toy->fault = *fault;
    toy->inside = false;
    if (toy->redial) {
        toy->redial = false;
        toy->closed = 0;
        assert_int_equal(toy->dialer->dial(toy->dialer, &toy->endpoint, &toy->session, 2 * S7_SECOND), S7_OK);
    }
}

static const struct s7_session_ops toy_ops = {
    .input = toy_input,
    .output = toy_output,
    .output_done = toy_output_done,
    .want = toy_want,
    .deadline = toy_deadline,
    .tick = toy_tick,
    .closed = toy_closed,
};

static inline struct toy *toy_new(void)
{
    struct toy *toy = calloc(1, sizeof *toy);
    assert_non_null(toy);
    toy->session = (struct s7_session){.ops = &toy_ops, .self = toy};
    toy->take_most = SIZE_MAX;
    toy->out_room = sizeof toy->out;
    toy->deadline = S7_TIME_NEVER;
    return toy;
}

/* ---- an acceptor that hands out prepared toys ------------------------------------------------------------ */

enum { TOYS_MAX = 64 };

struct toy_shop {
    struct s7_acceptor acceptor;
    struct toy *toys[TOYS_MAX];
    size_t toy_count, given;
    enum s7_accept answer; /* when TAKE and no toy is left: LATER */
    unsigned asked;
    struct s7_peer last_peer;
};

static inline enum s7_accept toy_accept(struct s7_acceptor *acceptor, const struct s7_peer *peer, s7_time now,
                                        struct s7_session **ret_session)
{
    (void)now;
    struct toy_shop *shop = (struct toy_shop *)(void *)acceptor;
    shop->asked++;
    shop->last_peer = *peer;
    if (shop->answer != S7_ACCEPT_TAKE)
        return shop->answer;
    if (shop->given == shop->toy_count)
        return S7_ACCEPT_LATER;
    *ret_session = &shop->toys[shop->given++]->session;
    return S7_ACCEPT_TAKE;
}

/* ---- the other end --------------------------------------------------------------------------------------- */

static inline int peer_socket(uint16_t port)
{
    const struct sockaddr_in to = {
        .sin_family = AF_INET, .sin_port = htons(port), .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    int fd = socket(AF_INET, SOCK_STREAM, 0);
    assert_true(fd >= 0);
    assert_int_equal(connect(fd, (const struct sockaddr *)(const void *)&to, sizeof to), 0);
    assert_int_equal(fcntl(fd, F_SETFL, O_NONBLOCK), 0);
    return fd;
}

/* One look at the stream: octets read, 0 at the end, -1 nothing yet, -errno when broken (errno > 1 here). */
static inline ssize_t peer_read(int fd, uint8_t *bytes, size_t size)
{
    ssize_t got = recv(fd, bytes, size, 0);
    if (got >= 0)
        return got;
    return errno == EAGAIN ? -1 : -errno;
}

static inline void peer_reset(int fd)
{
    const struct linger at_once = {1, 0};
    assert_int_equal(setsockopt(fd, SOL_SOCKET, SO_LINGER, &at_once, sizeof at_once), 0);
    close(fd);
}

static inline void pattern_fill(uint8_t *bytes, size_t size)
{
    for (size_t i = 0; i < size; i++)
        bytes[i] = (uint8_t)(i * 31 + i / 251);
}

#endif
