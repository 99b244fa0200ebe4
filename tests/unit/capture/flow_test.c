/* SPDX-License-Identifier: MIT */
#include "capture/flow.h"

#include "check.h"

#include "frames.h"
#include "sieben/error.h"

static const struct frame_ends ends = {{1, 2}, {50000, 102}};
static const uint8_t request[] = {3, 0, 0, 9, 2, 0xF0, 0x80, 0x32, 1},
                     answer[] = {3, 0, 0, 8, 2, 0xF0, 0x80, 0x32};

static struct s7_flows *flows;
static struct s7_flow_config config;
static struct {
    unsigned opened, closed, telegrams[2], seen, heard;
    enum s7_flow_end end;
    uint64_t lost[S7_LOSS_COUNT], octets[2], packet;
    s7_time time, closed_at;
    struct s7_station dialler;
} got;

static void on_opened(void *user, struct s7_flow *flow)
{
    (void)user;
    got.opened++;
    got.dialler = flow->ends[0];
    flow->talk = &got;
}

static void on_telegram(void *user, struct s7_flow *flow, const struct s7_telegram *telegram)
{
    (void)user;
    assert_ptr_equal(flow->talk, &got);
    bool served = flow->ends[telegram->side].port == 102;
    assert_int_equal(telegram->size, served ? sizeof answer : sizeof request);
    assert_memory_equal(telegram->octets, served ? answer : request, telegram->size);
    got.telegrams[telegram->side]++;
    got.packet = telegram->packet;
    got.time = telegram->time;
}

static void on_lost(void *user, struct s7_flow *flow, unsigned side, enum s7_loss loss, uint64_t octets,
                    uint64_t packet, s7_time time)
{
    (void)user;
    (void)flow;
    (void)side;
    (void)packet;
    (void)time;
    got.lost[loss] += octets;
}

static void on_closed(void *user, struct s7_flow *flow, enum s7_flow_end end, s7_time time)
{
    (void)user;
    got.closed++;
    got.end = end;
    got.seen = flow->seen;
    got.heard = flow->heard;
    got.closed_at = time;
    got.octets[0] = flow->octets[0];
    got.octets[1] = flow->octets[1];
}

static const struct s7_flow_sink sink = {NULL, on_opened, on_telegram, on_lost, on_closed};

static int begin(void **state)
{
    (void)state;
    memset(&got, 0, sizeof got);
    s7_flow_config_default(&config);
    return s7_flows_new(&config, &sink, &flows);
}

static int end(void **state)
{
    (void)state;
    s7_flows_free(flows);
    return 0;
}

static void put_frame(const struct frame_segment *segment)
{
    static uint8_t room[FRAME_MAX];
    struct s7_packet packet = frame_make(room, &ends, segment);
    packet.number = s7_flows_statistics(flows)->packets + 1;
    packet.time = (s7_time)packet.number * 1000;
    s7_flows_input(flows, &packet);
}

static void put(unsigned from, unsigned flags, uint32_t sequence, uint32_t acknowledged, const uint8_t *octets,
                size_t size)
{
    put_frame(&(struct frame_segment){from, flags, sequence, acknowledged, octets, size});
}

static void whole_life(void **state)
{
    (void)state;
    put(0, FRAME_SYN, 99, 0, NULL, 0);
    put(1, FRAME_SYN | FRAME_ACK, 199, 100, NULL, 0);
    put(0, FRAME_ACK, 100, 200, NULL, 0);
    put(0, FRAME_ACK, 100, 200, request, sizeof request);
    put(1, FRAME_ACK, 200, 109, answer, sizeof answer);
    assert_int_equal(got.packet, 5);
    assert_int_equal(got.time, 5000);
    put(0, FRAME_ACK | FRAME_FIN, 109, 208, NULL, 0);
    put(1, FRAME_ACK | FRAME_FIN, 208, 110, NULL, 0);
    assert_int_equal(got.closed, 1);
    assert_int_equal(got.closed_at, 7000);
    put(0, FRAME_ACK, 110, 209, NULL, 0);
    assert_int_equal(got.opened, 1);
    assert_int_equal(got.dialler.port, 50000);
    assert_int_equal(got.dialler.address[3], 1);
    assert_int_equal(got.telegrams[0], 1);
    assert_int_equal(got.telegrams[1], 1);
    assert_int_equal(got.end, S7_FLOW_END_FIN);
    assert_int_equal(got.seen, S7_FLOW_SEEN_SYN | S7_FLOW_SEEN_SYN_ACK | S7_FLOW_SEEN_DATA);
    assert_int_equal(got.heard, 3);
    assert_int_equal(got.octets[0], sizeof request);
    assert_int_equal(got.octets[1], sizeof answer);
    const struct s7_flow_statistics *statistics = s7_flows_statistics(flows);
    assert_int_equal(statistics->packets, 8);
    assert_int_equal(statistics->followed_packets, 7);
    assert_int_equal(statistics->flows, 1);
    assert_int_equal(statistics->open, 0);
    assert_int_equal(statistics->most_open, 1);
    for (size_t i = 0; i < S7_LOSS_COUNT; i++)
        assert_int_equal(statistics->losses.counts[i], 0);
}

