/* SPDX-License-Identifier: MIT */
#include "check.h"

#include "capture_events.h"

static struct scene_events scene;

static const char *said(enum s7_seen_kind kind)
{
    return scene_words(&scene, scene_event(&scene, kind));
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

static void connections_begin_and_end(void **state)
{
    (void)state;
    assert_string_equal(said(S7_SEEN_OPENED), "TCP connection");
    scene.flow.seen = S7_FLOW_SEEN_DATA;
    assert_string_equal(said(S7_SEEN_OPENED), "TCP connection that was there before");
    const char *before = "";
    for (int end = 0; end <= S7_FLOW_END_CAPTURE; end++) {
        struct s7_seen *event = scene_event(&scene, S7_SEEN_CLOSED);
        event->end = (enum s7_flow_end)end;
        assert_non_null(strstr(scene_words(&scene, event), "TCP connection "));
        assert_string_not_equal(s7_capture_show_end(event->end), before);
        before = s7_capture_show_end(event->end);
    }
    struct s7_seen *event = scene_event(&scene, S7_SEEN_CLOSED);
    event->end = S7_FLOW_END_REFUSED;
    assert_string_equal(scene_words(&scene, event), "TCP connection refused");
}

static void cotp_is_said_with_its_tsaps(void **state)
{
    (void)state;
    assert_string_equal(scene_words(&scene, scene_packet(&scene, PACKET_CR)),
                        "CR calling TSAP 10.01, called TSAP 03.02, TPDU size 1024");
    assert_string_equal(scene_words(&scene, scene_packet(&scene, PACKET_CR_TEXT)),
                        "CR calling TSAP \"LINE41_PC\", called TSAP 03.02, TPDU size 1024");
    assert_string_equal(scene_words(&scene, scene_packet(&scene, PACKET_EMPTY)), "DT without user data, EOT 0");
    assert_non_null(strstr(scene_words(&scene, scene_packet(&scene, PACKET_DR)), "DR reason 128"));
    assert_non_null(strstr(scene_words(&scene, scene_packet(&scene, "0300000701f0")), "malformed"));
}

static void what_is_missing_is_said(void **state)
{
    (void)state;
    struct s7_seen *event = scene_event(&scene, S7_SEEN_LOST);
    event->loss = S7_LOSS_GAP;
    event->lost_octets = 1460;
    assert_string_equal(scene_words(&scene, event), "1460 octets missing in the capture");
    event = scene_event(&scene, S7_SEEN_NO_ANSWER);
    event->pdu = scene_octets(PDU_READ, scene.pdu);
    assert_string_equal(scene_words(&scene, event), "never answered: Job #0005 Read Var");
}

static void other_protocols_are_named(void **state)
{
    (void)state;
    struct s7_seen *event = scene_event(&scene, S7_SEEN_S7PLUS);
    event->pdu = scene_octets("7201000031", scene.pdu);
    assert_string_equal(scene_words(&scene, event), "S7CommPlus, 5 octets, not decoded");
    event->kind = S7_SEEN_MMS;
    assert_string_equal(scene_words(&scene, event), "MMS (ISO session), 5 octets, not decoded");
    event->kind = S7_SEEN_OTHER;
    assert_string_equal(scene_words(&scene, event), "another protocol, 5 octets, not decoded: 72 01 00 00 31");
}

static void latency_and_framing_stand_at_the_end(void **state)
{
    (void)state;
    struct s7_seen *event = scene_pdu(&scene, PDU_GIVEN, PDU_READ);
    event->framing = S7_FRAMING_SPLIT | S7_FRAMING_AFTER_GAP;
    assert_string_equal(scene_words(&scene, event), "Ack_Data #0005 Read Var: DB10.DBW0:INT = 42 (2.114 ms) "
                                                    "[in several segments, after a gap]");
}

static void codes_are_those_of_header_or_userdata(void **state)
{
    (void)state;
    assert_int_equal(s7_capture_show_code(scene_pdu(&scene, PDU_REFUSED, PDU_READ)), 0x8104);
    assert_int_equal(s7_capture_show_code(scene_pdu(&scene, PDU_GIVEN, PDU_READ)), 0);
    assert_int_equal(s7_capture_show_code(scene_pdu(&scene,
                                                    "320700000007000c0004000112081284010100008104"
                                                    "0a000000",
                                                    PDU_SZL)),
                     0x8104);
    assert_int_equal(s7_capture_show_code(scene_pdu(&scene, "3203", PDU_READ)), 0);
}

static void redacted_words_have_no_content(void **state)
{
    (void)state;
    static struct scene_events secret;
    scene_open(&secret, NULL, true);
    assert_null(strstr(scene_words(&secret, scene_packet(&secret, PACKET_CR_TEXT)), "LINE41"));
    struct s7_seen *event = scene_event(&secret, S7_SEEN_OTHER);
    event->pdu = scene_octets("7201000031", secret.pdu);
    assert_string_equal(scene_words(&secret, event), "another protocol, 5 octets, not decoded");
    scene_close(&secret);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(connections_begin_and_end),
                                       cmocka_unit_test(cotp_is_said_with_its_tsaps),
                                       cmocka_unit_test(what_is_missing_is_said),
                                       cmocka_unit_test(other_protocols_are_named),
                                       cmocka_unit_test(latency_and_framing_stand_at_the_end),
                                       cmocka_unit_test(codes_are_those_of_header_or_userdata),
                                       cmocka_unit_test(redacted_words_have_no_content)};
    return cmocka_run_group_tests(tests, open_scene, close_scene);
}
