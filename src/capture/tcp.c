/* SPDX-License-Identifier: MIT */
#include "capture/tcp.h"

#include "base/cursor.h"

enum { HEADER_MIN = 20, OFFSET_AT = 12, FLAGS_AT = 13 };

static uint32_t load_u32(const uint8_t *octets)
{
    return (uint32_t)s7_load_u16(octets) << 16 | s7_load_u16(octets + 2);
}

bool s7_tcp_open(struct s7_span tcp, struct s7_segment *segment)
{
    if (tcp.size < HEADER_MIN)
        return false;
    size_t header = (size_t)(tcp.at[OFFSET_AT] >> 4) * 4;
    if (header < HEADER_MIN || header > tcp.wire_size)
        return false;
    segment->from.port = s7_load_u16(tcp.at);
    segment->to.port = s7_load_u16(tcp.at + 2);
    segment->sequence = load_u32(tcp.at + 4);
    segment->acknowledged = load_u32(tcp.at + 8);
    segment->flags = tcp.at[FLAGS_AT];
    size_t captured = header < tcp.size ? header : tcp.size; /* options may be cut off by the snap length */
    segment->payload = (struct s7_span){tcp.at + captured, tcp.size - captured, tcp.wire_size - header};
    return true;
}
