/* SPDX-License-Identifier: MIT
 *
 * Dialling: an established stream or a fault that says why, in time.
 */
#include "transport/bench.h"

#include <netinet/tcp.h>

static struct s7_endpoint endpoint_of(const char *host, uint16_t port)
{
    struct s7_endpoint to = {.port = port};
    strcpy(to.host, host);
    return to;
}

static void dial(struct bench *bench, struct toy *toy, const char *host, uint16_t port, s7_time timeout)
{
    struct s7_dialer *dialer = bench_dialer(bench);
    struct s7_endpoint to = endpoint_of(host, port);
    assert_int_equal(dialer->dial(dialer, &to, &toy->session, timeout), S7_OK);
    assert_int_equal(toy->ticks + toy->closed, 0); /* never from within dial() */
}

/* A port of this machine on which nothing listens. */
static uint16_t free_port(void)
{
    struct sockaddr_in any = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    socklen_t size = sizeof any;
    int fd = socket(AF_INET, SOCK_STREAM, 0);
    assert_int_equal(bind(fd, (struct sockaddr *)(void *)&any, size), 0);
    assert_int_equal(getsockname(fd, (struct sockaddr *)(void *)&any, &size), 0);
    close(fd);
    return ntohs(any.sin_port);
}

static void talks_to(const char *host)
{
    struct bench bench;
    bench_open(&bench, 1, 1000);
    struct toy *server = bench.shop.toys[0], *client = toy_new();
    server->echo = true;
    toy_send(client, (const uint8_t *)"ping", 4);
    dial(&bench, client, host, bench.port, 5 * S7_SECOND);
    bench_until(&bench, client->in_size == 4);
    assert_memory_equal(client->in, "ping", 4);
    assert_int_equal(client->ticks, 1);
    assert_int_equal(bench_counters(&bench)->dialled, 1);
    assert_int_equal(bench_counters(&bench)->connections, 2);
    client->end = S7_WANT_FIN;
    s7_session_wake(&client->session);
    bench_until(&bench, client->closed && server->closed);
    assert_int_equal(client->fault.error, S7_OK);
    free(client);
    bench_close(&bench);
}

static void connects_to_a_number(void **state)
{
    (void)state;
    talks_to("127.0.0.1");
}

/* Where the name means ::1 first, the second address is tried. */
static void connects_to_a_name(void **state)
{
    (void)state;
    talks_to("localhost");
}

/* Our end of the connection to a port of this machine. */
static int socket_to(uint16_t port)
{
    for (int fd = 3; fd < 256; fd++) {
        struct sockaddr_in peer = {.sin_family = AF_UNSPEC};
        socklen_t size = sizeof peer;
        if (getpeername(fd, (struct sockaddr *)(void *)&peer, &size) == 0 && peer.sin_family == AF_INET &&
            ntohs(peer.sin_port) == port)
            return fd;
    }
    fail_msg("no socket is connected to port %u", port);
    return -1;
}

static int option_of(int fd, int level, int name)
{
    int value = -1;
    socklen_t size = sizeof value;
    assert_int_equal(getsockopt(fd, level, name, &value, &size), 0);
    return value;
}

static void check_keepalive(int16_t asked_s, int expected_s, int interval_s)
{
    struct bench bench;
    bench_open(&bench, 1, 1000);
    struct toy *client = toy_new();
    struct s7_dialer *dialer = bench_dialer(&bench);
    struct s7_endpoint to = endpoint_of("127.0.0.1", bench.port);
    to.keepalive_s = asked_s;
    assert_int_equal(dialer->dial(dialer, &to, &client->session, 5 * S7_SECOND), S7_OK);
    bench_until(&bench, client->ticks == 1 && bench.shop.given == 1);
    int fd = socket_to(to.port);
    assert_int_equal(option_of(fd, SOL_SOCKET, SO_KEEPALIVE), expected_s > 0);
    if (expected_s > 0) {
        assert_int_equal(option_of(fd, IPPROTO_TCP, TCP_KEEPIDLE), expected_s);
        assert_int_equal(option_of(fd, IPPROTO_TCP, TCP_KEEPINTVL), interval_s);
        assert_int_equal(option_of(fd, IPPROTO_TCP, TCP_KEEPCNT), 3);
    }
    client->end = S7_WANT_FIN;
    s7_session_wake(&client->session);
    bench_until(&bench, client->closed && bench.shop.toys[0]->closed);
    free(client);
    bench_close(&bench);
}

static void an_idle_connection_is_asked_for_its_peer(void **state)
{
    (void)state;
    check_keepalive(0, 30, 10); /* the transport's own */
    check_keepalive(9, 9, 3);
    check_keepalive(1, 1, 1);
    check_keepalive(32767, 32767, 10922);
    check_keepalive(-1, 0, 0);
}

