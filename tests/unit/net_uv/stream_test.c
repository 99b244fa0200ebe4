/* SPDX-License-Identifier: MIT
 *
 * The life of a stream: first tick, deadlines, every kind of end, closed() exactly once.
 */
#include "transport/bench.h"

#include <signal.h>

static uint8_t buffer[TOY_ROOM];

/* Reads until the end of the stream; returns octets, or -errno when it broke. */
static ssize_t read_to_end(struct bench *bench, int fd)
{
    size_t got = 0;
    for (;;) {
        ssize_t n = peer_read(fd, buffer, sizeof buffer);
        if (n == 0)
            return (ssize_t)got;
        if (n < -1)
            return n;
        got += n > 0 ? (size_t)n : 0;
        bench_step(bench);
    }
}

static void peer_ends_in_order(void **state)
{
    (void)state;
    struct bench bench;
    bench_open(&bench, 1, 1000);
    int fd = peer_join(&bench);
    close(fd);
    bench_until(&bench, bench.shop.toys[0]->closed);
    assert_int_equal(bench.shop.toys[0]->fault.error, S7_OK);
    assert_null(bench.shop.toys[0]->session.host);
    bench_close(&bench);
}

static void peer_resets(void **state)
{
    (void)state;
    struct bench bench;
    bench_open(&bench, 1, 1000);
    peer_reset(peer_join(&bench));
    bench_until(&bench, bench.shop.toys[0]->closed);
    assert_int_equal(bench.shop.toys[0]->fault.error, S7_ERR_TCP_RESET);
    assert_int_equal(bench.shop.toys[0]->fault.sys_errno, ECONNRESET);
    bench_close(&bench);
}

/* Octets sent just before the reset may be lost by the system; the session still ends, once, with the reset. */
static void peer_resets_while_output_waits(void **state)
{
    (void)state;
    struct bench bench;
    bench_open(&bench, 1, 1000);
    struct toy *toy = bench.shop.toys[0];
    toy->deaf = true;
    int fd = peer_join(&bench);
    while (toy->out_size < sizeof toy->out / 2) {
        toy_send(toy, buffer, sizeof toy->out / 2);
        s7_session_wake(&toy->session);
        bench_step(&bench);
    }
    peer_reset(fd);
    bench_until(&bench, toy->closed);
    assert_int_equal(toy->fault.error, S7_ERR_TCP_RESET);
    bench_close(&bench);
}

/* The peer has closed, a first octet draws its reset, the second must not raise SIGPIPE: it would end this program. */
static void writing_to_nobody_is_no_signal(void **state)
{
    (void)state;
    struct bench bench;
    bench_open(&bench, 1, 1000);
    struct toy *toy = bench.shop.toys[0];
    toy->deaf = true;
    close(peer_join(&bench));
    while (!toy->closed) {
        toy_send(toy, (const uint8_t *)"x", 1);
        s7_session_wake(&toy->session);
        bench_step(&bench);
    }
    assert_int_equal(toy->fault.error, S7_ERR_TCP_RESET);
    assert_int_equal(toy->fault.sys_errno, EPIPE);
    bench_close(&bench);
}

static void fin_follows_the_whole_output(void **state)
{
    (void)state;
    struct bench bench;
    bench_open(&bench, 1, 20000);
    struct toy *toy = bench.shop.toys[0];
    int fd = peer_join(&bench);
    toy_send(toy, buffer, sizeof toy->out);
    toy->end = S7_WANT_FIN;
    toy->deaf = true;
    s7_session_wake(&toy->session);
    assert_int_equal(send(fd, "not read any more", 17, 0), 17);
    assert_int_equal(read_to_end(&bench, fd), sizeof toy->out);
    assert_int_equal(toy->closed, 0); /* the peer's end is awaited */
    assert_int_equal(send(fd, "still", 5, MSG_NOSIGNAL), 5);
    bench_step(&bench);
    assert_int_equal(toy->closed, 0);
    close(fd);
    bench_until(&bench, toy->closed);
    assert_int_equal(toy->fault.error, S7_OK);
    assert_int_equal(toy->inputs, 0);
    bench_close(&bench);
}

static void fin_waits_for_the_peer_no_longer_than_its_grace(void **state)
{
    (void)state;
    struct bench bench;
    bench_open(&bench, 1, 50);
    struct toy *toy = bench.shop.toys[0];
    int fd = peer_join(&bench);
    toy->end = S7_WANT_FIN;
    toy->deaf = true;
    s7_time started = bench_now();
    s7_session_wake(&toy->session);
    bench_until(&bench, toy->closed);
    assert_true(bench_now() - started >= 50 * S7_MILLISECOND);
    assert_true(bench_now() - started < 5 * S7_SECOND);
    assert_int_equal(toy->fault.error, S7_OK);
    assert_int_equal(read_to_end(&bench, fd), 0);
    close(fd);
    bench_close(&bench);
}

