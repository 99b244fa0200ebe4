/* SPDX-License-Identifier: MIT
 *
 * s7_posix_write() is wrapped, so that a write can be lost on its way.
 */
#include <string.h>
#include <unistd.h>

#include "bench/loopback.h"
#include "bench/pattern.h"
#include "bench/process.h"
#include "check.h"
#include "sieben/posix.h"
#include "unit/bench/deaf.h"

int __real_s7_posix_write(struct s7_posix_client *client, const struct s7_range *range, const uint8_t *octets,
                          size_t size, struct s7_fault *ret_fault);
int __wrap_s7_posix_write(struct s7_posix_client *client, const struct s7_range *range, const uint8_t *octets,
                          size_t size, struct s7_fault *ret_fault);

static struct {
    size_t count;
    size_t lost_from;
    struct s7_range last;
} writes;

int __wrap_s7_posix_write(struct s7_posix_client *client, const struct s7_range *range, const uint8_t *octets,
                          size_t size, struct s7_fault *ret_fault)
{
    writes.last = *range;
    return writes.count++ < writes.lost_from ? __real_s7_posix_write(client, range, octets, size, ret_fault)
                                             : S7_OK;
}

static const struct s7_bench_client_ops *const reader = &s7_bench_self_client;
static const struct s7_bench_client_ops *const writer = &s7_bench_self_write_client;
static struct s7_bench_server server;
static uint8_t pattern[S7_BENCH_PATTERN_SIZE];

static int start(void **state)
{
    (void)state;
    memset(&writes, 0, sizeof writes);
    writes.lost_from = SIZE_MAX;
    s7_bench_pattern(pattern);
    return s7_bench_server_start(s7_bench_subject(S7_BENCH_SUBJECT_SELF_CPU), 1, -1, &server) ? 0 : -1;
}

static int stop(void **state)
{
    (void)state;
    s7_bench_server_stop(&server);
    return 0;
}

static void a_reader_gets_the_pattern_from_every_offset(void **state)
{
    (void)state;
    const size_t sizes[] = {1, 64, 399, S7_BENCH_SIZE_MAX};
    for (size_t i = 0; i < sizeof sizes / sizeof sizes[0]; i++) {
        void *client = reader->open(server.port, sizes[i]);
        assert_non_null(client);
        for (size_t offset = 0; offset < S7_BENCH_OFFSET_COUNT; offset++) {
            const uint8_t *octets = reader->request(client, offset);
            assert_non_null(octets);
            assert_memory_equal(octets, pattern + offset, sizes[i]);
        }
        assert_true(reader->close(client));
    }
}

static void a_reader_tells_a_refusal_and_goes_on(void **state)
{
    (void)state;
    void *client = reader->open(server.port, S7_BENCH_SIZE_MAX);
    assert_non_null(client);
    assert_null(reader->request(client, S7_BENCH_OFFSET_COUNT + 1)); /* one octet beyond the block */
    const uint8_t *octets = reader->request(client, S7_BENCH_OFFSET_COUNT);
    assert_non_null(octets);
    assert_memory_equal(octets, pattern + S7_BENCH_OFFSET_COUNT, S7_BENCH_SIZE_MAX);
    assert_true(reader->close(client));
}

static void a_writer_writes_other_octets_each_time(void **state)
{
    (void)state;
    void *client = writer->open(server.port, 100);
    assert_non_null(client);
    for (size_t offset = 0; offset < S7_BENCH_OFFSET_COUNT; offset++) {
        const uint8_t *octets = writer->request(client, offset);
        assert_non_null(octets);
        assert_memory_equal(octets, pattern + offset, 100); /* those sent */
        assert_int_equal(writes.count, offset + 1);         /* once, never repeated */
        assert_int_equal(writes.last.db, S7_BENCH_DB_WRITTEN);
        assert_int_equal(writes.last.first_bit, 0);
        assert_int_equal(writes.last.bit_count, 800);
    }
    assert_true(writer->close(client));
}

static void a_write_that_was_lost_is_found_out_at_the_end(void **state)
{
    (void)state;
    writes.lost_from = 0;
    void *client = writer->open(server.port, 100);
    assert_non_null(client);
    assert_non_null(writer->request(client, 3));
    assert_false(writer->close(client));
    client = writer->open(server.port, 1);
    assert_non_null(client);
    writes.lost_from =
        writes.count + S7_BENCH_OFFSET_COUNT; /* the last one alone, when all were written once */
    for (size_t offset = 0; offset <= S7_BENCH_OFFSET_COUNT; offset++)
        assert_non_null(writer->request(client, offset % S7_BENCH_OFFSET_COUNT));
    assert_false(writer->close(client));
}

static void a_writer_whose_server_writes_nothing_is_told(void **state)
{
    (void)state;
    struct s7_bench_server reading;
    assert_true(s7_bench_server_start(s7_bench_subject(S7_BENCH_SUBJECT_LIMIT), 8, -1, &reading));
    void *client = writer->open(reading.port, 8);
    assert_non_null(client);
    assert_null(writer->request(client, 1));
    assert_false(writer->close(client));
    s7_bench_server_stop(&reading);
}

static void a_server_that_goes_is_a_failure(void **state)
{
    (void)state;
    void *client = reader->open(server.port, 8);
    assert_non_null(client);
    assert_non_null(reader->request(client, 0));
    s7_bench_server_stop(&server);
    assert_null(reader->request(client, 0));
    assert_null(reader->request(client, 0));
    assert_true(reader->close(client)); /* what failed was told when it was asked */
}

static void without_a_server_there_is_no_client(void **state)
{
    (void)state;
    uint16_t port;
    int deaf = deaf_port(&port);
    assert_null(reader->open(port, 8));
    assert_null(writer->open(port, 8));
    close(deaf);
}

static void a_writer_whose_server_goes_did_not_end_well(void **state)
{
    (void)state;
    void *client = writer->open(server.port, 8);
    assert_non_null(client);
    assert_non_null(writer->request(client, 0));
    s7_bench_server_stop(&server);
    assert_false(writer->close(client)); /* nobody can prove the write */
}

static void mumble(int listener, size_t size)
{
    uint8_t octets[22];
    (void)size;
    for (int stream; (stream = s7_bench_accept(listener)) >= 0; close(stream))
        if (s7_bench_receive(stream, octets, sizeof octets))
            s7_bench_send(stream, (const uint8_t *)"HTTP/1.1 400 Bad Request\r\n\r\n", 28);
}

static void a_partner_that_speaks_no_s7_is_none(void **state)
{
    (void)state;
    const struct s7_bench_subject mumbling = {.name = "mumbling", .serve = mumble};
    struct s7_bench_server other;
    assert_true(s7_bench_server_start(&mumbling, 64, -1, &other));
    assert_null(reader->open(other.port, 64));
    assert_null(writer->open(other.port, 64));
    s7_bench_server_stop(&other);
}

#define on_a_server(test) cmocka_unit_test_setup_teardown(test, start, stop)

int main(void)
{
    const struct CMUnitTest tests[] = {
        on_a_server(a_reader_gets_the_pattern_from_every_offset),
        on_a_server(a_reader_tells_a_refusal_and_goes_on),
        on_a_server(a_writer_writes_other_octets_each_time),
        on_a_server(a_write_that_was_lost_is_found_out_at_the_end),
        on_a_server(a_writer_whose_server_writes_nothing_is_told),
        on_a_server(a_server_that_goes_is_a_failure),
        cmocka_unit_test(without_a_server_there_is_no_client),
        on_a_server(a_writer_whose_server_goes_did_not_end_well),
        on_a_server(a_partner_that_speaks_no_s7_is_none),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
