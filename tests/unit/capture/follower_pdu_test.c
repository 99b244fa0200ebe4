/* SPDX-License-Identifier: MIT */
#include "hearing.h"

/* Read Var the other way round, over the same connection, and its answer. */
static void server_asks(uint8_t reference)
{
    const uint8_t pdu[] = {0x32, 1,  0,    0, 0, reference, 0, 14, 0,    0, 4, 1,
                           0x12, 10, 0x10, 2, 0, 2,         0, 1,  0x84, 0, 0, 0};
    say(SERVER, pdu, sizeof pdu);
}

static void client_answers(uint8_t reference)
{
    const uint8_t pdu[] = {0x32, 3, 0, 0, 0, reference, 0, 2, 0, 6, 0, 0, 4, 1, 0xFF, 4, 0, 16, 0xAB, 0xCD};
    say(CLIENT, pdu, sizeof pdu);
}

static void an_answer_comes_with_its_question(void **state)
{
    (void)state;
    say_connect();
    say_setup();
    ask_read(7);
    assert_int_equal(last_event()->seen.kind, S7_SEEN_S7);
    assert_int_equal(last_event()->seen.role, S7_ROLE_REQUEST);
    assert_true(last_event()->seen.from_client);
    assert_int_equal(last_event()->seen.header.reference, 7);
    now += 4 * S7_MILLISECOND;
    answer_read(7);
    const struct s7_seen *answer = &last_event()->seen;
    assert_int_equal(answer->role, S7_ROLE_ANSWER);
    assert_int_equal(answer->question_packet, 5);
    assert_int_equal(answer->latency, 5 * S7_MILLISECOND);
    assert_int_equal(answer->question.size, 24);
    assert_int_equal(last_event()->question[10], 4);
    assert_int_equal(answer->pdu.size, 20);
}

static void what_was_asked_and_served_is_in_the_talk(void **state)
{
    (void)state;
    say_connect();
    say_setup();
    for (uint8_t i = 10; i < 13; i++) {
        ask_read(i);
        answer_read(i);
    }
    const struct s7_talk *talk = the_talk();
    assert_int_equal(talk->protocol, S7_TALK_S7);
    assert_int_equal(talk->pdus, 8);
    assert_int_equal(talk->pdu_asked, 480);
    assert_int_equal(talk->pdu_granted, 240);
    assert_int_equal(talk->amq_asked, 3);
    assert_int_equal(talk->amq_granted, 2);
    assert_int_equal(use_of(1, 4, 0, 0)->requests, 3);
    assert_int_equal(use_of(1, 4, 0, 0)->answers, 3);
    assert_int_equal(talk->usage_count, 1);
    assert_int_equal(talk->usages[0].means, S7_MEANS_READ_VAR);
    assert_int_equal(talk->usages[0].range.db, 1);
    assert_int_equal(talk->usages[0].range.bit_count, 16);
    assert_int_equal(talk->usages[0].requests, 3);
    assert_int_equal(talk->usages[0].served, 3);
    assert_int_equal(s7_access_set_bits(&talk->served[S7_OPERATION_READ]), 16);
    assert_int_equal(talk->latency->count, 4);
    assert_int_equal(talk->most_outstanding, 1);
    for (int i = 0; i < S7_ANOMALY_COUNT; i++)
        assert_int_equal(talk->anomalies[i], 0);
}

static void a_refused_item_and_a_refused_request_are_told_apart(void **state)
{
    (void)state;
    ask_read(1);
    SAY(SERVER, 0x32, 3, 0, 0, 0, 1, 0, 2, 0, 4, 0, 0, 4, 1, 0x0A, 0, 0, 0);
    ask_read(2);
    SAY(SERVER, 0x32, 2, 0, 0, 0, 2, 0, 0, 0, 0, 0x81, 0x04);
    const struct s7_talk *talk = the_talk();
    assert_int_equal(talk->usages[0].refused, 2);
    assert_int_equal(talk->usages[0].served, 0);
    assert_int_equal(talk->usages[0].last_refusal, 0);
    assert_int_equal(use_of(1, 4, 0, 0)->refused, 1);
    assert_int_equal(talk->error_count, 2);
    assert_true(talk->errors[0].of_item);
    assert_int_equal(talk->errors[0].code, 0x0A);
    assert_int_equal(talk->errors[0].first_packet, 2);
    assert_int_equal(talk->errors[1].code, 0x8104);
    assert_int_equal(talk->errors[1].key.function, 4);
    assert_int_equal(s7_access_set_bits(&talk->refused_bits[S7_OPERATION_READ]), 16);
}

