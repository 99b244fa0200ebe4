/* SPDX-License-Identifier: MIT
 *
 * capture_file.h — frames of a pcap or pcapng file (told apart by their first octets, not by their name).
 */
#ifndef REPLAY_CAPTURE_FILE_H
#define REPLAY_CAPTURE_FILE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct capture_frame {
    unsigned number; /**< counted from 1, as every capture tool does */
    int64_t time;    /**< nanoseconds since 1970; 0 for the frames that carry no time (simple packet blocks) */
    unsigned linktype; /**< LINKTYPE_* of pcap */
    const uint8_t *octets;
    size_t size;
};

typedef void capture_frame_function(void *self, const struct capture_frame *frame);

/** Hands every frame of the file to `on_frame`; false when it cannot be read or is cut off. */
bool capture_file_read(const char *path, capture_frame_function *on_frame, void *self);

#endif
