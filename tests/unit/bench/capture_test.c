/* SPDX-License-Identifier: MIT
 *
 * Passes and clock are the test's own: what is tested is how turns, rounds, ratios and the target come about.
 */
#include "bench/capture_pass.h"

#include <math.h>
#include <string.h>

#include "bench/process.h"
#include "unit/bench/gathering.h"

bool __wrap_s7_bench_capture_limit(const struct s7_bench_traffic *traffic);
bool __wrap_s7_bench_capture_list(const struct s7_bench_traffic *traffic);
bool __wrap_s7_bench_traffic_make(struct s7_bench_traffic *ret_traffic);
s7_time __wrap_s7_bench_now(void);
s7_time __wrap_s7_bench_processor_time(pid_t process);

enum { PDUS = 1000, ROUNDS = 6 };

static struct {
    s7_time now;
    s7_time of_limit, of_list; /* what a pass takes */
    char order[400];
    bool no_room, list_fails;
} world;
static struct gathering found;

s7_time __wrap_s7_bench_now(void)
{
    return world.now;
}

s7_time __wrap_s7_bench_processor_time(pid_t process)
{
    assert_int_equal(process, 0);
    return world.now / 2;
}

bool __wrap_s7_bench_traffic_make(struct s7_bench_traffic *ret_traffic)
{
    *ret_traffic = (struct s7_bench_traffic){.packets = PDUS, .pdus = PDUS, .octets = 130 * PDUS};
    return !world.no_room;
}

static void pass(char letter, s7_time span)
{
    size_t length = strlen(world.order);
    if (length + 1 < sizeof world.order)
        world.order[length] = letter;
    world.now += span;
}

bool __wrap_s7_bench_capture_limit(const struct s7_bench_traffic *traffic)
{
    assert_int_equal(traffic->pdus, PDUS);
    pass('p', world.of_limit);
    return true;
}

bool __wrap_s7_bench_capture_list(const struct s7_bench_traffic *traffic)
{
    assert_int_equal(traffic->pdus, PDUS);
    pass('l', world.of_list);
    return !world.list_fails;
}

static int begin(void **state)
{
    (void)state;
    memset(&world, 0, sizeof world);
    world.of_limit = S7_MILLISECOND;
    world.of_list = 4 * S7_MILLISECOND;
    gathering_begin(&found);
    found.config.rounds = ROUNDS;
    found.config.round_time = 20 * S7_MILLISECOND;
    return 0;
}

static bool near(double value, double expected)
{
    return fabs(value - expected) < 1e-9 * (1 + fabs(expected));
}

static void every_round_has_turns_of_both(void **state)
{
    (void)state;
    assert_true(s7_bench_run_capture(&found.context));
    assert_int_equal(strlen(world.order), ROUNDS * 8 * 2); /* 8 pairs of 5 ms fill twice 20 ms */
    size_t first = 0;
    for (size_t i = 0; i < strlen(world.order); i += 2) {
        assert_true(world.order[i] != world.order[i + 1]);
        first += world.order[i] == 'p';
    }
    assert_in_range(first, 1, ROUNDS * 8 - 1); /* neither is always the first */
    assert_int_equal(found.sample_count, 2 * ROUNDS);
    for (size_t i = 0; i < found.sample_count; i++) {
        const struct s7_bench_sample *sample = &found.samples[i];
        assert_int_equal(sample->scenario, S7_BENCH_CAPTURE);
        assert_int_equal(sample->round, i / 2);
        assert_int_equal(sample->requests, 8 * PDUS);
        assert_int_equal(sample->size, 130);
        assert_string_equal(sample->subject, i % 2 ? "capture list" : "pcap_next_ex");
        assert_true(near(sample->per_second, i % 2 ? 250000 : 1000000));
        assert_true(near(sample->client_cpu_us, i % 2 ? 2 : 0.5));
    }
}

static void the_ratio_is_judged(void **state)
{
    (void)state;
    static const struct {
        s7_time of_list;
        enum s7_bench_verdict verdict;
    } cases[] = {{4 * S7_MILLISECOND, S7_BENCH_PASS}, {7 * S7_MILLISECOND, S7_BENCH_FAIL}};
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        begin(state);
        world.of_list = cases[i].of_list;
        assert_true(s7_bench_run_capture(&found.context));
        assert_int_equal(found.row_count, 2);
        double ratio = (double)world.of_limit / (double)world.of_list;
        assert_true(near(found.rows[1].of_limit.median, ratio) && near(found.rows[0].of_limit.median, 1));
        assert_int_equal(found.target_count, 1);
        assert_true(near(found.targets[0].value.median, ratio));
        assert_true(near(found.targets[0].bound, 0.15));
        assert_int_equal(found.targets[0].verdict, cases[i].verdict);
    }
}

static void a_pass_that_reads_less_ends_it(void **state)
{
    (void)state;
    world.list_fails = true;
    assert_false(s7_bench_run_capture(&found.context));
    assert_string_equal(found.trouble, "capture list @ file, 100 octets: not everything in the file was read");
    assert_int_equal(found.row_count + found.target_count, 0);
}

static void without_room_nothing_is_read(void **state)
{
    (void)state;
    world.no_room = true;
    assert_false(s7_bench_run_capture(&found.context));
    assert_string_equal(found.trouble,
                        "pcap_next_ex @ file, 100 octets: there is no room for a file of made traffic");
    assert_string_equal(world.order, "");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup(every_round_has_turns_of_both, begin),
        cmocka_unit_test_setup(the_ratio_is_judged, begin),
        cmocka_unit_test_setup(a_pass_that_reads_less_ends_it, begin),
        cmocka_unit_test_setup(without_room_nothing_is_read, begin),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
