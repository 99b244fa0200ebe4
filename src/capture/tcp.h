/* SPDX-License-Identifier: MIT
 *
 * capture/tcp.h — a TCP segment: who sent it to whom, what its header says, its payload.
 */
#ifndef CAPTURE_TCP_H
#define CAPTURE_TCP_H

#include "capture/span.h"
#include "capture/station.h"

enum { S7_TCP_FIN = 1, S7_TCP_SYN = 2, S7_TCP_RST = 4, S7_TCP_ACK = 16 };

struct s7_segment {
    struct s7_station from, to;
    uint32_t sequence;
    uint32_t acknowledged; /**< when flags has S7_TCP_ACK */
    unsigned flags;
    struct s7_span payload;
};

/**
 * Reads the TCP header and fills in everything but the addresses.
 * @return false: cut off or damaged (S7_LOSS_TCP_SHORT)
 */
bool s7_tcp_open(struct s7_span tcp, struct s7_segment *segment);

#endif
