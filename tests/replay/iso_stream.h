/* SPDX-License-Identifier: MIT
 *
 * iso_stream.h — from TCP segments to TPDUs and reassembled S7 PDUs, per direction.
 *
 * What was seen before (retransmissions) is dropped.  Captures may start in the middle of a connection and miss
 * segments: after a gap reading goes on at the next segment that starts with a TPKT header.
 */
#ifndef REPLAY_ISO_STREAM_H
#define REPLAY_ISO_STREAM_H

#include "tcp_segment.h"

enum { ISO_STREAM_COUNT = 64, ISO_BUFFER_SIZE = 65536 };

struct iso_stream {
    struct tcp_direction direction;
    bool started;
    uint32_t expected; /**< next sequence number */
    size_t packet_size;
    uint8_t packet[ISO_BUFFER_SIZE]; /**< TPKT that is not complete yet */
    size_t pdu_size;
    uint8_t pdu[ISO_BUFFER_SIZE]; /**< user data of the DTs since the last EOT */
};

struct iso_streams {
    /** One TPDU (a packet without its TPKT header); `number` is the frame in which it ends. */
    void (*on_tpdu)(void *self, unsigned number, const uint8_t *octets, size_t size);
    /** One TSDU that is not empty. */
    void (*on_pdu)(void *self, unsigned number, const uint8_t *octets, size_t size);
    void *self;
    size_t gap_count;    /**< segments that are missing in the capture */
    size_t repeat_count; /**< segments seen before */
    size_t bad_count;    /**< octets that are no TPKT or no TPDU */
    size_t stream_count;
    struct iso_stream streams[ISO_STREAM_COUNT];
};

void iso_streams_input(struct iso_streams *streams, unsigned number, const struct tcp_segment *segment);

#endif
