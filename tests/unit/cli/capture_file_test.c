/* SPDX-License-Identifier: MIT */
#define _DEFAULT_SOURCE /* pcap.h has types of BSD */
#include "cli/capture_file.h"

#include "check.h"

#include <signal.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "capture_scene.h"
#include "said.h"

static char folder[] = "/tmp/sieben-capture-XXXXXX";
static char path[64];
static unsigned takings;
static uint64_t last_number;
static uint8_t last_octet;
static int raised;

static int make_folder(void **state)
{
    (void)state;
    must(mkdtemp(folder));
    snprintf(path, sizeof path, "%s/file.yaml", folder); /* the name says nothing */
    return 0;
}

static int remove_folder(void **state)
{
    (void)state;
    remove(path);
    return remove(folder);
}

static void take(void *user, const struct s7_packet *packet)
{
    (void)user;
    takings++;
    last_number = packet->number;
    last_octet = packet->octets[packet->size - 1];
    if (raised)
        raise(raised);
}

static struct said read_file(struct s7_capture_reading *reading)
{
    struct s7_capture_pump pump = {.take = take, .reading = reading};
    *reading = (struct s7_capture_reading){.complete = true};
    takings = 0;
    s7_capture_signals_take();
    said_start("");
    struct said said = said_stop(s7_capture_file_read(path, &pump));
    s7_capture_signals_return();
    return said;
}

static void every_packet_is_given(void **state)
{
    (void)state;
    struct s7_capture_reading reading;
    scene_write(path, 1, 200);
    assert_int_equal(s7_capture_file_look(path), 0);
    assert_int_equal(read_file(&reading).exit_code, 0);
    assert_int_equal(takings, 200);
    assert_int_equal(last_number, 200);
    assert_int_equal(last_octet, 199);
    assert_true(reading.complete);
    assert_int_equal(reading.octets, 200 * SCENE_PACKET);
    scene_write(path, 1, 0);
    assert_int_equal(read_file(&reading).exit_code, 0);
    assert_int_equal(takings, 0);
    assert_true(reading.complete);
}

/* Wherever it ends: what is whole before it is given, and that it ends there is noted, unless it ends well. */
static void a_truncated_file_is_read_as_far_as_it_goes(void **state)
{
    (void)state;
    enum { PACKETS = 3, STEP = SCENE_PACKET_HEAD + SCENE_PACKET, ALL = SCENE_HEAD + PACKETS * STEP };
    struct s7_capture_reading reading;
    for (unsigned size = SCENE_HEAD; size <= ALL; size++) {
        scene_write(path, 1, PACKETS);
        must(truncate(path, size) == 0);
        struct said said = read_file(&reading);
        assert_int_equal(said.exit_code, 0);
        assert_int_equal(takings, (size - SCENE_HEAD) / STEP);
        assert_int_equal(reading.complete, (size - SCENE_HEAD) % STEP == 0);
        if (!reading.complete)
            assert_non_null(strstr(reading.why, "truncated"));
    }
    scene_write(path, 1, PACKETS);
    must(truncate(path, SCENE_HEAD - 1) == 0);
    struct said said = read_file(&reading);
    assert_int_equal(said.exit_code, S7_EXIT_USAGE);
    assert_non_null(strstr(said.err, "file.yaml: "));
}

static void what_is_no_capture_is_named(void **state)
{
    (void)state;
    struct s7_capture_reading reading;
    scene_write_text(path, "\x1F\x8B\x08\x00\x00\x00\x00\x00", 8);
    struct said said = read_file(&reading);
    assert_int_equal(said.exit_code, S7_EXIT_USAGE);
    assert_non_null(strstr(said.err, "file.yaml: is a gzip file"));
    said_start("");
    said = said_stop(s7_capture_file_look(path));
    assert_int_equal(said.exit_code, S7_EXIT_USAGE);
    assert_non_null(strstr(said.err, "is a gzip file"));
    said_start("");
    said = said_stop(s7_capture_file_look(folder));
    assert_int_equal(said.exit_code, S7_EXIT_USAGE);
    assert_non_null(strstr(said.err, "Is a directory"));
    remove(path);
    said_start("");
    said = said_stop(s7_capture_file_look(path));
    assert_int_equal(said.exit_code, S7_EXIT_USAGE);
    assert_non_null(strstr(said.err, "No such file"));
}

