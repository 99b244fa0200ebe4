/* SPDX-License-Identifier: MIT */
#include "bench/loop_server.h"

#include <sys/resource.h>

#include "bench/pattern.h"
#include "sieben/cpu.h"
#include "sieben/posix.h"
#include "unit/bench/gathering.h"

enum { CLIENTS = 3 };

static struct s7_posix_client *dial(uint16_t port, struct s7_fault *ret_fault)
{
    struct s7_posix_config config;
    struct s7_posix_client *client = NULL;
    s7_posix_config_default(&config);
    config.host = "127.0.0.1";
    config.port = port;
    config.slot = 17; /* any will do */
    return s7_posix_open(&config, &client, ret_fault) == S7_OK ? client : NULL;
}

/* It listens when the call returns, holds the pattern, and has room for exactly as many as were asked for. */
static void so_many_are_served_with_the_pattern(void **state)
{
    (void)state;
    struct s7_bench_server server = {0};
    struct s7_posix_client *clients[CLIENTS];
    struct s7_fault fault = {0};
    const struct s7_range range = {
        .area = S7_AREA_DB, .db = S7_BENCH_DB, .first_bit = 63 * 8, .bit_count = 32 * 8};
    uint8_t pattern[S7_BENCH_PATTERN_SIZE], octets[32];
    s7_bench_pattern(pattern);
    assert_true(s7_bench_loop_server_start(CLIENTS, -1, &server));
    for (size_t i = 0; i < CLIENTS; i++) {
        clients[i] = dial(server.port, &fault);
        assert_non_null(clients[i]);
        assert_int_equal(s7_posix_read(clients[i], &range, octets, sizeof octets, &fault), S7_OK);
        assert_memory_equal(octets, pattern + 63, sizeof octets);
    }
    assert_null(dial(server.port, &fault));
    assert_int_equal(fault.error, S7_ERR_ISO_CLOSED);
    for (size_t i = 0; i < CLIENTS; i++)
        s7_posix_close(clients[i]);
    s7_bench_server_stop(&server);
    assert_no_child_left();
}

/* A CPU of so many connections cannot be made: the child ends, and the caller is told. */
static void a_server_that_cannot_be_is_told(void **state)
{
    (void)state;
    struct s7_bench_server server = {.process = 0, .port = 7};
    assert_false(s7_bench_loop_server_start(0, -1, &server));
    assert_int_equal(server.port, 7);
    assert_false(s7_bench_loop_server_start(1, 1 << 20, &server)); /* no such processor */
    assert_int_equal(server.process, 0);
    assert_no_child_left();
}

static void the_limit_of_open_files_is_raised_as_far_as_needed(void **state)
{
    (void)state;
    struct rlimit before, after;
    assert_int_equal(getrlimit(RLIMIT_NOFILE, &before), 0);
    assert_true(before.rlim_max > 400);
    struct rlimit low = {.rlim_cur = 100, .rlim_max = before.rlim_max};
    assert_int_equal(setrlimit(RLIMIT_NOFILE, &low), 0);
    assert_true(s7_bench_files_for(10)); /* it has that many */
    assert_int_equal(getrlimit(RLIMIT_NOFILE, &after), 0);
    assert_int_equal(after.rlim_cur, 100);
    assert_true(s7_bench_files_for(200));
    assert_int_equal(getrlimit(RLIMIT_NOFILE, &after), 0);
    assert_true(after.rlim_cur > 200 && after.rlim_cur <= 300);
    assert_false(s7_bench_files_for((size_t)before.rlim_max + 1)); /* nobody may have so many */
    assert_int_equal(setrlimit(RLIMIT_NOFILE, &before), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(so_many_are_served_with_the_pattern),
        cmocka_unit_test(a_server_that_cannot_be_is_told),
        cmocka_unit_test(the_limit_of_open_files_is_raised_as_far_as_needed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