static void answers_may_come_in_another_order(void **state)
{
    (void)state;
    say_connect();
    say_setup();
    ask_read(1);
    ask_read(2);
    answer_read(2);
    assert_int_equal(last_event()->seen.question_packet, 6);
    answer_read(1);
    assert_int_equal(last_event()->seen.question_packet, 5);
    assert_int_equal(the_talk()->most_outstanding, 2);
    assert_int_equal(anomaly(S7_ANOMALY_OVER_AMQ), 0);
    ask_read(3);
    ask_read(4);
    ask_read(5);
    assert_int_equal(anomaly(S7_ANOMALY_OVER_AMQ), 1);
}

static void the_end_of_a_connection_ends_its_requests(void **state)
{
    (void)state;
    ask_read(1);
    close_flow(S7_FLOW_END_RESET);
    assert_int_equal(events[2].seen.kind, S7_SEEN_NO_ANSWER);
    assert_int_equal(events[3].seen.kind, S7_SEEN_CLOSED);
    assert_int_equal(events[3].seen.end, S7_FLOW_END_RESET);
    assert_int_equal(the_talk()->resets, 1);
    assert_int_equal(anomaly(S7_ANOMALY_UNANSWERED), 1);
}

/* The answer may come after the end of the capture, or have been among octets that are missing. */
static void not_every_answer_that_is_not_there_was_not_given(void **state)
{
    (void)state;
    ask_read(1);
    close_flow(S7_FLOW_END_CAPTURE);
    open_flow(S7_FLOW_SEEN_SYN);
    ask_read(1);
    sink.lost(sink.user, &flow, SERVER, S7_LOSS_GAP, 27, packet, now);
    ask_read(1);
    answer_read(1);
    assert_int_equal(anomaly(S7_ANOMALY_UNANSWERED), 0);
    assert_int_equal(anomaly(S7_ANOMALY_REFERENCE_REUSED), 0);
    assert_int_equal(the_talk()->losses.counts[S7_LOSS_GAP], 27);
    assert_int_equal(the_talk()->open, 1);
    ask_read(2);
    now += 11 * S7_SECOND;
    ask_read(3);
    answer_read(3);
    close_flow(S7_FLOW_END_CAPTURE);
    assert_int_equal(anomaly(S7_ANOMALY_UNANSWERED), 1);
}

static void an_answer_without_question_is_wondered_at_from_the_beginning_on(void **state)
{
    (void)state;
    answer_read(1);
    assert_null(last_event()->seen.question.at);
    assert_int_equal(last_event()->seen.latency, -1);
    assert_int_equal(anomaly(S7_ANOMALY_UNASKED_ANSWER), 0);
    close_flow(S7_FLOW_END_FIN);
    open_flow(S7_FLOW_SEEN_SYN);
    say_connect();
    answer_read(1);
    assert_int_equal(s7_book_at(&follower.book, 1)->talk.anomalies[S7_ANOMALY_UNASKED_ANSWER], 1);
}

static void an_answer_to_something_else_serves_nothing(void **state)
{
    (void)state;
    ask_read(1);
    SAY(SERVER, 0x32, 3, 0, 0, 0, 1, 0, 2, 0, 1, 0, 0, 5, 1, 0xFF);
    assert_int_equal(anomaly(S7_ANOMALY_WRONG_ANSWER), 1);
    assert_int_equal(the_talk()->usages[0].served, 0);
}

