/* SPDX-License-Identifier: MIT
 *
 * Stopping a transport: every connection ends in order and once, whatever it was doing.
 */
#include "transport/bench.h"

static ssize_t read_to_end(struct bench *bench, int fd)
{
    static uint8_t buffer[65536];
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

static void stops_with_nothing_open(void **state)
{
    (void)state;
    struct bench bench;
    bench_open(&bench, 0, 1000);
    bench_close(&bench);
}

static void stop_drains_and_ends_every_connection_once(void **state)
{
    (void)state;
    struct bench bench;
    bench_open(&bench, 3, 10000);
    int fds[3];
    for (size_t i = 0; i < 3; i++)
        fds[i] = peer_join(&bench);
    toy_send(bench.shop.toys[0], (const uint8_t *)"last words", 10);
    bench_stop(&bench);
    assert_int_equal(bench.shop.toys[0]->closed, 0); /* never from within stop */
    assert_int_equal(read_to_end(&bench, fds[0]), 10);
    assert_int_equal(send(fds[1], "too late", 8, MSG_NOSIGNAL), 8);
    assert_int_equal(read_to_end(&bench, fds[1]), 0);
    assert_int_equal(read_to_end(&bench, fds[2]), 0);
    assert_int_equal(bench.stopped, 0);
    for (size_t i = 0; i < 3; i++)
        close(fds[i]);
    bench_until(&bench, bench.stopped);
    for (size_t i = 0; i < 3; i++) {
        assert_int_equal(bench.shop.toys[i]->closed, 1);
        assert_int_equal(bench.shop.toys[i]->fault.error, S7_OK);
        assert_int_equal(bench.shop.toys[i]->inputs, 0);
        free(bench.shop.toys[i]);
    }
    bench_unmake(&bench);
}

/* One dial waits for its answer, one connection waits for the acceptor, one never reads: all end. */
static void stop_ends_what_is_half_way(void **state)
{
    (void)state;
    struct bench bench;
    bench_open(&bench, 1, 50);
    struct toy *never = bench.shop.toys[0];
    int fd = peer_join(&bench);
    while (never->out_size < TOY_ROOM / 2) {
        toy_send(never, bench.shop.toys[0]->in, TOY_ROOM / 2);
        s7_session_wake(&never->session);
        bench_step(&bench);
    }
    int held = peer_socket(bench.port);
    bench_until(&bench, bench.shop.asked == 2);

    struct toy *dialling = toy_new();
    struct s7_dialer *dialer = bench_dialer(&bench);
    struct s7_endpoint to = {.port = bench.port};
    strcpy(to.host, "localhost");
    assert_int_equal(dialer->dial(dialer, &to, &dialling->session, 100 * S7_SECOND), S7_OK);
    bench_stop(&bench);
    assert_int_equal(dialling->closed, 0);
    struct toy *later = toy_new();
    assert_int_equal(dialer->dial(dialer, &to, &later->session, S7_SECOND), S7_ERR_LOCAL_CLOSED);
    bench_until(&bench, bench.stopped);
    assert_int_equal(dialling->closed, 1);
    assert_int_equal(dialling->fault.error, S7_ERR_LOCAL_CLOSED);
    assert_int_equal(dialling->ticks, 0);
    assert_int_equal(later->closed, 0);
    assert_int_equal(never->closed, 1);
    assert_int_equal(read_to_end(&bench, held), 0);
    close(fd);
    close(held);
    free(dialling);
    free(later);
    free(never);
    bench_unmake(&bench);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(stops_with_nothing_open),
        cmocka_unit_test(stop_drains_and_ends_every_connection_once),
        cmocka_unit_test(stop_ends_what_is_half_way),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
