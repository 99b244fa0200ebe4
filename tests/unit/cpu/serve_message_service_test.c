/* SPDX-License-Identifier: MIT */
#include "unit/cpu/desk.h"

/* [STAT#52, #53 and #236, #237] */
static void captured_events_are_subscribed_and_given_up(void **state)
{
    (void)state;
    desk_open();
    peer_ask(&peer, SUBSCRIBE_BOTH,
             "0300002302f080 320700000f00 000c0006 0001120812840201 00000000 ff090002 0200");
    peer_ask(&peer, "0300002702f080 320700004900 0008000e 0001120411440200 ff09000a 0000 61736d6573730000",
             "0300002302f080 320700004900 000c0006 0001120812840202 00000000 ff090002 0200");
    assert_int_equal(s7_cpu_set_mode(cpu, S7_CPU_MODE_STOP, S7_CPU_CAUSE_PARTNER, peer.now), S7_OK);
    peer_listen(&peer);
    peer_expect(&peer, ""); /* nobody listens any more */
    desk_close();
}

/* [WRW#5-#10, #163, #164], but for the numbers of the answers (corrections D11). */
static void captured_alarms_are_subscribed_and_given_up(void **state)
{
    (void)state;
    desk_open();
    peer_ask(&peer, "0300002702f080 320700000001 0008000e 0001120411440200 ff09000a 0100 486d6952746d2020",
             "0300002302f080 320700000001 000c0006 0001120812840201 00000000 ff090002 0200");
    peer_ask(&peer, "0300002902f080 320700000001 00080010 0001120411440200 ff09000c 8100 486d6952746d2020 0900",
             "0300002602f080 320700000001 000c0009 0001120812840202 00000000 ff090005 0200 090100");
    peer_ask(&peer, "0300002902f080 320700000001 00080010 0001120411440200 ff09000c 8000 486d6952746d2020 0800",
             "0300002602f080 320700000001 000c0009 0001120812840203 00000000 ff090005 0200 080100");
    desk_close();
}

static void beyond_the_limit_it_is_refused(void **state)
{
    (void)state;
    config.limits.subscriptions = 0;
    desk_open();
    peer_say(&peer, SUBSCRIBE_BOTH);
    peer_expect_done(&peer, "0f00", "840201 0000d404");
    desk_close();
}

static void other_payloads_are_malformed(void **state)
{
    (void)state;
    static const char *const data[] = {"0a000000", "ff090009 0300 61736d65737300",
                                       "ff09000b 0300 61736d6573730000 09", "ff09000c 0300 61736d6573730000"};
    desk_open();
    for (size_t i = 0; i < sizeof data / sizeof data[0]; i++) {
        peer_request(&peer, 7, "0001120411440200", data[i]);
        peer_expect_parts(&peer, 7, 0, "0001120812840201 00008500", "0a000000");
    }
    desk_close();
}

/* s7comm 14: no subscriptions on an S7-1200/1500. */
static void a_family_without_messages_refuses_it(void **state)
{
    (void)state;
    config.services.messages = false;
    desk_open();
    peer_say(&peer, SUBSCRIBE_BOTH);
    peer_expect_done(&peer, "0f00", "840201 00008104");
    desk_close();
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        DESK_TEST(captured_events_are_subscribed_and_given_up),
        DESK_TEST(captured_alarms_are_subscribed_and_given_up),
        DESK_TEST(beyond_the_limit_it_is_refused),
        DESK_TEST(other_payloads_are_malformed),
        DESK_TEST(a_family_without_messages_refuses_it),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
