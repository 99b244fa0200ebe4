/* SPDX-License-Identifier: MIT */
#include "bench/loopback.h"

#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

#include "check.h"
#include "unit/bench/deaf.h"

ssize_t __real_send(int socket, const void *octets, size_t size, int flags);
ssize_t __wrap_send(int socket, const void *octets, size_t size, int flags);

static int listener, client, server;
static uint16_t port;
static size_t send_at_most = SIZE_MAX; /* octets that send() takes at once */

ssize_t __wrap_send(int socket, const void *octets, size_t size, int flags)
{
    return __real_send(socket, octets, size < send_at_most ? size : send_at_most, flags);
}

static int connect_both(void **state)
{
    (void)state;
    listener = s7_bench_listen(&port);
    assert_true(listener >= 0);
    client = s7_bench_connect(port);
    assert_true(client >= 0);
    server = s7_bench_accept(listener);
    assert_true(server >= 0);
    return 0;
}

static int close_all(void **state)
{
    (void)state;
    close(client);
    close(server);
    close(listener);
    return 0;
}

static struct sockaddr_in own_address(int socket)
{
    struct sockaddr_in address;
    socklen_t size = sizeof address;
    assert_int_equal(getsockname(socket, (struct sockaddr *)&address, &size), 0);
    assert_int_equal(address.sin_family, AF_INET);
    return address;
}

static void all_is_on_the_loopback_address(void **state)
{
    (void)state;
    const int sockets[] = {listener, client, server};
    for (size_t i = 0; i < 3; i++)
        assert_int_equal(ntohl(own_address(sockets[i]).sin_addr.s_addr), INADDR_LOOPBACK);
    assert_int_equal(ntohs(own_address(listener).sin_port), port);
    assert_int_equal(ntohs(own_address(server).sin_port), port);
    assert_true(port > 0);
}

static void each_listener_has_a_port_of_its_own(void **state)
{
    (void)state;
    uint16_t other_port = 0;
    int other = s7_bench_listen(&other_port);
    assert_true(other >= 0);
    assert_true(other_port > 0);
    assert_int_not_equal(other_port, port);
    close(other);
}

static void no_request_waits_for_an_acknowledgement(void **state)
{
    (void)state;
    const int streams[] = {client, server};
    for (size_t i = 0; i < 2; i++) {
        int no_delay = 0;
        socklen_t size = sizeof no_delay;
        assert_int_equal(getsockopt(streams[i], IPPROTO_TCP, TCP_NODELAY, &no_delay, &size), 0);
        assert_true(no_delay);
    }
}

static void receiving_waits_for_the_last_octet(void **state)
{
    (void)state;
    uint8_t octets[8];
    memset(octets, 0x55, sizeof octets);
    assert_true(s7_bench_send(client, (const uint8_t *)"ab", 2));
    assert_true(s7_bench_send(client, (const uint8_t *)"c", 1));
    assert_true(s7_bench_send(client, (const uint8_t *)"", 0));
    assert_true(s7_bench_send(client, (const uint8_t *)"defgh", 5));
    assert_true(s7_bench_receive(server, octets, 0));
    assert_int_equal(octets[0], 0x55);
    assert_true(s7_bench_receive(server, octets, 6));
    assert_memory_equal(octets, "abcdef\x55\x55", 8); /* what was sent behind stays in the stream */
    assert_true(s7_bench_receive(server, octets, 2));
    assert_memory_equal(octets, "gh", 2);
}

static void what_the_system_takes_in_parts_is_sent_to_the_end(void **state)
{
    (void)state;
    uint8_t octets[1000], received[sizeof octets + 1];
    for (size_t i = 0; i < sizeof octets; i++)
        octets[i] = (uint8_t)(i % 251);
    send_at_most = 7;
    assert_true(s7_bench_send(client, octets, sizeof octets));
    send_at_most = SIZE_MAX;
    shutdown(client, SHUT_WR);
    assert_true(s7_bench_receive(server, received, sizeof octets));
    assert_memory_equal(received, octets, sizeof octets);
    assert_false(s7_bench_receive(server, received, 1)); /* and no more than that */
}

