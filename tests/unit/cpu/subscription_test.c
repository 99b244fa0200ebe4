/* SPDX-License-Identifier: MIT
 *
 * Who is told about events, and with which numbers it is said.
 */
#include "unit/cpu/desk.h"

#include "cpu/state.h"
#include "cpu/subscription.h"

static struct s7_cpu_partner *partner(size_t index)
{
    return s7_cpu_partners_at(&cpu->partners, index);
}

static uint16_t ask(size_t index, uint8_t events, int alarm_type, uint8_t *ret_sequence)
{
    const struct s7_message_request request = {.events = events,
                                               .has_alarm_type = alarm_type >= 0,
                                               .alarm_type = (uint8_t)(alarm_type < 0 ? 0 : alarm_type)};
    return s7_cpu_subscribe(cpu, partner(index), &request, ret_sequence);
}

static void granted(size_t index, uint8_t events, int alarm_type, uint8_t sequence)
{
    uint8_t told = 0xEE;
    assert_int_equal(ask(index, events, alarm_type, &told), 0);
    assert_int_equal(told, sequence);
}

/* A subscription keeps the lowest free number; ending it is answered with one that is free [STAT#53, #237; DL#4, #96]. */
static void a_subscription_keeps_its_number(void **state)
{
    (void)state;
    desk_open();
    granted(0, 0x03, -1, 1);
    assert_int_equal(partner(0)->events, 0x03);
    assert_int_equal(s7_server_sequence(cpu->server), 2);
    granted(0, 0x01, -1, 1);
    assert_int_equal(partner(0)->events, 0x01);
    granted(0, 0x00, -1, 2);
    assert_int_equal(partner(0)->events, 0);
    assert_int_equal(s7_server_sequence(cpu->server), 1);
    desk_close();
}

/* Alarms are a subscription of their own [WRW#8, #10: a second number]. */
static void alarms_come_and_go_beside_the_events(void **state)
{
    (void)state;
    desk_open();
    granted(0, 0x01, -1, 1);
    granted(0, 0x81, 9, 2);
    assert_true(partner(0)->alarms);
    assert_int_equal(partner(0)->events, 0x01);
    assert_int_equal(cpu->partners.subscribed, 1);
    granted(0, 0x00, -1, 3);
    assert_int_equal(cpu->partners.subscribed, 1);
    granted(0, 0x80, 8, 1);
    assert_false(partner(0)->alarms);
    assert_int_equal(cpu->partners.subscribed, 0);
    assert_int_equal(s7_server_sequence(cpu->server), 1);
    desk_close();
}

static void an_s7_400_answers_with_ff(void **state)
{
    (void)state;
    config.sequence_counts = true;
    desk_open();
    granted(0, 0x01, -1, 0xFF);
    granted(0, 0x00, -1, 0xFF);
    desk_close();
}

static void nobody_subscribes_beyond_the_limit(void **state)
{
    (void)state;
    static struct peer others[3];
    uint8_t sequence = 0xEE;
    config.limits.subscriptions = 2;
    desk_open();
    for (size_t i = 0; i < 3; i++)
        peer_connect(&others[i], cpu);
    granted(0, 0x01, -1, 1);
    granted(1, 0x80, 5, 2);
    assert_int_equal(ask(2, 0x01, -1, &sequence), 0xD404);
    assert_int_equal(ask(2, 0x80, 9, &sequence), 0xD404);
    assert_int_equal(sequence, 0xEE);
    granted(2, 0x00, -1, 3); /* nothing that would count */
    granted(0, 0x07, -1, 1); /* who is in may change its mind */
    peer_close(&others[0]);  /* partner 1 ends with all it had */
    assert_int_equal(cpu->partners.subscribed, 1);
    granted(2, 0x01, -1, 2);
    for (size_t i = 1; i < 3; i++)
        peer_close(&others[i]);
    assert_int_equal(cpu->partners.subscribed, 1);
    desk_close();
}

static void a_limit_of_0_lets_nobody_in(void **state)
{
    (void)state;
    uint8_t sequence;
    config.limits.subscriptions = 0;
    desk_open();
    assert_int_equal(ask(0, 0x01, -1, &sequence), 0xD404);
    granted(0, 0x00, -1, 1);
    desk_close();
}

