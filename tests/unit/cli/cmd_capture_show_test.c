/* SPDX-License-Identifier: MIT */
#include "check.h"

#include <stdlib.h>
#include <unistd.h>

#include "capture_events.h"
#include "capture_scene.h"
#include "frames.h"
#include "said.h"

static char folder[] = "/tmp/sieben-show-XXXXXX";
static char path[64], plant_path[64];

static const char plant[] = "sieben: 1\n"
                            "plant: {name: Show, revision: 1}\n"
                            "cpus:\n"
                            "  PRESS: {address: 10.0.0.11, profile: s7-1500, put_get: permitted}\n"
                            "  OVEN:\n"
                            "    address: 10.0.0.21\n"
                            "    profile: s7-300\n"
                            "    slot: 2\n"
                            "    dbs: {10: {size: 60}}\n"
                            "    tags: {speed: {tag: \"DB10.DBW0:INT\", unit: rpm}}\n";

static int make_folder(void **state)
{
    (void)state;
    must(mkdtemp(folder));
    snprintf(path, sizeof path, "%s/capture", folder);
    snprintf(plant_path, sizeof plant_path, "%s/plant.yaml", folder);
    scene_write_text(plant_path, plant, sizeof plant - 1);
    return 0;
}

static int remove_folder(void **state)
{
    (void)state;
    remove(path);
    remove(plant_path);
    return remove(folder);
}

/* ---- a capture of a read ----------------------------------------------------------------------------------------- */

static const struct frame_ends ends = {.host = {11, 21}, .port = {50000, 102}};
static uint32_t sequences[2];

/* A PDU in a DT in a TPKT in a segment of its own. */
static void write_pdu(FILE *file, unsigned from, const char *hex)
{
    static uint8_t room[FRAME_MAX];
    uint8_t pdu[EVENT_OCTETS], packet[EVENT_OCTETS + 7];
    const struct s7_octets octets = scene_octets(hex, pdu);
    const uint8_t head[] = {3, 0, (uint8_t)((octets.size + 7) >> 8), (uint8_t)(octets.size + 7), 2, 0xF0, 0x80};
    memcpy(packet, head, sizeof head);
    memcpy(packet + sizeof head, octets.at, octets.size);
    const struct frame_segment segment = {.from = from,
                                          .flags = FRAME_ACK,
                                          .sequence = sequences[from],
                                          .acknowledged = sequences[1 - from],
                                          .payload = packet,
                                          .size = octets.size + sizeof head};
    const struct s7_packet frame = frame_make(room, &ends, &segment);
    sequences[from] += (uint32_t)segment.size;
    scene_u32(file, 7);
    scene_u32(file, 0);
    scene_u32(file, (uint32_t)frame.size);
    scene_u32(file, (uint32_t)frame.size);
    must(fwrite(frame.octets, 1, frame.size, file) == frame.size);
}

static void write_capture(void)
{
    scene_write(path, 1, 0);
    FILE *file = fopen(path, "ab");
    must(file);
    sequences[0] = sequences[1] = 1000;
    write_pdu(file, 0, PDU_READ);
    write_pdu(file, 1, PDU_GIVEN);
    write_pdu(file, 0, PDU_WRITE);
    write_pdu(file, 1, PDU_WRITTEN);
    must(fclose(file) == 0);
}

static void every_pdu_is_a_line(void **state)
{
    (void)state;
    write_capture();
    struct said said = SAY("capture", "show", path);
    assert_int_equal(said.exit_code, S7_EXIT_OK);
    assert_non_null(strstr(said.out, " 1 10.0.0.11:50000 -> 10.0.0.21  Job #0005 Read Var: DB10.DBW0:INT\n"));
    assert_non_null(
        strstr(said.out, " 2 10.0.0.11:50000 <- 10.0.0.21  Ack_Data #0005 Read Var: DB10.DBW0:INT = 42 ("));
    assert_non_null(strstr(said.out, "DB10.DBW0:INT := 254\n"));
    assert_non_null(strstr(said.out, "     - 10.0.0.11:50000 -- 10.0.0.21  TCP connection still there"));
    assert_string_equal(said.err, "");
}

