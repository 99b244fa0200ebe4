/* SPDX-License-Identifier: MIT */
#include "unit/cpu/desk.h"

static void clock_is(unsigned year, unsigned month, unsigned day, unsigned hour, unsigned second)
{
    struct s7_clock shown = s7_cpu_clock(cpu, peer.now);
    assert_int_equal(shown.year, year);
    assert_int_equal(shown.month, month);
    assert_int_equal(shown.day, day);
    assert_int_equal(shown.hour, hour);
    assert_int_equal(shown.second, second);
}

/* [ALL#47, #48] */
static void the_captured_time_is_set(void **state)
{
    (void)state;
    desk_open();
    peer_ask(&peer, "0300002702f080 320700001700 0008000e 0001120411470200 ff09000a 00191602082308100002",
             "0300002102f080 320700001700 000c0004 0001120812870201 00000000 0a000000");
    clock_is(2016, 2, 8, 23, 10);
    peer.now += S7_SECOND;
    clock_is(2016, 2, 8, 23, 11);
    desk_close();
}

static void the_second_service_sets_it_too(void **state)
{
    (void)state;
    desk_open();
    peer_request(&peer, 7, "0001120411470400", "ff09000a 00200102030405060000");
    peer_expect_parts(&peer, 7, 0, "0001120812870401 00000000", "0a000000");
    clock_is(2001, 2, 3, 4, 6);
    desk_close();
}

static void refused_with(const char *data, const char *error)
{
    char parameter[64];
    snprintf(parameter, sizeof parameter, "0001120812870201 0000%s", error);
    peer_request(&peer, 7, "0001120411470200", data);
    peer_expect_parts(&peer, 7, 0, parameter, "0a000000");
    clock_is(1994, 1, 1, 0, 1);
}

/* No BCD, no day of the calendar, no time of day: DC 01 (s7comm 8.12); no ten octets: malformed. */
static void what_is_no_time_is_refused(void **state)
{
    (void)state;
    desk_open();
    refused_with("ff09000a 00191a02082308100002", "dc01");
    refused_with("ff09000a 0019160230230810 0002", "dc01");
    refused_with("ff09000a 00191513082308100002", "dc01");
    refused_with("ff09000a 00191602082408100002", "dc01");
    refused_with("ff09000a 00191602082360100002", "dc01");
    refused_with("ff09000a 00191602082308600002", "dc01");
    refused_with("ff09000a 001916020823081000fa", "dc01");
    refused_with("ff090009 001916020823081000", "8500");
    refused_with("0a000000", "8500");
    refused_with("ff09000b 00191602082308100002", "8500");
    desk_close();
}

static void a_level_can_guard_it(void **state)
{
    (void)state;
    password_set();
    config.access_level = S7_CPU_LEVEL_READ;
    config.level_guards_clock = true;
    desk_open();
    refused_with("ff09000a 00191602082308100002", "d241");
    peer_say(&peer, SAY_PASSWORD);
    peer_request(&peer, 7, "0001120411470200", "ff09000a 00191602082308100002");
    clock_is(2016, 2, 8, 23, 10);
    desk_close();
    config.level_guards_clock = false;
    desk_open();
    peer_request(&peer, 7, "0001120411470200", "ff09000a 00191602082308100002");
    clock_is(2016, 2, 8, 23, 10);
    desk_close();
}

static void a_family_without_clock_service_refuses_it(void **state)
{
    (void)state;
    config.services.clock = false;
    desk_open();
    refused_with("ff09000a 00191602082308100002", "8104");
    peer_request(&peer, 7, "0001120411470400", "ff09000a 00191602082308100002");
    peer_expect_parts(&peer, 7, 0, "0001120812870401 00008104", "0a000000");
    desk_close();
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        DESK_TEST(the_captured_time_is_set),
        DESK_TEST(the_second_service_sets_it_too),
        DESK_TEST(what_is_no_time_is_refused),
        DESK_TEST(a_level_can_guard_it),
        DESK_TEST(a_family_without_clock_service_refuses_it),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
