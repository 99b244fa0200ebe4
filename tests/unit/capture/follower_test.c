/* SPDX-License-Identifier: MIT */
#include "hearing.h"

static void a_connection_is_told_from_its_beginning_to_its_end(void **state)
{
    (void)state;
    say_connect();
    say_setup();
    close_flow(S7_FLOW_END_FIN);
    assert_int_equal(event_count, 6);
    assert_int_equal(events[0].seen.kind, S7_SEEN_OPENED);
    assert_null(events[0].seen.talk);
    assert_int_equal(events[0].seen.packet, 1);
    assert_int_equal(events[1].seen.packet_octets.size, 22);
    assert_int_equal(events[3].seen.packet_octets.size, 25);
    assert_int_equal(events[3].packet[0], 3);
    assert_int_equal(events[3].packet[7], 0x32);
    assert_int_equal(events[5].seen.kind, S7_SEEN_CLOSED);
    assert_ptr_equal(events[5].seen.talk, the_talk());
    assert_int_equal(the_talk()->octets_to_server, 22 + 25);
    assert_int_equal(the_talk()->octets_to_client, 22 + 27);
    assert_int_equal(the_talk()->last, events[4].seen.time);
}

static void connections_of_the_same_partners_are_one_talk(void **state)
{
    (void)state;
    for (int i = 0; i < 3; i++) {
        say_connect();
        close_flow(S7_FLOW_END_RESET);
        now += S7_SECOND;
        open_flow(S7_FLOW_SEEN_SYN | S7_FLOW_SEEN_SYN_ACK);
        flow.ends[0].port++;
    }
    assert_int_equal(the_talk()->connections, 3);
    assert_int_equal(the_talk()->resets, 3);
    assert_int_equal(the_talk()->first_packet, 1);
    assert_int_equal(the_talk()->telegrams, 6);
}

static void half_of_a_connection_takes_no_memory_and_is_counted(void **state)
{
    (void)state;
    close_flow(S7_FLOW_END_REFUSED);
    open_flow(S7_FLOW_SEEN_SYN);
    close_flow(S7_FLOW_END_IDLE);
    open_flow(S7_FLOW_SEEN_SYN | S7_FLOW_SEEN_SYN_ACK);
    assert_null(flow.talk);
    close_flow(S7_FLOW_END_FIN);
    const struct s7_talk *talk = the_talk();
    assert_false(talk->tsaps_known);
    assert_int_equal(talk->connections, 3);
    assert_int_equal(talk->refused, 1);
    assert_int_equal(talk->unanswered, 1);
    assert_int_equal(talk->protocol, S7_TALK_NOTHING);
    assert_null(talk->latency);
    assert_int_equal(follower.kept.used, 0);
}

/* A quarter of the talks at most are of connections without any telegram. */
static void those_leave_room_for_conversations(void **state)
{
    (void)state;
    close_flow(S7_FLOW_END_FIN);
    for (uint8_t i = 0; i < 10; i++) {
        open_flow(S7_FLOW_SEEN_SYN);
        flow.ends[1].address[3] = (uint8_t)(20 + i);
        close_flow(S7_FLOW_END_IDLE);
    }
    assert_int_equal(follower.book.count, 2);
    assert_int_equal(follower.losses.counts[S7_LOSS_TALK_LIMIT], 9);
    for (uint8_t i = 0; i < 10; i++) {
        open_flow(S7_FLOW_SEEN_SYN);
        flow.ends[1].address[3] = (uint8_t)(20 + i);
        say_connect();
        ask_read(1);
        assert_int_equal(last_event()->seen.kind, S7_SEEN_S7);
        assert_int_equal(last_event()->seen.talk == NULL, i >= 6);
        close_flow(S7_FLOW_END_FIN);
        event_count = 0;
    }
    assert_int_equal(follower.book.count, 8);
    assert_int_equal(follower.losses.counts[S7_LOSS_TALK_LIMIT], 13);
}

