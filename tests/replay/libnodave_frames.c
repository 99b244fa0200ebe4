/* SPDX-License-Identifier: MIT */
#include "libnodave_frames.h"

#include "iso_stream.h"
#include "must.h"
#include "wire/tpkt.h"

enum { S7_PORT = 102 };

struct reading {
    struct frames *frames;
    struct iso_streams *streams;
    bool from_client; /* the segment that is being read */
};

static void tpdu_add(void *self, unsigned number, const uint8_t *octets, size_t size)
{
    struct reading *reading = self;
    must(reading->frames->count < FRAMES_MAX && size <= FRAME_OCTETS_MAX - S7_TPKT_SIZE);
    struct frame *frame = &reading->frames->list[reading->frames->count++];
    frame->number = number;
    frame->from_client = reading->from_client;
    frame->size = S7_TPKT_SIZE + size;
    s7_tpkt_encode(frame->octets, frame->size);
    memcpy(frame->octets + S7_TPKT_SIZE, octets, size);
}

static void pdu_ignore(void *self, unsigned number, const uint8_t *octets, size_t size)
{
    (void)self;
    (void)number;
    (void)octets;
    (void)size;
}

static void segment_take(void *self, const struct capture_frame *captured)
{
    struct reading *reading = self;
    struct tcp_segment segment;
    if (!tcp_segment_parse(captured, &segment))
        return;
    reading->from_client = segment.direction.destination_port == S7_PORT;
    iso_streams_input(reading->streams, captured->number, &segment);
}

bool frames_read(const char *path, struct frames *ret_frames)
{
    static struct iso_streams streams;
    struct reading reading = {.frames = ret_frames, .streams = &streams};
    streams = (struct iso_streams){.on_tpdu = tpdu_add, .on_pdu = pdu_ignore, .self = &reading};
    ret_frames->count = 0;
    return capture_file_read(path, segment_take, &reading) && !streams.gap_count && !streams.bad_count;
}
