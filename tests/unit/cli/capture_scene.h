/* SPDX-License-Identifier: MIT
 *
 * unit/cli/capture_scene.h — capture files of the test's own.
 */
#ifndef UNIT_CLI_CAPTURE_SCENE_H
#define UNIT_CLI_CAPTURE_SCENE_H

#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "must.h"

enum { SCENE_HEAD = 24, SCENE_PACKET_HEAD = 16, SCENE_PACKET = 60 };

static inline void scene_u32(FILE *file, uint32_t value)
{
    must(fwrite(&value, 1, sizeof value, file) == sizeof value);
}

/* A pcap of this machine's byte order: `count` packets of SCENE_PACKET octets, a microsecond apart, the first at 7 s. */
static inline void scene_write(const char *path, uint32_t link_type, unsigned count)
{
    FILE *file = fopen(path, "wb");
    must(file);
    const uint32_t head[] = {0xA1B2C3D4, 0x00040002, 0, 0, 65535, link_type};
    for (size_t i = 0; i < sizeof head / sizeof head[0]; i++)
        scene_u32(file, head[i]);
    for (unsigned i = 0; i < count; i++) {
        uint8_t octets[SCENE_PACKET];
        memset(octets, (int)i, sizeof octets);
        scene_u32(file, 7);
        scene_u32(file, i);
        scene_u32(file, SCENE_PACKET);
        scene_u32(file, SCENE_PACKET + 40);
        must(fwrite(octets, 1, sizeof octets, file) == sizeof octets);
    }
    must(fclose(file) == 0);
}

static inline void scene_write_text(const char *path, const void *octets, size_t size)
{
    FILE *file = fopen(path, "wb");
    must(file && fwrite(octets, 1, size, file) == size && fclose(file) == 0);
}

#endif
