/* SPDX-License-Identifier: MIT */
#include "capture/flow_end.h"

#include "check.h"

enum { MOST = 64 };

static struct s7_flows *flows;
static struct {
    size_t count;
    enum s7_flow_end last;
    s7_time time;
    const struct s7_flow *flow;
} closed;

static void on_opened(void *user, struct s7_flow *flow)
{
    (void)user;
    (void)flow;
}

static void on_telegram(void *user, struct s7_flow *flow, const struct s7_telegram *telegram)
{
    (void)user;
    (void)flow;
    (void)telegram;
}

static void on_lost(void *user, struct s7_flow *flow, unsigned side, enum s7_loss loss, uint64_t octets,
                    uint64_t packet, s7_time time)
{
    (void)user;
    (void)flow;
    (void)side;
    (void)loss;
    (void)octets;
    (void)packet;
    (void)time;
}

static void on_closed(void *user, struct s7_flow *flow, enum s7_flow_end end, s7_time time)
{
    (void)user;
    closed.count++;
    closed.last = end;
    closed.time = time;
    closed.flow = flow;
}

static int begin(void **state)
{
    (void)state;
    static const struct s7_flow_sink sink = {NULL, on_opened, on_telegram, on_lost, on_closed};
    struct s7_flow_config config;
    s7_flow_config_default(&config);
    config.flows_max = MOST;
    config.idle = 1000;
    closed.count = 0;
    return s7_flows_new(&config, &sink, &flows);
}

static int end(void **state)
{
    (void)state;
    s7_flows_free(flows);
    return 0;
}

static struct s7_flow_record *add(uint16_t port, enum s7_flow_rank rank, s7_time last)
{
    const struct s7_station from = {.port = port, .version = 4}, to = {.port = 102, .version = 4};
    struct s7_flow_record *record = s7_flow_table_add(&flows->table, &from, &to, rank);
    assert_non_null(record);
    record->flow.last = last;
    flows->statistics.open += rank >= S7_FLOW_RANK_QUIET;
    return record;
}

static size_t count_of(enum s7_flow_rank rank)
{
    return flows->table.queues[rank].count;
}

static void an_end_is_told_once(void **state)
{
    (void)state;
    struct s7_flow_record *record = add(1, S7_FLOW_RANK_QUIET, 0);
    flows->now = 5;
    s7_flow_end_close(flows, record, S7_FLOW_END_RESET);
    assert_int_equal(closed.count, 1);
    assert_int_equal(closed.last, S7_FLOW_END_RESET);
    assert_int_equal(closed.time, 5);
    assert_ptr_equal(closed.flow, &record->flow);
    assert_int_equal(flows->statistics.open, 0);
    assert_int_equal(count_of(S7_FLOW_RANK_OVER), 1);
    s7_flow_end_forget(flows, record, S7_FLOW_END_REUSED);
    assert_int_equal(closed.count, 1);
    assert_int_equal(count_of(S7_FLOW_RANK_OVER), 0);
}

static void of_what_was_removed_nothing_is_left(void **state)
{
    (void)state;
    struct s7_flow_record *record = add(1, S7_FLOW_RANK_CANDIDATE, 0);
    flows->recent = record;
    s7_flow_end_remove(flows, record);
    assert_null(flows->recent);
    assert_int_equal(closed.count, 0);
    assert_int_equal(count_of(S7_FLOW_RANK_CANDIDATE), 0);
}

static void late_segments_find_where_the_streams_ended(void **state)
{
    (void)state;
    struct s7_flow_record *record = add(1, S7_FLOW_RANK_FOLLOWED, 0);
    record->streams = s7_pool_take(&flows->streams);
    assert_non_null(record->streams);
    s7_stream_begin(&record->streams[1], 700);
    s7_flow_end_close(flows, record, S7_FLOW_END_FIN);
    assert_null(record->streams);
    assert_int_equal(record->known, 2);
    assert_int_equal(record->first_sequence[1], 700);
}

static void those_that_nobody_is_told_of_have_a_limit(void **state)
{
    (void)state;
    for (uint16_t port = 1; port <= 20; port++) {
        add(port, S7_FLOW_RANK_CANDIDATE, 0);
        s7_flow_end_limit(flows, S7_FLOW_RANK_CANDIDATE);
    }
    assert_int_equal(count_of(S7_FLOW_RANK_CANDIDATE), MOST / 16 + 1);
    assert_int_equal(flows->table.queues[S7_FLOW_RANK_CANDIDATE].newest->flow.ends[0].port, 20);
}

static void silence_ends_those_that_are_open(void **state)
{
    (void)state;
    add(1, S7_FLOW_RANK_QUIET, 0);
    add(2, S7_FLOW_RANK_FOLLOWED, 0);
    add(3, S7_FLOW_RANK_FOLLOWED, 1);
    add(4, S7_FLOW_RANK_CANDIDATE, 0);
    flows->now = 1000;
    s7_flow_end_idle(flows);
    assert_int_equal(closed.count, 0);
    flows->now = 1001;
    s7_flow_end_idle(flows);
    assert_int_equal(closed.count, 2);
    assert_int_equal(closed.last, S7_FLOW_END_IDLE);
    assert_int_equal(flows->statistics.open, 1);
}

static void the_last_end(void **state)
{
    (void)state;
    add(1, S7_FLOW_RANK_QUIET, 0);
    add(2, S7_FLOW_RANK_FOLLOWED, 0);
    s7_flow_end_all(flows, false);
    assert_int_equal(closed.count, 2);
    assert_int_equal(closed.last, S7_FLOW_END_CAPTURE);
    add(3, S7_FLOW_RANK_FOLLOWED, 0);
    s7_flow_end_all(flows, true);
    assert_int_equal(closed.count, 2);
    assert_int_equal(count_of(S7_FLOW_RANK_QUIET) + count_of(S7_FLOW_RANK_FOLLOWED), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(an_end_is_told_once, begin, end),
        cmocka_unit_test_setup_teardown(of_what_was_removed_nothing_is_left, begin, end),
        cmocka_unit_test_setup_teardown(late_segments_find_where_the_streams_ended, begin, end),
        cmocka_unit_test_setup_teardown(those_that_nobody_is_told_of_have_a_limit, begin, end),
        cmocka_unit_test_setup_teardown(silence_ends_those_that_are_open, begin, end),
        cmocka_unit_test_setup_teardown(the_last_end, begin, end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
