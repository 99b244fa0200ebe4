/* SPDX-License-Identifier: MIT */
#include "replay/libnodave_frames.h"

#include <stdio.h>
#include <string.h>

#include "must.h"

enum {
    FILE_HEADER = 24,
    RECORD_HEADER = 16,
    LINK_ETHERNET = 1,
    ETHERNET = 14,
    IPV4 = 0x0800,
    IPV4_MIN = 20,
    TCP = 6,
    TCP_MIN = 20,
    S7_PORT = 102,
    TPKT = 4,
    PACKET_MAX = 65536
};

static const uint8_t MAGIC[] = {0xD4, 0xC3, 0xB2, 0xA1}; /* microseconds, little-endian */

/* The stream of one direction. */
struct stream {
    bool begun;
    uint32_t next; /* sequence number of the next octet */
    size_t fill;
    uint8_t octets[FRAME_OCTETS_MAX]; /* of the TPKT packet under assembly */
};

static uint32_t little(const uint8_t *at)
{
    return at[0] | (uint32_t)at[1] << 8 | (uint32_t)at[2] << 16 | (uint32_t)at[3] << 24;
}

static unsigned big16(const uint8_t *at)
{
    return (unsigned)at[0] << 8 | at[1];
}

static uint32_t big32(const uint8_t *at)
{
    return (uint32_t)big16(at) << 16 | big16(at + 2);
}

static void frame_add(struct frames *frames, struct stream *stream, unsigned number, bool from_client)
{
    must(frames->count < FRAMES_MAX);
    struct frame *frame = &frames->list[frames->count++];
    *frame = (struct frame){.number = number, .from_client = from_client, .size = stream->fill};
    memcpy(frame->octets, stream->octets, stream->fill);
    stream->fill = 0;
}

static void stream_take(struct frames *frames, struct stream *stream, unsigned number, bool from_client,
                        const uint8_t *octets, size_t size)
{
    for (size_t i = 0; i < size; i++) {
        must(stream->fill < FRAME_OCTETS_MAX);
        stream->octets[stream->fill++] = octets[i];
        if (stream->fill >= TPKT && stream->fill == big16(stream->octets + 2))
            frame_add(frames, stream, number, from_client);
    }
}

/* Repeated octets are dropped; a gap would be an octet that the capture lost. */
static void segment_take(struct frames *frames, struct stream *stream, unsigned number, bool from_client,
                         uint32_t sequence, const uint8_t *octets, size_t size)
{
    if (!stream->begun) {
        stream->begun = true;
        stream->next = sequence;
    }
    uint32_t repeated = stream->next - sequence;
    must(repeated < UINT32_MAX / 2);
    if (repeated >= size)
        return;
    stream_take(frames, stream, number, from_client, octets + repeated, size - repeated);
    stream->next = sequence + (uint32_t)size;
}

static void packet_take(struct frames *frames, struct stream streams[2], unsigned number, const uint8_t *packet,
                        size_t size)
{
    if (size < ETHERNET + IPV4_MIN + TCP_MIN || big16(packet + 12) != IPV4)
        return;
    const uint8_t *ip = packet + ETHERNET;
    size_t ip_header = (size_t)(ip[0] & 15) * 4;
    size_t ip_size = big16(ip + 2);
    if (ip[9] != TCP || ip_size > size - ETHERNET || ip_header + TCP_MIN > ip_size)
        return;
    const uint8_t *tcp = ip + ip_header;
    size_t tcp_header = (size_t)(tcp[12] >> 4) * 4;
    must(ip_header + tcp_header <= ip_size);
    size_t data = ip_size - ip_header - tcp_header;
    bool from_client = big16(tcp + 2) == S7_PORT;
    if (data && (from_client || big16(tcp) == S7_PORT))
        segment_take(frames, &streams[from_client], number, from_client, big32(tcp + 4), tcp + tcp_header,
                     data);
}

static void records_take(FILE *file, struct frames *frames)
{
    static uint8_t packet[PACKET_MAX];
    struct stream streams[2] = {{.begun = false}, {.begun = false}};
    uint8_t header[RECORD_HEADER];
    for (unsigned number = 1; fread(header, sizeof header, 1, file) == 1; number++) {
        size_t size = little(header + 8);
        must(size <= PACKET_MAX && (!size || fread(packet, size, 1, file) == 1));
        packet_take(frames, streams, number, packet, size);
    }
    must(!streams[0].fill && !streams[1].fill);
}

bool frames_read(const char *path, struct frames *ret_frames)
{
    FILE *file = fopen(path, "rb");
    if (!file)
        return false;
    uint8_t header[FILE_HEADER];
    must(fread(header, sizeof header, 1, file) == 1);
    must(memcmp(header, MAGIC, sizeof MAGIC) == 0 && little(header + 20) == LINK_ETHERNET);
    ret_frames->count = 0;
    records_take(file, ret_frames);
    fclose(file);
    return true;
}
