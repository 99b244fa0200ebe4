/* SPDX-License-Identifier: MIT
 *
 * Every classic S7 PDU in published captures of real devices decodes and re-encodes to the same octets, without
 * an exception.
 *
 * S7_CAPTURES: folder of the captures, default ../shared/captures beside the project; without it the test is
 * skipped (77), or fails when S7_REQUIRE names captures.
 */
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "capture_file.h"
#include "iso_stream.h"
#include "sieben/error.h"
#include "wire/cotp.h"
#include "wire/describe.h"
#include "wire/message.h"

enum { SKIPPED = 77 };

/* S7 PDUs per file, counted by another dissector: tshark -r FILE -Y s7comm. */
static const struct {
    const char *file;
    unsigned pdu_count;
} expected[] = {
    {"S7-1511_db2_var1_HMI.pcap", 0},
    {"bsend_snap7_loopback.pcapng", 8},
    {"s7-1200-hmi.pcap", 0},
    {"s7comm_downloading_block_db1.pcap", 48},
    {"s7comm_program_blocklist_onlineview.pcap", 70},
    {"s7comm_reading_plc_status.pcap", 144},
    {"s7comm_reading_setting_plc_time.pcap", 26},
    {"s7comm_varservice_libnodavedemo.pcap", 16},
    {"snap7_s300_everything.pcapng", 64},
    {"step7_s300_AuthPassword.pcapng", 6},
    {"step7_s300_copyRamToRom.pcapng", 2},
    {"step7_s300_download.pcapng", 96},
    {"step7_s300_readDiagData.pcapng", 410},
    {"step7_s300_readVarTab.pcapng", 331},
    {"step7_s300_rwVarTab.pcapng", 16},
    {"step7_s300_stop.pcapng", 4},
    {"synthetic_s7comm.pcap", 18},
    {"tia_s300_downloadHwConfig.pcapng", 154},
    {"tia_s300_downloadOb1.pcapng", 106},
    {"tia_s300_flashLed.pcapng", 4},
    {"wincc_s300_setup-alarm-read-write.pcapng", 164},
    {"wincc_s300_setup-alarm-read.pcapng", 128},
};

enum { FILE_COUNT = 22, PDU_COUNT = 1815 };

struct replay {
    const char *file;
    unsigned pdu_count;     /* of this file */
    unsigned tpdu_count;    /* of this file */
    unsigned foreign_count; /* of this file: S7CommPlus */
    unsigned total;
    unsigned failures;
};

static void complain(struct replay *replay, unsigned number, const char *what)
{
    printf("%s#%u: %s\n", replay->file, number, what);
    replay->failures++;
}

static void on_tpdu(void *self, unsigned number, const uint8_t *octets, size_t size)
{
    struct replay *replay = self;
    static uint8_t encoded[ISO_BUFFER_SIZE];
    struct s7_cotp cotp;
    replay->tpdu_count++;
    if (s7_cotp_decode(octets, size, &cotp) != S7_OK) {
        complain(replay, number, "the TPDU does not decode");
        return;
    }
    struct s7_writer writer = s7_writer_over(encoded, sizeof encoded);
    s7_cotp_encode(&writer, &cotp);
    if (writer.bad || s7_writer_size(&writer) != size || memcmp(encoded, octets, size) != 0)
        complain(replay, number, "the TPDU does not re-encode to its octets");
}

static const char *round_trip(const uint8_t *octets, size_t size)
{
    static struct s7_message message;
    static uint8_t encoded[ISO_BUFFER_SIZE];
    if (s7_message_decode(octets, size, &message) != S7_OK)
        return "does not decode";
    struct s7_writer writer = s7_writer_over(encoded, sizeof encoded);
    s7_message_encode(&writer, &message);
    bool same = !writer.bad && s7_writer_size(&writer) == size && memcmp(encoded, octets, size) == 0;
    return same ? NULL : "does not re-encode to its octets";
}

