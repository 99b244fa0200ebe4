/* SPDX-License-Identifier: MIT
 *
 * limit-s7 is only a limit while it is correct: its server is asked by the engine's client, its client asks the
 * virtual CPU.
 */
#include <string.h>

#include "bench/loopback.h"
#include "bench/pattern.h"
#include "bench/process.h"
#include "check.h"
#include "net_posix/client.h"

static struct s7_bench_server server;
static struct s7_posix_client *client;
static uint8_t pattern[S7_BENCH_PATTERN_SIZE];

static int start(void **state)
{
    (void)state;
    struct s7_posix_config config;
    struct s7_fault fault;
    s7_bench_pattern(pattern);
    s7_posix_config_default(&config);
    assert_true(s7_bench_server_start(s7_bench_subject(S7_BENCH_SUBJECT_LIMIT), 64, -1, &server));
    config.host = "127.0.0.1";
    config.port = server.port;
    assert_int_equal(s7_posix_open(&config, &client, &fault), S7_OK);
    return 0;
}

static int stop(void **state)
{
    (void)state;
    s7_posix_close(client);
    s7_bench_server_stop(&server);
    return 0;
}

static struct s7_range db_range(uint16_t db, size_t first, size_t size)
{
    return (struct s7_range){
        .area = S7_AREA_DB, .db = db, .first_bit = (uint32_t)first * 8, .bit_count = (uint32_t)size * 8};
}

static int read_db(uint16_t db, size_t first, size_t size, uint8_t *octets)
{
    struct s7_fault fault;
    const struct s7_range range = db_range(db, first, size);
    return s7_posix_read(client, &range, octets, size, &fault);
}

static void server_reads(void **state)
{
    (void)state;
    uint8_t octets[S7_BENCH_SIZE_MAX];
    const size_t sizes[] = {1, 2, 63, 64, 399, S7_BENCH_SIZE_MAX};
    for (size_t i = 0; i < sizeof sizes / sizeof sizes[0]; i++)
        for (size_t first = 0; first <= S7_BENCH_PATTERN_SIZE - sizes[i]; first += 13) {
            assert_int_equal(read_db(S7_BENCH_DB, first, sizes[i], octets), S7_OK);
            assert_memory_equal(octets, pattern + first, sizes[i]);
        }
}

static void server_refuses_what_is_not_there(void **state)
{
    (void)state;
    uint8_t octets[4];
    assert_int_equal(read_db(9, 0, 4, octets), S7_ERR_DATA_MISSING);
    assert_int_equal(read_db(S7_BENCH_DB, S7_BENCH_PATTERN_SIZE - 3, 4, octets), S7_ERR_DATA_ADDRESS);
    assert_int_equal(read_db(S7_BENCH_DB, S7_BENCH_PATTERN_SIZE - 4, 4, octets), S7_OK);
}

static void server_answers_several_items(void **state)
{
    (void)state;
    enum { COUNT = 20 };
    uint8_t octets[COUNT][8];
    struct s7_job_item items[COUNT];
    memset(items, 0, sizeof items);
    for (size_t i = 0; i < COUNT; i++) {
        items[i].range = db_range(i == 5 ? 9 : S7_BENCH_DB, i * 31, 1 + i % 7); /* odd sizes: fill octets */
        items[i].octets = octets[i];
    }
    struct s7_job job = {.kind = S7_JOB_READ, .items = items, .item_count = COUNT};
    assert_int_equal(s7_posix_run(client, &job), S7_ERR_DATA_MISSING);
    assert_int_equal(job.pdu_count, 1);
    for (size_t i = 0; i < COUNT; i++) {
        assert_int_equal(items[i].error, i == 5 ? S7_ERR_DATA_MISSING : S7_OK);
        if (i != 5)
            assert_memory_equal(octets[i], pattern + i * 31, 1 + i % 7);
    }
}

static void server_grants_no_more_than_asked(void **state)
{
    (void)state;
    assert_int_equal(s7_posix_grant(client).pdu_length, S7_BENCH_PDU_LENGTH);
    assert_int_equal(s7_posix_grant(client).amq_calling, 1); /* it takes one request at a time */
}

static void ask_all_offsets(const struct s7_bench_subject *subject, const struct s7_bench_client_ops *ops)
{
    const struct s7_bench_subject pair = {.name = "pair", .client = ops, .serve = subject->serve};
    struct s7_bench_server other;
    const size_t sizes[] = {1, 64, S7_BENCH_SIZE_MAX};
    assert_true(s7_bench_server_start(&pair, sizes[0], -1, &other));
    for (size_t i = 0; i < sizeof sizes / sizeof sizes[0]; i++) {
        void *asking = ops->open(other.port, sizes[i]);
        assert_non_null(asking);
        for (uint64_t n = 0; n < S7_BENCH_OFFSET_COUNT; n++)
            assert_true(s7_bench_ask_once(&pair, asking, n, pattern, sizes[i]));
        assert_true(ops->close(asking));
    }
    s7_bench_server_stop(&other);
}

static void limit_client_reads_the_virtual_cpu(void **state)
{
    (void)state;
    s7_bench_pattern(pattern);
    ask_all_offsets(s7_bench_subject(S7_BENCH_SUBJECT_SELF_CPU),
                    s7_bench_subject(S7_BENCH_SUBJECT_LIMIT)->client);
}

static void written_octets_are_read_back(void **state)
{
    (void)state;
    const struct s7_bench_subject *subject = s7_bench_subject(S7_BENCH_SUBJECT_SELF_WRITE);
    s7_bench_pattern(pattern);
    ask_all_offsets(subject, subject->client);
}

/* A partner that answers something else must not be counted as fast. */
static void wrong_answer_is_noticed(void **state)
{
    (void)state;
    const struct s7_bench_subject *raw = s7_bench_subject(S7_BENCH_SUBJECT_RAW);
    struct s7_bench_server other;
    assert_true(s7_bench_server_start(raw, 64, -1, &other));
    void *asking = raw->client->open(other.port, 64);
    assert_non_null(asking);
    s7_bench_pattern(pattern);
    assert_true(s7_bench_ask_once(raw, asking, 3, pattern, 64));
    pattern[40] ^= 1;
    assert_false(s7_bench_ask_once(raw, asking, 3, pattern, 64));
    raw->client->close(asking);
    s7_bench_server_stop(&other);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(server_reads, start, stop),
        cmocka_unit_test_setup_teardown(server_refuses_what_is_not_there, start, stop),
        cmocka_unit_test_setup_teardown(server_answers_several_items, start, stop),
        cmocka_unit_test_setup_teardown(server_grants_no_more_than_asked, start, stop),
        cmocka_unit_test(limit_client_reads_the_virtual_cpu),
        cmocka_unit_test(written_octets_are_read_back),
        cmocka_unit_test(wrong_answer_is_noticed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
