/* SPDX-License-Identifier: MIT */
#include "doctor/packets.h"

#include "sieben/error.h"

/* Takes octets of a packet's head; returns how many, and knows the rest when it is complete. */
static size_t take_head(struct s7_packets *packets, const uint8_t *octets, size_t size)
{
    size_t taken = 0, packet = 0;
    if (packets->fill == 0)
        packets->begun++;
    while (taken < size && packets->fill < S7_TPKT_SIZE)
        packets->head[packets->fill++] = octets[taken++];
    if (packets->fill < S7_TPKT_SIZE)
        return taken;
    packets->fill = 0;
    if (s7_tpkt_decode(packets->head, &packet) != S7_OK)
        return size;
    packets->rest = packet - S7_TPKT_SIZE;
    return taken;
}

void s7_packets_pass(struct s7_packets *packets, const uint8_t *octets, size_t size)
{
    while (size > 0) {
        size_t step = packets->rest < size ? packets->rest : size;
        if (packets->rest > 0)
            packets->rest -= step;
        else
            step = take_head(packets, octets, size);
        octets += step;
        size -= step;
    }
}
