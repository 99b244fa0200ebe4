/* SPDX-License-Identifier: MIT
 *
 * doctor/packets.h — how many packets of ISO-on-TCP a stream has carried, however it was cut.
 */
#ifndef DOCTOR_PACKETS_H
#define DOCTOR_PACKETS_H

#include "wire/tpkt.h"

struct s7_packets {
    unsigned begun; /**< packets of which at least one octet passed */
    size_t rest;    /**< octets of the one under way that are still to come; 0: its head is incomplete */
    size_t fill;    /**< of `head` */
    uint8_t head[S7_TPKT_SIZE];
};

/** Octets that passed.  What is no packet header counts as one packet to the end of these octets. */
void s7_packets_pass(struct s7_packets *packets, const uint8_t *octets, size_t size);

#endif