static void no_number_left_is_no_subscription(void **state)
{
    (void)state;
    uint8_t sequence;
    desk_open();
    for (unsigned i = 1; i <= 254; i++)
        assert_int_equal(s7_server_handle_take(cpu->server), i);
    granted(0, 0x01, -1, 255);
    assert_int_equal(ask(0, 0x81, 9, &sequence), 0xD404);
    assert_false(partner(0)->alarms);
    assert_int_equal(partner(0)->events, 1);
    s7_server_handle_give(cpu->server, 77);
    granted(0, 0x81, 9, 77);
    desk_close();
}

static void what_changes_nothing_can_be_refused(void **state)
{
    (void)state;
    uint8_t sequence;
    config.codes.subscribed = 0xD403;
    desk_open();
    assert_int_equal(ask(0, 0x00, -1, &sequence), 0xD403);
    assert_int_equal(ask(0, 0x80, 8, &sequence), 0xD403);
    granted(0, 0x03, -1, 1);
    assert_int_equal(ask(0, 0x03, -1, &sequence), 0xD403);
    granted(0, 0x01, -1, 1);
    desk_close();
}

static const struct s7_diagnostic_event system_event = {.event = 0x3501}, user_event = {.event = 0xA123};

static void heard(struct peer *partner_, size_t size)
{
    peer_listen(partner_);
    assert_int_equal(partner_->answer_size, size);
}

/* 01 mode transitions, 02 system diagnostics, 04 events of the user's program. */
static void everyone_hears_what_was_subscribed(void **state)
{
    (void)state;
    static struct peer others[3];
    enum { EVENT = 49, MODE = 25 };
    desk_open();
    for (size_t i = 0; i < 3; i++)
        peer_connect(&others[i], cpu);
    granted(0, 0x01, -1, 1);
    granted(1, 0x02, -1, 2);
    granted(2, 0x04, -1, 3);
    s7_cpu_push_event(cpu, &system_event, peer.now);
    heard(&peer, 0);
    heard(&others[0], EVENT);
    heard(&others[1], 0);
    s7_cpu_push_event(cpu, &user_event, peer.now);
    heard(&others[0], 0);
    heard(&others[1], EVENT);
    s7_cpu_push_mode(cpu, 0, peer.now);
    heard(&peer, MODE);
    heard(&others[0], 0);
    heard(&others[1], 0);
    heard(&others[2], 0);
    for (size_t i = 0; i < 3; i++)
        peer_close(&others[i]);
    desk_close();
}

/* s7comm 8.4 and 8.8, the mode in the seventh octet. */
static void pushes_have_the_captured_shape(void **state)
{
    (void)state;
    static const struct s7_diagnostic_event event = {
        0x4304, 0xFF, 0x84, 0, 0, 0, {0x94, 0x01, 0x09, 0x21, 0x53, 0x42, 0x15, 0x21}};
    desk_open();
    granted(0, 0x03, -1, 1);
    s7_cpu_push_event(cpu, &event, peer.now);
    peer_listen(&peer);
    peer_expect(&peer, "0300003102f080 320700000000 00080018 0001120411040300 ff090014"
                       "4304ff840000000000000000 9401092153421521");
    s7_cpu_push_mode(cpu, 2, peer.now);
    peer_listen(&peer);
    peer_expect(&peer, "0300001902f080 320700000000 00080000 0100101000000200");
    desk_close();
}

/* Nobody waits for a partner that does not read: what does not fit is dropped and counted. */
static void a_deaf_partner_misses_pushes(void **state)
{
    (void)state;
    desk_open();
    granted(0, 0x02, -1, 1);
    for (unsigned i = 0; i < 1000; i++)
        s7_cpu_push_event(cpu, &system_event, peer.now);
    const struct s7_server_counters *counters = s7_server_counters(cpu->server);
    assert_true(counters->pushes > 0 && counters->pushes_dropped > 0);
    assert_int_equal(counters->pushes + counters->pushes_dropped, 1000);
    heard(&peer, 49 * (size_t)counters->pushes);
    s7_cpu_push_event(cpu, &system_event, peer.now);
    heard(&peer, 49);
    desk_close();
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        DESK_TEST(a_subscription_keeps_its_number),     DESK_TEST(alarms_come_and_go_beside_the_events),
        DESK_TEST(an_s7_400_answers_with_ff),           DESK_TEST(nobody_subscribes_beyond_the_limit),
        DESK_TEST(a_limit_of_0_lets_nobody_in),         DESK_TEST(no_number_left_is_no_subscription),
        DESK_TEST(what_changes_nothing_can_be_refused), DESK_TEST(everyone_hears_what_was_subscribed),
        DESK_TEST(pushes_have_the_captured_shape),      DESK_TEST(a_deaf_partner_misses_pushes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
