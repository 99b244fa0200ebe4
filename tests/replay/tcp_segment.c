/* SPDX-License-Identifier: MIT */
#include "tcp_segment.h"

enum {
    LINK_NULL = 0,
    LINK_ETHERNET = 1,
    LINK_RAW = 101,
    LINK_LOOP = 108,
    LINK_LINUX_SLL = 113,
    TYPE_VLAN = 0x8100,
    IP_PROTOCOL_TCP = 6,
    TCP_SYN = 0x02
};

/* Moves past the link layer; what follows says by its version whether it is IPv4 or IPv6. */
static void skip_link(struct s7_reader *reader, unsigned linktype)
{
    switch (linktype) {
    case LINK_ETHERNET:
        s7_reader_take(reader, 12);
        while (s7_reader_u16(reader) == TYPE_VLAN)
            s7_reader_take(reader, 2);
        break;
    case LINK_NULL:
    case LINK_LOOP:
        s7_reader_take(reader, 4);
        break;
    case LINK_LINUX_SLL:
        s7_reader_take(reader, 16);
        break;
    case LINK_RAW:
        break;
    default:
        reader->bad = true;
    }
}

static void copy_address(uint8_t *to, const uint8_t *from, size_t size)
{
    if (from)
        memcpy(to, from, size);
}

/* Leaves the reader over exactly the TCP segment: Ethernet pads short frames. */
static void enter_ipv4(struct s7_reader *reader, struct tcp_direction *direction)
{
    const uint8_t *start = reader->at;
    uint8_t version_size = s7_reader_u8(reader);
    s7_reader_take(reader, 1);
    size_t total = s7_reader_u16(reader);
    s7_reader_take(reader, 2);
    uint16_t fragment = s7_reader_u16(reader) & 0x3FFF;
    s7_reader_take(reader, 1);
    uint8_t protocol = s7_reader_u8(reader);
    s7_reader_take(reader, 2);
    copy_address(direction->source, s7_reader_take(reader, 4), 4);
    copy_address(direction->destination, s7_reader_take(reader, 4), 4);
    size_t header = (size_t)(version_size & 0x0F) * 4;
    if (reader->bad || header < 20 || total < header || total > (size_t)(reader->end - start) || fragment ||
        protocol != IP_PROTOCOL_TCP) {
        reader->bad = true;
        return;
    }
    *reader = s7_reader_over(start + header, total - header);
}

static void enter_ipv6(struct s7_reader *reader, struct tcp_direction *direction)
{
    s7_reader_take(reader, 4);
    size_t size = s7_reader_u16(reader);
    uint8_t next = s7_reader_u8(reader);
    s7_reader_take(reader, 1);
    copy_address(direction->source, s7_reader_take(reader, 16), 16);
    copy_address(direction->destination, s7_reader_take(reader, 16), 16);
    if (next != IP_PROTOCOL_TCP)
        reader->bad = true;
    *reader = s7_reader_part(reader, size);
}

bool tcp_segment_parse(const struct capture_frame *frame, struct tcp_segment *ret_segment)
{
    struct s7_reader reader = s7_reader_over(frame->octets, frame->size);
    struct tcp_segment segment;
    memset(&segment, 0, sizeof segment);
    skip_link(&reader, frame->linktype);
    if (reader.bad || s7_reader_left(&reader) == 0)
        return false;
    if (reader.at[0] >> 4 == 4)
        enter_ipv4(&reader, &segment.direction);
    else
        enter_ipv6(&reader, &segment.direction);
    struct s7_reader header = reader;
    segment.direction.source_port = s7_reader_u16(&header);
    segment.direction.destination_port = s7_reader_u16(&header);
    segment.sequence = s7_reader_u32(&header);
    s7_reader_u32(&header);
    size_t header_size = (size_t)(s7_reader_u8(&header) >> 4) * 4;
    segment.syn = (s7_reader_u8(&header) & TCP_SYN) != 0;
    s7_reader_take(&reader, header_size);
    if (header.bad || reader.bad || header_size < 20)
        return false;
    segment.payload = s7_reader_octets(&reader, s7_reader_left(&reader));
    *ret_segment = segment;
    return true;
}
