/* SPDX-License-Identifier: MIT
 *
 * The same octets in other segments are the same telegrams.
 *
 * Random telegrams of both directions of a connection are cut into random segments, some of which are sent again, in
 * other cuts and out of order.  As long as nothing is missing, exactly those telegrams come out.  When packets are
 * missing or were not captured whole, what comes out is a part of them in their order, and every octet is either in
 * one of these or counted as lost.
 */
#include "capture/flow.h"

#include "cases.h"
#include "check.h"
#include "frames.h"
#include "sieben/error.h"

enum {
    SIDES = 2,
    TELEGRAMS = 40,
    STREAM_MAX = 120000,
    SENDS_MAX = 4000,
    HEADER = 7,
    MARKED = 11,
    FRAME_HEADERS = 54
};

/** A range of a direction's octets that is sent; keys bring them out of order. */
struct sending {
    unsigned side;
    uint32_t from, size;
    uint64_t key;
    bool fin, lost;
    uint32_t captured;
};

struct direction {
    uint8_t octets[STREAM_MAX];
    uint32_t size, first;
    uint32_t starts[TELEGRAMS + 1];
    unsigned count, given;
    uint64_t given_octets;
    bool there[STREAM_MAX];
    uint32_t there_up_to;
};

static struct direction directions[SIDES];
static struct sending sendings[SENDS_MAX];
static size_t sending_count;
static struct s7_chance chance;
static bool lossy;
static unsigned closed;

static uint32_t below(uint64_t limit)
{
    return (uint32_t)s7_chance_below(&chance, limit);
}

/* Where some are lost every one has its number in it, to tell which it is. */
static uint32_t telegram_size(void)
{
    static const uint32_t most[] = {1, 30, 30, 250, 250, 1000, 3000};
    uint32_t size = (lossy ? MARKED : HEADER) + below(most[below(sizeof most / sizeof *most)]);
    return below(300) == 0 ? 20000 + below(45536) : size;
}

/* No octet of it is 3, so that nothing but a beginning looks like one; the number of the telegram stands in front. */
static void make_telegram(uint8_t *octets, uint32_t size, uint32_t number)
{
    octets[0] = 3;
    octets[1] = 0;
    s7_store_u16(octets + 2, (uint16_t)size);
    memcpy(octets + 4, (const uint8_t[]){2, 0xF0, 0x80}, 3);
    for (uint32_t i = HEADER; i < size; i++) {
        uint8_t octet = (uint8_t)s7_chance_next(&chance);
        octets[i] = octet == 3 ? 4 : octet;
    }
    if (size >= MARKED)
        for (uint32_t i = 0; i < 4; i++)
            octets[HEADER + i] = (uint8_t)(0x80 | (number >> (7 * i) & 0x7F));
}

static void make_direction(struct direction *direction)
{
    unsigned count = 1 + below(TELEGRAMS);
    memset(direction, 0, sizeof *direction);
    for (unsigned i = 0; i < count; i++) {
        uint32_t size = telegram_size();
        if (direction->size + size > STREAM_MAX)
            break;
        make_telegram(direction->octets + direction->size, size, i);
        direction->size += size;
        direction->starts[++direction->count] = direction->size;
    }
    direction->first = below(2) ? (uint32_t)s7_chance_next(&chance) : UINT32_MAX - below(direction->size + 2U);
}

static void add_sending(unsigned side, uint32_t from, uint32_t size, uint64_t key)
{
    must(sending_count < SENDS_MAX);
    struct sending *sending = &sendings[sending_count++];
    *sending = (struct sending){.side = side, .from = from, .size = size, .key = key, .captured = size};
    if (!lossy)
        return;
    sending->lost = below(12) == 0;
    if (below(15) == 0)
        sending->captured = below(size + 1U);
}

/* Everything once, and some of it again later; the first segment stays the first. */
static void send_direction(unsigned side, uint32_t disorder)
{
    static const uint32_t most[] = {3, 40, 300, 1460, 6000};
    const struct direction *direction = &directions[side];
    uint32_t longest = most[below(sizeof most / sizeof *most)];
    while (direction->size / longest > SENDS_MAX / 6)
        longest *= 4;
    uint64_t position = 100;
    for (uint32_t at = 0; at < direction->size;) {
        uint32_t size = 1 + below(longest);
        if (size > direction->size - at)
            size = direction->size - at;
        bool first = at == 0;
        add_sending(side, at, size, first ? 0 : position + below(disorder));
        at += size;
        if (below(8) == 0) {
            uint32_t from = below(at);
            uint32_t again = 1 + below(2 * longest);
            add_sending(side, from, again > at - from ? at - from : again, position + below(3 * disorder));
        }
        position += 10;
    }
}

static void add_fin(unsigned side, uint64_t key)
{
    add_sending(side, directions[side].size, 0, key);
    sendings[sending_count - 1].fin = true;
    sendings[sending_count - 1].lost = false;
}

static int compare_keys(const void *left, const void *right)
{
    const struct sending *a = left, *b = right;
    if (a->key != b->key)
        return a->key < b->key ? -1 : 1;
    return a->from < b->from ? -1 : a->from > b->from;
}

static void make_case(bool with_losses)
{
    lossy = with_losses;
    sending_count = 0;
    closed = 0;
    uint32_t disorder = 1 + below(2) * below(200);
    for (unsigned side = 0; side < SIDES; side++) {
        make_direction(&directions[side]);
        send_direction(side, disorder);
    }
    for (unsigned side = 0; side < SIDES; side++)
        add_fin(side, lossy || below(2) ? UINT64_MAX : 50 + below(2000));
    qsort(sendings, sending_count, sizeof *sendings, compare_keys);
}

/* --- the sink */