static void who_is_the_server_does_not_change_with_a_download(void **state)
{
    (void)state;
    SAY(CLIENT, 0x32, 1, 0, 0, 0, 9, 0, 2, 0, 0, 0x1A, 0);
    SAY(SERVER, 0x32, 3, 0, 0, 0, 9, 0, 1, 0, 0, 0, 0, 0x1A);
    SAY(SERVER, 0x32, 1, 0, 0, 0, 9, 0, 2, 0, 0, 0x1B, 0);
    assert_false(last_event()->seen.from_client);
    SAY(CLIENT, 0x32, 3, 0, 0, 0, 9, 0, 2, 0, 0, 0, 0, 0x1B, 0);
    assert_int_equal(last_event()->seen.question_packet, 3);
    assert_true(use_of(1, 0x1B, 0, 0)->by_server);
    assert_false(use_of(1, 0x1A, 0, 0)->by_server);
    assert_int_equal(the_talk()->client.address[3], 1);
}

/* A two-sided connection: the CPU that was called asks, too. */
static void what_the_server_asks_for_is_a_talk_of_its_own(void **state)
{
    (void)state;
    say_connect();
    say_setup();
    ask_read(7);
    server_asks(7);
    client_answers(7);
    answer_read(7);
    assert_int_equal(follower.book.count, 2);
    const struct s7_talk *talk = &s7_book_at(&follower.book, 0)->talk;
    const struct s7_talk *back = &s7_book_at(&follower.book, 1)->talk;
    assert_int_equal(talk->usage_count, 1);
    assert_int_equal(talk->usages[0].served, 1);
    assert_int_equal(talk->pdus, 4);
    assert_int_equal(talk->telegrams, 6);
    assert_int_equal(talk->called_back, 0);
    assert_int_equal(back->client.address[3], 2);
    assert_int_equal(back->client.port, 0);
    assert_int_equal(back->server.address[3], 1);
    assert_int_equal(back->server.port, 102); /* not 50000, that it called from */
    assert_true(back->tsaps_known);
    assert_int_equal(back->calling.octets[1], 2);
    assert_int_equal(back->called.octets[1], 0);
    assert_int_equal(back->role, S7_ROLE_BY_JOBS);
    assert_int_equal(back->protocol, S7_TALK_S7);
    assert_int_equal(back->connections, 1);
    assert_int_equal(back->called_back, 1);
    assert_int_equal(back->telegrams, 2);
    assert_int_equal(back->pdus, 2);
    assert_int_equal(back->octets_to_server, 31);
    assert_int_equal(back->octets_to_client, 27);
    assert_int_equal(back->first_packet, 6);
    assert_int_equal(back->usages[0].served, 1);
    assert_int_equal(s7_access_set_bits(&back->served[S7_OPERATION_READ]), 16);
    assert_int_equal(back->function_count, 1);
    assert_int_equal(back->functions[0].answers, 1);
    assert_false(back->functions[0].by_server);
    assert_int_equal(back->latency->count, 1);
    assert_int_equal(back->most_outstanding, 1);
    close_flow(S7_FLOW_END_FIN);
    open_flow(S7_FLOW_SEEN_SYN);
    flow.ends[CLIENT].port = 50001; /* dialled again: the same two talks */
    say_connect();
    server_asks(1);
    assert_int_equal(follower.book.count, 2);
    assert_int_equal(back->connections, 2);
}

/* An error without parameter says nothing of its function, and a request without answer is the asker's. */
static void what_becomes_of_what_the_server_asks_is_told_there(void **state)
{
    (void)state;
    ask_read(1);
    server_asks(1);
    SAY(CLIENT, 0x32, 2, 0, 0, 0, 1, 0, 0, 0, 0, 0x81, 0x04);
    answer_read(1);
    server_asks(2);
    close_flow(S7_FLOW_END_FIN);
    const struct s7_talk *talk = &s7_book_at(&follower.book, 0)->talk;
    const struct s7_talk *back = &s7_book_at(&follower.book, 1)->talk;
    assert_int_equal(talk->error_count, 0);
    assert_int_equal(talk->anomalies[S7_ANOMALY_UNANSWERED], 0);
    assert_int_equal(talk->usages[0].served, 1);
    assert_false(back->tsaps_known);
    assert_int_equal(back->errors[0].code, 0x8104);
    assert_int_equal(back->usages[0].requests, 2);
    assert_int_equal(back->usages[0].refused, 1);
    assert_int_equal(back->functions[0].unanswered, 1);
    assert_int_equal(back->anomalies[S7_ANOMALY_UNANSWERED], 1);
}

