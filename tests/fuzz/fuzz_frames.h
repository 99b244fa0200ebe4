/* SPDX-License-Identifier: MIT
 *
 * fuzz_frames.h — seeds for fuzz_capture and fuzz_stream: a connection that carries one telegram.
 */
#ifndef FUZZ_FRAMES_H
#define FUZZ_FRAMES_H

#include <stddef.h>
#include <stdint.h>

enum { FUZZ_FRAMES_MAX = 8192 };

/** SYN, SYN-ACK, the telegram in two pieces, the second first; octets written to `room` (FUZZ_FRAMES_MAX). */
size_t fuzz_frames_make(uint8_t *room, const uint8_t *telegram, size_t size, unsigned number);
/** The telegram in pieces, some of them again, then whole. */
size_t fuzz_segments_make(uint8_t *room, const uint8_t *telegram, size_t size, unsigned number);

#endif
