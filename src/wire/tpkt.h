/* SPDX-License-Identifier: MIT
 *
 * wire/tpkt.h — TPKT, the packet header of ISO transport on TCP (RFC 1006 section 6).
 */
#ifndef WIRE_TPKT_H
#define WIRE_TPKT_H

#include <stddef.h>
#include <stdint.h>

enum { S7_TPKT_SIZE = 4, S7_TPKT_PACKET_MIN = 7, S7_TPKT_PACKET_MAX = 65535, S7_TPKT_VERSION = 3 };

/**
 * Reads the four octets of a packet header.
 * @param ret_packet_size  whole packet including these four octets, 7…65535; untouched on failure
 * @return S7_OK, S7_ERR_ISO_FOREIGN (version is not 3), S7_ERR_ISO_PROTOCOL (length below 7).
 *         The reserved octet is ignored.
 */
int s7_tpkt_decode(const uint8_t octets[S7_TPKT_SIZE], size_t *ret_packet_size);

/** Writes the packet header; packet_size 7…65535. */
void s7_tpkt_encode(uint8_t octets[S7_TPKT_SIZE], size_t packet_size);

#endif
