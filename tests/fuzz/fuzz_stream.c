/* SPDX-License-Identifier: MIT
 *
 * Segments of one direction of a connection, in any order and with any overlap.
 *
 * The input is a list of segments: where (mostly near the end of the last one), how long, how much more was not
 * captured, what the other side acknowledges, then its octets.  Every octet that was taken is in a telegram or counted
 * as lost, what follows on a loss says so, and memory is bounded and given back.
 */
#include <string.h>

#include "base/cursor.h"
#include "capture/stream.h"
#include "fuzz.h"
#include "wire/tpkt.h"

enum { HOLD_MAX = 40000, WINDOW_MAX = 3000 };

static struct s7_losses losses;
static uint64_t given;
static bool after_loss; /* since the last telegram */

static void on_telegram(void *user, struct s7_flow *flow, const struct s7_telegram *telegram)
{
    (void)user;
    (void)flow;
    size_t size = 0;
    FUZZ_CHECK(s7_tpkt_decode(telegram->octets, &size) == 0 && size == telegram->size);
    FUZZ_CHECK(!after_loss || telegram->framing & S7_FRAMING_AFTER_GAP);
    after_loss = false;
    given += size;
}

static void on_lost(void *user, struct s7_flow *flow, unsigned side, enum s7_loss loss, uint64_t octets,
                    uint64_t packet, s7_time time)
{
    (void)user;
    (void)flow;
    (void)packet;
    (void)time;
    FUZZ_CHECK(side == 1 && octets > 0);
    after_loss |= loss == S7_LOSS_GAP || loss == S7_LOSS_SNAPPED || loss == S7_LOSS_UNFRAMED;
}

/* Where the next segment lies, as the input says: mostly near, sometimes anywhere. */
static uint32_t next_sequence(struct s7_reader *reader, uint32_t behind)
{
    uint8_t how = s7_reader_u8(reader);
    if (how < 128)
        return behind;
    if (how < 250)
        return behind + (uint32_t)(how - 190) * 5;
    return s7_reader_u32(reader);
}

static void input_segment(struct s7_stream *stream, struct s7_turn *turn, struct s7_reader *reader,
                          uint32_t *behind)
{
    uint32_t sequence = next_sequence(reader, *behind);
    size_t size = s7_reader_u8(reader), missing = s7_reader_u8(reader);
    uint8_t acknowledged = s7_reader_u8(reader);
    if (size > s7_reader_left(reader))
        size = s7_reader_left(reader);
    struct s7_octets octets = s7_reader_octets(reader, size);
    uint8_t *exact = malloc(size ? size : 1);
    FUZZ_CHECK(exact);
    if (size)
        memcpy(exact, octets.at, size);
    missing = missing < 240 ? 0 : missing - 240;
    turn->packet++;
    turn->time += size % 16 ? 1000 : S7_STREAM_PATIENCE + 1;
    s7_stream_input(stream, turn, sequence, (struct s7_span){exact, size, size + missing});
    free(exact);
    *behind = sequence + (uint32_t)(size + missing);
    if (acknowledged >= 250)
        s7_stream_acknowledge(stream, turn, *behind - (acknowledged - 250U) * 4);
    if (acknowledged == 249)
        s7_stream_finish(stream, *behind);
}

void fuzz_one(const uint8_t *octets, size_t size)
{
    struct s7_turn_host host = {.sink = {.telegram = on_telegram, .lost = on_lost},
                                .losses = &losses,
                                .hold.max = HOLD_MAX,
                                .window_max = WINDOW_MAX};
    struct s7_flow flow = {.seen = 0};
    struct s7_turn turn = {&host, &flow, 1, 0, 0};
    struct s7_stream stream = {.started = false};
    struct s7_reader reader = s7_reader_over(octets, size);
    uint32_t behind = s7_reader_u32(&reader);
    memset(&losses, 0, sizeof losses);
    given = 0;
    after_loss = false;
    if (behind & 1)
        s7_stream_begin(&stream, behind);
    while (s7_reader_left(&reader) > 3) {
        input_segment(&stream, &turn, &reader, &behind);
        FUZZ_CHECK(host.hold.used <= HOLD_MAX);
    }
    s7_stream_close(&stream, &turn);
    const uint64_t *counts = losses.counts;
    FUZZ_CHECK(given + counts[S7_LOSS_SNAPPED] + counts[S7_LOSS_UNFRAMED] == flow.octets[1]);
    s7_stream_drop(&stream, &host);
    FUZZ_CHECK(host.hold.used == 0 && host.histories == 0);
}
