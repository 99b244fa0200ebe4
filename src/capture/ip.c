/* SPDX-License-Identifier: MIT */
#include "capture/ip.h"

#include <string.h>

#include "base/cursor.h"

enum {
    IPV4_HEADER_MIN = 20,
    IPV4_MORE_OR_OFFSET = 0x3FFF,
    IPV6_HEADER = 40,
    IPV6_MORE_OR_OFFSET = 0xFFF9,
    EXTENSION_MIN = 8,
    EXTENSIONS_MAX = 16 /* more of them have no use */
};

/* Where segmentation is left to the interface the length of a packet is 0 when it is captured; so much at most it is. */
enum { OFFLOADED_MAX = 1 << 20 };

enum {
    PROTOCOL_HOP_BY_HOP = 0,
    PROTOCOL_TCP = 6,
    PROTOCOL_ROUTING = 43,
    PROTOCOL_FRAGMENT = 44,
    PROTOCOL_AUTHENTICATION = 51,
    PROTOCOL_DESTINATION = 60
};

static enum s7_inside lose(enum s7_loss loss, enum s7_loss *ret_loss)
{
    *ret_loss = loss;
    return S7_INSIDE_LOST;
}

/* The first `size` octets of what was on the wire; false: that many were not there. */
static bool cut_to(struct s7_span *span, size_t size)
{
    if (size > span->wire_size)
        return false;
    span->wire_size = size;
    if (span->size > size)
        span->size = size;
    return true;
}

static void name_station(struct s7_station *station, uint8_t version, const uint8_t *address, size_t size)
{
    memset(station, 0, sizeof *station);
    station->version = version;
    memcpy(station->address, address, size);
}

static enum s7_inside open_ipv4(struct s7_span ip, struct s7_segment *segment, struct s7_span *ret_tcp,
                                enum s7_loss *ret_loss)
{
    if (ip.size < IPV4_HEADER_MIN)
        return lose(S7_LOSS_IP_SHORT, ret_loss);
    size_t header = (size_t)(ip.at[0] & 0x0F) * 4;
    size_t total = s7_load_u16(ip.at + 2);
    if (total == 0 && ip.wire_size <= OFFLOADED_MAX)
        total = ip.wire_size;
    if (header < IPV4_HEADER_MIN || total < header || !cut_to(&ip, total))
        return lose(S7_LOSS_IP_SHORT, ret_loss);
    if (ip.at[9] != PROTOCOL_TCP)
        return S7_INSIDE_FOREIGN;
    if (s7_load_u16(ip.at + 6) & IPV4_MORE_OR_OFFSET)
        return lose(S7_LOSS_FRAGMENT, ret_loss);
    if (header > ip.size)
        return lose(S7_LOSS_IP_SHORT, ret_loss);
    name_station(&segment->from, 4, ip.at + 12, 4);
    name_station(&segment->to, 4, ip.at + 16, 4);
    *ret_tcp = s7_span_after(ip, header);
    return S7_INSIDE_FOUND;
}

/* Octets of an extension header (RFC 8200, RFC 4302); 0: it is none that is stepped over. */
static size_t extension_size(unsigned protocol, const uint8_t *at)
{
    switch (protocol) {
    case PROTOCOL_HOP_BY_HOP:
    case PROTOCOL_ROUTING:
    case PROTOCOL_DESTINATION:
        return (size_t)(at[1] + 1) * 8;
    case PROTOCOL_FRAGMENT:
        return EXTENSION_MIN;
    case PROTOCOL_AUTHENTICATION:
        return (size_t)(at[1] + 2) * 4;
    default:
        return 0;
    }
}

static bool is_extension(unsigned protocol)
{
    static const uint8_t longest[EXTENSION_MIN];
    return extension_size(protocol, longest) > 0;
}

/* Of a fragment only what it is a fragment of is looked at. */
static enum s7_inside open_extensions(struct s7_span span, unsigned protocol, struct s7_span *ret_tcp,
                                      enum s7_loss *ret_loss)
{
    bool fragment = false;
    for (unsigned count = 0; is_extension(protocol) && !fragment; count++) {
        if (count == EXTENSIONS_MAX || span.size < EXTENSION_MIN)
            return lose(S7_LOSS_IP_SHORT, ret_loss);
        size_t size = extension_size(protocol, span.at);
        if (size > span.size)
            return lose(S7_LOSS_IP_SHORT, ret_loss);
        fragment = protocol == PROTOCOL_FRAGMENT && (s7_load_u16(span.at + 2) & IPV6_MORE_OR_OFFSET);
        protocol = span.at[0];
        span = s7_span_after(span, size);
    }
    if (protocol != PROTOCOL_TCP)
        return S7_INSIDE_FOREIGN;
    if (fragment)
        return lose(S7_LOSS_FRAGMENT, ret_loss);
    *ret_tcp = span;
    return S7_INSIDE_FOUND;
}

static enum s7_inside open_ipv6(struct s7_span ip, struct s7_segment *segment, struct s7_span *ret_tcp,
                                enum s7_loss *ret_loss)
{
    if (ip.size < IPV6_HEADER)
        return lose(S7_LOSS_IP_SHORT, ret_loss);
    size_t payload = s7_load_u16(ip.at + 4);
    bool offloaded = payload == 0 && ip.wire_size <= OFFLOADED_MAX;
    if (!offloaded && !cut_to(&ip, IPV6_HEADER + payload))
        return lose(S7_LOSS_IP_SHORT, ret_loss);
    name_station(&segment->from, 6, ip.at + 8, 16);
    name_station(&segment->to, 6, ip.at + 24, 16);
    return open_extensions(s7_span_after(ip, IPV6_HEADER), ip.at[6], ret_tcp, ret_loss);
}

enum s7_inside s7_ip_open(struct s7_span ip, struct s7_segment *segment, struct s7_span *ret_tcp,
                          enum s7_loss *ret_loss)
{
    unsigned version = ip.size ? ip.at[0] >> 4 : 0;
    if (version == 4)
        return open_ipv4(ip, segment, ret_tcp, ret_loss);
    if (version == 6)
        return open_ipv6(ip, segment, ret_tcp, ret_loss);
    return lose(S7_LOSS_IP_SHORT, ret_loss);
}
