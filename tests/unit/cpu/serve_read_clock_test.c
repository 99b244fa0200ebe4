/* SPDX-License-Identifier: MIT */
#include "unit/cpu/desk.h"

static void clock_of_the_capture(void)
{
    config.clock = (struct s7_clock){
        .year = 2016, .month = 2, .day = 8, .hour = 14, .minute = 51, .second = 37, .millisecond = 916};
    config.clock_at = S7_SECOND; /* where peers live */
}

/* [ALL#45, #46], but for the number of the answer: there, somebody else held 01. */
static void the_captured_clock_is_told(void **state)
{
    (void)state;
    clock_of_the_capture();
    desk_open();
    peer_ask(&peer, "0300001d02f080 320700001600 00080004 0001120411470100 0a000000",
             "0300002b02f080 320700001600 000c000e 0001120812870101 00000000 ff09000a 00191602081451379162");
    assert_int_equal(s7_cpu_clock(cpu, peer.now).millisecond, 916); /* read, not changed */
    desk_close();
}

static void the_following_clock_is_the_same(void **state)
{
    (void)state;
    clock_of_the_capture();
    config.clock_century = 20;
    desk_open();
    peer.now += 84 * S7_MILLISECOND;
    peer_ask(&peer, "0300001d02f080 320700001600 00080004 0001120411470300 0a000000",
             "0300002b02f080 320700001600 000c000e 0001120812870301 00000000 ff09000a 00201602081451380002");
    desk_close();
}

static void a_family_without_clock_service_refuses_it(void **state)
{
    (void)state;
    config.services.clock = false;
    desk_open();
    peer_request(&peer, 7, "0001120411470100", "0a000000");
    peer_expect_parts(&peer, 7, 0, "0001120812870101 00008104", "0a000000");
    peer_request(&peer, 7, "0001120411470300", "0a000000");
    peer_expect_parts(&peer, 7, 0, "0001120812870301 00008104", "0a000000");
    desk_close();
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        DESK_TEST(the_captured_clock_is_told),
        DESK_TEST(the_following_clock_is_the_same),
        DESK_TEST(a_family_without_clock_service_refuses_it),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
