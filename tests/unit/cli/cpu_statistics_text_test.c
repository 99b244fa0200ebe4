/* SPDX-License-Identifier: MIT */
#include "cpu_statistics_scene.h"

#include <stdlib.h>

/* What is printed `at` after the beginning. */
static const char *printed(s7_time at)
{
    static char *text;
    size_t size;
    free(text);
    FILE *out = open_memstream(&text, &size);
    assert_non_null(out);
    s7_cpu_statistics_print(out, &statistics, SCENE_START + at);
    fclose(out);
    return text;
}

static void an_open_connection_is_told_in_two_lines(void **state)
{
    (void)state;
    assert_string_equal(
        printed(11 * S7_SECOND + 500 * S7_MILLISECOND),
        "statistics of 11.5 s\n"
        "    connections: 1 by TCP, 1 admitted, 0 refused for the TSAP, 0 refused for want of resources, 0 "
        "turned away\n"
        "    now: 1 (PG 0, OP 1, basic 0, other 0), at most 1\n"
        "    1 request: Setup communication 1; octets 18 in, 20 out\n"
        "  connections\n"
        "    #1 192.0.2.9:4711 for 10.5 s: class OP, rack 0, slot 2 (TSAP 02.02) from 01.00, PDU length 240\n"
        "        1 request: Setup communication 1; octets 18 in, 20 out\n");
}

static void what_was_refused_pushed_and_subscribed_has_lines_of_its_own(void **state)
{
    (void)state;
    asks(READ);
    answers("32030000 0001 00020009 0000 0402 0a000000 ff040008 07");
    asks("32070000 0008 0008000e 0001120411440200 ff09000a 0300 4843504f4d202020");
    answers("32070000 0008 000c0006 000112081284020100 000000 ff090002 0200");
    answers("32070000 0000 00080000 0100101000000200");
    asks("32070000 0600 0008000c 0001120411450100 ff090008 0000000000000000");
    answers("32070000 0600 000c0004 000112081285010100 000000 0a000000");
    scene_event(1, S7_EVENT_WRITTEN, S7_OK, 0);
    scene_event(1, S7_EVENT_PUSH_DROPPED, S7_OK, 0);
    const char *text = printed(2 * S7_SECOND);
    assert_non_null(strstr(text, "PDU length 240, subscribed: "));
    assert_non_null(strstr(text, ", legitimised by the password\n"));
    assert_non_null(strstr(text, "; data changed 1 time\n"));
    assert_non_null(strstr(text, "        refused: 0 requests, 1 item\n"
                                 "        last refusal: Read Var: P#DB10.DBX4.0 BYTE 2: object does not exist "
                                 "(0A)\n"
                                 "        pushes: 1 sent, 1 dropped\n"));
    assert_non_null(strstr(text, "Set session password 1"));
}

static void those_that_did_not_get_in_say_why(void **state)
{
    (void)state;
    scene_event(2, S7_EVENT_ACCEPTED, S7_OK, 0);
    scene_event(3, S7_EVENT_ACCEPTED, S7_OK, 0);
    scene_event(3, S7_EVENT_REFUSED, S7_ERR_RESOURCE_PARTNER, 0);
    scene_event(4, S7_EVENT_ACCEPTED, S7_OK, 0);
    scene_event(4, S7_EVENT_REFUSED, S7_ERR_ISO_REJECTED, 0);
    scene_event(5, S7_EVENT_ACCEPTED, S7_OK, 0);
    scene_event(5, S7_EVENT_ADMITTED, S7_OK, 0);
    const char *text = printed(0);
    assert_non_null(strstr(text, "1 refused for the TSAP, 1 refused for want of resources"));
    assert_non_null(strstr(text, "    #2 192.0.2.9:4711 for 0.0 s: asked for nothing\n"));
    assert_non_null(strstr(text, "    #3 192.0.2.9:4711 for 0.0 s: class OP, rack 0, slot 2 (TSAP 02.02) from "
                                 "01.00, refused: no connection resource was left\n"));
    assert_non_null(strstr(text, "(TSAP 02.02) from 01.00, refused: nothing is here under this TSAP\n"));
    assert_non_null(strstr(text, "(TSAP 02.02) from 01.00, no setup\n"));
}

static void those_that_went_are_told_too(void **state)
{
    (void)state;
    scene_event(1, S7_EVENT_DISCONNECTED, S7_ERR_S7_RESET, 4 * S7_SECOND);
    scene_event(2, S7_EVENT_ACCEPTED, S7_OK, 0);
    scene_event(2, S7_EVENT_DISCONNECTED, S7_ERR_ISO_FOREIGN, 0);
    const char *text = printed(60 * S7_SECOND);
    assert_null(strstr(text, "  connections\n"));
    assert_non_null(strstr(text, "    ended: 1 for malformed telegrams, 0 half open for too long\n"));
    assert_non_null(strstr(text, "  gone\n    #1 192.0.2.9:4711 was there 3.0 s: "));
    assert_non_null(strstr(text, "PDU length 240, S7_RESET\n"));
    assert_non_null(strstr(text, "asked for nothing, ISO_FOREIGN\n"));
    for (uint32_t i = 0; i < S7_CPU_GONE_MAX; i++) {
        scene_event(3, S7_EVENT_ACCEPTED, S7_OK, 0);
        scene_event(3, S7_EVENT_DISCONNECTED, S7_OK, 0);
    }
    text = printed(60 * S7_SECOND);
    assert_non_null(strstr(text, "  gone\n    2 connections before these\n        1 request: Setup"));
    assert_null(strstr(text, "    #1 "));
}

/* Connections beyond those that are listed are counted. */
static void a_list_has_an_end(void **state)
{
    s7_cpu_statistics_close(&statistics);
    assert_int_equal(s7_cpu_statistics_open(&statistics, S7_CPU_LISTED_MAX + 4, SCENE_START), S7_OK);
    for (uint32_t i = 1; i <= S7_CPU_LISTED_MAX + 3; i++)
        scene_event(i, S7_EVENT_ACCEPTED, S7_OK, 0);
    (void)state;
    const char *text = printed(0);
    assert_non_null(strstr(text, "    #512 "));
    assert_null(strstr(text, "    #513 "));
    assert_non_null(strstr(text, "    and 3 more\n"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        SCENE(an_open_connection_is_told_in_two_lines),
        SCENE(what_was_refused_pushed_and_subscribed_has_lines_of_its_own),
        SCENE(those_that_did_not_get_in_say_why),
        SCENE(those_that_went_are_told_too),
        SCENE(a_list_has_an_end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
