/* SPDX-License-Identifier: MIT
 *
 * Octets through real sockets: order, back-pressure on both sides, waking, no re-entry.
 */
#include "transport/bench.h"

enum { MUCH = 600 * 1000 };

static uint8_t pattern[MUCH];
static uint8_t seen[MUCH];

static size_t send_some(int fd, const uint8_t *bytes, size_t size)
{
    ssize_t sent = size ? send(fd, bytes, size, MSG_NOSIGNAL) : 0;
    return sent > 0 ? (size_t)sent : 0;
}

static size_t read_some(int fd, uint8_t *bytes, size_t size)
{
    ssize_t got = size ? peer_read(fd, bytes, size) : 0;
    return got > 0 ? (size_t)got : 0;
}

/* Sends until the other side takes no more and the toy has stopped moving. */
static size_t send_until_stuck(struct bench *bench, int fd, struct toy *toy)
{
    size_t sent = 0;
    for (int still = 0; still < 20;) {
        size_t now_sent = send_some(fd, pattern + sent, MUCH - sent);
        unsigned inputs = toy->inputs;
        sent += now_sent;
        bench_step(bench);
        still = now_sent || inputs != toy->inputs ? 0 : still + 1;
    }
    return sent;
}

static void echoes_everything_in_order(void **state)
{
    (void)state;
    struct bench bench;
    bench_open(&bench, 1, 1000);
    struct toy *toy = bench.shop.toys[0];
    toy->echo = true;
    toy->take_most = 1000; /* so that most chunks are kept in part */
    toy->out_room = 3000;
    int fd = peer_join(&bench);
    size_t sent = 0, got = 0;
    while (got < MUCH) {
        sent += send_some(fd, pattern + sent, MUCH - sent);
        got += read_some(fd, seen + got, MUCH - got);
        bench_step(&bench);
    }
    assert_memory_equal(pattern, seen, MUCH);
    assert_true(bench_counters(&bench)->octets_in == MUCH);
    assert_true(bench_counters(&bench)->octets_out == MUCH);
    assert_int_equal(toy->calls_before_tick, 0);
    close(fd);
    bench_until(&bench, toy->closed);
    assert_int_equal(toy->fault.error, S7_OK);
    assert_int_equal(bench_counters(&bench)->connections, 0);
    bench_close(&bench);
}

static void session_that_takes_nothing_is_offered_it_again(void **state)
{
    (void)state;
    struct bench bench;
    bench_open(&bench, 1, 1000);
    struct toy *toy = bench.shop.toys[0];
    toy->take_most = 0;
    int fd = peer_join(&bench);
    size_t sent = send_until_stuck(&bench, fd, toy);
    assert_int_equal(toy->in_size, 0);
    assert_true(bench_counters(&bench)->octets_in <= 2048); /* the rest stays in the system's buffers */
    unsigned inputs = toy->inputs;
    toy->take_most = SIZE_MAX;
    s7_session_wake(&toy->session);
    bench_until(&bench, toy->in_size == sent);
    assert_true(toy->inputs > inputs);
    assert_memory_equal(pattern, toy->in, sent);
    close(fd);
    bench_until(&bench, toy->closed);
    bench_close(&bench);
}

static void session_that_does_not_want_to_read_is_not_fed(void **state)
{
    (void)state;
    struct bench bench;
    bench_open(&bench, 1, 1000);
    struct toy *toy = bench.shop.toys[0];
    toy->deaf = true;
    int fd = peer_join(&bench);
    size_t sent = send_until_stuck(&bench, fd, toy);
    assert_int_equal(toy->inputs, 0);
    assert_int_equal(bench_counters(&bench)->octets_in, 0);
    toy->deaf = false;
    s7_session_wake(&toy->session);
    bench_until(&bench, toy->in_size == sent);
    assert_memory_equal(pattern, toy->in, sent);
    close(fd);
    bench_until(&bench, toy->closed);
    bench_close(&bench);
}

