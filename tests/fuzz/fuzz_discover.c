/* SPDX-License-Identifier: MIT
 *
 * Whatever two partners say to each other: the plant file of it loads without errors and warnings, and is canonical.
 *
 * The input is an octet of options, then telegrams: an octet that says who sends it and how long it is, and its octets.
 */
#include <stdlib.h>
#include <string.h>

#include "base/cursor.h"
#include "capture/capture.h"
#include "capture/discover.h"
#include "fuzz.h"
#include "plant/fmt.h"

enum {
    LINK_RAW = 101,
    HEADERS = 40,
    PACKET_MOST = HEADERS + 127,
    FLAG_SYN = 0x02,
    FLAG_ACK = 0x10,
    OPTION_ZONES = 1,
    OPTION_REDACT = 2,
    OPTION_OTHER_NET = 4,
    OPTION_NO_SYN = 8
};

static struct {
    struct s7_capture *capture;
    struct s7_packet packet;
    uint32_t sent[2];
    uint8_t net;
} said;

static void put_u32(uint8_t *at, uint32_t value)
{
    for (int i = 0; i < 4; i++)
        at[i] = (uint8_t)(value >> (24 - 8 * i));
}

static void say(unsigned side, uint8_t flags, const uint8_t *octets, size_t size)
{
    static const uint32_t ports[2] = {50000, 102};
    uint8_t frame[PACKET_MOST] = {[0] = 0x45, [8] = 64, [9] = 6, [32] = 0x50, [33] = flags, [34] = 0xFF};
    frame[3] = (uint8_t)(HEADERS + size);
    put_u32(&frame[12], 0x0A000001u + side + ((uint32_t)said.net << 8));
    put_u32(&frame[16], 0x0A000001u + !side + ((uint32_t)said.net << 8));
    put_u32(&frame[20], ports[side] << 16 | ports[!side]);
    put_u32(&frame[24], said.sent[side]);
    put_u32(&frame[28], said.sent[!side]);
    if (size)
        memcpy(&frame[HEADERS], octets, size);
    said.sent[side] += (uint32_t)size + (flags & FLAG_SYN ? 1 : 0);
    said.packet.number++;
    said.packet.time += 100 * S7_MILLISECOND;
    said.packet.octets = frame;
    said.packet.size = said.packet.wire_size = HEADERS + size;
    s7_capture_input(said.capture, &said.packet);
}

static void no_fault(void *user, enum s7_plant_severity severity, struct s7_plant_mark mark,
                     const char *message)
{
    (void)user;
    (void)severity;
    (void)mark;
    FUZZ_CHECK(!message); /* there is a fault in what was discovered */
}

static void judge(uint8_t options)
{
    struct s7_discover_count count;
    struct s7_plant *plant = NULL;
    char *text = NULL, *again = NULL;
    size_t size = 0, again_size = 0, talk_count = 0;
    const struct s7_talk *const *talks = s7_capture_talks(said.capture, &talk_count);
    const struct s7_discover_config config = {.zones = options & OPTION_ZONES,
                                              .redact = options & OPTION_REDACT};
    FUZZ_CHECK(s7_discover(talks, talk_count, &config, &text, &size, &count) == S7_OK);
    FUZZ_CHECK(s7_plant_load(text, size, no_fault, NULL, &plant) == S7_OK);
    FUZZ_CHECK(plant->connection_count == count.connections && plant->cpu_count == count.cpus);
    FUZZ_CHECK(s7_fmt_text(text, size, no_fault, NULL, &again, &again_size) == S7_OK);
    FUZZ_CHECK(again_size == size && memcmp(again, text, size) == 0);
    s7_plant_free(plant);
    free(again);
    free(text);
}

void fuzz_one(const uint8_t *octets, size_t size)
{
    struct s7_capture_config config;
    if (size == 0)
        return;
    s7_capture_config_default(&config);
    memset(&said, 0, sizeof said);
    said.packet.link_type = LINK_RAW;
    said.packet.time = (s7_time)1795176000 * S7_SECOND;
    said.net = octets[0] & OPTION_OTHER_NET ? 7 : 0;
    FUZZ_CHECK(s7_capture_new(&config, &said.capture) == S7_OK);
    if (!(octets[0] & OPTION_NO_SYN)) {
        say(0, FLAG_SYN, NULL, 0);
        say(1, FLAG_SYN | FLAG_ACK, NULL, 0);
    }
    for (size_t at = 1; at < size;) {
        size_t length = octets[at] & 0x7F;
        unsigned side = octets[at] >> 7;
        at++;
        length = length < size - at ? length : size - at;
        say(side, FLAG_ACK, &octets[at], length);
        at += length;
    }
    s7_capture_finish(said.capture);
    judge(octets[0]);
    s7_capture_free(said.capture);
}