static void what_is_open_is_closed_with_the_capture(void **state)
{
    (void)state;
    put(1, FRAME_ACK, 200, 109, answer, sizeof answer);
    assert_int_equal(got.dialler.port, 102); /* who was seen first */
    s7_flows_finish(flows);
    assert_int_equal(got.closed, 1);
    assert_int_equal(got.end, S7_FLOW_END_CAPTURE);
    assert_int_equal(got.heard, 1);
    s7_flows_finish(flows);
    assert_int_equal(got.closed, 1);
}

static void packets_that_cannot_be_read_are_counted(void **state)
{
    (void)state;
    uint8_t room[FRAME_MAX];
    struct frame_segment segment = {0, FRAME_ACK, 1, 1, request, sizeof request};
    static const struct {
        size_t size;
        size_t at;
        uint8_t octet;
        enum s7_loss loss;
    } rows[] = {{13, 0, 0, S7_LOSS_LINK_SHORT},    {20, 0, 0, S7_LOSS_IP_SHORT},
                {34, 14, 0x44, S7_LOSS_IP_SHORT},  {40, 0, 0, S7_LOSS_TCP_SHORT},
                {60, 46, 0x40, S7_LOSS_TCP_SHORT}, {60, 20, 0x20, S7_LOSS_FRAGMENT},
                {60, 12, 0x09, S7_LOSS_COUNT}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct s7_packet packet = frame_make(room, &ends, &segment);
        room[rows[i].at] = rows[i].octet;
        packet.size = rows[i].size;
        s7_flows_input(flows, &packet);
        if (rows[i].loss != S7_LOSS_COUNT)
            assert_int_not_equal(s7_flows_statistics(flows)->losses.counts[rows[i].loss], 0);
    }
    assert_int_equal(s7_flows_statistics(flows)->losses.counts[S7_LOSS_IP_SHORT], 2);
    assert_int_equal(s7_flows_statistics(flows)->losses.counts[S7_LOSS_TCP_SHORT], 2);
    assert_int_equal(got.opened, 0);
}

static void other_connections_are_not_followed(void **state)
{
    (void)state;
    uint8_t room[FRAME_MAX];
    static const struct frame_ends foreign = {{1, 2}, {50000, 443}};
    static const uint8_t greeting[] = {22, 3, 1, 0, 200};
    struct s7_packet packet =
        frame_make(room, &foreign, &(struct frame_segment){0, FRAME_ACK, 1, 1, greeting, sizeof greeting});
    s7_flows_input(flows, &packet);
    assert_int_equal(got.opened, 0);
    packet = frame_make(room, &foreign, &(struct frame_segment){0, FRAME_ACK, 1, 1, request, sizeof request});
    s7_flows_input(flows, &packet);
    assert_int_equal(got.opened, 1);
    assert_int_equal(got.telegrams[0], 1);
}

static void unsound_configurations_are_refused(void **state)
{
    (void)state;
    struct s7_flows *none = NULL;
    struct s7_flow_sink half = sink;
    half.closed = NULL;
    assert_int_equal(s7_flows_new(&config, &half, &none), S7_ERR_LOCAL_ARGUMENT);
    config.port_count = S7_FLOW_PORTS + 1;
    assert_int_equal(s7_flows_new(&config, &sink, &none), S7_ERR_LOCAL_ARGUMENT);
    config.port_count = 1;
    config.flows_max = 0;
    assert_int_equal(s7_flows_new(&config, &sink, &none), S7_ERR_LOCAL_ARGUMENT);
    s7_flow_config_default(&config);
    config.window_max = (size_t)3 << 30;
    assert_int_equal(s7_flows_new(&config, &sink, &none), S7_ERR_LOCAL_ARGUMENT);
    assert_null(none);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(whole_life, begin, end),
        cmocka_unit_test_setup_teardown(what_is_open_is_closed_with_the_capture, begin, end),
        cmocka_unit_test_setup_teardown(packets_that_cannot_be_read_are_counted, begin, end),
        cmocka_unit_test_setup_teardown(other_connections_are_not_followed, begin, end),
        cmocka_unit_test_setup_teardown(unsound_configurations_are_refused, begin, end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