/* The jobs of a download are part of what the client asked for. */
static void a_download_that_the_client_refuses_is_no_talk_of_its_own(void **state)
{
    (void)state;
    SAY(SERVER, 0x32, 1, 0, 0, 0, 9, 0, 2, 0, 0, 0x1B, 0);
    SAY(CLIENT, 0x32, 2, 0, 0, 0, 9, 0, 0, 0, 0, 0xD2, 0x09);
    assert_int_equal(use_of(1, 0x1B, 0, 0)->refused, 1);
    assert_int_equal(the_talk()->pdus, 2);
}

/* An S7-300 grants WinCC 1 calling and 2 called, and serves two at a time. */
static void the_greater_number_of_jobs_is_what_is_granted(void **state)
{
    (void)state;
    say_connect();
    SAY(CLIENT, 0x32, 1, 0, 0, 0, 1, 0, 8, 0, 0, 0xF0, 0, 0, 1, 0, 3, 0, 0xF0);
    SAY(SERVER, 0x32, 3, 0, 0, 0, 1, 0, 8, 0, 0, 0, 0, 0xF0, 0, 0, 1, 0, 2, 0, 0xF0);
    ask_read(2);
    ask_read(3);
    assert_int_equal(anomaly(S7_ANOMALY_OVER_AMQ), 0);
    ask_read(4);
    assert_int_equal(anomaly(S7_ANOMALY_OVER_AMQ), 1);
    assert_int_equal(the_talk()->amq_granted, 1);
}

static void mid_stream_between_unknown_ports_who_asks_is_the_client(void **state)
{
    (void)state;
    close_flow(S7_FLOW_END_FIN);
    open_flow(0);
    flow.ends[1].port = 4000;
    static const uint8_t empty[] = {2, 0xF0, 0x80};
    say_tpdu(CLIENT, empty, sizeof empty);
    assert_null(last_event()->seen.talk);
    SAY(SERVER, 0x32, 1, 0, 0, 0, 9, 0, 2, 0, 0, 0x28, 0);
    const struct s7_talk *talk = &s7_book_at(&follower.book, 1)->talk;
    assert_int_equal(talk->role, S7_ROLE_BY_JOBS);
    assert_int_equal(talk->client.address[3], 2);
    assert_int_equal(talk->server.port, 50000);
    assert_int_equal(talk->telegrams, 2);
    assert_int_equal(talk->octets_to_client, 7);
    assert_int_equal(talk->octets_to_server, 19);
    assert_true(last_event()->seen.from_client);
    assert_int_equal(talk->mid_stream, 1);
}

static void other_protocols_are_recognised_and_not_decoded(void **state)
{
    (void)state;
    SAY(CLIENT, 0x72, 1, 0, 0);
    assert_int_equal(last_event()->seen.kind, S7_SEEN_S7PLUS);
    assert_int_equal(the_talk()->protocol, S7_TALK_S7PLUS);
    SAY(CLIENT, 0x0D, 1, 0);
    assert_int_equal(last_event()->seen.kind, S7_SEEN_MMS);
    SAY(CLIENT, 0x41, 1, 0);
    assert_int_equal(last_event()->seen.kind, S7_SEEN_OTHER);
    assert_int_equal(the_talk()->function_count, 0);
    assert_int_equal(the_talk()->protocol, S7_TALK_S7PLUS);
    assert_int_equal(anomaly(S7_ANOMALY_PROTOCOL_CHANGE), 2);
    assert_int_equal(the_talk()->pdus, 3);
}