/* What the system does not take stays with the session, and nobody else waits for it. */
static void peer_that_never_reads_holds_up_only_itself(void **state)
{
    (void)state;
    struct bench bench;
    bench_open(&bench, 2, 1000);
    struct toy *stuck = bench.shop.toys[0], *echo = bench.shop.toys[1];
    int lazy = peer_join(&bench);
    echo->echo = true;
    int busy = peer_join(&bench);

    size_t pushed = 0;
    while (stuck->out_size < MUCH / 2) { /* until the system's buffers are full */
        toy_send(stuck, pattern, MUCH / 2);
        pushed += MUCH / 2;
        s7_session_wake(&stuck->session);
        bench_step(&bench);
    }
    size_t waiting = stuck->out_size;
    unsigned outputs = stuck->outputs;
    size_t sent = 0, got = 0;
    while (got < 50000) {
        sent += send_some(busy, pattern + sent, 50000 - sent);
        got += read_some(busy, seen + got, 50000 - got);
        bench_step(&bench);
    }
    assert_memory_equal(pattern, seen, 50000);
    assert_int_equal(stuck->out_size, waiting);
    assert_int_equal(stuck->outputs, outputs); /* not asked while the socket takes nothing */

    size_t received = 0;
    while (received < pushed) {
        size_t most = MUCH / 2 - received % (MUCH / 2);
        size_t n = read_some(lazy, seen, most);
        assert_memory_equal(seen, pattern + received % (MUCH / 2), n);
        received += n;
        bench_step(&bench);
    }
    assert_int_equal(stuck->out_size, 0);
    close(lazy);
    close(busy);
    bench_until(&bench, stuck->closed && echo->closed);
    bench_close(&bench);
}

static void wait_readable_on_all(const int *fds, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        struct pollfd wait = {.fd = fds[i], .events = POLLIN};
        assert_int_equal(poll(&wait, 1, 10000), 1);
    }
}

/* A's input makes output for B and C: both are sent before this one turn is over. */
static void woken_sessions_are_served_in_the_same_turn(void **state)
{
    (void)state;
    struct bench bench;
    bench_open(&bench, 3, 1000);
    int fds[3];
    for (size_t i = 0; i < 3; i++)
        fds[i] = peer_join(&bench);
    bench.shop.toys[0]->push_to = bench.shop.toys[1];
    assert_int_equal(send(fds[0], "news", 4, 0), 4);
    bench_turn(&bench); /* loopback delivers within send() */
    assert_int_equal(bench.shop.toys[0]->in_size, 4);
    assert_int_equal(bench.shop.toys[1]->out_size, 0);
    wait_readable_on_all(&fds[1], 1);
    assert_int_equal(read_some(fds[1], seen, 10), 4);
    assert_memory_equal(seen, "news", 4);

    /* woken by the program, between two turns */
    toy_send(bench.shop.toys[2], (const uint8_t *)"hello", 5);
    s7_session_wake(&bench.shop.toys[2]->session);
    assert_int_equal(bench.shop.toys[2]->out_size, 5); /* not from within wake() */
    bench_turn(&bench);
    assert_int_equal(bench.shop.toys[2]->out_size, 0);
    assert_int_equal(bench.shop.toys[2]->largest_output, 5);
    for (size_t i = 0; i < 3; i++)
        close(fds[i]);
    bench_until(&bench, bench.shop.toys[2]->closed && bench.shop.toys[1]->closed && bench.shop.toys[0]->closed);
    bench_close(&bench);
}

/* The ready list keeps the loop awake only while something is on it. */
static void idle_transport_does_not_turn(void **state)
{
    (void)state;
    struct bench bench;
    bench_open(&bench, 1, 1000);
    int fd = peer_join(&bench);
    s7_session_wake(&bench.shop.toys[0]->session);
    bench_step(&bench);
    assert_true(bench_turns_during(&bench, 100) <= 4);
    close(fd);
    bench_until(&bench, bench.shop.toys[0]->closed);
    bench_close(&bench);
}

int main(void)
{
    pattern_fill(pattern, sizeof pattern);
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(echoes_everything_in_order),
        cmocka_unit_test(session_that_takes_nothing_is_offered_it_again),
        cmocka_unit_test(session_that_does_not_want_to_read_is_not_fed),
        cmocka_unit_test(peer_that_never_reads_holds_up_only_itself),
        cmocka_unit_test(woken_sessions_are_served_in_the_same_turn),
        cmocka_unit_test(idle_transport_does_not_turn),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
