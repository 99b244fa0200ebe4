/* SPDX-License-Identifier: MIT */
#include "iso_stream.h"

#include "sieben/error.h"
#include "wire/cotp.h"
#include "wire/tpkt.h"

static struct iso_stream *stream_of(struct iso_streams *streams, const struct tcp_direction *direction)
{
    for (size_t i = 0; i < streams->stream_count; i++) {
        if (memcmp(&streams->streams[i].direction, direction, sizeof *direction) == 0)
            return &streams->streams[i];
    }
    if (streams->stream_count == ISO_STREAM_COUNT)
        return NULL;
    struct iso_stream *stream = &streams->streams[streams->stream_count++];
    stream->direction = *direction;
    return stream;
}

static void restart(struct iso_stream *stream)
{
    stream->packet_size = 0;
    stream->pdu_size = 0;
}

static void take_data(struct iso_streams *streams, struct iso_stream *stream, unsigned number,
                      const struct s7_cotp_data *data)
{
    if (data->user_data.size > ISO_BUFFER_SIZE - stream->pdu_size) {
        streams->bad_count++;
        restart(stream);
        return;
    }
    if (data->user_data.size)
        memcpy(stream->pdu + stream->pdu_size, data->user_data.at, data->user_data.size);
    stream->pdu_size += data->user_data.size;
    if (!data->eot)
        return;
    if (stream->pdu_size)
        streams->on_pdu(streams->self, number, stream->pdu, stream->pdu_size);
    stream->pdu_size = 0;
}

static void take_packet(struct iso_streams *streams, struct iso_stream *stream, unsigned number)
{
    struct s7_cotp cotp;
    const uint8_t *tpdu = stream->packet + S7_TPKT_SIZE;
    size_t size = stream->packet_size - S7_TPKT_SIZE;
    stream->packet_size = 0;
    streams->on_tpdu(streams->self, number, tpdu, size);
    if (s7_cotp_decode(tpdu, size, &cotp) != S7_OK)
        streams->bad_count++;
    else if (cotp.type == S7_COTP_DT)
        take_data(streams, stream, number, &cotp.as.data);
}

/* Octet by octet: slow, and right at every boundary. */
static void take_octet(struct iso_streams *streams, struct iso_stream *stream, unsigned number, uint8_t octet)
{
    size_t wanted = S7_TPKT_SIZE;
    stream->packet[stream->packet_size++] = octet;
    if (stream->packet_size < S7_TPKT_SIZE)
        return;
    if (s7_tpkt_decode(stream->packet, &wanted) != S7_OK) {
        streams->bad_count++;
        restart(stream);
    } else if (stream->packet_size == wanted) {
        take_packet(streams, stream, number);
    }
}

static bool starts_packet(struct s7_octets payload)
{
    size_t packet_size;
    return payload.size >= S7_TPKT_SIZE && s7_tpkt_decode(payload.at, &packet_size) == S7_OK;
}

/* Octets at the start of the segment that were seen before; SIZE_MAX: the segment cannot be used. */
static size_t seen_before(struct iso_streams *streams, struct iso_stream *stream,
                          const struct tcp_segment *segment)
{
    int32_t distance = (int32_t)(segment->sequence - stream->expected);
    if (stream->started && distance <= 0) {
        streams->repeat_count += distance < 0;
        size_t overlap = (size_t)(-(int64_t)distance);
        return overlap < segment->payload.size ? overlap : SIZE_MAX;
    }
    streams->gap_count += stream->started;
    restart(stream);
    return starts_packet(segment->payload) ? 0 : SIZE_MAX;
}

void iso_streams_input(struct iso_streams *streams, unsigned number, const struct tcp_segment *segment)
{
    struct iso_stream *stream = stream_of(streams, &segment->direction);
    if (stream && segment->syn) {
        restart(stream);
        stream->started = true;
        stream->expected = segment->sequence + 1;
    }
    if (!stream || segment->payload.size == 0 || segment->syn)
        return;
    size_t skip = seen_before(streams, stream, segment);
    if (skip == SIZE_MAX)
        return;
    for (size_t i = skip; i < segment->payload.size; i++)
        take_octet(streams, stream, number, segment->payload.at[i]);
    stream->started = true;
    stream->expected = segment->sequence + (uint32_t)segment->payload.size;
}
