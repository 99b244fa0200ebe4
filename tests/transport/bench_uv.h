/* SPDX-License-Identifier: MIT
 *
 * transport/bench_uv.h — the bench of the libuv transport.
 */
#ifndef TRANSPORT_BENCH_UV_H
#define TRANSPORT_BENCH_UV_H

#include "transport/toy.h"

#include "net_uv/clock.h"
#include "sieben/uv.h"

struct bench {
    uv_loop_t loop;
    struct s7_uv *uv;
    struct toy_shop shop;
    unsigned stopped;
    unsigned pace_ms;
    uint16_t port;
    uv_timer_t metronome;
    s7_time give_up;
};

static inline s7_time bench_now(void)
{
    return s7_uv_now();
}

static inline void bench_on_metronome(uv_timer_t *timer)
{
    (void)timer; /* that it fires ends uv_run() */
}

static inline void bench_make(struct bench *bench, unsigned grace_ms)
{
    struct s7_uv_config config;
    s7_uv_config_default(&config);
    config.close_grace_ms = grace_ms;
    assert_int_equal(uv_loop_init(&bench->loop), 0);
    uv_timer_init(&bench->loop, &bench->metronome);
    uv_timer_start(&bench->metronome, bench_on_metronome, 1, 1);
    assert_int_equal(s7_uv_new(&bench->loop, &config, &bench->uv), S7_OK);
}

static inline int bench_listen(struct bench *bench, const char *host, uint16_t port,
                               struct s7_acceptor *acceptor, uint16_t *ret_port, struct s7_fault *ret_fault)
{
    struct s7_uv_listener *listener = NULL;
    int error = s7_uv_listen(bench->uv, host, port, acceptor, &listener, ret_fault);
    assert_int_equal(error == S7_OK, listener != NULL);
    if (listener)
        *ret_port = s7_uv_port(listener);
    return error;
}

static inline struct s7_dialer *bench_dialer(struct bench *bench)
{
    return s7_uv_dialer(bench->uv);
}

static inline const struct s7_uv_counters *bench_counters(const struct bench *bench)
{
    return s7_uv_counters(bench->uv);
}

static inline void bench_wait(struct bench *bench)
{
    uv_timer_set_repeat(&bench->metronome, bench->pace_ms);
    uv_run(&bench->loop, UV_RUN_ONCE);
}

static inline void bench_turn(struct bench *bench)
{
    uv_run(&bench->loop, UV_RUN_NOWAIT);
}

static inline void bench_count_turn(uv_prepare_t *prepare)
{
    unsigned *turns = prepare->data;
    ++*turns;
}

static inline unsigned bench_turns_during(struct bench *bench, unsigned ms)
{
    unsigned turns = 0;
    uv_prepare_t prepare;
    uv_prepare_init(&bench->loop, &prepare);
    prepare.data = &turns;
    uv_prepare_start(&prepare, bench_count_turn);
    uv_timer_start(&bench->metronome, bench_on_metronome, ms, 0);
    while (uv_is_active((uv_handle_t *)&bench->metronome))
        uv_run(&bench->loop, UV_RUN_ONCE);
    uv_close((uv_handle_t *)&prepare, NULL);
    uv_timer_start(&bench->metronome, bench_on_metronome, 1, 1);
    bench_wait(bench); /* libuv lets go of `prepare` */
    return turns;
}

static inline void bench_on_stopped(void *user)
{
    struct bench *bench = user;
    bench->stopped++;
}

static inline void bench_stop(struct bench *bench)
{
    s7_uv_stop(bench->uv, bench_on_stopped, bench);
}

static inline void bench_unmake(struct bench *bench)
{
    uv_close((uv_handle_t *)&bench->metronome, NULL);
    uv_run(&bench->loop, UV_RUN_DEFAULT);
    assert_int_equal(uv_loop_close(&bench->loop), 0);
}

#endif
