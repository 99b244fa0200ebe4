/* SPDX-License-Identifier: MIT */
#include "hearing.h"

/* Whose the next answer is cannot be known: it serves and refuses nothing. */
static void a_reference_used_again_leaves_its_answers_in_doubt(void **state)
{
    (void)state;
    ask_read(1);
    ask_read(1);
    assert_int_equal(anomaly(S7_ANOMALY_UNANSWERED), 0); /* that is not known before the server's next word */
    answer_read(1);
    assert_int_equal(events[2].seen.kind, S7_SEEN_S7);
    assert_int_equal(events[3].seen.kind, S7_SEEN_NO_ANSWER);
    assert_int_equal(events[3].seen.question_packet, 1);
    assert_int_equal(events[3].seen.pdu.size, 24);
    assert_true(events[3].seen.from_client);
    assert_null(last_event()->seen.question.at);
    answer_read(1);
    assert_null(last_event()->seen.question.at);
    assert_int_equal(the_talk()->usages[0].served, 0);
    assert_int_equal(anomaly(S7_ANOMALY_REFERENCE_REUSED), 1);
    assert_int_equal(anomaly(S7_ANOMALY_UNANSWERED), 1);
    assert_int_equal(use_of(1, 4, 0, 0)->unanswered, 1);
    ask_read(1);
    answer_read(1);
    assert_int_equal(last_event()->seen.question_packet, 5);
    assert_int_equal(the_talk()->usages[0].served, 1);
}

static void the_next_request_after_one_doubtful_answer_is_certain(void **state)
{
    (void)state;
    ask_read(1);
    ask_read(1);
    answer_read(1);
    ask_read(1);
    answer_read(1);
    assert_int_equal(last_event()->seen.question_packet, 4);
    assert_int_equal(anomaly(S7_ANOMALY_REFERENCE_REUSED), 1);
    close_flow(S7_FLOW_END_FIN);
    assert_int_equal(anomaly(S7_ANOMALY_UNANSWERED), 1);
}

/* A mirror port that shows one direction: that there is no answer is a fact of the capture. */
static void of_one_direction_nothing_is_called_unanswered(void **state)
{
    (void)state;
    flow.heard = 1;
    say_connect();
    ask_read(1);
    ask_read(1);
    close_flow(S7_FLOW_END_FIN);
    assert_int_equal(the_talk()->one_way, 1);
    assert_int_equal(the_talk()->usages[0].requests, 2);
    assert_int_equal(anomaly(S7_ANOMALY_UNANSWERED), 0);
    assert_int_equal(anomaly(S7_ANOMALY_BEFORE_SETUP), 0);
    assert_int_equal(anomaly(S7_ANOMALY_REFERENCE_REUSED), 0);
    open_flow(S7_FLOW_SEEN_SYN);
    say_connect();
    ask_read(1);
    close_flow(S7_FLOW_END_FIN);
    assert_int_equal(the_talk()->one_way, 1);
    assert_int_equal(anomaly(S7_ANOMALY_UNANSWERED), 1);
}

static void lose(unsigned side)
{
    sink.lost(sink.user, &flow, side, S7_LOSS_GAP, 27, packet, now);
}

/* The client uses one reference for everything, and the capture lacks one answer: that is no fault of the server. */
static void an_answer_that_may_be_in_a_gap_is_not_called_missing(void **state)
{
    (void)state;
    ask_read(4);
    ask_read(4);
    lose(SERVER);
    answer_read(4);
    assert_int_equal(last_event()->seen.question_packet, 2);
    assert_int_equal(the_talk()->usages[0].served, 1);
    assert_int_equal(anomaly(S7_ANOMALY_UNANSWERED), 0);
    assert_int_equal(anomaly(S7_ANOMALY_REFERENCE_REUSED), 0);
    ask_read(4);
    answer_read(4);
    assert_int_equal(last_event()->seen.question_packet, 4);
    close_flow(S7_FLOW_END_FIN);
    assert_int_equal(anomaly(S7_ANOMALY_UNANSWERED), 0);
}

/* Octets of the client's own direction say nothing of the server's. */
static void a_gap_of_the_other_direction_excuses_nothing(void **state)
{
    (void)state;
    ask_read(4);
    ask_read(4);
    lose(CLIENT);
    answer_read(4);
    assert_int_equal(anomaly(S7_ANOMALY_UNANSWERED), 1);
    assert_int_equal(the_talk()->usages[0].served, 0);
}

/* However often: one that waits to be judged is kept of a reference, and none keeps others from being waited for. */
static void requests_used_over_and_over_take_no_room(void **state)
{
    (void)state;
    for (int i = 0; i < 20; i++)
        ask_read(4);
    assert_int_equal(anomaly(S7_ANOMALY_UNANSWERED), 18);
    assert_int_equal(the_talk()->most_outstanding, 1);
    assert_int_equal(follower.losses.counts[S7_LOSS_OUTSTANDING_LIMIT], 0);
    lose(SERVER);
    answer_read(4); /* whose it is of twenty is not known, gap or not */
    assert_int_equal(the_talk()->usages[0].served, 0);
    close_flow(S7_FLOW_END_FIN);
    assert_int_equal(anomaly(S7_ANOMALY_UNANSWERED), 18);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(a_reference_used_again_leaves_its_answers_in_doubt),
        TEST(the_next_request_after_one_doubtful_answer_is_certain),
        TEST(of_one_direction_nothing_is_called_unanswered),
        TEST(an_answer_that_may_be_in_a_gap_is_not_called_missing),
        TEST(a_gap_of_the_other_direction_excuses_nothing),
        TEST(requests_used_over_and_over_take_no_room),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
