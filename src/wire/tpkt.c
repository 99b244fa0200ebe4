/* SPDX-License-Identifier: MIT */
#include "wire/tpkt.h"

#include <assert.h>

#include "sieben/error.h"

int s7_tpkt_decode(const uint8_t octets[S7_TPKT_SIZE], size_t *ret_packet_size)
{
    if (octets[0] != S7_TPKT_VERSION)
        return S7_ERR_ISO_FOREIGN;
    size_t packet_size = (size_t)octets[2] << 8 | octets[3];
    if (packet_size < S7_TPKT_PACKET_MIN)
        return S7_ERR_ISO_PROTOCOL;
    *ret_packet_size = packet_size;
    return S7_OK;
}

void s7_tpkt_encode(uint8_t octets[S7_TPKT_SIZE], size_t packet_size)
{
    assert(packet_size >= S7_TPKT_PACKET_MIN && packet_size <= S7_TPKT_PACKET_MAX);
    octets[0] = S7_TPKT_VERSION;
    octets[1] = 0;
    octets[2] = (uint8_t)(packet_size >> 8);
    octets[3] = (uint8_t)packet_size;
}
