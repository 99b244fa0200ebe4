/* SPDX-License-Identifier: MIT
 *
 * Accepting: every answer of the acceptor, the descriptor limit, addresses that cannot be listened on.
 */
#include "transport/bench.h"

#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>

static ssize_t wait_for_stream(struct bench *bench, int fd)
{
    uint8_t octet;
    ssize_t got;
    while ((got = peer_read(fd, &octet, 1)) == -1)
        bench_step(bench);
    return got;
}

static void peer_is_named(void **state)
{
    (void)state;
    struct bench bench;
    bench_open(&bench, 1, 1000);
    int fd = peer_join(&bench);
    struct sockaddr_in own;
    socklen_t size = sizeof own;
    getsockname(fd, (struct sockaddr *)(void *)&own, &size);
    assert_string_equal(bench.shop.last_peer.address, "127.0.0.1");
    assert_int_equal(bench.shop.last_peer.port, ntohs(own.sin_port));
    assert_int_equal(bench_counters(&bench)->accepted, 1);
    close(fd);
    bench_until(&bench, bench.shop.toys[0]->closed);
    bench_close(&bench);
}

/* A listener on :: serves IPv6 and IPv4, and writes an IPv4 peer as IPv4. */
static void listens_on_ip6(void **state)
{
    (void)state;
    struct bench bench;
    uint16_t port = 0;
    struct s7_fault fault = {0};
    bench_open(&bench, 2, 1000);
    if (bench_listen(&bench, "::", 0, &bench.shop.acceptor, &port, &fault) != S7_OK) {
        assert_true(fault.sys_errno == EAFNOSUPPORT || fault.sys_errno == EADDRNOTAVAIL);
        bench_close(&bench);
        skip();
    }
    struct sockaddr_in6 to = {.sin6_family = AF_INET6, .sin6_port = htons(port)};
    to.sin6_addr.s6_addr[15] = 1;
    int six = socket(AF_INET6, SOCK_STREAM, 0);
    assert_int_equal(connect(six, (struct sockaddr *)(void *)&to, sizeof to), 0);
    bench_until(&bench, bench.shop.given == 1);
    assert_string_equal(bench.shop.last_peer.address, "::1");
    int four = peer_socket(port);
    bench_until(&bench, bench.shop.given == 2);
    assert_string_equal(bench.shop.last_peer.address, "127.0.0.1");
    close(six);
    close(four);
    bench_until(&bench, bench.shop.toys[0]->closed && bench.shop.toys[1]->closed);
    bench_close(&bench);
}

static void address_in_use(void **state)
{
    (void)state;
    struct bench bench;
    uint16_t port = 0;
    struct s7_fault fault = {0};
    bench_open(&bench, 0, 1000);
    assert_int_equal(bench_listen(&bench, "127.0.0.1", bench.port, &bench.shop.acceptor, &port, &fault),
                     S7_ERR_TCP_LISTEN_IN_USE);
    assert_int_equal(fault.error, S7_ERR_TCP_LISTEN_IN_USE);
    assert_int_equal(fault.sys_errno, EADDRINUSE);
    assert_int_equal(bench_listen(&bench, "192.0.2.1", 0, &bench.shop.acceptor, &port, &fault),
                     S7_ERR_TCP_LISTEN_FOREIGN);
    assert_int_equal(fault.sys_errno, EADDRNOTAVAIL);
    assert_int_equal(port, 0);
    bench_close(&bench);
}

/* Refused with octets of the peer unread: still an orderly end, no reset. */
static void acceptor_says_close(void **state)
{
    (void)state;
    struct bench bench;
    bench_open(&bench, 0, 1000);
    bench.shop.answer = S7_ACCEPT_CLOSE;
    int fd = peer_socket(bench.port);
    assert_int_equal(send(fd, "a request", 9, 0), 9);
    assert_int_equal(wait_for_stream(&bench, fd), 0);
    assert_int_equal(bench_counters(&bench)->refused, 1);
    assert_int_equal(bench_counters(&bench)->accepted, 0);
    assert_int_equal(bench_counters(&bench)->connections, 1);
    close(fd);
    bench_until(&bench, bench_counters(&bench)->connections == 0);
    bench_close(&bench);
}

static void acceptor_says_reset(void **state)
{
    (void)state;
    struct bench bench;
    bench_open(&bench, 0, 1000);
    bench.shop.answer = S7_ACCEPT_RESET;
    int fd = peer_socket(bench.port);
    assert_int_equal(wait_for_stream(&bench, fd), -ECONNRESET);
    assert_int_equal(bench_counters(&bench)->refused, 1);
    close(fd);
    bench_close(&bench);
}

