/* SPDX-License-Identifier: MIT
 *
 * libnodave_frames.h — the octets that both sides of one recorded TCP connection sent, in their order.
 *
 * Reads classic pcap files (Ethernet, IPv4); takes the connection to port 102 that carries data.  A test must not
 * pass because it read nothing: whatever is unexpected in the file ends the program.
 */
#ifndef LIBNODAVE_FRAMES_H
#define LIBNODAVE_FRAMES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { FRAMES_MAX = 256, FRAME_OCTETS_MAX = 2048 };

/** One TPKT packet as it stood on the wire. */
struct frame {
    unsigned number; /**< of the record in which it ends, from 1, as capture programs count */
    bool from_client;
    size_t size;
    uint8_t octets[FRAME_OCTETS_MAX];
};

struct frames {
    size_t count;
    struct frame list[FRAMES_MAX];
};

/** Fills *ret_frames from a file; false: it cannot be opened. */
bool frames_read(const char *path, struct frames *ret_frames);

#endif
