/* SPDX-License-Identifier: MIT */
#include "bench/lane.h"

#include <math.h>
#include <string.h>

#include "unit/bench/lane_peer.h"

static uint32_t latencies[64];

static bool open_lane(size_t size)
{
    return s7_bench_lane_open(&lane, &found.context, &peer_subject, size);
}

static void opening_starts_both_and_warms_them_up(void **state)
{
    (void)state;
    lane.latencies = latencies;
    lane.latency_max = 64;
    lane.requests = 99;
    assert_true(open_lane(50));
    assert_true(lane.server.process > 0);
    assert_int_equal(waitpid(lane.server.process, NULL, WNOHANG), 0); /* it runs */
    assert_int_equal(peer.port, lane.server.port);
    assert_int_equal(peer.size, 50);
    assert_int_equal(lane.size, 50);
    assert_ptr_equal(lane.subject, &peer_subject);
    assert_ptr_equal(lane.client, &peer);
    assert_true(peer.asked > 0);
    assert_int_equal(lane.next, peer.asked);
    assert_int_equal(lane.requests, 0); /* warming up is not measured */
    assert_ptr_equal(lane.latencies, latencies);
    assert_int_equal(lane.latency_max, 64);
    assert_string_equal(found.trouble, "none");
}

static void assert_nothing_open(const char *why)
{
    assert_string_equal(found.trouble, why);
    assert_null(lane.client);
    assert_int_equal(lane.server.process, 0);
    assert_int_equal(peer.closed, peer.opened);
    assert_no_child_left();
}

static void a_lane_that_cannot_open_leaves_nothing_open(void **state)
{
    (void)state;
    peer.cannot_open = true;
    assert_false(open_lane(4));
    assert_nothing_open("peer @ told, 4 octets: the client cannot connect");
    peer.cannot_open = false;
    peer.fails_from = 0;
    assert_false(open_lane(400));
    assert_nothing_open("peer @ told, 400 octets: a request failed while warming up");
    peer.asked = 0;
    peer.fails_from = UINT64_MAX;
    peer.wrong_from = 5;
    assert_false(open_lane(1));
    assert_nothing_open("peer @ told, 1 octets: a request failed while warming up");
    assert_int_equal(peer.asked, 6);
    assert_int_equal(peer.opened, 2);
}

static void closing_tells_how_the_client_ended(void **state)
{
    (void)state;
    assert_true(s7_bench_lane_close(&lane)); /* all zero */
    assert_true(open_lane(4));
    assert_true(s7_bench_lane_close(&lane));
    assert_true(s7_bench_lane_close(&lane)); /* closed */
    assert_int_equal(peer.closed, 1);
    assert_no_child_left();
    peer.ends_badly = true;
    assert_true(open_lane(4));
    assert_false(s7_bench_lane_close(&lane));
    assert_int_equal(peer.closed, 2);
    assert_no_child_left();
}

static void every_answer_is_compared(void **state)
{
    (void)state;
    assert_true(open_lane(S7_BENCH_SIZE_MAX));
    uint64_t before = peer.asked;
    assert_true(s7_bench_lane_ask(&lane, 100));
    assert_int_equal(peer.asked, before + 100);
    assert_int_equal(lane.next, before + 100);
    assert_true(s7_bench_lane_ask(&lane, 0));
    assert_int_equal(peer.asked, before + 100);
    peer.wrong_from = peer.asked + 30;
    memcpy(peer.wrong, peer.right, sizeof peer.wrong);
    for (size_t i = S7_BENCH_SIZE_MAX - 1; i < S7_BENCH_PATTERN_SIZE; i++)
        peer.wrong[i] ^= 1; /* the last octet of each answer at least */
    assert_false(s7_bench_lane_ask(&lane, 100));
    assert_int_equal(peer.asked, before + 131); /* and not one more */
}

static void a_turn_lasts_its_span(void **state)
{
    (void)state;
    lane.latencies = latencies;
    lane.latency_max = 64;
    assert_true(open_lane(4));
    uint64_t before = peer.asked;
    assert_true(s7_bench_lane_measure(&lane, 10000));
    assert_int_equal(lane.requests, 10);
    assert_true(peer.asked > before + 10); /* a turn is warmed up, too, and that is not measured: */
    assert_int_equal(lane.turn_count, 1);
    assert_true(fabs(lane.rates[0] - 1e6) < 1);
    assert_int_equal(lane.client_cpu, 10 * 7000);
    assert_int_equal(lane.server_cpu, 10 * 3000);
    assert_int_equal(lane.switches, 10 * 2);
    assert_int_equal(lane.latency_count, 10);
    for (size_t i = 0; i < 10; i++)
        assert_int_equal(latencies[i], 1000);
    peer.slow = 4000;
    assert_true(s7_bench_lane_measure(&lane, 10000)); /* the request that began in time is the last: 12 µs */
    assert_int_equal(lane.requests, 13);
    assert_int_equal(lane.turn_count, 2);
    assert_true(fabs(lane.rates[1] - 250e3) < 1);
    assert_int_equal(lane.client_cpu, 13 * 7000);
    assert_int_equal(lane.server_cpu, 13 * 3000);
    assert_int_equal(lane.switches, 13 * 2);
    assert_int_equal(latencies[12], 4000);
}

