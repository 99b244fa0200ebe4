/* SPDX-License-Identifier: MIT */
#include "unit/cpu/desk.h"

static void what_was_given_is_given_back(void **state)
{
    (void)state;
    password_set();
    config.access_level = S7_CPU_LEVEL_READ;
    desk_open();
    peer_say(&peer, CLEAR_PASSWORD);
    peer_expect_done(&peer, "0900", "850201 0000d604");
    peer_say(&peer, SAY_PASSWORD);
    peer_say(&peer, CLEAR_PASSWORD);
    peer_expect_done(&peer, "0900", "850201 00000000");
    peer_ask(&peer, STOP, "0300001502f080 320300000200 00020000 d241 2902");
    assert_int_equal(s7_cpu_mode(cpu), S7_CPU_MODE_RUN);
    peer_say(&peer, CLEAR_PASSWORD);
    peer_expect_done(&peer, "0900", "850201 0000d604");
    desk_close();
}

static void a_family_without_passwords_refuses_it(void **state)
{
    (void)state;
    config.services.password = false;
    desk_open();
    peer_say(&peer, CLEAR_PASSWORD);
    peer_expect_done(&peer, "0900", "850201 00008104");
    desk_close();
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        DESK_TEST(what_was_given_is_given_back),
        DESK_TEST(a_family_without_passwords_refuses_it),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
