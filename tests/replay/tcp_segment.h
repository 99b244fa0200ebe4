/* SPDX-License-Identifier: MIT
 *
 * tcp_segment.h — the TCP segment in a captured frame.
 */
#ifndef REPLAY_TCP_SEGMENT_H
#define REPLAY_TCP_SEGMENT_H

#include "base/cursor.h"
#include "capture_file.h"

/** Who sends to whom: one direction of a connection.  Zeroed before it is filled, so memcmp() compares it. */
struct tcp_direction {
    uint8_t source[16], destination[16];
    uint16_t source_port, destination_port;
};

struct tcp_segment {
    struct tcp_direction direction;
    uint32_t sequence;
    bool syn;
    struct s7_octets payload;
};

/** False for anything that is not an unfragmented IPv4 or IPv6 packet with a whole TCP header. */
bool tcp_segment_parse(const struct capture_frame *frame, struct tcp_segment *ret_segment);

#endif