static void only_so_many_latencies_are_noted(void **state)
{
    (void)state;
    lane.latencies = latencies;
    lane.latency_max = 5;
    latencies[5] = 4711;
    assert_true(open_lane(4));
    assert_true(s7_bench_lane_measure(&lane, 8000));
    assert_int_equal(lane.requests, 8);
    assert_int_equal(lane.latency_count, 5);
    assert_int_equal(latencies[5], 4711);
    s7_bench_lane_reset(&lane);
    peer.slow = 5 * S7_SECOND; /* more nanoseconds than are noted */
    assert_true(s7_bench_lane_measure(&lane, 1));
    assert_int_equal(latencies[0], UINT32_MAX);
    s7_bench_lane_close(&lane);
    memset(&lane, 0, sizeof lane); /* none wanted */
    peer.slow = 1000;
    assert_true(open_lane(4));
    assert_true(s7_bench_lane_measure(&lane, 8000));
    assert_int_equal(lane.requests, 8);
    assert_int_equal(lane.latency_count, 0);
}

static void a_wrong_answer_ends_a_turn(void **state)
{
    (void)state;
    assert_true(open_lane(4));
    peer.wrong_from = peer.asked; /* while the turn is warmed up */
    assert_false(s7_bench_lane_measure(&lane, 10000));
    peer.wrong_from = UINT64_MAX;
    peer.fails_from = peer.asked + 10; /* and behind that */
    assert_false(s7_bench_lane_measure(&lane, 10000));
    assert_int_equal(lane.turn_count, 0);
}

static void a_reset_forgets_what_was_measured_only(void **state)
{
    (void)state;
    lane.latencies = latencies;
    lane.latency_max = 64;
    assert_true(open_lane(4));
    assert_true(s7_bench_lane_measure(&lane, 10000));
    const struct s7_bench_lane before = lane;
    s7_bench_lane_reset(&lane);
    assert_int_equal(lane.requests, 0);
    assert_int_equal(lane.turn_count, 0);
    assert_int_equal(lane.client_cpu, 0);
    assert_int_equal(lane.server_cpu, 0);
    assert_int_equal(lane.switches, 0);
    assert_int_equal(lane.latency_count, 0);
    assert_int_equal(lane.next, before.next); /* the offsets go on */
    assert_ptr_equal(lane.client, &peer);
    assert_int_equal(lane.server.process, before.server.process);
    assert_int_equal(lane.latency_max, 64);
}

static void a_report_has_medians_and_shares(void **state)
{
    (void)state;
    static uint32_t noted[100];
    struct s7_bench_sample sample = s7_bench_blank(S7_BENCH_LOCKSTEP, &peer_subject, 4);
    for (uint32_t i = 0; i < 100; i++)
        noted[i] = (100 - i) * 1000;
    lane = (struct s7_bench_lane){.requests = 50,
                                  .rates = {300, 5, 200, 250, 100000},
                                  .turn_count = 5,
                                  .client_cpu = 600000,
                                  .server_cpu = 400000,
                                  .switches = 75,
                                  .latencies = noted,
                                  .latency_max = 100,
                                  .latency_count = 100};
    sample.foreign = 0.5;
    sample.round = 3;
    s7_bench_lane_report(&lane, &sample);
    assert_int_equal(sample.requests, 50);
    assert_true(sample.per_second == 250); /* neither the turn that stood still nor the lucky one */
    assert_true(sample.p50_us == 50 && sample.p90_us == 90 && sample.p99_us == 99 && sample.max_us == 100);
    assert_true(sample.client_cpu_us == 12);
    assert_true(sample.server_cpu_us == 8);
    assert_true(sample.switches == 1.5);
    assert_true(sample.foreign == 0.5 && sample.round == 3 && sample.size == 4); /* not its own */
    assert_true(sample.allocations < 0 && sample.system_calls < 0);
}

#define on_a_lane(test) cmocka_unit_test_setup_teardown(test, lane_peer_begin, lane_peer_end)

int main(void)
{
    const struct CMUnitTest tests[] = {
        on_a_lane(opening_starts_both_and_warms_them_up),
        on_a_lane(a_lane_that_cannot_open_leaves_nothing_open),
        on_a_lane(closing_tells_how_the_client_ended),
        on_a_lane(every_answer_is_compared),
        on_a_lane(a_turn_lasts_its_span),
        on_a_lane(only_so_many_latencies_are_noted),
        on_a_lane(a_wrong_answer_ends_a_turn),
        on_a_lane(a_reset_forgets_what_was_measured_only),
        on_a_lane(a_report_has_medians_and_shares),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
