/* SPDX-License-Identifier: MIT */
#include "capture/link.h"

#include <stdbool.h>

#include "base/cursor.h"

enum {
    TYPE_IPV4 = 0x0800,
    TYPE_VLAN = 0x8100,      /* 802.1Q */
    TYPE_VLAN_9100 = 0x9100, /* of switches before 802.1ad */
    TYPE_PROVIDER = 0x88A8,  /* 802.1ad */
    TYPE_IPV6 = 0x86DD,
    TYPE_PPPOE = 0x8864,
    LENGTH_MAX = 1500, /* up to here the type of an Ethernet frame is its length (802.3) */
    PPP_IPV4 = 0x0021,
    PPP_IPV6 = 0x0057,
    ETHERNET_TYPE_AT = 12,
    PPPOE_SIZE = 6
};

static const uint8_t snap[] = {0xAA, 0xAA, 0x03, 0x00, 0x00, 0x00}; /* an EtherType follows (RFC 1042) */

typedef enum s7_inside enter_function(struct s7_reader *reader);

static enum s7_inside enter_type(struct s7_reader *reader, unsigned type);

static enum s7_inside enter_ppp(struct s7_reader *reader)
{
    unsigned protocol = s7_reader_u8(reader);
    if (protocol == 0xFF) { /* address and control (RFC 1662), which both sides may agree to leave out */
        s7_reader_take(reader, 1);
        protocol = s7_reader_u8(reader);
    }
    if (!(protocol & 1)) /* an odd octet ends the number (RFC 1661, 6.5) */
        protocol = protocol << 8 | s7_reader_u8(reader);
    return protocol == PPP_IPV4 || protocol == PPP_IPV6 ? S7_INSIDE_FOUND : S7_INSIDE_FOREIGN;
}

static enum s7_inside enter_llc(struct s7_reader *reader)
{
    const uint8_t *header = s7_reader_take(reader, sizeof snap);
    if (!header || memcmp(header, snap, sizeof snap) != 0)
        return S7_INSIDE_FOREIGN;
    return enter_type(reader, s7_reader_u16(reader));
}

static enum s7_inside enter_type(struct s7_reader *reader, unsigned type)
{
    while (type == TYPE_VLAN || type == TYPE_PROVIDER || type == TYPE_VLAN_9100) {
        s7_reader_take(reader, 2);
        type = s7_reader_u16(reader);
    }
    if (type == TYPE_IPV4 || type == TYPE_IPV6)
        return S7_INSIDE_FOUND;
    if (type == TYPE_PPPOE) {
        s7_reader_take(reader, PPPOE_SIZE);
        return enter_ppp(reader);
    }
    return S7_INSIDE_FOREIGN;
}

static enum s7_inside enter_ethernet(struct s7_reader *reader)
{
    s7_reader_take(reader, ETHERNET_TYPE_AT);
    unsigned type = s7_reader_u16(reader);
    return type <= LENGTH_MAX ? enter_llc(reader) : enter_type(reader, type);
}

static enum s7_inside enter_raw(struct s7_reader *reader)
{
    (void)reader;
    return S7_INSIDE_FOUND;
}

/* The family in front has the number and the order of octets of the capturing system: the version in IP says it better. */
static enum s7_inside enter_loopback(struct s7_reader *reader)
{
    s7_reader_take(reader, 4);
    return S7_INSIDE_FOUND;
}

static enum s7_inside enter_sll(struct s7_reader *reader)
{
    s7_reader_take(reader, 14);
    return enter_type(reader, s7_reader_u16(reader));
}

static enum s7_inside enter_sll2(struct s7_reader *reader)
{
    unsigned type = s7_reader_u16(reader);
    s7_reader_take(reader, 18);
    return enter_type(reader, type);
}

static const struct {
    uint32_t link_type; /* LINKTYPE_* */
    enter_function *enter;
} kinds[] = {{1, enter_ethernet}, {113, enter_sll},      {276, enter_sll2}, {101, enter_raw},
             {0, enter_loopback}, {108, enter_loopback}, {9, enter_ppp},    {50, enter_ppp},
             {228, enter_raw},    {229, enter_raw},      {12, enter_raw},   {14, enter_raw}};

static enter_function *enter_of(uint32_t link_type)
{
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        if (kinds[i].link_type == link_type)
            return kinds[i].enter;
    }
    return NULL;
}

enum s7_inside s7_link_open(const struct s7_packet *packet, struct s7_span *ret_ip, enum s7_loss *ret_loss)
{
    enter_function *enter = enter_of(packet->link_type);
    if (!enter) {
        *ret_loss = S7_LOSS_LINK_TYPE;
        return S7_INSIDE_LOST;
    }
    struct s7_reader reader = s7_reader_over(packet->octets, packet->size);
    enum s7_inside inside = enter(&reader);
    if (reader.bad || (inside == S7_INSIDE_FOUND && s7_reader_left(&reader) == 0)) {
        *ret_loss = S7_LOSS_LINK_SHORT;
        return S7_INSIDE_LOST;
    }
    if (inside == S7_INSIDE_FOUND) {
        size_t left = s7_reader_left(&reader);
        size_t wire_size = packet->wire_size > packet->size ? packet->wire_size : packet->size;
        *ret_ip = (struct s7_span){reader.at, left, wire_size - (packet->size - left)};
    }
    return inside;
}
