/* SPDX-License-Identifier: MIT
 *
 * unit/net_uv/toy.h — a session that does what a test tells it, a loop that runs until a condition holds, and the
 * other end as a plain socket.
 */
#ifndef UNIT_NET_UV_TOY_H
#define UNIT_NET_UV_TOY_H

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

#include "net_uv/clock.h"
#include "sieben/uv.h"

#include "base/dialer.h"

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

/* ---- the bench: a loop, a transport, a listener ---------------------------------------------------------- */

struct bench {
    uv_loop_t loop;
    struct s7_uv *uv;
    struct s7_uv_listener *listener;
    struct toy_shop shop;
    unsigned stopped;
    uv_timer_t metronome;
    s7_time give_up;
};

#define PATIENCE (30 * S7_SECOND)

static inline void bench_on_stopped(void *user)
{
    struct bench *bench = user;
    bench->stopped++;
}

static inline void bench_on_metronome(uv_timer_t *timer)
{
    (void)timer; /* that it fires ends uv_run() */
}

static inline void bench_open(struct bench *bench, size_t toy_count, unsigned grace_ms)
{
    memset(bench, 0, sizeof *bench);
    struct s7_uv_config config;
    struct s7_fault fault;
    s7_uv_config_default(&config);
    config.close_grace_ms = grace_ms;
    assert_int_equal(uv_loop_init(&bench->loop), 0);
    uv_timer_init(&bench->loop, &bench->metronome);
    uv_timer_start(&bench->metronome, bench_on_metronome, 1, 1);
    bench->give_up = s7_uv_now() + PATIENCE;
    assert_int_equal(s7_uv_new(&bench->loop, &config, &bench->uv), S7_OK);
    bench->shop.acceptor.accept = toy_accept;
    for (size_t i = 0; i < toy_count; i++)
        bench->shop.toys[i] = toy_new();
    bench->shop.toy_count = toy_count;
    assert_int_equal(s7_uv_listen(bench->uv, "127.0.0.1", 0, &bench->shop.acceptor, &bench->listener, &fault),
                     S7_OK);
}

/* Runs the loop once, for a millisecond at most; a test that goes on for PATIENCE has failed. */
static inline void bench_step(struct bench *bench)
{
    assert_true(s7_uv_now() < bench->give_up);
    uv_run(&bench->loop, UV_RUN_ONCE);
}

#define bench_until(bench, condition)                                                                          \
    while (!(condition))                                                                                       \
    bench_step(bench)

/* Ends in order; everything that libuv and the transport hold is given back. */
static inline void bench_close(struct bench *bench)
{
    s7_uv_stop(bench->uv, bench_on_stopped, bench);
    bench_until(bench, bench->stopped);
    assert_int_equal(bench->stopped, 1);
    uv_close((uv_handle_t *)&bench->metronome, NULL);
    uv_run(&bench->loop, UV_RUN_DEFAULT);
    assert_int_equal(uv_loop_close(&bench->loop), 0);
    for (size_t i = 0; i < bench->shop.toy_count; i++) {
        assert_int_equal(bench->shop.toys[i]->closed, i < bench->shop.given);
        free(bench->shop.toys[i]);
    }
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

/* Connects and waits until the toy has had its first tick. */
static inline int peer_join(struct bench *bench)
{
    struct toy *toy = bench->shop.toys[bench->shop.given];
    int fd = peer_socket(s7_uv_port(bench->listener));
    bench_until(bench, toy->ticks == 1);
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