static void output_that_cannot_drain_ends_in_a_reset(void **state)
{
    (void)state;
    struct bench bench;
    bench_open(&bench, 1, 50);
    struct toy *toy = bench.shop.toys[0];
    int fd = peer_join(&bench);
    while (toy->out_size < sizeof toy->out / 2) {
        toy_send(toy, buffer, sizeof toy->out / 2);
        s7_session_wake(&toy->session);
        bench_step(&bench);
    }
    toy->end = S7_WANT_FIN;
    s7_session_wake(&toy->session);
    bench_until(&bench, toy->closed);
    assert_int_equal(toy->fault.error, S7_ERR_TCP_RESET);
    assert_int_equal(read_to_end(&bench, fd), -ECONNRESET);
    close(fd);
    bench_close(&bench);
}

static void rst_discards_output(void **state)
{
    (void)state;
    struct bench bench;
    bench_open(&bench, 1, 1000);
    struct toy *toy = bench.shop.toys[0];
    int fd = peer_join(&bench);
    toy_send(toy, buffer, 100);
    toy->end = S7_WANT_RST;
    s7_session_wake(&toy->session);
    bench_until(&bench, toy->closed);
    assert_int_equal(toy->fault.error, S7_OK);
    assert_int_equal(toy->out_size, 100);
    assert_int_equal(read_to_end(&bench, fd), -ECONNRESET);
    close(fd);
    bench_close(&bench);
}

static void silent_session_ends_by_its_deadline(void **state)
{
    (void)state;
    struct bench bench;
    bench_open(&bench, 1, 1000);
    struct toy *toy = bench.shop.toys[0];
    toy->deaf = true;
    toy->deadline = bench_now() + 60 * S7_MILLISECOND;
    s7_time due = toy->deadline;
    int fd = peer_join(&bench);
    assert_int_equal(send(fd, "anybody there?", 14, 0), 14);
    bench_until(&bench, toy->ticks == 2);
    assert_true(toy->last_tick >= due);
    assert_int_equal(toy->inputs, 0);
    toy->end = S7_WANT_RST;
    s7_session_wake(&toy->session);
    bench_until(&bench, toy->closed);
    assert_int_equal(read_to_end(&bench, fd), -ECONNRESET);
    close(fd);
    bench_close(&bench);
}

/* A later deadline is found when the timer fires; an earlier one moves it. */
static void deadlines_move_both_ways(void **state)
{
    (void)state;
    struct bench bench;
    bench_open(&bench, 1, 1000);
    struct toy *toy = bench.shop.toys[0];
    toy->deadline = bench_now() + 40 * S7_MILLISECOND;
    int fd = peer_join(&bench);
    toy->deadline = bench_now() + 120 * S7_MILLISECOND;
    s7_time later = toy->deadline;
    s7_session_wake(&toy->session);
    bench_until(&bench, toy->ticks == 2);
    assert_true(toy->last_tick >= later);

    toy->deadline = bench_now() + 1000 * S7_SECOND;
    s7_session_wake(&toy->session);
    bench_step(&bench);
    s7_time earlier = bench_now() + 20 * S7_MILLISECOND;
    toy->deadline = earlier;
    s7_session_wake(&toy->session);
    bench_until(&bench, toy->ticks == 3);
    assert_true(toy->last_tick >= earlier);
    close(fd);
    bench_until(&bench, toy->closed);
    bench_close(&bench);
}

int main(void)
{
    signal(SIGPIPE, SIG_DFL); /* whoever started this program may have it ignored */
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(peer_ends_in_order),
        cmocka_unit_test(peer_resets),
        cmocka_unit_test(peer_resets_while_output_waits),
        cmocka_unit_test(writing_to_nobody_is_no_signal),
        cmocka_unit_test(fin_follows_the_whole_output),
        cmocka_unit_test(fin_waits_for_the_peer_no_longer_than_its_grace),
        cmocka_unit_test(output_that_cannot_drain_ends_in_a_reset),
        cmocka_unit_test(rst_discards_output),
        cmocka_unit_test(silent_session_ends_by_its_deadline),
        cmocka_unit_test(deadlines_move_both_ways),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
