/* SPDX-License-Identifier: MIT
 *
 * tests/frames.h — Ethernet frames of a TCP connection, made for tests of captures.
 */
#ifndef TESTS_FRAMES_H
#define TESTS_FRAMES_H

#include <string.h>

#include "base/cursor.h"
#include "capture/packet.h"
#include "must.h"

enum { FRAME_MAX = 70000, FRAME_ETHERNET = 1 };
enum { FRAME_FIN = 1, FRAME_SYN = 2, FRAME_RST = 4, FRAME_ACK = 16 };

/** Both ends of a connection; `from` is 0 or 1 and says which of them sends. */
struct frame_ends {
    uint8_t host[2]; /**< last octet of 10.0.0.x */
    uint16_t port[2];
};

struct frame_segment {
    unsigned from;
    unsigned flags;
    uint32_t sequence, acknowledged;
    const void *payload;
    size_t size;
};

static inline void frame_ip(struct s7_writer *writer, const struct frame_ends *ends, unsigned from,
                            size_t tcp_size)
{
    s7_writer_u8(writer, 0x45);
    s7_writer_u8(writer, 0);
    s7_writer_u16(writer, (uint16_t)(20 + tcp_size));
    s7_writer_u32(writer, 0x00004000);
    s7_writer_u32(writer, 0x40060000);
    for (unsigned i = 0; i < 2; i++) {
        s7_writer_u24(writer, 0x0A0000);
        s7_writer_u8(writer, ends->host[i ? 1 - from : from]);
    }
}

/** A frame in `room` (FRAME_MAX octets); number and time are the caller's to fill in. */
static inline struct s7_packet frame_make(uint8_t *room, const struct frame_ends *ends,
                                          const struct frame_segment *segment)
{
    struct s7_writer writer = s7_writer_over(room, FRAME_MAX);
    memset(s7_writer_take(&writer, 12), 0x02, 12);
    s7_writer_u16(&writer, 0x0800);
    frame_ip(&writer, ends, segment->from, 20 + segment->size);
    s7_writer_u16(&writer, ends->port[segment->from]);
    s7_writer_u16(&writer, ends->port[1 - segment->from]);
    s7_writer_u32(&writer, segment->sequence);
    s7_writer_u32(&writer, segment->acknowledged);
    s7_writer_u16(&writer, (uint16_t)(0x5000 | segment->flags));
    s7_writer_u16(&writer, 8192);
    s7_writer_u32(&writer, 0);
    s7_writer_octets(&writer, segment->payload, segment->size);
    while (s7_writer_size(&writer) < 60) /* as an interface pads it */
        s7_writer_u8(&writer, 0x03);
    must(!writer.bad);
    size_t size = s7_writer_size(&writer);
    return (struct s7_packet){.link_type = FRAME_ETHERNET, .octets = room, .size = size, .wire_size = size};
}

#endif
