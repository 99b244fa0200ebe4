/* SPDX-License-Identifier: MIT
 *
 * transport/bench_poll.h — the bench of the poll(2) loop, made in memory of its own.
 */
#ifndef TRANSPORT_BENCH_POLL_H
#define TRANSPORT_BENCH_POLL_H

#include "transport/toy.h"

#include "sieben/posix_loop.h"

struct bench {
    struct s7_loop *loop;
    struct toy_shop shop;
    unsigned stopped;
    unsigned pace_ms;
    uint16_t port;
    s7_time give_up;
};

static inline s7_time bench_now(void)
{
    return s7_loop_now();
}

static inline void bench_make(struct bench *bench, unsigned grace_ms)
{
    struct s7_loop_config config;
    s7_loop_config_default(&config);
    config.close_grace_ms = grace_ms;
    assert_int_equal(s7_loop_new(&config, &bench->loop), S7_OK);
}

static inline int bench_listen(struct bench *bench, const char *host, uint16_t port,
                               struct s7_acceptor *acceptor, uint16_t *ret_port, struct s7_fault *ret_fault)
{
    struct s7_loop_listener *listener = NULL;
    int error = s7_loop_listen(bench->loop, host, port, acceptor, &listener, ret_fault);
    assert_int_equal(error == S7_OK, listener != NULL);
    if (listener)
        *ret_port = s7_loop_port(listener);
    return error;
}

static inline struct s7_dialer *bench_dialer(struct bench *bench)
{
    return s7_loop_dialer(bench->loop);
}

static inline const struct s7_loop_counters *bench_counters(const struct bench *bench)
{
    return s7_loop_counters(bench->loop);
}

/* Stopping is told once: when it becomes true. */
static inline void bench_turn_for(struct bench *bench, int ms)
{
    bool before = s7_loop_stopped(bench->loop);
    assert_int_equal(s7_loop_turn(bench->loop, ms), S7_OK);
    bench->stopped += !before && s7_loop_stopped(bench->loop);
}

static inline void bench_wait(struct bench *bench)
{
    bench_turn_for(bench, (int)bench->pace_ms);
}

static inline void bench_turn(struct bench *bench)
{
    bench_turn_for(bench, 0);
}

static inline unsigned bench_turns_during(struct bench *bench, unsigned ms)
{
    unsigned turns = 0;
    s7_time now, until = bench_now() + (s7_time)ms * S7_MILLISECOND;
    for (; (now = bench_now()) < until; turns++)
        bench_turn_for(bench, (int)((until - now) / S7_MILLISECOND) + 1);
    return turns;
}

static inline void bench_stop(struct bench *bench)
{
    s7_loop_stop(bench->loop);
}

static inline void bench_unmake(struct bench *bench)
{
    s7_loop_free(bench->loop);
}

#endif