static void a_stream_that_ends_too_early_is_a_failure(void **state)
{
    (void)state;
    uint8_t octets[8];
    assert_true(s7_bench_send(client, (const uint8_t *)"abc", 3));
    shutdown(client, SHUT_WR);
    assert_false(s7_bench_receive(server, octets, 4));
    assert_false(s7_bench_receive(server, octets, 1));
}

static void sending_to_nobody_is_a_failure_and_no_signal(void **state)
{
    (void)state;
    static const uint8_t octets[4096];
    const struct linger at_once = {.l_onoff = 1};
    assert_int_equal(setsockopt(server, SOL_SOCKET, SO_LINGER, &at_once, sizeof at_once), 0);
    close(server); /* resets the connection */
    server = -1;
    while (s7_bench_send(client, octets, sizeof octets)) /* until the reset is there */
        continue;
    assert_false(s7_bench_send(client, octets, sizeof octets)); /* EPIPE now: SIGPIPE would end this test */
    assert_false(s7_bench_receive(client, (uint8_t[1]){0}, 1));
    assert_false(s7_bench_send(-1, octets, 1));
    assert_false(s7_bench_receive(-1, (uint8_t[1]){0}, 1));
}

static int lowest_free(void)
{
    int free_one = dup(0);
    close(free_one);
    return free_one;
}

static void where_nobody_listens_nothing_is_left_open(void **state)
{
    (void)state;
    uint16_t no_port;
    int deaf = deaf_port(&no_port);
    int before = lowest_free();
    errno = 0;
    assert_int_equal(s7_bench_connect(no_port), -1);
    assert_int_equal(errno, ECONNREFUSED);
    assert_int_equal(lowest_free(), before);
    close(deaf);
    assert_int_equal(s7_bench_accept(-1), -1);
    assert_int_equal(errno, EBADF);
}

static void without_descriptors_errno_says_so(void **state)
{
    (void)state;
    struct rlimit kept, none;
    uint16_t untouched = 4711;
    assert_int_equal(getrlimit(RLIMIT_NOFILE, &kept), 0);
    none = kept;
    none.rlim_cur = (rlim_t)lowest_free();
    assert_int_equal(setrlimit(RLIMIT_NOFILE, &none), 0);
    int listened = s7_bench_listen(&untouched);
    int why_not_listened = errno;
    int connected = s7_bench_connect(port);
    int why_not_connected = errno;
    assert_int_equal(setrlimit(RLIMIT_NOFILE, &kept), 0);
    assert_int_equal(listened, -1);
    assert_int_equal(why_not_listened, EMFILE);
    assert_int_equal(connected, -1);
    assert_int_equal(why_not_connected, EMFILE);
    assert_int_equal(untouched, 4711);
}

static void programs_started_inherit_no_socket(void **state)
{
    (void)state;
    assert_true(fcntl(listener, F_GETFD) & FD_CLOEXEC);
    assert_true(fcntl(client, F_GETFD) & FD_CLOEXEC);
}

#define on_a_connection(test) cmocka_unit_test_setup_teardown(test, connect_both, close_all)

int main(void)
{
    const struct CMUnitTest tests[] = {
        on_a_connection(all_is_on_the_loopback_address),
        on_a_connection(each_listener_has_a_port_of_its_own),
        on_a_connection(no_request_waits_for_an_acknowledgement),
        on_a_connection(receiving_waits_for_the_last_octet),
        on_a_connection(what_the_system_takes_in_parts_is_sent_to_the_end),
        on_a_connection(a_stream_that_ends_too_early_is_a_failure),
        on_a_connection(sending_to_nobody_is_a_failure_and_no_signal),
        on_a_connection(where_nobody_listens_nothing_is_left_open),
        on_a_connection(without_descriptors_errno_says_so),
        on_a_connection(programs_started_inherit_no_socket),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
