/* SPDX-License-Identifier: MIT */
#include "fuzz_frames.h"

#include <string.h>

enum { FIN = 1, SYN = 2, ACK = 16, IP_AT = 14, TCP_AT = 34, HEADERS = 54, DESCRIPTION = 4 };

struct place {
    uint8_t *at;
};

static void put(struct place *place, const void *octets, size_t size)
{
    memcpy(place->at, octets, size);
    place->at += size;
}

static void put_u8(struct place *place, unsigned value)
{
    *place->at++ = (uint8_t)value;
}

/* Ethernet, IPv4, TCP: between port 5000 and 102, which of them sends is `from`. */
static void put_frame(struct place *place, unsigned from, unsigned flags, unsigned sequence,
                      const uint8_t *octets, size_t size)
{
    uint8_t frame[HEADERS] = {2, 0, 0, 0, 0, 1, 2, 0, 0, 0, 0, 2, 8, 0, 0x45};
    size_t all = HEADERS + size;
    frame[IP_AT + 2] = (uint8_t)((all - IP_AT) >> 8);
    frame[IP_AT + 3] = (uint8_t)(all - IP_AT);
    frame[IP_AT + 8] = 64;
    frame[IP_AT + 9] = 6;
    frame[IP_AT + 15] = frame[IP_AT + 12] = 10;
    frame[IP_AT + (from ? 15 : 19)] = frame[IP_AT + 16] = 10;
    const uint8_t ports[] = {0x13, 0x88, 0, 102};
    memcpy(frame + TCP_AT, ports + 2 * (size_t)from, 2);
    memcpy(frame + TCP_AT + 2, ports + 2 * (size_t)(1 - from), 2);
    frame[TCP_AT + 6] = (uint8_t)(sequence >> 8);
    frame[TCP_AT + 7] = (uint8_t)sequence;
    frame[TCP_AT + 12] = 0x50;
    frame[TCP_AT + 13] = (uint8_t)flags;
    put_u8(place, 0);
    put_u8(place, (unsigned)(all >> 8));
    put_u8(place, (unsigned)all);
    put_u8(place, 0);
    put(place, frame, sizeof frame);
    if (size)
        put(place, octets, size);
}

size_t fuzz_frames_make(uint8_t *room, const uint8_t *telegram, size_t size, unsigned number)
{
    struct place place = {room};
    size_t half = size / 2;
    unsigned from = number % 2;
    put_u8(&place, number);
    if (number % 3)
        put_frame(&place, 0, SYN, 99, NULL, 0);
    if (number % 5)
        put_frame(&place, 1, SYN | ACK, 99, NULL, 0);
    put_frame(&place, from, ACK, (unsigned)(100 + half), telegram + half, size - half);
    put_frame(&place, from, ACK, 100, telegram, half);
    put_frame(&place, from, ACK | FIN, (unsigned)(100 + size), telegram, size);
    put_frame(&place, 1 - from, ACK | FIN, 100, telegram, size);
    return (size_t)(place.at - room);
}

static void put_segment(struct place *place, unsigned how, unsigned acknowledged, const uint8_t *octets,
                        size_t size)
{
    size = size < 255 ? size : 255;
    put_u8(place, how);
    put_u8(place, (unsigned)size);
    put_u8(place, 0);
    put_u8(place, acknowledged);
    put(place, octets, size);
}

size_t fuzz_segments_make(uint8_t *room, const uint8_t *telegram, size_t size, unsigned number)
{
    struct place place = {room};
    const uint8_t first[] = {0xFF, 0xFF, 0xFF, (uint8_t)number};
    size_t third = size / 3;
    put(&place, first, sizeof first);
    put_segment(&place, 0, 0, telegram, third);
    put_segment(&place, 191, 0, telegram + third, third); /* five octets too far ahead */
    put_segment(&place, 180, 0, telegram + third, third);
    put_segment(&place, 0, 250, telegram + 2 * third, size - 2 * third);
    put_segment(&place, 0, 0, telegram, size);
    put_segment(&place, 200, 249, telegram, size);
    return (size_t)(place.at - room);
}