static void the_plant_gives_names_and_units(void **state)
{
    (void)state;
    write_capture();
    struct said said =
        SAY("capture", "show", path, "--plant", plant_path, "--partner", "OVEN", "--only", "read");
    assert_int_equal(said.exit_code, S7_EXIT_OK);
    assert_non_null(
        strstr(said.out, "PRESS:50000 <- OVEN  Ack_Data #0005 Read Var: DB10.DBW0:INT = speed 42 rpm ("));
    assert_null(strstr(said.out, "Write"));
    assert_int_equal(SAY("capture", "show", path, "--plant", path).exit_code, S7_EXIT_USAGE);
}

static void documents_end_with_how_the_reading_went(void **state)
{
    (void)state;
    write_capture();
    must(truncate(path, SCENE_HEAD + 3 * 100) == 0);
    struct said said = SAY("capture", "show", path, "--json", "--redact");
    assert_int_equal(said.exit_code, S7_EXIT_OK);
    assert_null(strstr(said.out, "10.0.0."));
    assert_non_null(strstr(said.out, "\"event\":\"end\""));
    assert_non_null(strstr(said.out, "\"complete\":false"));
    assert_non_null(strstr(said.err, "not complete: "));
}

/* Nothing is shown of what is not in it: that is said, so that nobody takes it for silence. */
static void filters_that_fit_nothing_say_so(void **state)
{
    (void)state;
    write_capture();
    struct said said = SAY("capture", "show", path, "--partner", "9.9.9.9");
    assert_int_equal(said.exit_code, S7_EXIT_OK);
    assert_string_equal(said.out, "");
    assert_non_null(strstr(said.err, "nothing in it is of the partner given with --partner"));
    said = SAY("capture", "show", path, "--only", "nonsense", "--partner", "9.9.9.9");
    assert_non_null(strstr(said.err, "with --partner and of the functions given with --only"));
    said = SAY("capture", "show", path, "--partner", "10.0.0.11");
    assert_null(strstr(said.err, "nothing in it"));
    said = SAY("capture", "show", path, "--json", "--partner", "10.0.0.11");
    assert_null(strstr(said.err, "nothing in it"));
}

static void traffic_of_others_is_said_to_be_none(void **state)
{
    (void)state;
    scene_write(path, 1, 4);
    struct said said = SAY("capture", "show", path);
    assert_int_equal(said.exit_code, S7_EXIT_OK);
    assert_string_equal(said.out, "");
    assert_non_null(strstr(said.err, "4 packets, and none of a connection that could be S7's"));
}

static void a_wrong_command_line_is_refused(void **state)
{
    (void)state;
    assert_misuse(SAY("capture", "show"), "capture show", "a capture file, - for standard input, or -i");
    assert_misuse(SAY("capture", "show", "a", "-i", "lo"), "capture show", "files and --interface");
    assert_misuse(SAY("capture", "show", "a", "--time", "now"), "capture show", "--time: relative, absolute");
    assert_misuse(SAY("capture", "show", "a", "--port", "x"), "capture show", "--port: \"x\"");
    struct said said = SAY("capture", "show", plant_path);
    assert_int_equal(said.exit_code, S7_EXIT_USAGE);
    assert_non_null(strstr(said.err, "is a text, no capture"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(every_pdu_is_a_line),
                                       cmocka_unit_test(the_plant_gives_names_and_units),
                                       cmocka_unit_test(documents_end_with_how_the_reading_went),
                                       cmocka_unit_test(filters_that_fit_nothing_say_so),
                                       cmocka_unit_test(traffic_of_others_is_said_to_be_none),
                                       cmocka_unit_test(a_wrong_command_line_is_refused)};
    return cmocka_run_group_tests(tests, make_folder, remove_folder);
}
