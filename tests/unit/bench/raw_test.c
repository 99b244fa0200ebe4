/* SPDX-License-Identifier: MIT
 *
 * send() and recv() are wrapped to count the octets of a client.
 */
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "bench/loopback.h"
#include "bench/pattern.h"
#include "bench/process.h"
#include "check.h"
#include "unit/bench/deaf.h"

ssize_t __real_send(int socket, const void *octets, size_t size, int flags);
ssize_t __wrap_send(int socket, const void *octets, size_t size, int flags);
ssize_t __real_recv(int socket, void *octets, size_t size, int flags);
ssize_t __wrap_recv(int socket, void *octets, size_t size, int flags);

enum { REQUEST_SIZE = 31, ANSWER_BASE = 25 };

static struct {
    size_t sent, received;
} traffic;

ssize_t __wrap_send(int socket, const void *octets, size_t size, int flags)
{
    ssize_t count = __real_send(socket, octets, size, flags);
    traffic.sent += count > 0 ? (size_t)count : 0;
    return count;
}

ssize_t __wrap_recv(int socket, void *octets, size_t size, int flags)
{
    ssize_t count = __real_recv(socket, octets, size, flags);
    traffic.received += count > 0 ? (size_t)count : 0;
    return count;
}

static uint8_t pattern[S7_BENCH_PATTERN_SIZE];

static int make_pattern(void **state)
{
    (void)state;
    s7_bench_pattern(pattern);
    return 0;
}

/* The octets of a request, and of an answer of 64, between a client and the server of a subject. */
static void measure_traffic(enum s7_bench_subject_id id, size_t *ret_sent, size_t *ret_received)
{
    const struct s7_bench_subject *subject = s7_bench_subject(id);
    struct s7_bench_server server;
    assert_true(s7_bench_server_start(subject, 64, -1, &server));
    void *client = subject->client->open(server.port, 64);
    assert_non_null(client);
    memset(&traffic, 0, sizeof traffic);
    assert_true(s7_bench_ask_once(subject, client, 5, pattern, 64));
    *ret_sent = traffic.sent;
    *ret_received = traffic.received;
    assert_true(subject->client->close(client));
    s7_bench_server_stop(&server);
}

static void as_many_octets_as_a_read_takes(void **state)
{
    (void)state;
    const enum s7_bench_subject_id ids[] = {S7_BENCH_SUBJECT_RAW, S7_BENCH_SUBJECT_LIMIT, S7_BENCH_SUBJECT_SELF,
                                            S7_BENCH_SUBJECT_SELF_CPU};
    for (size_t i = 0; i < sizeof ids / sizeof ids[0]; i++) {
        size_t sent, received;
        measure_traffic(ids[i], &sent, &received);
        assert_int_equal(sent, REQUEST_SIZE);
        assert_int_equal(received, ANSWER_BASE + 64);
    }
}

static void a_server_answers_from_the_offset_asked_for(void **state)
{
    (void)state;
    const size_t sizes[] = {1, 64, S7_BENCH_SIZE_MAX};
    for (size_t i = 0; i < sizeof sizes / sizeof sizes[0]; i++) {
        struct s7_bench_server server;
        assert_true(s7_bench_server_start(s7_bench_subject(S7_BENCH_SUBJECT_RAW), sizes[i], -1, &server));
        int socket = s7_bench_connect(server.port);
        assert_true(socket >= 0);
        for (unsigned first = 0; first < 256; first++) {
            uint8_t request[REQUEST_SIZE] = {(uint8_t)first}, answer[ANSWER_BASE + S7_BENCH_SIZE_MAX];
            assert_true(s7_bench_send(socket, request, sizeof request));
            assert_true(s7_bench_receive(socket, answer, ANSWER_BASE + sizes[i]));
            assert_memory_equal(answer + ANSWER_BASE, pattern + first % S7_BENCH_OFFSET_COUNT, sizes[i]);
        }
        close(socket);
        s7_bench_server_stop(&server);
    }
}

static void a_server_serves_one_connection_after_the_other(void **state)
{
    (void)state;
    uint8_t requests[2 * REQUEST_SIZE] = {3}, answer[ANSWER_BASE + 2];
    struct s7_bench_server server;
    requests[REQUEST_SIZE] = 4;
    assert_true(s7_bench_server_start(s7_bench_subject(S7_BENCH_SUBJECT_RAW), 2, -1, &server));
    for (int i = 0; i < 20; i++) {
        int socket = s7_bench_connect(server.port);
        assert_true(socket >= 0);
        assert_true(s7_bench_send(socket, requests, sizeof requests)); /* two at once */
        assert_true(s7_bench_receive(socket, answer, sizeof answer));
        assert_memory_equal(answer + ANSWER_BASE, pattern + 3, 2);
        assert_true(s7_bench_receive(socket, answer, sizeof answer));
        assert_memory_equal(answer + ANSWER_BASE, pattern + 4, 2);
        assert_true(s7_bench_send(socket, requests, REQUEST_SIZE - 1)); /* and leaves amid one */
        close(socket);
    }
    s7_bench_server_stop(&server);
}

/* A client and the other end of its connection, which answers what the test says before it was asked. */
static void *open_client(size_t size, int *ret_peer)
{
    uint16_t port;
    int listener = s7_bench_listen(&port);
    void *client = s7_bench_raw_client.open(port, size);
    assert_non_null(client);
    *ret_peer = s7_bench_accept(listener);
    assert_true(*ret_peer >= 0);
    close(listener);
    return client;
}

static void a_client_hands_on_what_came(void **state)
{
    (void)state;
    int peer;
    uint8_t request[REQUEST_SIZE], answer[ANSWER_BASE + 10];
    void *client = open_client(10, &peer);
    for (size_t offset = 0; offset < S7_BENCH_OFFSET_COUNT; offset++) {
        memset(answer, (int)offset + 1, sizeof answer);
        assert_true(s7_bench_send(peer, answer, sizeof answer));
        const uint8_t *octets = s7_bench_raw_client.request(client, offset);
        assert_non_null(octets);
        assert_memory_equal(octets, answer + ANSWER_BASE, 10);
        assert_true(s7_bench_receive(peer, request, sizeof request));
        assert_int_equal(request[0], offset);
    }
    assert_true(s7_bench_raw_client.close(client));
    assert_false(s7_bench_receive(peer, request, 1)); /* nothing was sent that nobody asked for */
    close(peer);
}

static void an_answer_too_short_is_a_failure(void **state)
{
    (void)state;
    int peer;
    uint8_t answer[ANSWER_BASE + 9] = {0};
    void *client = open_client(10, &peer);
    assert_true(s7_bench_send(peer, answer, sizeof answer));
    shutdown(peer, SHUT_WR);
    assert_null(s7_bench_raw_client.request(client, 0));
    close(peer);
    assert_null(s7_bench_raw_client.request(client, 0));
    assert_true(s7_bench_raw_client.close(client));
}

static void without_a_server_there_is_no_client(void **state)
{
    (void)state;
    uint16_t port;
    int deaf = deaf_port(&port);
    assert_null(s7_bench_raw_client.open(port, 10));
    close(deaf);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(as_many_octets_as_a_read_takes),
        cmocka_unit_test(a_server_answers_from_the_offset_asked_for),
        cmocka_unit_test(a_server_serves_one_connection_after_the_other),
        cmocka_unit_test(a_client_hands_on_what_came),
        cmocka_unit_test(an_answer_too_short_is_a_failure),
        cmocka_unit_test(without_a_server_there_is_no_client),
    };
    return cmocka_run_group_tests(tests, make_pattern, NULL);
}
