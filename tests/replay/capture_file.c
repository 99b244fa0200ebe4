/* SPDX-License-Identifier: MIT */
#include "capture_file.h"

#include <stdio.h>
#include <stdlib.h>

enum {
    FILE_HEADER_SIZE = 24,
    RECORD_HEADER_SIZE = 16,
    BLOCK_MIN = 12,
    INTERFACE_COUNT = 16,
    BLOCK_INTERFACE = 1,
    BLOCK_SIMPLE = 3,
    BLOCK_ENHANCED = 6,
    OPTION_END = 0,
    OPTION_RESOLUTION = 9
};

#define MAGIC_MICRO   0xA1B2C3D4U
#define MAGIC_NANO    0xA1B23C4DU
#define BLOCK_SECTION 0x0A0D0D0AU
#define BYTE_ORDER_1A 0x1A2B3C4DU
#define SECOND        INT64_C(1000000000)

/* One interface of a pcapng section. */
struct interface {
    unsigned linktype;
    uint64_t ticks_per_second;
};

struct file {
    uint8_t *octets;
    size_t size;
    bool big_endian;
    unsigned number;
    size_t interface_count;
    struct interface interfaces[INTERFACE_COUNT];
    capture_frame_function *on_frame;
    void *self;
};

static uint32_t u32_at(const struct file *file, size_t at)
{
    const uint8_t *b = file->octets + at;
    if (file->big_endian)
        return (uint32_t)b[0] << 24 | (uint32_t)b[1] << 16 | (uint32_t)b[2] << 8 | b[3];
    return (uint32_t)b[3] << 24 | (uint32_t)b[2] << 16 | (uint32_t)b[1] << 8 | b[0];
}

static unsigned u16_at(const struct file *file, size_t at)
{
    const uint8_t *b = file->octets + at;
    return file->big_endian ? (unsigned)(b[0] << 8 | b[1]) : (unsigned)(b[1] << 8 | b[0]);
}

static void emit(struct file *file, unsigned linktype, int64_t time, size_t at, size_t size)
{
    struct capture_frame frame = {++file->number, time, linktype, file->octets + at, size};
    file->on_frame(file->self, &frame);
}

static bool read_pcap(struct file *file, int64_t fraction)
{
    if (file->size < FILE_HEADER_SIZE)
        return false;
    unsigned linktype = u32_at(file, 20) & 0xFFFF;
    size_t at = FILE_HEADER_SIZE;
    while (file->size - at >= RECORD_HEADER_SIZE) {
        size_t size = u32_at(file, at + 8);
        int64_t time = u32_at(file, at) * SECOND + u32_at(file, at + 4) * fraction;
        at += RECORD_HEADER_SIZE;
        if (size > file->size - at)
            return false;
        emit(file, linktype, time, at, size);
        at += size;
    }
    return at == file->size;
}

/* if_tsresol: a negative power of ten, or of two when the highest bit is set; microseconds when it is absent. */
static uint64_t ticks_of(const struct file *file, size_t at, size_t end)
{
    uint64_t ticks = 1;
    while (end - at >= 4 && u16_at(file, at) != OPTION_END) {
        size_t size = u16_at(file, at + 2), padded = (size + 3) / 4 * 4;
        if (padded > end - at - 4)
            break;
        if (u16_at(file, at) == OPTION_RESOLUTION && size == 1) {
            uint8_t resolution = file->octets[at + 4];
            for (unsigned i = 0; i < (resolution & 0x7FU) && ticks < UINT64_MAX / 10; i++)
                ticks *= resolution & 0x80 ? 2 : 10;
            return ticks;
        }
        at += 4 + padded;
    }
    return 1000000;
}

static void take_interface(struct file *file, size_t at, size_t size)
{
    if (size < 20 || file->interface_count == INTERFACE_COUNT)
        return;
    struct interface *interface = &file->interfaces[file->interface_count++];
    interface->linktype = u16_at(file, at + 8);
    interface->ticks_per_second = ticks_of(file, at + 16, at + size - 4);
}

static bool take_enhanced(struct file *file, size_t at, size_t size)
{
    size_t interface_id = u32_at(file, at + 8), captured = u32_at(file, at + 20);
    if (interface_id >= file->interface_count || captured > size - 32)
        return false;
    uint64_t ticks = (uint64_t)u32_at(file, at + 12) << 32 | u32_at(file, at + 16);
    uint64_t a_second = file->interfaces[interface_id].ticks_per_second;
    int64_t time = (int64_t)(ticks / a_second) * SECOND +
                   (int64_t)((double)(ticks % a_second) * (double)SECOND / (double)a_second);
    emit(file, file->interfaces[interface_id].linktype, time, at + 28, captured);
    return true;
}

/* One block of pcapng; blocks other than interfaces and packets are passed over. */
static bool read_block(struct file *file, size_t at, size_t size)
{
    uint32_t type = u32_at(file, at);
    if (type == BLOCK_INTERFACE) {
        take_interface(file, at, size);
    } else if (type == BLOCK_ENHANCED && size >= 32) {
        return take_enhanced(file, at, size);
    } else if (type == BLOCK_SIMPLE && size >= 16) {
        size_t original = u32_at(file, at + 8);
        if (file->interface_count == 0)
            return false;
        emit(file, file->interfaces[0].linktype, 0, at + 12, original < size - 16 ? original : size - 16);
    }
    return true;
}

static bool read_pcapng(struct file *file)
{
    size_t at = 0;
    while (file->size - at >= BLOCK_MIN) {
        if (u32_at(file, at) == BLOCK_SECTION) {
            file->interface_count = 0;
            file->big_endian = false;
            file->big_endian = u32_at(file, at + 8) != BYTE_ORDER_1A;
        }
        size_t size = u32_at(file, at + 4);
        if (size < BLOCK_MIN || size > file->size - at || !read_block(file, at, size))
            return false;
        at += size;
    }
    return at == file->size;
}

static bool load(const char *path, struct file *file)
{
    FILE *stream = fopen(path, "rb");
    if (!stream)
        return false;
    fseek(stream, 0, SEEK_END);
    long size = ftell(stream);
    rewind(stream);
    file->size = size > 0 ? (size_t)size : 0;
    file->octets = malloc(file->size + 1);
    bool loaded = file->octets && fread(file->octets, 1, file->size, stream) == file->size;
    fclose(stream);
    return loaded;
}

bool capture_file_read(const char *path, capture_frame_function *on_frame, void *self)
{
    struct file file = {.on_frame = on_frame, .self = self};
    bool read = false;
    if (load(path, &file) && file.size >= 4) {
        uint32_t little = u32_at(&file, 0);
        file.big_endian = true;
        uint32_t big = u32_at(&file, 0);
        file.big_endian = big == MAGIC_MICRO || big == MAGIC_NANO;
        if (file.big_endian || little == MAGIC_MICRO || little == MAGIC_NANO)
            read = read_pcap(&file, big == MAGIC_NANO || little == MAGIC_NANO ? 1 : 1000);
        else if (little == BLOCK_SECTION)
            read = read_pcapng(&file);
    }
    free(file.octets);
    return read;
}
