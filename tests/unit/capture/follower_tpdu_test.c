/* SPDX-License-Identifier: MIT */
#include "hearing.h"

static void a_cr_names_the_talk(void **state)
{
    (void)state;
    say_connect();
    const struct s7_talk *talk = the_talk();
    assert_true(talk->tsaps_known);
    assert_int_equal(talk->role, S7_ROLE_BY_CR);
    assert_int_equal(talk->called.octets[1], 2);
    assert_int_equal(talk->calling.octets[1], 0);
    assert_int_equal(talk->client.address[3], 1);
    assert_int_equal(talk->client.port, 0);
    assert_int_equal(talk->server.port, 102);
    assert_int_equal(talk->telegrams, 2);
    assert_int_equal(talk->pdus, 0);
    assert_int_equal(event_count, 3);
    assert_int_equal(events[1].seen.kind, S7_SEEN_COTP);
    assert_true(events[1].seen.from_client);
    assert_false(events[2].seen.from_client);
    assert_ptr_equal(events[2].seen.talk, talk);
}

/* Whoever dialled: the CR says who is the client. */
static void a_cr_turns_the_roles(void **state)
{
    (void)state;
    static const uint8_t cr[] = {14, 0xE0, 0, 0, 0, 1, 0, 0xC1, 2, 1, 0, 0xC2, 2, 1, 2};
    say_tpdu(SERVER, cr, sizeof cr);
    assert_int_equal(the_talk()->client.address[3], 2);
    assert_int_equal(the_talk()->server.port, 50000);
    assert_true(last_event()->seen.from_client);
    assert_int_equal(last_event()->seen.client, 1);
}

static void a_cc_alone_names_it_too(void **state)
{
    (void)state;
    static const uint8_t cc[] = {14, 0xD0, 0, 1, 0, 2, 0, 0xC1, 2, 1, 0, 0xC2, 2, 1, 3};
    say_tpdu(SERVER, cc, sizeof cc);
    assert_true(the_talk()->tsaps_known);
    assert_int_equal(the_talk()->called.octets[1], 3);
    assert_int_equal(the_talk()->client.address[3], 1);
}

static void a_cc_without_tsaps_does_not(void **state)
{
    (void)state;
    static const uint8_t cc[] = {6, 0xD0, 0, 1, 0, 2, 0};
    say_tpdu(SERVER, cc, sizeof cc);
    assert_int_equal(follower.book.count, 0);
    ask_read(1);
    assert_false(the_talk()->tsaps_known);
    assert_int_equal(the_talk()->telegrams, 2);
}

static void a_dr_refuses_what_is_not_confirmed(void **state)
{
    (void)state;
    static const uint8_t cr[] = {14, 0xE0, 0, 0, 0, 1, 0, 0xC1, 2, 1, 0, 0xC2, 2, 1, 2};
    static const uint8_t dr[] = {6, 0x80, 0, 1, 0, 0, 3};
    say_tpdu(CLIENT, cr, sizeof cr);
    say_tpdu(SERVER, dr, sizeof dr);
    close_flow(S7_FLOW_END_FIN);
    assert_int_equal(the_talk()->refused, 1);
    assert_int_equal(the_talk()->unanswered, 0);
    open_flow(S7_FLOW_SEEN_SYN);
    say_connect();
    say_tpdu(SERVER, dr, sizeof dr);
    close_flow(S7_FLOW_END_FIN);
    assert_int_equal(the_talk()->refused, 1);
    assert_int_equal(the_talk()->connections, 2);
}

static void who_asked_may_go_away_without_being_refused(void **state)
{
    (void)state;
    static const uint8_t cr[] = {14, 0xE0, 0, 0, 0, 1, 0, 0xC1, 2, 1, 0, 0xC2, 2, 1, 2};
    static const uint8_t dr[] = {6, 0x80, 0, 1, 0, 0, 3};
    say_tpdu(CLIENT, cr, sizeof cr);
    say_tpdu(CLIENT, dr, sizeof dr);
    close_flow(S7_FLOW_END_FIN);
    assert_int_equal(the_talk()->refused, 0);
}

/* What came before it stays unknown. */
static void a_second_cr_does_not_make_a_capture_complete(void **state)
{
    (void)state;
    say_connect();
    sink.lost(sink.user, &flow, CLIENT, S7_LOSS_GAP, 27, packet, now);
    say_connect();
    answer_read(1);
    assert_int_equal(anomaly(S7_ANOMALY_UNASKED_ANSWER), 0);
}

static void a_cr_without_any_answer_is_unanswered(void **state)
{
    (void)state;
    static const uint8_t cr[] = {14, 0xE0, 0, 0, 0, 1, 0, 0xC1, 2, 1, 0, 0xC2, 2, 1, 2};
    say_tpdu(CLIENT, cr, sizeof cr);
    close_flow(S7_FLOW_END_IDLE);
    assert_int_equal(the_talk()->unanswered, 1);
    assert_int_equal(the_talk()->connections, 1);
}

static void a_second_cr_changes_nothing(void **state)
{
    (void)state;
    static const uint8_t other[] = {14, 0xE0, 0, 0, 0, 1, 0, 0xC1, 2, 1, 0, 0xC2, 2, 3, 1};
    say_connect();
    say_tpdu(CLIENT, other, sizeof other);
    assert_int_equal(the_talk()->called.octets[1], 2);
    assert_int_equal(the_talk()->connections, 1);
}

static void what_is_no_tpdu_is_malformed(void **state)
{
    (void)state;
    static const uint8_t junk[] = {6, 0x33, 0, 1, 0, 0, 3};
    say_connect();
    say_tpdu(CLIENT, junk, sizeof junk);
    assert_int_equal(anomaly(S7_ANOMALY_MALFORMED), 1);
    assert_int_equal(last_event()->seen.kind, S7_SEEN_COTP);
}

int main(void)
{
    const struct CMUnitTest tests[] = {TEST(a_cr_names_the_talk),
                                       TEST(a_cr_turns_the_roles),
                                       TEST(a_cc_alone_names_it_too),
                                       TEST(a_cc_without_tsaps_does_not),
                                       TEST(a_dr_refuses_what_is_not_confirmed),
                                       TEST(who_asked_may_go_away_without_being_refused),
                                       TEST(a_second_cr_does_not_make_a_capture_complete),
                                       TEST(a_cr_without_any_answer_is_unanswered),
                                       TEST(a_second_cr_changes_nothing),
                                       TEST(what_is_no_tpdu_is_malformed)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