static void describe(const char *file, unsigned number, const uint8_t *octets, size_t size)
{
    char line[400];
    struct s7_strbuf buf = s7_strbuf_over(line, sizeof line);
    s7_describe_pdu(&buf, octets, size);
    printf("%s#%u: %s\n", file, number, line);
}

static void on_pdu(void *self, unsigned number, const uint8_t *octets, size_t size)
{
    struct replay *replay = self;
    if (octets[0] != S7_PROTOCOL_ID) {
        replay->foreign_count++;
        return;
    }
    replay->pdu_count++;
    replay->total++;
    const char *flaw = round_trip(octets, size);
    if (getenv("S7_DESCRIBE") || flaw)
        describe(replay->file, number, octets, size);
    if (flaw)
        complain(replay, number, flaw);
}

struct input {
    struct replay *replay;
    struct iso_streams *streams;
};

static void on_frame(void *self, const struct capture_frame *frame)
{
    struct input *input = self;
    struct tcp_segment segment;
    if (tcp_segment_parse(frame, &segment))
        iso_streams_input(input->streams, frame->number, &segment);
}

static void replay_file(struct replay *replay, const char *folder, const char *file, unsigned pdu_count)
{
    char path[1024];
    struct iso_streams *streams = calloc(1, sizeof *streams);
    struct input input = {replay, streams};
    replay->file = file;
    replay->pdu_count = replay->tpdu_count = replay->foreign_count = 0;
    snprintf(path, sizeof path, "%s/%s", folder, file);
    if (!streams) {
        complain(replay, 0, "no memory");
        return;
    }
    *streams = (struct iso_streams){.on_tpdu = on_tpdu, .on_pdu = on_pdu, .self = replay};
    if (!capture_file_read(path, on_frame, &input))
        complain(replay, 0, "cannot be read");
    printf("%-42s %4u TPDUs %4u S7 %3u other %4zu gaps %2zu repeated\n", file, replay->tpdu_count,
           replay->pdu_count, replay->foreign_count, streams->gap_count, streams->repeat_count);
    if (streams->bad_count)
        complain(replay, 0, "holds octets that are not ISO-on-TCP");
    if (replay->pdu_count != pdu_count)
        complain(replay, 0, "another number of S7 PDUs than expected");
    free(streams);
}

static unsigned files_in(const char *folder)
{
    unsigned count = 0;
    DIR *directory = opendir(folder);
    if (!directory)
        return 0;
    for (const struct dirent *entry = readdir(directory); entry; entry = readdir(directory))
        count += strstr(entry->d_name, ".pcap") != NULL;
    closedir(directory);
    return count;
}

static int skip(const char *folder)
{
    const char *required = getenv("S7_REQUIRE");
    printf("skipped: no captures (%s)\n", folder);
    return required && strstr(required, "captures") ? EXIT_FAILURE : SKIPPED;
}

static void check_totals(struct replay *replay, unsigned file_count)
{
    replay->file = "total";
    if (file_count != FILE_COUNT)
        complain(replay, 0, "another number of files than 22");
    if (replay->total != PDU_COUNT)
        complain(replay, 0, "another number of S7 PDUs than 1815");
}

int main(void)
{
    static struct replay replay;
    const char *given = getenv("S7_CAPTURES");
    const char *folder = given ? given : REPLAY_SOURCE_DIR "/../../../shared/captures";
    unsigned file_count = files_in(folder);
    if (file_count == 0)
        return skip(folder);
    for (size_t i = 0; i < sizeof expected / sizeof expected[0]; i++)
        replay_file(&replay, folder, expected[i].file, expected[i].pdu_count);
    check_totals(&replay, file_count);
    printf("%u files, %u S7 PDUs, %u failures\n", file_count, replay.total, replay.failures);
    return replay.failures ? EXIT_FAILURE : EXIT_SUCCESS;
}