static void malformed_pdus_and_long_ones_are_counted(void **state)
{
    (void)state;
    SAY(CLIENT, 0x32, 1, 0, 0, 0, 1, 0, 9, 0, 0, 4);
    assert_false(last_event()->seen.decoded);
    assert_int_equal(last_event()->seen.role, S7_ROLE_NONE);
    assert_int_equal(the_talk()->malformed, 1);
    assert_int_equal(anomaly(S7_ANOMALY_MALFORMED), 1);
    say_setup();
    uint8_t long_one[241] = {0x32, 1, 0, 0, 0, 2, 0, 0, 0, 231};
    say(CLIENT, long_one, 240);
    assert_int_equal(anomaly(S7_ANOMALY_OVER_PDU), 0);
    say(CLIENT, long_one, 241);
    assert_int_equal(anomaly(S7_ANOMALY_OVER_PDU), 1);
}

static void a_second_setup_and_a_request_before_the_first_are_odd(void **state)
{
    (void)state;
    say_connect();
    ask_read(5);
    assert_int_equal(anomaly(S7_ANOMALY_BEFORE_SETUP), 1);
    say_setup();
    assert_int_equal(anomaly(S7_ANOMALY_SETUP_AGAIN), 0);
    say_setup();
    assert_int_equal(anomaly(S7_ANOMALY_SETUP_AGAIN), 1);
    assert_int_equal(anomaly(S7_ANOMALY_BEFORE_SETUP), 1);
}

static void requests_beyond_the_limit_are_a_loss(void **state)
{
    (void)state;
    for (uint8_t i = 0; i < 6; i++)
        ask_read(i);
    assert_int_equal(the_talk()->losses.counts[S7_LOSS_OUTSTANDING_LIMIT], 2);
    assert_int_equal(follower.losses.counts[S7_LOSS_OUTSTANDING_LIMIT], 2);
    assert_int_equal(the_talk()->usages[0].requests, 6);
    answer_read(5);
    assert_null(last_event()->seen.question.at);
    answer_read(3);
    assert_int_equal(last_event()->seen.question_packet, 4);
}

static void a_pdu_in_several_dts_is_one(void **state)
{
    (void)state;
    static const uint8_t pdu[] = {0x32, 1,  0,    0, 0, 9, 0, 14, 0,    0, 4, 1,
                                  0x12, 10, 0x10, 2, 0, 2, 0, 1,  0x84, 0, 0, 0};
    say_part(CLIENT, pdu, 5, false);
    assert_int_equal(event_count, 1);
    say_part(CLIENT, pdu + 5, sizeof pdu - 5, true);
    assert_int_equal(event_count, 2);
    assert_memory_equal(last_event()->pdu, pdu, sizeof pdu);
    answer_read(9);
    assert_int_equal(the_talk()->usages[0].served, 1);
    assert_int_equal(anomaly(S7_ANOMALY_MANY_DT), 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {TEST(an_answer_comes_with_its_question),
                                       TEST(what_was_asked_and_served_is_in_the_talk),
                                       TEST(a_refused_item_and_a_refused_request_are_told_apart),
                                       TEST(answers_may_come_in_another_order),
                                       TEST(the_end_of_a_connection_ends_its_requests),
                                       TEST(not_every_answer_that_is_not_there_was_not_given),
                                       TEST(an_answer_without_question_is_wondered_at_from_the_beginning_on),
                                       TEST(an_answer_to_something_else_serves_nothing),
                                       TEST(who_is_the_server_does_not_change_with_a_download),
                                       TEST(what_the_server_asks_for_is_a_talk_of_its_own),
                                       TEST(what_becomes_of_what_the_server_asks_is_told_there),
                                       TEST(a_download_that_the_client_refuses_is_no_talk_of_its_own),
                                       TEST(the_greater_number_of_jobs_is_what_is_granted),
                                       TEST(mid_stream_between_unknown_ports_who_asks_is_the_client),
                                       TEST(other_protocols_are_recognised_and_not_decoded),
                                       TEST(malformed_pdus_and_long_ones_are_counted),
                                       TEST(a_second_setup_and_a_request_before_the_first_are_odd),
                                       TEST(requests_beyond_the_limit_are_a_loss),
                                       TEST(a_pdu_in_several_dts_is_one)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