/* A named pipe can be read once: looking first would take its head away. */
static void a_named_pipe_is_not_looked_at_first(void **state)
{
    (void)state;
    remove(path);
    must(mkfifo(path, 0600) == 0);
    assert_int_equal(s7_capture_file_look(path), 0);
    remove(path);
}

static void a_signal_ends_it_with_what_was_read(void **state)
{
    (void)state;
    struct s7_capture_reading reading;
    scene_write(path, 1, 50);
    raised = SIGINT;
    struct said said = read_file(&reading);
    raised = 0;
    assert_int_equal(said.exit_code, 0);
    assert_int_equal(takings, 1);
    assert_int_equal(s7_capture_signal(), SIGINT);
    assert_string_equal(said.err, "");
}

/* Two interfaces of different kinds in one pcapng: libpcap gives up at the second; what to do is said. */
static void kinds_mixed_come_with_a_remedy(void **state)
{
    (void)state;
    enum { SECOND_KIND = 28 + 20 + 8 };
    static uint8_t octets[] = {
        0x0A, 0x0D, 0x0D, 0x0A, 28, 0, 0, 0, 0x4D, 0x3C, 0x2B, 0x1A, 1,  0, 0, 0, 255, 255, 255, 255,
        255,  255,  255,  255,  28, 0, 0, 0, 1,    0,    0,    0,    20, 0, 0, 0, 1,   0,   0,   0,
        0,    0,    1,    0,    20, 0, 0, 0, /* Ethernet */
        1,    0,    0,    0,    20, 0, 0, 0, 113,  0,    0,    0,    0,  0, 1, 0, 20,  0,   0,   0, /* cooked */
        6,    0,    0,    0,    36, 0, 0, 0, 0,    0,    0,    0,    0,  0, 0, 0, 0,   0,   0,   0,
        4,    0,    0,    0,    4,  0, 0, 0, 1,    2,    3,    4,    36, 0, 0, 0};
    struct s7_capture_reading reading;
    scene_write_text(path, octets, sizeof octets);
    struct said said = read_file(&reading);
    assert_int_equal(said.exit_code, S7_EXIT_USAGE);
    assert_non_null(strstr(said.err, "a type 113 different from"));
    assert_non_null(strstr(said.err, "; take the packets of one: tshark -r FILE"));
    octets[SECOND_KIND] = 1; /* the same kind, and another snap length */
    octets[SECOND_KIND + 4]++;
    scene_write_text(path, octets, sizeof octets);
    said = read_file(&reading);
    assert_int_equal(said.exit_code, S7_EXIT_USAGE);
    assert_non_null(strstr(said.err, "; convert it: editcap -F pcap"));
    octets[SECOND_KIND + 4]--; /* all the same: it is read */
    scene_write_text(path, octets, sizeof octets);
    assert_int_equal(read_file(&reading).exit_code, 0);
    assert_int_equal(takings, 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(every_packet_is_given),
                                       cmocka_unit_test(a_truncated_file_is_read_as_far_as_it_goes),
                                       cmocka_unit_test(what_is_no_capture_is_named),
                                       cmocka_unit_test(a_named_pipe_is_not_looked_at_first),
                                       cmocka_unit_test(a_signal_ends_it_with_what_was_read),
                                       cmocka_unit_test(kinds_mixed_come_with_a_remedy)};
    return cmocka_run_group_tests(tests, make_folder, remove_folder);
}