static void who_tries_many_is_told_at_the_end(void **state)
{
    (void)state;
    close_flow(S7_FLOW_END_FIN);
    for (uint8_t i = 0; i < 10; i++) {
        open_flow(S7_FLOW_SEEN_SYN);
        flow.ends[1].address[3] = (uint8_t)(20 + i);
        close_flow(S7_FLOW_END_REFUSED);
    }
    s7_follower_finish(&follower);
    assert_int_equal(s7_book_at(&follower.book, 0)->talk.anomalies[S7_ANOMALY_SCAN], 11);
}

static void one_that_works_is_no_scan(void **state)
{
    (void)state;
    for (uint8_t i = 0; i < 8; i++) {
        flow.ends[1].address[3] = (uint8_t)(20 + i);
        say_connect();
        ask_read(1);
        answer_read(1);
        close_flow(S7_FLOW_END_FIN);
        open_flow(S7_FLOW_SEEN_SYN);
        event_count = 0;
    }
    s7_follower_finish(&follower);
    assert_int_equal(s7_book_at(&follower.book, 0)->talk.anomalies[S7_ANOMALY_SCAN], 0);
}

/* Setup and SZL 0011, as a tool that looks for CPUs asks them. */
static void who_only_asks_many_who_they_are_scans(void **state)
{
    (void)state;
    for (uint8_t i = 0; i < 8; i++) {
        flow.ends[1].address[3] = (uint8_t)(20 + i);
        flow.talk = NULL;
        say_setup();
        SAY(CLIENT, 0x32, 7, 0, 0, 0, 2, 0, 8, 0, 8, 0, 1, 0x12, 4, 0x11, 0x44, 1, 0, 0xFF, 9, 0, 4, 0, 0x11, 0,
            0);
        SAY(SERVER, 0x32, 7, 0, 0, 0, 2, 0, 12, 0, 4, 0, 1, 0x12, 8, 0x12, 0x84, 1, 1, 0, 0, 0, 0, 0x0A, 0, 0,
            0);
        close_flow(S7_FLOW_END_FIN);
        open_flow(S7_FLOW_SEEN_SYN);
        event_count = 0;
    }
    s7_follower_finish(&follower);
    assert_int_equal(s7_book_at(&follower.book, 0)->talk.anomalies[S7_ANOMALY_SCAN], 8);
}

static void empty_dts_are_no_pdus(void **state)
{
    (void)state;
    say_connect();
    say_part(CLIENT, NULL, 0, false);
    say_part(CLIENT, NULL, 0, true);
    assert_int_equal(last_event()->seen.kind, S7_SEEN_COTP);
    assert_int_equal(the_talk()->empty_dts, 2);
    assert_int_equal(the_talk()->pdus, 0);
    assert_int_equal(the_talk()->telegrams, 4);
}

/* Nobody knows what would have come. */
static void what_was_not_watched_to_its_end_is_not_unanswered(void **state)
{
    (void)state;
    ask_read(1);
    close_flow(S7_FLOW_END_EVICTED);
    open_flow(S7_FLOW_SEEN_SYN);
    close_flow(S7_FLOW_END_EVICTED);
    open_flow(S7_FLOW_SEEN_SYN);
    now += S7_SECOND;
    close_flow(S7_FLOW_END_CAPTURE);
    assert_int_equal(the_talk()->unanswered, 0);
    assert_int_equal(anomaly(S7_ANOMALY_UNANSWERED), 0);
    open_flow(S7_FLOW_SEEN_SYN);
    now += 4 * S7_SECOND;
    close_flow(S7_FLOW_END_CAPTURE);
    assert_int_equal(the_talk()->unanswered, 1);
    assert_int_equal(the_talk()->connections, 4);
}