static struct s7_fault failure_of(const char *host, uint16_t port, s7_time timeout)
{
    struct bench bench;
    bench_open(&bench, 0, 1000);
    struct toy *client = toy_new();
    dial(&bench, client, host, port, timeout);
    bench_until(&bench, client->closed);
    struct s7_fault fault = client->fault;
    assert_int_equal(client->ticks, 0);
    assert_int_equal(fault.phase, S7_PHASE_CONNECT);
    free(client);
    bench_close(&bench);
    return fault;
}

static void refused(void **state)
{
    (void)state;
    struct s7_fault fault = failure_of("127.0.0.1", free_port(), 5 * S7_SECOND);
    assert_int_equal(fault.error, S7_ERR_TCP_REFUSED);
    assert_int_equal(fault.sys_errno, ECONNREFUSED);
}

/* The system refuses a broadcast address at once, within connect(). */
static void unreachable(void **state)
{
    (void)state;
    struct s7_fault fault = failure_of("127.255.255.255", 102, 5 * S7_SECOND);
    assert_int_equal(fault.error, S7_ERR_TCP_UNREACHABLE);
    assert_int_equal(fault.sys_errno, ENETUNREACH);
}

static void name_that_cannot_exist(void **state)
{
    (void)state;
    struct bench bench;
    bench_open(&bench, 0, 1000);
    struct toy *client = toy_new();
    struct s7_endpoint to = endpoint_of("", 102);
    memset(to.host, 'a', 70); /* a label has 63 octets at most: nobody is asked */
    struct s7_dialer *dialer = bench_dialer(&bench);
    int started = dialer->dial(dialer, &to, &client->session, 5 * S7_SECOND);
    if (started == S7_OK)
        bench_until(&bench, client->closed);
    assert_int_equal(started == S7_OK ? client->fault.error : started, S7_ERR_TCP_NAME);
    free(client);
    bench_close(&bench);
}

/* A listener whose queue is full answers nothing: connecting takes until the timeout, not longer. */
static void no_answer(void **state)
{
    (void)state;
    struct sockaddr_in any = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    socklen_t size = sizeof any;
    int listener = socket(AF_INET, SOCK_STREAM, 0);
    assert_int_equal(bind(listener, (struct sockaddr *)(void *)&any, size), 0);
    assert_int_equal(listen(listener, 0), 0);
    assert_int_equal(getsockname(listener, (struct sockaddr *)(void *)&any, &size), 0);
    int fillers[4];
    for (size_t i = 0; i < 4; i++) {
        fillers[i] = socket(AF_INET, SOCK_STREAM, 0);
        fcntl(fillers[i], F_SETFL, O_NONBLOCK);
        connect(fillers[i], (struct sockaddr *)(void *)&any, size);
    }
    s7_time started = bench_now();
    struct s7_fault fault = failure_of("127.0.0.1", ntohs(any.sin_port), 150 * S7_MILLISECOND);
    assert_int_equal(fault.error, S7_ERR_TCP_TIMEOUT);
    assert_int_equal(fault.sys_errno, ETIMEDOUT);
    assert_true(fault.elapsed_ms >= 149);
    assert_true(bench_now() - started < 5 * S7_SECOND);
    for (size_t i = 0; i < 4; i++)
        close(fillers[i]);
    close(listener);
}

static void session_may_dial_again_from_closed(void **state)
{
    (void)state;
    struct bench bench;
    bench_open(&bench, 2, 1000);
    struct toy *client = toy_new();
    client->redial = true;
    client->dialer = bench_dialer(&bench);
    client->endpoint = endpoint_of("127.0.0.1", bench.port);
    dial(&bench, client, "127.0.0.1", bench.port, 5 * S7_SECOND);
    bench_until(&bench, bench.shop.given == 1 && client->ticks == 1);
    bench.shop.toys[0]->end = S7_WANT_RST;
    s7_session_wake(&bench.shop.toys[0]->session);
    bench_until(&bench, client->ticks == 2);
    assert_non_null(client->session.host);
    assert_int_equal(client->fault.error, S7_ERR_TCP_RESET);
    client->end = S7_WANT_FIN;
    s7_session_wake(&client->session);
    bench_until(&bench, client->closed && bench.shop.toys[1]->closed);
    free(client);
    bench_close(&bench);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(connects_to_a_number),
        cmocka_unit_test(connects_to_a_name),
        cmocka_unit_test(an_idle_connection_is_asked_for_its_peer),
        cmocka_unit_test(refused),
        cmocka_unit_test(unreachable),
        cmocka_unit_test(name_that_cannot_exist),
        cmocka_unit_test(no_answer),
        cmocka_unit_test(session_may_dial_again_from_closed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
