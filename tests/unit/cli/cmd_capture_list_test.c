/* SPDX-License-Identifier: MIT */
#include "check.h"

#include <stdlib.h>
#include <unistd.h>

#include "capture_scene.h"
#include "cli/exit.h"
#include "frames.h"
#include "said.h"

static char folder[] = "/tmp/sieben-list-XXXXXX";
static char path[64], plant_path[64];

static const char plant[] = "sieben: 1\n"
                            "plant: {name: List, revision: 1}\n"
                            "cpus:\n"
                            "  PRESS: {address: 10.0.0.11, profile: s7-1500, put_get: permitted}\n"
                            "  OVEN: {address: 10.0.0.21, profile: s7-300, slot: 2, dbs: {10: {size: 60}}}\n";

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

static const struct frame_ends ends = {.host = {11, 21}, .port = {50000, 102}};
static uint32_t sequences[2];

static void write_packet(FILE *file, unsigned from, const uint8_t *octets, size_t size)
{
    static uint8_t room[FRAME_MAX];
    const struct frame_segment segment = {.from = from,
                                          .flags = FRAME_ACK,
                                          .sequence = sequences[from],
                                          .acknowledged = sequences[1 - from],
                                          .payload = octets,
                                          .size = size};
    const struct s7_packet frame = frame_make(room, &ends, &segment);
    sequences[from] += (uint32_t)size;
    scene_u32(file, 7);
    scene_u32(file, 0);
    scene_u32(file, (uint32_t)frame.size);
    scene_u32(file, (uint32_t)frame.size);
    must(fwrite(frame.octets, 1, frame.size, file) == frame.size);
}

/* One read of DB10.DBW0:INT, that is given. */
static void write_capture(void)
{
    static const uint8_t asked[] = {3, 0, 0, 31,   2,  0xF0, 0x80, 0x32, 1, 0, 0,  0,    5, 0, 14, 0,
                                    0, 4, 1, 0x12, 10, 0x10, 5,    0,    1, 0, 10, 0x84, 0, 0, 0};
    static const uint8_t given[] = {3, 0, 0, 27, 2, 0xF0, 0x80, 0x32, 3, 0, 0,  0, 5, 0,
                                    2, 0, 6, 0,  0, 4,    1,    0xFF, 5, 0, 16, 0, 42};
    scene_write(path, 1, 0);
    FILE *file = fopen(path, "ab");
    must(file);
    sequences[0] = sequences[1] = 1000;
    write_packet(file, 0, asked, sizeof asked);
    write_packet(file, 1, given, sizeof given);
    must(fclose(file) == 0);
}

static void conversations_are_listed(void **state)
{
    (void)state;
    write_capture();
    struct said said = SAY("capture", "list", path);
    assert_int_equal(said.exit_code, S7_EXIT_OK);
    assert_non_null(strstr(said.out, path));
    assert_non_null(strstr(said.out, "1. 10.0.0.11 → 10.0.0.21"));
    assert_non_null(strstr(said.out, "DB10.DBW0:INT"));
    assert_null(strstr(said.out, "42")); /* no value */
    assert_string_equal(said.err, "");
}

static void the_plant_gives_names(void **state)
{
    (void)state;
    write_capture();
    struct said said = SAY("capture", "list", "--plant", plant_path, path);
    assert_int_equal(said.exit_code, S7_EXIT_OK);
    assert_non_null(strstr(said.out, "1. PRESS → OVEN"));
    assert_int_equal(SAY("capture", "list", path, "--plant", path).exit_code, S7_EXIT_USAGE);
}

static void a_document_says_how_the_reading_went(void **state)
{
    (void)state;
    write_capture();
    must(truncate(path, SCENE_HEAD + SCENE_PACKET_HEAD + 85 + 20) == 0);
    struct said said = SAY("capture", "list", path, "--json", "--redact");
    assert_int_equal(said.exit_code, S7_EXIT_OK);
    assert_non_null(strstr(said.out, "\"schema\": \"sieben/capture-list/1\""));
    assert_non_null(strstr(said.out, "\"complete\": false"));
    assert_non_null(strstr(said.out, "host-1"));
    assert_null(strstr(said.out, "10.0.0."));
    assert_non_null(strstr(said.err, "not complete"));
}

static void a_capture_without_any_is_no_failure(void **state)
{
    (void)state;
    scene_write(path, 1, 4);
    struct said said = SAY("capture", "list", path);
    assert_int_equal(said.exit_code, S7_EXIT_OK);
    assert_non_null(strstr(said.out, "No conversation that could be S7's."));
}

static void a_wrong_command_line_is_refused(void **state)
{
    (void)state;
    assert_misuse(SAY("capture", "list"), "capture list", "a capture file, - for standard input, or -i");
    assert_misuse(SAY("capture", "list", "a", "--port", "x"), "capture list", "--port: \"x\"");
    struct said said = SAY("capture", "list", plant_path);
    assert_int_equal(said.exit_code, S7_EXIT_USAGE);
    assert_string_equal(said.out, "");
    assert_non_null(strstr(said.err, "no capture"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(conversations_are_listed),
                                       cmocka_unit_test(the_plant_gives_names),
                                       cmocka_unit_test(a_document_says_how_the_reading_went),
                                       cmocka_unit_test(a_capture_without_any_is_no_failure),
                                       cmocka_unit_test(a_wrong_command_line_is_refused)};
    return cmocka_run_group_tests(tests, make_folder, remove_folder);
}
