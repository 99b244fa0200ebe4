/* SPDX-License-Identifier: MIT */
#include "check.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cli/exit.h"
#include "must.h"
#include "said.h"
#include "unit/cli/capture_scene.h"

enum { LINK_RAW = 101, TCP_SYN = 0x02, TCP_ACK = 0x10 };

static char folder[] = "/tmp/sieben-discover-XXXXXX";
static char pcap[64], seen[64], other[64];

/** 10.0.0.9:50000 and 10.0.0.1:102; what each has sent so far. */
static uint32_t sent[2];
static uint32_t second;

static void put_u32(uint8_t *at, uint32_t value)
{
    for (int i = 0; i < 4; i++)
        at[i] = (uint8_t)(value >> (24 - 8 * i));
}

static void add_segment(FILE *file, unsigned side, uint8_t flags, const char *hex)
{
    static const uint8_t hosts[2][4] = {{10, 0, 0, 9}, {10, 0, 0, 1}};
    static const uint16_t ports[2] = {50000, 102};
    uint8_t packet[400] = {[0] = 0x45, [8] = 64, [9] = 6};
    size_t size = 40;
    for (unsigned octet; sscanf(hex, "%2x", &octet) == 1; hex += 2)
        packet[size++] = (uint8_t)octet;
    packet[2] = (uint8_t)(size >> 8);
    packet[3] = (uint8_t)size;
    memcpy(&packet[12], hosts[side], 4);
    memcpy(&packet[16], hosts[!side], 4);
    put_u32(&packet[20], (uint32_t)ports[side] << 16 | ports[!side]);
    put_u32(&packet[24], sent[side]);
    put_u32(&packet[28], sent[!side]);
    packet[32] = 0x50;
    packet[33] = flags;
    packet[34] = 0xFF;
    sent[side] += (uint32_t)(size - 40) + (flags & TCP_SYN ? 1 : 0);
    scene_u32(file, 1795176000 + second++);
    scene_u32(file, 0);
    scene_u32(file, (uint32_t)size);
    scene_u32(file, (uint32_t)size);
    must(fwrite(packet, 1, size, file) == size);
}

/** Connecting, and `reads` times eight octets of DB7. */
static void write_capture(const char *path, unsigned reads)
{
    FILE *file = fopen(path, "wb");
    must(file);
    const uint32_t head[] = {0xA1B2C3D4, 0x00040002, 0, 0, 65535, LINK_RAW};
    for (size_t i = 0; i < sizeof head / sizeof head[0]; i++)
        scene_u32(file, head[i]);
    sent[0] = sent[1] = second = 0;
    add_segment(file, 0, TCP_SYN, "");
    add_segment(file, 1, TCP_SYN | TCP_ACK, "");
    add_segment(file, 0, TCP_ACK, "0300001611e00000000100c1020100c2020302c0010a");
    add_segment(file, 1, TCP_ACK, "0300001611d00001000200c0010ac1020100c2020302");
    add_segment(file, 0, TCP_ACK, "0300001902f08032010000000100080000f0000001000103c0");
    add_segment(file, 1, TCP_ACK, "0300001b02f080320300000001000800000000f0000001000100f0");
    for (unsigned i = 0; i < reads; i++) {
        add_segment(file, 0, TCP_ACK, "0300001f02f080320100000002000e00000401120a10020008000784000000");
        add_segment(file, 1, TCP_ACK, "0300002102f0803203000000020002000c00000401ff0400401122334455667788");
    }
    must(fclose(file) == 0);
}

static int begin(void **state)
{
    (void)state;
    must(mkdtemp(folder));
    snprintf(pcap, sizeof pcap, "%s/a.pcap", folder);
    snprintf(other, sizeof other, "%s/b.pcap", folder);
    snprintf(seen, sizeof seen, "%s/seen.yaml", folder);
    write_capture(pcap, 10);
    write_capture(other, 2);
    return 0;
}

static int end(void **state)
{
    (void)state;
    unlink(pcap);
    unlink(other);
    unlink(seen);
    return rmdir(folder);
}

static void what_is_read_becomes_a_plant_file(void **state)
{
    (void)state;
    struct said said = SAY("capture", "discover", pcap);
    assert_int_equal(said.exit_code, S7_EXIT_OK);
    assert_non_null(strstr(said.out,
                           "  S-001:\n    from: HOST-10-0-0-9\n    to: CPU-10-0-0-1\n    service: get\n"
                           "    amq: 1\n    rate: {cycle: 2s}\n    reads: [P#DB7.DBX0.0 BYTE 8]\n"));
    assert_non_null(strstr(said.out, "    profile: s7-300\n    rack: 0\n    slot: 2\n"));
    assert_string_equal(said.err, "sieben capture discover: 1 CPU, 1 host, 1 connection from 26 packets\n");
}

static void a_file_that_is_there_is_kept(void **state)
{
    (void)state;
    struct said said = SAY("capture", "discover", pcap, "-o", seen);
    assert_int_equal(said.exit_code, S7_EXIT_OK);
    assert_string_equal(said.out, "");
    assert_non_null(strstr(said.err, "seen.yaml: 1 CPU, 1 host, 1 connection from 26 packets\n"));
    said = SAY("capture", "discover", other, "-o", seen);
    assert_int_equal(said.exit_code, S7_EXIT_USAGE);
    assert_non_null(strstr(said.err, "seen.yaml is there already; --force replaces it\n"));
    said = SAY("capture", "discover", pcap, other, "--force", "-o", seen);
    assert_int_equal(said.exit_code, S7_EXIT_OK);
    said = SAY("plant", "fmt", "--check", seen);
    assert_int_equal(said.exit_code, S7_EXIT_OK);
    said = SAY("plant", "fmt", seen);
    assert_non_null(strstr(said.out, "b.pcap.\n# 36 packets, 36 of connections that were followed.\n"));
}

static void options_change_what_is_written(void **state)
{
    (void)state;
    struct said said = SAY("capture", "discover", "--zones", pcap);
    assert_non_null(strstr(said.out, "net-10-0-0-0: {nets: [10.0.0.0/24]}"));
    said = SAY("capture", "discover", "--redact", pcap);
    assert_null(strstr(said.out, "10.0.0."));
    assert_null(strstr(said.out, "a.pcap"));
    assert_non_null(strstr(said.out, "address: 10.0.1.1\n"));
    said = SAY("capture", "discover", "--plant", "/nowhere/plant.yaml", pcap);
    assert_int_equal(said.exit_code, S7_EXIT_USAGE);
    said = SAY("capture", "discover", "--port", "103", pcap);
    assert_int_equal(said.exit_code, S7_EXIT_OK);
    assert_non_null(strstr(said.out, "0 CPUs"));
}

static void what_is_no_capture_is_refused(void **state)
{
    (void)state;
    struct said said = SAY("capture", "discover", "/nowhere/a.pcap");
    assert_int_equal(said.exit_code, S7_EXIT_USAGE);
    assert_string_equal(said.out, "");
    said = SAY("capture", "discover");
    assert_int_equal(said.exit_code, S7_EXIT_USAGE);
    said = SAY_TO("no capture", "capture", "discover", "-");
    assert_int_equal(said.exit_code, S7_EXIT_USAGE);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_read_becomes_a_plant_file),
        cmocka_unit_test(a_file_that_is_there_is_kept),
        cmocka_unit_test(options_change_what_is_written),
        cmocka_unit_test(what_is_no_capture_is_refused),
    };
    return cmocka_run_group_tests(tests, begin, end);
}
