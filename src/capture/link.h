/* SPDX-License-Identifier: MIT
 *
 * capture/link.h — from a captured frame to the IP packet in it, whatever the kind of network.
 *
 * Read are Ethernet (with VLAN tags of both kinds, nested; LLC/SNAP; PPPoE), the cooked captures of Linux (SLL, SLL2),
 * loopback of BSD, PPP and raw IP.
 */
#ifndef CAPTURE_LINK_H
#define CAPTURE_LINK_H

#include "capture/packet.h"
#include "capture/span.h"

/**
 * @param ret_ip    from the first octet of the IP header on; what follows it (padding, checksums) is still there
 * @param ret_loss  when LOST: S7_LOSS_LINK_TYPE or S7_LOSS_LINK_SHORT
 */
enum s7_inside s7_link_open(const struct s7_packet *packet, struct s7_span *ret_ip, enum s7_loss *ret_loss);

#endif