static void on_opened(void *user, struct s7_flow *flow)
{
    (void)user;
    (void)flow;
}

static uint32_t mark_of(const uint8_t *octets)
{
    uint32_t number = 0;
    for (uint32_t i = 0; i < 4; i++)
        number |= (octets[HEADER + i] & 0x7FU) << (7 * i);
    return number;
}

static bool is_sent(const struct direction *direction, unsigned number, const struct s7_telegram *telegram)
{
    uint32_t from = direction->starts[number], to = direction->starts[number + 1];
    return telegram->size == to - from && memcmp(telegram->octets, direction->octets + from, to - from) == 0;
}

static void on_telegram(void *user, struct s7_flow *flow, const struct s7_telegram *telegram)
{
    (void)user;
    unsigned side = flow->ends[telegram->side].port == 102;
    struct direction *direction = &directions[side];
    unsigned number = direction->given;
    while (lossy && number < direction->count && !is_sent(direction, number, telegram))
        number++;
    assert_true(number < direction->count);
    assert_true(is_sent(direction, number, telegram));
    if (telegram->size >= MARKED) {
        assert_int_equal(mark_of(telegram->octets), number);
        if (number > direction->given)
            assert_true(telegram->framing & S7_FRAMING_AFTER_GAP);
    }
    if (!lossy)
        assert_false(telegram->framing & S7_FRAMING_AFTER_GAP);
    direction->given = number + 1;
    direction->given_octets += telegram->size;
}

static void on_lost(void *user, struct s7_flow *flow, unsigned side, enum s7_loss loss, uint64_t octets,
                    uint64_t packet, s7_time time)
{
    (void)user;
    (void)flow;
    (void)side;
    (void)packet;
    (void)time;
    assert_true(lossy && octets > 0);
    assert_true(loss != S7_LOSS_CONTRADICTION && loss != S7_LOSS_OUT_OF_WINDOW);
}

static void on_closed(void *user, struct s7_flow *flow, enum s7_flow_end end, s7_time time)
{
    (void)user;
    (void)flow;
    (void)time;
    assert_true(end == S7_FLOW_END_FIN || lossy);
    closed++;
}

/* --- the wire */

static struct s7_flows *flows;
static uint64_t number;

static void put_frame(const struct frame_segment *segment, size_t captured)
{
    static const struct frame_ends ends = {{1, 2}, {50000, 102}};
    static uint8_t room[FRAME_MAX];
    struct s7_packet packet = frame_make(room, &ends, segment);
    packet.number = ++number;
    packet.time = (s7_time)number * 1000000;
    if (captured < segment->size)
        packet.size = FRAME_HEADERS + captured;
    uint8_t *exact = malloc(packet.size);
    must(exact);
    packet.octets = memcpy(exact, room, packet.size);
    s7_flows_input(flows, &packet);
    free(exact);
}

static void shake_hands(void)
{
    put_frame(&(struct frame_segment){0, FRAME_SYN, directions[0].first - 1, 0, NULL, 0}, 0);
    put_frame(&(struct frame_segment){1, FRAME_SYN | FRAME_ACK, directions[1].first - 1, directions[0].first,
                                      NULL, 0},
              0);
}

static void note_there(struct direction *direction, const struct sending *sending)
{
    for (uint32_t i = 0; i < sending->size; i++)
        direction->there[sending->from + i] = true;
    while (direction->there_up_to < direction->size && direction->there[direction->there_up_to])
        direction->there_up_to++;
}

/* What is lost is so only for the capture: the partners have it, and acknowledge it. */
static void send_all(void)
{
    for (size_t i = 0; i < sending_count; i++) {
        const struct sending *sending = &sendings[i];
        struct direction *direction = &directions[sending->side], *other = &directions[1 - sending->side];
        const struct frame_segment segment = {sending->side,
                                              FRAME_ACK | (sending->fin ? FRAME_FIN : 0U),
                                              direction->first + sending->from,
                                              other->first + other->there_up_to,
                                              direction->octets + sending->from,
                                              sending->size};
        if (!sending->lost)
            put_frame(&segment, sending->captured);
        note_there(direction, sending);
    }
}

static void run_case(bool with_losses)
{
    struct s7_flow_config config;
    static const struct s7_flow_sink sink = {NULL, on_opened, on_telegram, on_lost, on_closed};
    make_case(with_losses);
    s7_flow_config_default(&config);
    assert_int_equal(s7_flows_new(&config, &sink, &flows), S7_OK);
    number = 0;
    if (lossy || below(4))
        shake_hands();
    send_all();
    s7_flows_finish(flows);
    assert_int_equal(closed, 1);
    const uint64_t *counts = s7_flows_statistics(flows)->losses.counts;
    uint64_t lost = counts[S7_LOSS_GAP] + counts[S7_LOSS_SNAPPED] + counts[S7_LOSS_UNFRAMED];
    uint64_t given = directions[0].given_octets + directions[1].given_octets;
    assert_int_equal(given + lost, directions[0].size + directions[1].size);
    if (!lossy) {
        assert_int_equal(directions[0].given, directions[0].count);
        assert_int_equal(directions[1].given, directions[1].count);
    }
    s7_flows_free(flows);
}

static void any_segments_give_the_same_telegrams(void **state)
{
    (void)state;
    chance = cases_begin("capture_framing");
    for (unsigned long i = cases_count() / 10; i > 0; i--)
        run_case(false);
}

static void whatever_is_lost_the_others_come_and_the_loss_is_counted(void **state)
{
    (void)state;
    chance = cases_begin("capture_framing, with losses");
    for (unsigned long i = cases_count() / 10; i > 0; i--)
        run_case(true);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(any_segments_give_the_same_telegrams),
        cmocka_unit_test(whatever_is_lost_the_others_come_and_the_loss_is_counted),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
