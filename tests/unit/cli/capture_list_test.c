/* SPDX-License-Identifier: MIT */
#include "capture_list_scene.h"

static void tell(struct s7_report *report)
{
    s7_capture_list_tell(report, &scene.list);
}

static void the_capture_is_told_first(void **state)
{
    (void)state;
    const char *text = scene_told(tell);
    assert_told(text, "line4.pcap");
    assert_told(text, "4,000 (300,000 octets), 3,000 of them of connections that could be S7's");
    assert_told(text, "1970-01-01 00:00:01.000 … 1970-01-01 00:00:08.000 (7.0 s)");
    assert_told(text, "Ethernet");
    assert_told(text, "3 TCP connections in 1 conversation");
    assert_told(text, "27 octets missing in the capture");
    assert_true(strstr(text, "line4") < strstr(text, "1. 10.0.0.5"));
    assert_not_told(text, "Items read"); /* one conversation needs no overview */
}

static void several_are_shown_at_a_glance(void **state)
{
    (void)state;
    scene.other = scene.talk;
    scene.other.client.address[3] = 77;
    scene.talks[1] = &scene.other;
    scene.list.talk_count = 2;
    const char *text = scene_told(tell);
    assert_told(text, "Items read");
    assert_told(text, "2. 10.0.0.77 → 10.0.0.9");
    assert_true(strstr(text, "10.0.0.77") < strstr(text, "1. 10.0.0.5"));
    assert_not_told(text, "scan");
    scene.other.anomalies[S7_ANOMALY_SCAN] = 300; /* places of the client: not of each row */
    text = scene_told(tell);
    assert_told(text, "4, scan\n");
    const char *found = strstr(text, "300 ×");
    assert_non_null(found);
    assert_null(strstr(found + 1, "300"));
}

static void very_many_are_cut_and_it_says_so(void **state)
{
    (void)state;
    for (size_t i = 0; i < 60; i++)
        scene.talks[i] = &scene.talk;
    scene.list.talk_count = 60;
    scene.talk.usage_count = scene.talk.function_count = scene.talk.error_count = 0;
    const char *text = scene_told(tell);
    assert_told(text, "… and 10 more conversations (--all)");
    assert_told(text, "50. 10");
    assert_not_told(text, "51. 10");
    scene.list.all = true;
    text = scene_told(tell);
    assert_told(text, "60. 10");
    assert_not_told(text, "--all");
}

static void nothing_is_told_as_nothing(void **state)
{
    (void)state;
    scene.list.talk_count = 0;
    scene.list.first = scene.list.last = 0;
    scene.statistics.losses.counts[S7_LOSS_GAP] = 0;
    const char *text = scene_told(tell);
    assert_told(text, "No conversation that could be S7's.");
    assert_told(text, "no packet");
    assert_told(text, "nothing");
}

static void an_interface_is_named(void **state)
{
    (void)state;
    scene.choice.interface = "eth7";
    assert_told(scene_told(tell), "interface eth7");
}

static void packets_say_when_and_of_which_network(void **state)
{
    (void)state;
    struct s7_capture_list list = {.link_count = 0};
    const struct s7_packet packets[] = {
        {.time = 20, .link_type = 1}, {.time = 10, .link_type = 113}, {.time = 30, .link_type = 1}};
    for (size_t i = 0; i < 3; i++)
        s7_capture_list_note(&list, &packets[i]);
    assert_int_equal(list.first, 10);
    assert_int_equal(list.last, 30);
    assert_int_equal(list.link_count, 2);
    assert_int_equal(list.links[1], 113);
    for (uint32_t i = 200; i < 220; i++)
        s7_capture_list_note(&list, &(struct s7_packet){.time = 40, .link_type = i});
    assert_int_equal(list.link_count, S7_CAPTURE_LIST_LINKS);
}

int main(void)
{
    const struct CMUnitTest tests[] = {TEST(the_capture_is_told_first),
                                       TEST(several_are_shown_at_a_glance),
                                       TEST(very_many_are_cut_and_it_says_so),
                                       TEST(nothing_is_told_as_nothing),
                                       TEST(an_interface_is_named),
                                       TEST(packets_say_when_and_of_which_network)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
