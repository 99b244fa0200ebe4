/* SPDX-License-Identifier: MIT */
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "bench/loopback.h"
#include "bench/pattern.h"
#include "bench/process.h"
#include "check.h"
#include "net_posix/client.h"

/* CR; setup of 8 jobs and 960 octets; Read Var of DB1.DBX5.0 BYTE 900. */
static const uint8_t connect_request[] = {3,    0, 0,  22,   0x11, 0xE0, 0, 0,    0, 1, 0,
                                          0xC0, 1, 10, 0xC1, 2,    1,    0, 0xC2, 2, 3, 1};
static const uint8_t setup_request[] = {3, 0, 0, 25, 2,    0xF0, 0x80, 0x32, 1, 0, 0, 0,   1,
                                        0, 8, 0, 0,  0xF0, 0,    0,    8,    0, 8, 3, 0xC0};
static const uint8_t read_request[] = {3, 0, 0, 31, 2,  0xF0, 0x80, 0x32, 1,    0, 0, 0,    9, 0, 14, 0,
                                       0, 4, 1, 18, 10, 16,   2,    3,    0x84, 0, 1, 0x84, 0, 0, 40};
enum { CONNECT_ANSWER = 22, SETUP_ANSWER = 27, READ_SIZE = 900, READ_ANSWER = 25 + READ_SIZE };

static struct s7_bench_server server;
static uint8_t pattern[S7_BENCH_PATTERN_SIZE];

static int start(void **state)
{
    (void)state;
    s7_bench_pattern(pattern);
    return s7_bench_server_start(s7_bench_subject(S7_BENCH_SUBJECT_SELF_CPU), 64, -1, &server) ? 0 : -1;
}

static int stop(void **state)
{
    (void)state;
    s7_bench_server_stop(&server);
    return 0;
}

static struct s7_posix_client *connect_client(uint8_t rack, uint8_t slot)
{
    struct s7_posix_client *client = NULL;
    struct s7_posix_config config;
    struct s7_fault fault;
    s7_posix_config_default(&config);
    config.host = "127.0.0.1";
    config.port = server.port;
    config.rack = rack;
    config.slot = slot;
    assert_int_equal(s7_posix_open(&config, &client, &fault), S7_OK);
    return client;
}

static struct s7_range db_range(uint16_t db, size_t first, size_t size)
{
    return (struct s7_range){
        .area = S7_AREA_DB, .db = db, .first_bit = (uint32_t)first * 8, .bit_count = (uint32_t)size * 8};
}

static int read_db(struct s7_posix_client *client, uint16_t db, size_t first, size_t size, uint8_t *octets)
{
    struct s7_fault fault;
    const struct s7_range range = db_range(db, first, size);
    return s7_posix_read(client, &range, octets, size, &fault);
}

static void the_pattern_is_there_to_be_read(void **state)
{
    (void)state;
    uint8_t octets[S7_BENCH_PATTERN_SIZE];
    struct s7_posix_client *client = connect_client(0, 1);
    assert_int_equal(s7_posix_grant(client).pdu_length, S7_BENCH_PDU_LENGTH);
    assert_int_equal(read_db(client, S7_BENCH_DB, 0, sizeof octets, octets), S7_OK);
    assert_memory_equal(octets, pattern, sizeof octets);
    assert_int_equal(read_db(client, S7_BENCH_DB, 63, S7_BENCH_SIZE_MAX, octets), S7_OK);
    assert_memory_equal(octets, pattern + 63, S7_BENCH_SIZE_MAX);
    assert_int_equal(read_db(client, S7_BENCH_DB, S7_BENCH_PATTERN_SIZE, 1, octets), S7_ERR_DATA_ADDRESS);
    assert_int_equal(read_db(client, 3, 0, 1, octets), S7_ERR_DATA_MISSING);
    s7_posix_close(client);
}

static void what_is_written_stays_for_the_next_connection(void **state)
{
    (void)state;
    uint8_t octets[S7_BENCH_PATTERN_SIZE], zeros[S7_BENCH_PATTERN_SIZE] = {0};
    struct s7_fault fault;
    const struct s7_range range = db_range(S7_BENCH_DB_WRITTEN, 63, S7_BENCH_SIZE_MAX);
    struct s7_posix_client *client = connect_client(0, 1);
    assert_int_equal(read_db(client, S7_BENCH_DB_WRITTEN, 0, sizeof octets, octets), S7_OK);
    assert_memory_equal(octets, zeros, sizeof octets); /* so a write that did nothing is seen */
    assert_int_equal(s7_posix_write(client, &range, pattern, S7_BENCH_SIZE_MAX, &fault), S7_OK);
    s7_posix_close(client);
    client = connect_client(0, 1);
    assert_int_equal(read_db(client, S7_BENCH_DB_WRITTEN, 0, sizeof octets, octets), S7_OK);
    assert_memory_equal(octets, zeros, 63);
    assert_memory_equal(octets + 63, pattern, S7_BENCH_SIZE_MAX);
    assert_memory_equal(octets + 63 + S7_BENCH_SIZE_MAX, zeros, S7_BENCH_PATTERN_SIZE - 63 - S7_BENCH_SIZE_MAX);
    s7_posix_close(client);
}

