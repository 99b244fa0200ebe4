/* SPDX-License-Identifier: MIT
 *
 * libnodave_frames.h — the packets that both sides of one recorded connection sent, in their order.
 */
#ifndef REPLAY_LIBNODAVE_FRAMES_H
#define REPLAY_LIBNODAVE_FRAMES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { FRAMES_MAX = 256, FRAME_OCTETS_MAX = 2048 };

/** One TPKT packet. */
struct frame {
    unsigned number; /**< of the captured frame in which it ends */
    bool from_client;
    size_t size;
    uint8_t octets[FRAME_OCTETS_MAX];
};

struct frames {
    size_t count;
    struct frame list[FRAMES_MAX];
};

/** Fills *ret_frames from a capture of one connection; false: it cannot be read, or octets are missing in it. */
bool frames_read(const char *path, struct frames *ret_frames);

#endif
