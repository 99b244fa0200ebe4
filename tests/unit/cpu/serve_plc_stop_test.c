/* SPDX-License-Identifier: MIT */
#include "unit/cpu/desk.h"

/* [STOP#1-#4]: the answer, then what a subscriber is told. */
static void the_captured_stop_stops(void **state)
{
    (void)state;
    desk_open();
    peer_ask(&peer, "0300002102f080 320100003500 00100000 290000000000 09505f50524f4752414d",
             "0300001402f080 320300003500 000100000000 29");
    assert_int_equal(s7_cpu_mode(cpu), S7_CPU_MODE_STOP);
    desk_close();
}

static void a_family_without_control_refuses_it(void **state)
{
    (void)state;
    config.services.control = false;
    desk_open();
    peer_ask(&peer, STOP, "0300001302f080 320200000200 00000000 8104");
    assert_int_equal(s7_cpu_mode(cpu), S7_CPU_MODE_RUN);
    desk_close();
}

static void what_is_no_stop_is_malformed(void **state)
{
    (void)state;
    static const char *const parameters[] = {"29", "290000000000", "290000000000 09 505f50524f475241",
                                             "290000000000 08 505f50524f475241",
                                             "290000000000 09 505f50524f4752414d 00"};
    desk_open();
    for (size_t i = 0; i < sizeof parameters / sizeof parameters[0]; i++) {
        peer_request(&peer, 1, parameters[i], "");
        peer_expect_refusal(&peer, 0x8500);
    }
    peer_request(&peer, 1, "290000000000 09 505f50524f4752414d", "00"); /* it has no data */
    peer_expect_refusal(&peer, 0x8500);
    assert_int_equal(s7_cpu_mode(cpu), S7_CPU_MODE_RUN);
    desk_close();
}

static void a_level_without_password_forbids_it(void **state)
{
    (void)state;
    config.access_level = S7_CPU_LEVEL_READ;
    password_set();
    desk_open();
    peer_ask(&peer, STOP, "0300001502f080 320300000200 00020000 d241 2902");
    peer_say(&peer, SAY_PASSWORD);
    peer_ask(&peer, STOP, STOPPED);
    desk_close();
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        DESK_TEST(the_captured_stop_stops),
        DESK_TEST(a_family_without_control_refuses_it),
        DESK_TEST(what_is_no_stop_is_malformed),
        DESK_TEST(a_level_without_password_forbids_it),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
