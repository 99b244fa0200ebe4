/* SPDX-License-Identifier: MIT
 *
 * session_line.h — a capture, and S7 connections said into it frame by frame.
 */
#ifndef TESTS_CAPTURE_SESSION_LINE_H
#define TESTS_CAPTURE_SESSION_LINE_H

#include "capture/capture.h"
#include "frames.h"

enum { CLIENT, SERVER };

/** A connection whose segments are made one after the other. */
struct line {
    struct frame_ends ends;
    uint32_t next[2];
};

static struct s7_capture *capture;
static uint8_t room[FRAME_MAX];
static uint64_t number;
static size_t seen_count, seen_answers;

static inline void count_seen(void *user, const struct s7_seen *seen)
{
    (void)user;
    seen_count++;
    seen_answers += seen->kind == S7_SEEN_S7 && seen->role == S7_ROLE_ANSWER && seen->question.size > 0;
}

static inline int open_capture(void)
{
    struct s7_capture_config config;
    s7_capture_config_default(&config);
    config.seen = count_seen;
    number = seen_count = seen_answers = 0;
    return s7_capture_new(&config, &capture);
}

static inline void send(struct line *line, unsigned from, unsigned flags, const void *octets, size_t size)
{
    const struct frame_segment segment = {
        .from = from, .flags = flags, .sequence = line->next[from], .payload = octets, .size = size};
    struct s7_packet packet = frame_make(room, &line->ends, &segment);
    packet.number = ++number;
    packet.time = (s7_time)number * S7_MILLISECOND;
    line->next[from] += (uint32_t)size + ((flags & (FRAME_SYN | FRAME_FIN)) != 0);
    s7_capture_input(capture, &packet);
}

static inline void read_once(struct line *line, uint8_t reference)
{
    const uint8_t asked[] = {3, 0, 0, 31,   2,  0xF0, 0x80, 0x32, 1, 0, 0, 0,    reference, 0, 14, 0,
                             0, 4, 1, 0x12, 10, 0x10, 2,    0,    2, 0, 1, 0x84, 0,         0, 0};
    const uint8_t given[] = {3, 0, 0, 27, 2, 0xF0, 0x80, 0x32, 3, 0, 0,  0, reference, 0,
                             2, 0, 6, 0,  0, 4,    1,    0xFF, 4, 0, 16, 1, 2};
    send(line, CLIENT, FRAME_ACK, asked, sizeof asked);
    send(line, SERVER, FRAME_ACK, given, sizeof given);
}

static inline void dial(struct line *line)
{
    static const uint8_t cr[] = {3, 0, 0, 19, 14, 0xE0, 0, 0, 0, 1, 0, 0xC1, 2, 1, 0, 0xC2, 2, 1, 2};
    static const uint8_t cc[] = {3, 0, 0, 19, 14, 0xD0, 0, 1, 0, 2, 0, 0xC1, 2, 1, 0, 0xC2, 2, 1, 2};
    send(line, CLIENT, FRAME_SYN, NULL, 0);
    send(line, SERVER, FRAME_SYN | FRAME_ACK, NULL, 0);
    send(line, CLIENT, FRAME_ACK, cr, sizeof cr);
    send(line, SERVER, FRAME_ACK, cc, sizeof cc);
}

static inline struct line line_between(uint8_t client, uint8_t server, uint16_t port)
{
    return (struct line){{{client, server}, {port, 102}}, {1000, 2000}};
}

#endif
