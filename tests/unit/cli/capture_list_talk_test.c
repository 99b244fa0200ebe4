/* SPDX-License-Identifier: MIT */
#include "capture_list_scene.h"

static void tell(struct s7_report *report)
{
    s7_capture_list_talk(report, &scene.list, 0);
}

static void a_conversation_is_told_with_its_figures(void **state)
{
    (void)state;
    const char *text = scene_told(tell);
    assert_told(text, "1. 10.0.0.5 → 10.0.0.9");
    assert_told(text, "01.00 (PG, rack 0, slot 0) → 03.02 (S7 basic, rack 0, slot 2)");
    assert_told(text, "the client sent the CR");
    assert_told(text, "6ES7 315-2EH14-0AB0");
    assert_told(text, "3, 1 still there at its end, 2 refused");
    assert_told(text, "1970-01-01 00:00:01.000, for 5.0 s, from packet 7 on");
    assert_told(text, "1,234 with 1,200 PDUs, 5 empty");
    assert_told(text, "480 asked, 240 granted");
    assert_told(text, "8 asked, 2 granted\n");
    assert_told(text, "2 requests at most");
    assert_told(text, "longest 4.0 ms");
    assert_told(text, "27 octets missing in the capture");
    assert_told(text, "4 × telegrams in several TCP segments");
    assert_told(text, "Read Var");
    assert_told(text, "DB10.DBW0:INT");
    assert_told(text, "object does not exist");
}

static void a_mirror_port_of_one_direction_is_told(void **state)
{
    (void)state;
    assert_not_told(scene_told(tell), "mirror");
    scene.talk.one_way = 1;
    assert_told(scene_told(tell), "1 connection in one direction only: check the mirror port");
    scene.talk.one_way = scene.talk.connections;
    scene.talk.octets_to_server = 100;
    scene.talk.octets_to_client = 0;
    assert_told(scene_told(tell),
                "only one direction was captured, what the client sent: check the mirror port");
}

static void what_was_not_seen_is_not_told(void **state)
{
    (void)state;
    scene.talk = (struct s7_talk){
        .client = scene.talk.client, .server = scene.talk.server, .connections = 2, .refused = 2};
    const char *text = scene_told(tell);
    assert_told(text, "none was asked for");
    assert_told(text, "nothing was said");
    assert_not_told(text, "PDU length");
    assert_not_told(text, "Telegrams");
    assert_not_told(text, "Answers after");
    assert_not_told(text, "Function");
    assert_not_told(text, "Not used");
    scene.talk.telegrams = 3;
    assert_told(scene_told(tell), "not seen: the capture begins after the connection did");
}

static void pseudonyms_are_all_that_is_told_of_partners(void **state)
{
    (void)state;
    s7_capture_names_free(scene.list.names);
    must(s7_capture_names_new(NULL, true, &scene.list.names) == 0);
    const char *text = scene_told(tell);
    assert_told(text, "1. host-1 → host-2");
    assert_not_told(text, "10.0.0");
}

/* What a partner says is shown, never obeyed. */
static void text_of_a_partner_commands_no_terminal(void **state)
{
    (void)state;
    scene.talk.called = (struct s7_tsap){.size = 5, .octets = {'"', 0x1B, '[', '2', 'J'}};
    assert_not_told(scene_told(tell), "\x1B");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(a_conversation_is_told_with_its_figures), TEST(a_mirror_port_of_one_direction_is_told),
        TEST(what_was_not_seen_is_not_told), TEST(pseudonyms_are_all_that_is_told_of_partners),
        TEST(text_of_a_partner_commands_no_terminal)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
