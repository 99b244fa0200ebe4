/* SPDX-License-Identifier: MIT
 *
 * Frames as a capture holds them, of any kind of network.
 *
 * The input is an octet of options and a list of frames: an octet that chooses the kind of network, two for the
 * captured length, one for the octets that were not captured, then the frame.  Whatever they are: telegrams are
 * well-formed, a connection opens before and closes after everything else that is said of it, and counters fit.
 */
#include <string.h>

#include "base/cursor.h"
#include "capture/flow.h"
#include "fuzz.h"
#include "wire/tpkt.h"

enum { FLOWS_MAX = 4, OPEN_MAX = FLOWS_MAX };

static struct {
    struct s7_flow *open[OPEN_MAX];
    uint64_t opened, closed, given, lost;
} got;

static size_t place_of(const struct s7_flow *flow)
{
    size_t place = 0;
    while (place < OPEN_MAX && got.open[place] != flow)
        place++;
    FUZZ_CHECK(place < OPEN_MAX && "it is open");
    return place;
}

static void on_opened(void *user, struct s7_flow *flow)
{
    FUZZ_CHECK(user == &got && flow->talk == NULL);
    for (size_t i = 0; i < OPEN_MAX; i++)
        FUZZ_CHECK(got.open[i] != flow);
    size_t place = 0;
    while (place < OPEN_MAX && got.open[place])
        place++;
    FUZZ_CHECK(place < OPEN_MAX && "no more are open than may be");
    got.open[place] = flow;
    got.opened++;
    flow->talk = &got;
}

static void on_telegram(void *user, struct s7_flow *flow, const struct s7_telegram *telegram)
{
    size_t size = 0;
    FUZZ_CHECK(user == &got && flow->talk == &got && telegram->side < S7_FLOW_SIDES);
    place_of(flow);
    FUZZ_CHECK(telegram->size >= S7_TPKT_PACKET_MIN && s7_tpkt_decode(telegram->octets, &size) == 0);
    FUZZ_CHECK(size == telegram->size);
    static volatile uint8_t sum; /* reads every octet, so that one that is not there is found */
    for (size_t i = 0; i < size; i++)
        sum = (uint8_t)(sum + telegram->octets[i]);
    got.given += size;
}

static void on_lost(void *user, struct s7_flow *flow, unsigned side, enum s7_loss loss, uint64_t octets,
                    uint64_t packet, s7_time time)
{
    (void)packet;
    (void)time;
    FUZZ_CHECK(user == &got && side < S7_FLOW_SIDES && octets > 0);
    FUZZ_CHECK(s7_loss_unit_of(loss) == S7_LOSS_OCTETS && loss != S7_LOSS_REPEATED);
    place_of(flow);
    got.lost += octets;
}

static void on_closed(void *user, struct s7_flow *flow, enum s7_flow_end end, s7_time time)
{
    (void)time;
    FUZZ_CHECK(user == &got && end <= S7_FLOW_END_CAPTURE);
    got.open[place_of(flow)] = NULL;
    got.closed++;
}

static uint64_t input_frames(struct s7_flows *flows, struct s7_reader *reader)
{
    static const uint32_t kinds[] = {1, 113, 276, 101, 0, 108, 9, 228, 229, 105};
    uint64_t number = 0;
    s7_time time = 0;
    while (s7_reader_left(reader) > 4) {
        uint8_t kind = s7_reader_u8(reader);
        size_t size = s7_reader_u16(reader);
        size_t missing = s7_reader_u8(reader);
        if (missing == 255) /* damaged: time and length are anything */
            time = (s7_time)(number * 0x5555555555555555 ^ size << 56);
        missing = missing < 255 ? missing : UINT32_MAX - size;
        time += time < INT64_MAX - 1000000000 ? 1000000000 : 0;
        if (size > s7_reader_left(reader))
            size = s7_reader_left(reader);
        struct s7_octets octets = s7_reader_octets(reader, size);
        uint8_t *exact = malloc(size ? size : 1);
        FUZZ_CHECK(exact);
        if (size)
            memcpy(exact, octets.at, size);
        const struct s7_packet packet = {.number = ++number,
                                         .time = time,
                                         .link_type = kinds[kind % (sizeof kinds / sizeof *kinds)],
                                         .octets = exact,
                                         .size = size,
                                         .wire_size = size + missing};
        s7_flows_input(flows, &packet);
        free(exact);
    }
    return number;
}

void fuzz_one(const uint8_t *octets, size_t size)
{
    static const struct s7_flow_sink sink = {&got, on_opened, on_telegram, on_lost, on_closed};
    struct s7_flow_config config;
    struct s7_flows *flows = NULL;
    struct s7_reader reader = s7_reader_over(octets, size);
    uint8_t options = s7_reader_u8(&reader);
    memset(&got, 0, sizeof got);
    s7_flow_config_default(&config);
    config.flows_max = FLOWS_MAX;
    config.only_ports = options & 1;
    config.buffer_max = options & 2 ? 5000 : 100000;
    config.window_max = options & 4 ? 500 : 65536;
    FUZZ_CHECK(s7_flows_new(&config, &sink, &flows) == 0);
    uint64_t count = input_frames(flows, &reader);
    const struct s7_flow_statistics *statistics = s7_flows_statistics(flows);
    FUZZ_CHECK(statistics->packets == count && statistics->followed_packets <= count);
    FUZZ_CHECK(statistics->open == got.opened - got.closed && statistics->most_open <= FLOWS_MAX);
    if (!(options & 8)) {
        s7_flows_finish(flows);
        FUZZ_CHECK(got.opened == got.closed && statistics->flows == got.opened && statistics->open == 0);
    }
    s7_flows_free(flows);
}
