/* SPDX-License-Identifier: MIT */
#include "bench/pacing.h"

#include "bench/loop_server.h"
#include "bench/pattern.h"
#include "unit/bench/gathering.h"

bool __real_s7_bench_loop_server_start(size_t connections, int processor, struct s7_bench_server *ret_server);
bool __wrap_s7_bench_loop_server_start(size_t connections, int processor, struct s7_bench_server *ret_server);
bool __wrap_s7_bench_files_for(size_t connections);
void __real_s7_bench_pattern(uint8_t pattern[S7_BENCH_PATTERN_SIZE]);
void __wrap_s7_bench_pattern(uint8_t pattern[S7_BENCH_PATTERN_SIZE]);

static struct {
    bool has_files, has_server;
    size_t asked;
    bool expects_otherwise; /* the client side holds another pattern than the server */
    bool in_server;
} world;

bool __wrap_s7_bench_files_for(size_t connections)
{
    assert_true(connections > 0);
    return world.has_files;
}

bool __wrap_s7_bench_loop_server_start(size_t connections, int processor, struct s7_bench_server *ret_server)
{
    world.asked = connections;
    if (!world.has_server)
        return false;
    world.in_server = true; /* the child is forked with it */
    bool good = __real_s7_bench_loop_server_start(connections, processor, ret_server);
    world.in_server = false;
    return good;
}

void __wrap_s7_bench_pattern(uint8_t pattern[S7_BENCH_PATTERN_SIZE])
{
    __real_s7_bench_pattern(pattern);
    if (world.expects_otherwise && !world.in_server)
        pattern[40] ^= 1;
}

static struct gathering found;
static struct s7_bench_estimate p99;
static uint64_t lost;

static int set_up(void **state)
{
    (void)state;
    world.has_files = world.has_server = true;
    world.expects_otherwise = false;
    gathering_begin(&found);
    found.config.connections = 30;
    found.config.rounds = 2;
    found.config.every = 40 * S7_MILLISECOND;
    return 0;
}

static bool run(void)
{
    return s7_bench_pacer_run(&found.context, &s7_bench_paced_exchange, &p99, &lost);
}

/* Every connection makes its calls, over real sockets, each with the octets that its job asked for. */
static void all_connections_exchange(void **state)
{
    (void)state;
    assert_true(run());
    assert_int_equal(world.asked, 30);
    assert_int_equal(found.sample_count, 2);
    for (size_t i = 0; i < 2; i++) {
        assert_int_equal(found.samples[i].connections, 30);
        assert_true(found.samples[i].requests + (uint64_t)found.samples[i].lost >=
                    30 * (S7_BENCH_PACING_CYCLES - 1));
        assert_true(found.samples[i].server_cpu_us > 0);
    }
    assert_string_equal(found.rows[0].median.server, "cpu");
    assert_no_child_left();
}

static void a_wrong_octet_is_seen(void **state)
{
    (void)state;
    world.expects_otherwise = true;
    assert_false(run());
    assert_string_equal(found.trouble, "exchange @ cpu, 32 octets: an answer was wrong");
    assert_no_child_left();
}

static void without_a_server_or_files_it_says_so(void **state)
{
    (void)state;
    world.has_server = false;
    assert_false(run());
    assert_string_equal(found.trouble, "exchange @ cpu, 32 octets: its server cannot be started");
    world.has_files = false;
    assert_false(run());
    assert_string_equal(found.trouble, "exchange @ cpu, 32 octets: this process may not open so many files");
    assert_no_child_left();
}

int main(void)
{
#define WORLD(name) cmocka_unit_test_setup(name, set_up)
    const struct CMUnitTest tests[] = {
        WORLD(all_connections_exchange),
        WORLD(a_wrong_octet_is_seen),
        WORLD(without_a_server_or_files_it_says_so),
    };
#undef WORLD
    return cmocka_run_group_tests(tests, NULL, NULL);
}
