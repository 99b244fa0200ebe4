/* SPDX-License-Identifier: MIT */
#include "unit/cpu/desk.h"

/* [AUTH#3, #4] */
static void the_captured_password_is_accepted(void **state)
{
    (void)state;
    password_set();
    desk_open();
    peer_ask(&peer, "0300002502f080 320700000600 0008000c 0001120411450100 ff090008 213a1b1d6e681b1d",
             "0300002102f080 320700000600 000c0004 0001120812850101 00000000 0a000000");
    desk_close();
}

static void refusals_name_their_reason(void **state)
{
    (void)state;
    desk_open();
    peer_say(&peer, SAY_PASSWORD);
    peer_expect_done(&peer, "0600", "850101 0000d605");
    desk_close();
    password_set();
    desk_open();
    peer_say(&peer, SAY_OTHER_PASSWORD);
    peer_expect_done(&peer, "0600", "850101 0000d602");
    peer_say(&peer, SAY_PASSWORD);
    peer_expect_done(&peer, "0600", "850101 00000000");
    peer_say(&peer, SAY_PASSWORD);
    peer_expect_done(&peer, "0600", "850101 0000d603");
    peer_request(&peer, 7, "0001120411450100", "ff090007 213a1b1d6e681b");
    peer_expect_parts(&peer, 7, 0, "0001120812850101 0000d601", "0a000000");
    peer_request(&peer, 7, "0001120411450100", "ff090009 213a1b1d6e681b1d"); /* a frame that is cut */
    peer_expect_parts(&peer, 7, 0, "0001120812850101 0000d601", "0a000000");
    desk_close();
}

static void it_lasts_for_the_connection(void **state)
{
    (void)state;
    password_set();
    config.access_level = S7_CPU_LEVEL_NONE;
    config.level_stops_put_get = false;
    desk_open();
    peer_say(&peer, SAY_PASSWORD);
    static struct peer other;
    peer_connect(&other, cpu);
    peer_ask(&other, STOP, "0300001502f080 320300000200 00020000 d241 2902");
    peer_close(&other);
    peer_close(&peer);
    peer_connect(&peer, cpu);
    peer_ask(&peer, STOP, "0300001502f080 320300000200 00020000 d241 2902");
    assert_int_equal(s7_cpu_mode(cpu), S7_CPU_MODE_RUN);
    peer_say(&peer, SAY_PASSWORD);
    peer_ask(&peer, STOP, STOPPED);
    assert_int_equal(s7_cpu_mode(cpu), S7_CPU_MODE_STOP);
    desk_close();
}

static void a_family_without_passwords_refuses_it(void **state)
{
    (void)state;
    config.services.password = false;
    password_set();
    desk_open();
    peer_say(&peer, SAY_PASSWORD);
    peer_expect_done(&peer, "0600", "850101 00008104");
    desk_close();
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        DESK_TEST(the_captured_password_is_accepted),
        DESK_TEST(refusals_name_their_reason),
        DESK_TEST(it_lasts_for_the_connection),
        DESK_TEST(a_family_without_passwords_refuses_it),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
