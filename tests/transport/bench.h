/* SPDX-License-Identifier: MIT
 *
 * transport/bench.h — a loop with a transport and a listener on it, driven until a condition holds.
 *
 * The same tests run on every transport: BENCH_HEADER chooses which (transport/bench_poll.h), libuv if none is said.
 * A bench header defines struct bench with the members shop, stopped (how often that was told) and give_up, and
 *
 *     bench_now()
 *     bench_make(bench, grace_ms)            loop and transport; the rest of *bench is zero
 *     bench_listen(bench, host, port, acceptor, ret_port, ret_fault)
 *     bench_dialer(bench), bench_counters(bench)
 *     bench_wait(bench)                      one turn, which ends after bench->pace_ms at the latest
 *     bench_turn(bench)                      one turn, which does not wait
 *     bench_turns_during(bench, ms)          how often the loop turns in that time when nobody asks it to
 *     bench_stop(bench), bench_unmake(bench) the latter after it has stopped
 */
#ifndef TRANSPORT_BENCH_H
#define TRANSPORT_BENCH_H

#ifndef BENCH_HEADER
#define BENCH_HEADER "transport/bench_uv.h"
#endif

#include BENCH_HEADER

#define PATIENCE (30 * S7_SECOND)

static inline void bench_open(struct bench *bench, size_t toy_count, unsigned grace_ms)
{
    struct s7_fault fault;
    memset(bench, 0, sizeof *bench);
    bench->pace_ms = 1;
    bench->give_up = bench_now() + PATIENCE;
    bench_make(bench, grace_ms);
    bench->shop.acceptor.accept = toy_accept;
    for (size_t i = 0; i < toy_count; i++)
        bench->shop.toys[i] = toy_new();
    bench->shop.toy_count = toy_count;
    assert_int_equal(bench_listen(bench, "127.0.0.1", 0, &bench->shop.acceptor, &bench->port, &fault), S7_OK);
}

/* Runs the loop once, for a moment at most; a test that goes on for PATIENCE has failed. */
static inline void bench_step(struct bench *bench)
{
    assert_true(bench_now() < bench->give_up);
    bench_wait(bench);
}

#define bench_until(bench, condition)                                                                          \
    while (!(condition))                                                                                       \
    bench_step(bench)

/* Ends in order; everything that the transport holds is given back. */
static inline void bench_close(struct bench *bench)
{
    bench_stop(bench);
    bench_until(bench, bench->stopped);
    assert_int_equal(bench->stopped, 1);
    bench_unmake(bench);
    for (size_t i = 0; i < bench->shop.toy_count; i++) {
        assert_int_equal(bench->shop.toys[i]->closed, i < bench->shop.given);
        free(bench->shop.toys[i]);
    }
}

/* Connects and waits until the toy has had its first tick. */
static inline int peer_join(struct bench *bench)
{
    struct toy *toy = bench->shop.toys[bench->shop.given];
    int fd = peer_socket(bench->port);
    bench_until(bench, toy->ticks == 1);
    return fd;
}

#endif