static void lost_octets_are_told_and_break_what_was_begun(void **state)
{
    (void)state;
    static const uint8_t begun[] = {0x32, 1, 0, 0};
    say_connect();
    say_part(CLIENT, begun, sizeof begun, false);
    sink.lost(sink.user, &flow, CLIENT, S7_LOSS_GAP, 100, packet, now);
    assert_int_equal(last_event()->seen.kind, S7_SEEN_LOST);
    assert_int_equal(last_event()->seen.lost_octets, 100);
    assert_int_equal(last_event()->seen.loss, S7_LOSS_GAP);
    ask_read(1);
    assert_int_equal(last_event()->seen.kind, S7_SEEN_S7);
    assert_int_equal(last_event()->seen.pdu.size, 24);
    answer_read(9); /* no wonder: its request may be lost */
    assert_int_equal(anomaly(S7_ANOMALY_UNASKED_ANSWER), 0);
}

static void a_contradiction_breaks_nothing(void **state)
{
    (void)state;
    static const uint8_t job[] = {0x32, 1, 0, 0, 0, 1, 0, 1, 0, 0, 0x28};
    say_connect();
    say_part(CLIENT, job, 4, false);
    sink.lost(sink.user, &flow, CLIENT, S7_LOSS_CONTRADICTION, 5, packet, now);
    say_part(CLIENT, job + 4, sizeof job - 4, true);
    assert_memory_equal(last_event()->pdu, job, sizeof job);
    assert_int_equal(the_talk()->losses.counts[S7_LOSS_CONTRADICTION], 5);
    close_flow(S7_FLOW_END_FIN);
    assert_int_equal(anomaly(S7_ANOMALY_UNANSWERED), 1);
}

static void a_dt_with_a_longer_header_is_data_too(void **state)
{
    (void)state;
    static const uint8_t dt[] = {2, 0xF0, 0x85, 0x32, 1, 0, 0, 0, 1, 0, 1, 0, 0, 4};
    say_tpdu(CLIENT, dt, sizeof dt);
    assert_int_equal(last_event()->seen.kind, S7_SEEN_S7);
    assert_int_equal(last_event()->seen.pdu.size, 11);
}

static void how_telegrams_lie_in_segments_is_counted(void **state)
{
    (void)state;
    static const uint8_t octets[] = {3, 0, 0, 7, 2, 0xF0, 0x80};
    say_connect();
    const struct s7_telegram split = {.packet = 9,
                                      .time = now,
                                      .framing = S7_FRAMING_SPLIT | S7_FRAMING_SHARED,
                                      .octets = octets,
                                      .size = sizeof octets};
    sink.telegram(sink.user, &flow, &split);
    assert_int_equal(anomaly(S7_ANOMALY_SPLIT), 1);
    assert_int_equal(anomaly(S7_ANOMALY_SHARED), 1);
    assert_int_equal(last_event()->seen.framing, S7_FRAMING_SPLIT | S7_FRAMING_SHARED);
}

static void nobody_needs_to_look(void **state)
{
    (void)state;
    follower.config.seen = NULL;
    say_connect();
    ask_read(1);
    answer_read(1);
    assert_int_equal(the_talk()->usages[0].served, 1);
    assert_int_equal(event_count, 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {TEST(a_connection_is_told_from_its_beginning_to_its_end),
                                       TEST(connections_of_the_same_partners_are_one_talk),
                                       TEST(half_of_a_connection_takes_no_memory_and_is_counted),
                                       TEST(those_leave_room_for_conversations),
                                       TEST(who_tries_many_is_told_at_the_end),
                                       TEST(one_that_works_is_no_scan),
                                       TEST(who_only_asks_many_who_they_are_scans),
                                       TEST(empty_dts_are_no_pdus),
                                       TEST(what_was_not_watched_to_its_end_is_not_unanswered),
                                       TEST(lost_octets_are_told_and_break_what_was_begun),
                                       TEST(a_contradiction_breaks_nothing),
                                       TEST(a_dt_with_a_longer_header_is_data_too),
                                       TEST(how_telegrams_lie_in_segments_is_counted),
                                       TEST(nobody_needs_to_look)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
