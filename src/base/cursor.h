/* SPDX-License-Identifier: MIT
 *
 * base/cursor.h — bounds-checked reading and writing of octets with a sticky error.
 *
 * Decode with the cursor, check once: every operation past the end sets `bad`, reads as zero and moves nothing.
 * A cursor never owns octets.  All multi-octet values are big-endian unless the name says `le`.
 */
#ifndef BASE_CURSOR_H
#define BASE_CURSOR_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

/** Octets that somebody else owns; valid as long as the buffer they were decoded from. */
struct s7_octets {
    const uint8_t *at;
    size_t size;
};

struct s7_reader {
    const uint8_t *at;
    const uint8_t *end;
    bool bad;
};

struct s7_writer {
    uint8_t *start;
    uint8_t *at;
    uint8_t *end;
    bool bad;
};

static inline uint16_t s7_load_u16(const uint8_t *octets)
{
    return (uint16_t)(octets[0] << 8 | octets[1]);
}

static inline void s7_store_u16(uint8_t *octets, uint16_t value)
{
    octets[0] = (uint8_t)(value >> 8);
    octets[1] = (uint8_t)value;
}

static inline struct s7_reader s7_reader_over(const uint8_t *bytes, size_t size)
{
    return (struct s7_reader){.at = bytes, .end = size ? bytes + size : bytes, .bad = false};
}

static inline size_t s7_reader_left(const struct s7_reader *reader)
{
    return reader->at ? (size_t)(reader->end - reader->at) : 0;
}

/** Borrows `size` octets and moves past them; NULL (and `bad`) when fewer are left. */
static inline const uint8_t *s7_reader_take(struct s7_reader *reader, size_t size)
{
    if (reader->bad || s7_reader_left(reader) < size) {
        reader->bad = true;
        return NULL;
    }
    const uint8_t *taken = reader->at;
    if (size)
        reader->at += size;
    return taken;
}

static inline struct s7_octets s7_reader_octets(struct s7_reader *reader, size_t size)
{
    const uint8_t *taken = s7_reader_take(reader, size);
    return taken ? (struct s7_octets){taken, size} : (struct s7_octets){NULL, 0};
}

/** A reader over the next `size` octets, which are skipped here; already bad when fewer are left. */
static inline struct s7_reader s7_reader_part(struct s7_reader *reader, size_t size)
{
    const uint8_t *taken = s7_reader_take(reader, size);
    struct s7_reader part = s7_reader_over(taken, taken ? size : 0);
    part.bad = reader->bad;
    return part;
}

static inline uint8_t s7_reader_u8(struct s7_reader *reader)
{
    const uint8_t *b = s7_reader_take(reader, 1);
    return b ? b[0] : 0;
}

static inline uint16_t s7_reader_u16(struct s7_reader *reader)
{
    const uint8_t *b = s7_reader_take(reader, 2);
    return b ? s7_load_u16(b) : 0;
}

static inline uint32_t s7_reader_u24(struct s7_reader *reader)
{
    const uint8_t *b = s7_reader_take(reader, 3);
    return b ? (uint32_t)b[0] << 16 | (uint32_t)b[1] << 8 | b[2] : 0;
}

static inline uint32_t s7_reader_u32(struct s7_reader *reader)
{
    const uint8_t *b = s7_reader_take(reader, 4);
    return b ? (uint32_t)b[0] << 24 | (uint32_t)b[1] << 16 | (uint32_t)b[2] << 8 | b[3] : 0;
}

/** True when nothing failed and nothing is left. */
static inline bool s7_reader_done(const struct s7_reader *reader)
{
    return !reader->bad && s7_reader_left(reader) == 0;
}

static inline struct s7_writer s7_writer_over(uint8_t *bytes, size_t size)
{
    return (struct s7_writer){.start = bytes, .at = bytes, .end = size ? bytes + size : bytes, .bad = false};
}

static inline size_t s7_writer_left(const struct s7_writer *writer)
{
    return writer->start ? (size_t)(writer->end - writer->at) : 0;
}

static inline size_t s7_writer_size(const struct s7_writer *writer)
{
    return writer->start ? (size_t)(writer->at - writer->start) : 0;
}

/** Reserves `size` octets to be filled by the caller; NULL (and `bad`) when there is no room. */
static inline uint8_t *s7_writer_take(struct s7_writer *writer, size_t size)
{
    if (writer->bad || s7_writer_left(writer) < size) {
        writer->bad = true;
        return NULL;
    }
    uint8_t *taken = writer->at;
    if (size)
        writer->at += size;
    return taken;
}

static inline void s7_writer_u8(struct s7_writer *writer, uint8_t value)
{
    uint8_t *b = s7_writer_take(writer, 1);
    if (b)
        b[0] = value;
}

static inline void s7_writer_u16(struct s7_writer *writer, uint16_t value)
{
    uint8_t *b = s7_writer_take(writer, 2);
    if (b)
        s7_store_u16(b, value);
}

static inline void s7_writer_u24(struct s7_writer *writer, uint32_t value)
{
    uint8_t *b = s7_writer_take(writer, 3);
    if (b) {
        b[0] = (uint8_t)(value >> 16);
        b[1] = (uint8_t)(value >> 8);
        b[2] = (uint8_t)value;
    }
}

static inline void s7_writer_u32(struct s7_writer *writer, uint32_t value)
{
    uint8_t *b = s7_writer_take(writer, 4);
    if (b) {
        b[0] = (uint8_t)(value >> 24);
        b[1] = (uint8_t)(value >> 16);
        b[2] = (uint8_t)(value >> 8);
        b[3] = (uint8_t)value;
    }
}

static inline void s7_writer_octets(struct s7_writer *writer, const void *octets, size_t size)
{
    uint8_t *b = s7_writer_take(writer, size);
    if (b && size)
        memcpy(b, octets, size);
}

#endif
