/* SPDX-License-Identifier: MIT */
#include "cli/capture_show.h"

#include "check.h"

#include "capture_events.h"
#include "said.h"

static struct scene_events scene;

static struct said show_it(const struct s7_seen *event)
{
    scene.show.out = stdout;
    said_start("");
    s7_capture_show_take(&scene.show, event);
    return said_stop(0);
}

static int open_scene(void **state)
{
    (void)state;
    scene_open(&scene, NULL, false);
    return 0;
}

static int close_scene(void **state)
{
    (void)state;
    scene_close(&scene);
    return 0;
}

static void a_line_has_time_packet_partners_and_words(void **state)
{
    (void)state;
    assert_string_equal(
        show_it(scene_pdu(&scene, PDU_READ, NULL)).out,
        "    0.000000    12 10.10.1.11:49152 -> 10.20.1.21  Job #0005 Read Var: DB10.DBW0:INT\n");
    struct s7_seen *event = scene_pdu(&scene, PDU_GIVEN, PDU_READ);
    event->time += 2114 * INT64_C(1000);
    assert_string_equal(show_it(event).out,
                        "    0.002114    12 10.10.1.11:49152 <- 10.20.1.21  Ack_Data #0005 Read Var: "
                        "DB10.DBW0:INT = 42 (2.114 ms)\n");
    event = scene_event(&scene, S7_SEEN_CLOSED);
    event->client = 1; /* the one that dialled is the served one */
    assert_string_equal(show_it(event).out,
                        "    0.000000    12 10.20.1.21:102 -- 10.10.1.11:49152  TCP connection closed\n");
    assert_int_equal(scene.show.lines, 3);
}

static void the_time_is_the_one_that_is_asked_for(void **state)
{
    (void)state;
    struct s7_seen *event = scene_event(&scene, S7_SEEN_CLOSED);
    scene.show.clock = S7_CAPTURE_ABSOLUTE;
    assert_begins(show_it(event).out, "2025-11-20 10:00:00.001500    12 ");
    scene.show.clock = S7_CAPTURE_DELTA;
    event->time += S7_SECOND;
    assert_begins(show_it(event).out, "    1.000000    12 ");
    event->time += S7_SECOND / 2;
    assert_begins(show_it(event).out, "    0.500000    12 ");
}

static void files_are_named_when_there_are_several(void **state)
{
    (void)state;
    scene.show.name_files = true;
    assert_begins(show_it(scene_event(&scene, S7_SEEN_CLOSED)).out, "file line4.pcap\n    0.0");
    assert_begins(show_it(scene_event(&scene, S7_SEEN_CLOSED)).out, "    0.0");
    scene.reading.file = "line5.pcap";
    scene.reading.file_number = 2;
    assert_begins(show_it(scene_event(&scene, S7_SEEN_CLOSED)).out, "file line5.pcap\n    0.0");
}

static void only_the_functions_asked_for_are_shown(void **state)
{
    (void)state;
    scene.show.only = "WRITE v";
    assert_string_equal(show_it(scene_pdu(&scene, PDU_READ, NULL)).out, "");
    assert_string_equal(show_it(scene_event(&scene, S7_SEEN_OPENED)).out, "");
    assert_non_null(strstr(show_it(scene_pdu(&scene, PDU_WRITE, NULL)).out, "Write Var"));
    assert_non_null(
        strstr(show_it(scene_pdu(&scene, PDU_REFUSED, PDU_WRITE)).out, "refused")); /* it says no function */
    assert_string_equal(show_it(scene_pdu(&scene, PDU_REFUSED, PDU_READ)).out, "");
}

static void only_the_partner_asked_for_is_shown(void **state)
{
    (void)state;
    scene.show.partner = "10.20.1.21";
    assert_string_not_equal(show_it(scene_event(&scene, S7_SEEN_OPENED)).out, "");
    scene.show.partner = "10.20.1.2";
    assert_string_equal(show_it(scene_event(&scene, S7_SEEN_OPENED)).out, "");
}

static void dts_without_user_data_are_counted(void **state)
{
    (void)state;
    assert_string_equal(show_it(scene_packet(&scene, PACKET_EMPTY)).out, "");
    assert_int_equal(scene.show.empty_count, 1);
    scene.show.empty_dts = true;
    assert_non_null(strstr(show_it(scene_packet(&scene, PACKET_EMPTY)).out, "DT without user data"));
    assert_int_equal(scene.show.empty_count, 1);
}

static void documents_are_lines(void **state)
{
    (void)state;
    scene.show.json = true;
    struct said said = show_it(scene_pdu(&scene, PDU_GIVEN, PDU_READ));
    json_t *document = json_loads(said.out, 0, NULL);
    assert_non_null(document);
    assert_ptr_equal(strchr(said.out, '\n'), said.out + strlen(said.out) - 1);
    json_decref(document);
}

/* Nobody is there to read on: no more packets are wanted. */
static void it_stops_when_nobody_reads(void **state)
{
    (void)state;
    FILE *full = fopen("/dev/full", "w");
    if (!full)
        skip();
    scene.show.out = full;
    scene.show.flushed = true;
    assert_false(scene.reading.stop);
    s7_capture_show_take(&scene.show, scene_event(&scene, S7_SEEN_OPENED));
    assert_true(scene.reading.stop);
    fclose(full);
}

int main(void)
{
#define IN_SCENE(test) cmocka_unit_test_setup_teardown(test, open_scene, close_scene)
    const struct CMUnitTest tests[] = {IN_SCENE(a_line_has_time_packet_partners_and_words),
                                       IN_SCENE(the_time_is_the_one_that_is_asked_for),
                                       IN_SCENE(files_are_named_when_there_are_several),
                                       IN_SCENE(only_the_functions_asked_for_are_shown),
                                       IN_SCENE(only_the_partner_asked_for_is_shown),
                                       IN_SCENE(dts_without_user_data_are_counted),
                                       IN_SCENE(documents_are_lines),
                                       IN_SCENE(it_stops_when_nobody_reads)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
