/* SPDX-License-Identifier: MIT
 *
 * capture/ip.h — from an IP packet to the TCP segment in it.
 *
 * Fragments are not put together: S7 partners do not make any (TCP keeps to the path's MTU), and a fragment that was
 * read as if it were whole would give nonsense.
 */
#ifndef CAPTURE_IP_H
#define CAPTURE_IP_H

#include "capture/tcp.h"

/**
 * Reads the IP header, version 4 or 6 as its first octet says, with options and extension headers.
 * @param segment   its addresses are filled in, ports are 0
 * @param ret_tcp   exactly the TCP segment: what a short frame was padded with is left out
 * @param ret_loss  when LOST: S7_LOSS_IP_SHORT or S7_LOSS_FRAGMENT
 */
enum s7_inside s7_ip_open(struct s7_span ip, struct s7_segment *segment, struct s7_span *ret_tcp,
                          enum s7_loss *ret_loss);

#endif