/* With no session left the rest waits, without being asked about again and again, until one is free. */
static void acceptor_says_later(void **state)
{
    (void)state;
    struct bench bench;
    bench_open(&bench, 2, 1000);
    struct toy *first = bench.shop.toys[0], *second = bench.shop.toys[1];
    first->echo = second->echo = true;
    bench.shop.toy_count = 1;
    int one = peer_join(&bench);
    int two = peer_socket(bench.port);
    int three = peer_socket(bench.port);
    assert_int_equal(send(two, "2", 1, 0), 1);
    for (int i = 0; i < 20; i++)
        bench_step(&bench);
    assert_int_equal(bench.shop.asked, 2);
    assert_int_equal(bench.shop.given, 1);

    bench.shop.toy_count = 2;
    close(one);
    assert_int_equal(wait_for_stream(&bench, two), 1); /* served as if it had just come */
    assert_int_equal(first->closed, 1);
    assert_int_equal(bench.shop.given, 2);
    assert_int_equal(bench.shop.asked, 4); /* the third waits now */
    close(two);
    close(three);
    bench_until(&bench, second->closed);
    bench_close(&bench);
}

/* ---- at the descriptor limit ----------------------------------------------------------------------------- */

static s7_time processor_time(void)
{
    struct timespec time;
    assert_int_equal(clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time), 0);
    return time.tv_sec * S7_SECOND + time.tv_nsec;
}

static int highest_open(void)
{
    int highest = 0;
    for (int fd = 0; fd < 1024; fd++)
        if (fcntl(fd, F_GETFD) >= 0)
            highest = fd;
    return highest;
}

/* Runs for `span` and returns the share of it that the process spent computing, in percent. */
static long load_during(struct bench *bench, s7_time span)
{
    s7_time started = bench_now(), spent = processor_time();
    bench->pace_ms = 20;
    while (bench_now() - started < span)
        bench_step(bench);
    bench->pace_ms = 1;
    return (long)((processor_time() - spent) * 100 / (bench_now() - started));
}

static void echo_works(struct bench *bench, int fd)
{
    assert_int_equal(send(fd, "x", 1, 0), 1);
    assert_int_equal(wait_for_stream(bench, fd), 1);
}

enum { CALLERS = 12 };

static int all_at_the_limit(void)
{
    struct bench bench;
    bench_open(&bench, CALLERS, 1000);
    for (size_t i = 0; i < CALLERS; i++)
        bench.shop.toys[i]->echo = true;
    int fds[CALLERS];
    fds[0] = peer_join(&bench);
    for (size_t i = 1; i < CALLERS; i++)
        fds[i] = peer_socket(bench.port); /* wait in the backlog */

    /* leave descriptors for 4 more connections; holes below the highest one are plugged */
    struct rlimit limit;
    getrlimit(RLIMIT_NOFILE, &limit);
    rlim_t before = limit.rlim_cur;
    limit.rlim_cur = (rlim_t)highest_open() + 1;
    setrlimit(RLIMIT_NOFILE, &limit);
    while (dup(0) >= 0)
        ;
    limit.rlim_cur += 4;
    setrlimit(RLIMIT_NOFILE, &limit);

    bench_until(&bench, bench_counters(&bench)->fd_limit);
    assert_int_equal(bench.shop.given, 5);
    assert_true(load_during(&bench, 600 * S7_MILLISECOND) < 20); /* a spinning listener takes 100 */
    assert_int_equal(bench_counters(&bench)->fd_limit, 1);       /* one pause, however often it looks again */
    assert_int_equal(bench.shop.given, 5);
    for (size_t i = 0; i < 5; i++)
        echo_works(&bench, fds[i]);

    /* one ends, and gives its two descriptors back: the next two come in at once */
    close(fds[0]);
    bench_until(&bench, bench.shop.given == 7);
    echo_works(&bench, fds[5]);

    /* descriptors of somebody else become free: noticed without any end of ours */
    limit.rlim_cur = before;
    setrlimit(RLIMIT_NOFILE, &limit);
    bench_until(&bench, bench.shop.given == CALLERS);
    for (size_t i = 1; i < CALLERS; i++)
        echo_works(&bench, fds[i]);
    for (size_t i = 1; i < CALLERS; i++)
        close(fds[i]);
    bench_until(&bench, bench_counters(&bench)->connections == 0);
    bench_close(&bench);
    return 0;
}

/* In a process of its own: the limit stays there. */
static void descriptor_limit(void **state)
{
    (void)state;
    pid_t child = fork();
    assert_true(child >= 0);
    if (child == 0)
        _exit(all_at_the_limit());
    int status = -1;
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_true(WIFEXITED(status));
    assert_int_equal(WEXITSTATUS(status), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(peer_is_named),       cmocka_unit_test(listens_on_ip6),
        cmocka_unit_test(address_in_use),      cmocka_unit_test(acceptor_says_close),
        cmocka_unit_test(acceptor_says_reset), cmocka_unit_test(acceptor_says_later),
        cmocka_unit_test(descriptor_limit),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
