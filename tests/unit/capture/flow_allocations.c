/* SPDX-License-Identifier: MIT
 *
 * Whatever allocation fails: connections and octets are counted as lost, the others come, and nothing leaks.
 */
#include "allocation.h"
#include "capture/flow.h"
#include "check.h"
#include "frames.h"
#include "sieben/error.h"

enum { SIZE = 300, COUNT = 6, CLIENTS = 300, MORE_THAN_ENOUGH = 100000 };

static struct {
    uint64_t opened, closed, given;
} got;

static uint64_t number;

static void on_opened(void *user, struct s7_flow *flow)
{
    (void)user;
    (void)flow;
    got.opened++;
}

static void on_telegram(void *user, struct s7_flow *flow, const struct s7_telegram *telegram)
{
    (void)user;
    (void)flow;
    assert_int_equal(telegram->size, SIZE);
    assert_int_equal(telegram->octets[SIZE - 1], telegram->octets[7]);
    got.given++;
}

static void on_lost(void *user, struct s7_flow *flow, unsigned side, enum s7_loss loss, uint64_t octets,
                    uint64_t packet, s7_time time)
{
    (void)user;
    (void)flow;
    (void)packet;
    (void)time;
    assert_true(side < S7_FLOW_SIDES && loss < S7_LOSS_COUNT && octets > 0);
}

static void on_closed(void *user, struct s7_flow *flow, enum s7_flow_end end, s7_time time)
{
    (void)user;
    (void)flow;
    (void)end;
    (void)time;
    got.closed++;
}

static void put(struct s7_flows *flows, uint16_t port, unsigned flags, uint32_t sequence, const uint8_t *octets,
                size_t size)
{
    static uint8_t room[FRAME_MAX];
    const struct frame_ends ends = {{1, 2}, {port, 102}};
    struct s7_packet packet =
        frame_make(room, &ends, &(struct frame_segment){0, flags, sequence, 0, octets, size});
    packet.number = ++number;
    packet.time = (s7_time)number;
    s7_flows_input(flows, &packet);
}

/* One connection with split and reordered telegrams, one with octets that never come, and many half-open ones. */
static void put_all(struct s7_flows *flows)
{
    uint8_t octets[COUNT * SIZE];
    for (size_t i = 0; i < COUNT; i++) {
        memset(octets + i * SIZE, (int)i + 0x40, SIZE);
        memcpy(octets + i * SIZE, (const uint8_t[]){3, 0, SIZE >> 8, SIZE & 0xFF, 2, 0xF0, 0x80}, 7);
    }
    put(flows, 5000, FRAME_SYN, 99, NULL, 0);
    put(flows, 5000, FRAME_ACK, 100, octets, SIZE / 2);
    put(flows, 5000, FRAME_ACK, 100 + SIZE / 2, octets + SIZE / 2, SIZE);
    put(flows, 5000, FRAME_ACK, 100 + 3 * SIZE, octets + 3 * SIZE, 3 * SIZE);
    put(flows, 5000, FRAME_ACK, 100 + 3 * SIZE / 2, octets + 3 * SIZE / 2, 3 * SIZE / 2);
    put(flows, 6000, FRAME_ACK, 100, octets, SIZE + 5);
    put(flows, 6000, FRAME_ACK, 100 + 2 * SIZE, octets + 2 * SIZE, SIZE);
    for (uint16_t i = 0; i < CLIENTS; i++)
        put(flows, (uint16_t)(7000 + i), FRAME_SYN, 99, NULL, 0);
}

static void check_counts(const struct s7_flows *flows)
{
    const struct s7_flow_statistics *statistics = s7_flows_statistics(flows);
    const uint64_t *counts = statistics->losses.counts;
    assert_int_equal(got.opened, got.closed);
    assert_int_equal(statistics->flows, got.opened);
    if (got.given < COUNT + 2)
        assert_int_not_equal(counts[S7_LOSS_MEMORY] + counts[S7_LOSS_UNFRAMED] + counts[S7_LOSS_FLOW_LIMIT], 0);
    assert_true(got.given * SIZE + counts[S7_LOSS_UNFRAMED] + counts[S7_LOSS_GAP] <= (COUNT + 3) * SIZE);
}

/* Whether the allocation that was to fail was reached. */
static bool run_with_failure(size_t n)
{
    static const struct s7_flow_sink sink = {NULL, on_opened, on_telegram, on_lost, on_closed};
    struct s7_flow_config config;
    struct s7_flows *flows = NULL;
    size_t live = allocation_live();
    memset(&got, 0, sizeof got);
    s7_flow_config_default(&config);
    allocation_fail_at(n);
    int error = s7_flows_new(&config, &sink, &flows);
    if (error) {
        assert_int_equal(error, S7_ERR_LOCAL_MEMORY);
        assert_null(flows);
    } else {
        put_all(flows);
        s7_flows_finish(flows);
        check_counts(flows);
    }
    bool failed = allocation_failed();
    allocation_fail_at(0);
    if (!failed) {
        assert_int_equal(got.given, COUNT + 2);
        assert_int_equal(got.opened, CLIENTS + 2);
    }
    s7_flows_free(flows);
    assert_int_equal(allocation_live(), live);
    return failed;
}

static void any_allocation_may_fail(void **state)
{
    (void)state;
    size_t n = 1;
    while (run_with_failure(n))
        assert_true(n++ < MORE_THAN_ENOUGH);
    assert_in_range(n, 8, MORE_THAN_ENOUGH);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(any_allocation_may_fail)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