static void any_slot_is_answered(void **state)
{
    (void)state;
    uint8_t octet;
    const uint8_t places[][2] = {{0, 0}, {0, 2}, {3, 17}};
    for (size_t i = 0; i < sizeof places / sizeof places[0]; i++) {
        struct s7_posix_client *client = connect_client(places[i][0], places[i][1]);
        assert_int_equal(read_db(client, S7_BENCH_DB, 7, 1, &octet), S7_OK);
        assert_int_equal(octet, pattern[7]);
        s7_posix_close(client);
    }
}

/* More than the CPU has resources for: each one must have been given back. */
static void one_connection_after_the_other(void **state)
{
    (void)state;
    for (size_t i = 0; i < 200; i++) {
        uint8_t octet;
        struct s7_posix_client *client = connect_client(0, 1);
        assert_int_equal(read_db(client, S7_BENCH_DB, i, 1, &octet), S7_OK);
        assert_int_equal(octet, pattern[i]);
        s7_posix_close(client);
    }
}

static void open_by_hand(int socket)
{
    uint8_t answer[SETUP_ANSWER];
    for (size_t i = 0; i < sizeof connect_request; i++) /* octet by octet: no telegram comes whole */
        assert_true(s7_bench_send(socket, connect_request + i, 1));
    assert_true(s7_bench_receive(socket, answer, CONNECT_ANSWER));
    assert_int_equal(answer[5], 0xD0);
    assert_true(s7_bench_send(socket, setup_request, sizeof setup_request));
    assert_true(s7_bench_receive(socket, answer, SETUP_ANSWER));
    assert_int_equal(answer[8], 3);
    assert_int_equal(answer[19], 0xF0);
}

/* More at once than the server receives at once, and more answers than its session has room for. */
static void a_burst_of_requests_is_answered_to_the_last(void **state)
{
    (void)state;
    enum { COUNT = 100 };
    static uint8_t burst[COUNT * sizeof read_request];
    int socket = s7_bench_connect(server.port);
    assert_true(socket >= 0);
    open_by_hand(socket);
    for (size_t i = 0; i < COUNT; i++) {
        uint8_t *request = burst + i * sizeof read_request;
        memcpy(request, read_request, sizeof read_request);
        request[11] = (uint8_t)(i >> 8);
        request[12] = (uint8_t)i;
    }
    assert_true(s7_bench_send(socket, burst, sizeof burst));
    for (size_t i = 0; i < COUNT; i++) {
        uint8_t answer[READ_ANSWER];
        assert_true(s7_bench_receive(socket, answer, sizeof answer));
        assert_int_equal(answer[11] << 8 | answer[12], i);
        assert_int_equal(answer[21], 0xFF);
        assert_memory_equal(answer + 25, pattern + 5, READ_SIZE);
    }
    close(socket);
}

/* The stream ends; nothing that was sent back is asked for. */
static void assert_ended(int socket)
{
    uint8_t octet;
    while (recv(socket, &octet, 1, 0) > 0)
        continue;
    close(socket);
}

static void a_peer_that_talks_nonsense_is_left_and_the_next_one_served(void **state)
{
    (void)state;
    uint8_t nonsense[3000];
    memset(nonsense, 0x5A, sizeof nonsense);
    int socket = s7_bench_connect(server.port);
    assert_true(s7_bench_send(socket, nonsense, 100));
    assert_ended(socket);
    socket = s7_bench_connect(server.port);
    open_by_hand(socket);
    s7_bench_send(socket, nonsense, sizeof nonsense); /* it may end before all is sent */
    assert_ended(socket);
    socket = s7_bench_connect(server.port);
    assert_true(s7_bench_send(socket, connect_request, 9)); /* leaves amid a telegram */
    close(socket);
    socket = s7_bench_connect(server.port); /* says nothing at all */
    close(socket);
    one_connection_after_the_other(state);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(the_pattern_is_there_to_be_read, start, stop),
        cmocka_unit_test_setup_teardown(what_is_written_stays_for_the_next_connection, start, stop),
        cmocka_unit_test_setup_teardown(any_slot_is_answered, start, stop),
        cmocka_unit_test_setup_teardown(one_connection_after_the_other, start, stop),
        cmocka_unit_test_setup_teardown(a_burst_of_requests_is_answered_to_the_last, start, stop),
        cmocka_unit_test_setup_teardown(a_peer_that_talks_nonsense_is_left_and_the_next_one_served, start,
                                        stop),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
