/* SPDX-License-Identifier: MIT */
#include "unit/cpu/desk.h"

/* [TIAHW#136, #137; ALL#63, #64] */
static void captured_restarts_start(void **state)
{
    (void)state;
    config.mode = S7_CPU_MODE_STOP;
    desk_open();
    peer_ask(&peer, WARM, "0300001402f080 320300000091 000100000000 28");
    assert_int_equal(s7_cpu_mode(cpu), S7_CPU_MODE_RUN);
    peer_ask(&peer, WARM, "0300001502f080 320300000091 00020000 8402 2803");
    peer_say(&peer, STOP);
    peer_ask(&peer, COLD, "0300001402f080 320300001f00 000100000000 28");
    assert_int_equal(s7_cpu_mode(cpu), S7_CPU_MODE_RUN);
    desk_close();
}

/* [ALL#59-#62] */
static void captured_memory_services_are_acknowledged(void **state)
{
    (void)state;
    desk_open();
    peer_ask(&peer, "0300002302f080 320100001d00 00120000 28000000000000fd 0002 4550 05 5f4d4f4455",
             "0300001402f080 320300001d00 000100000000 28");
    peer_ask(&peer, "0300002102f080 320100001e00 00100000 28000000000000fd 0000 05 5f47415242",
             "0300001402f080 320300001e00 000100000000 28");
    assert_int_equal(s7_cpu_mode(cpu), S7_CPU_MODE_RUN);
    desk_close();
}

/* [DB1#58, TIAHW#60], of blocks that this CPU has not; the form of the refusal is that of TIAHW#81. */
static void blocks_are_not_there(void **state)
{
    (void)state;
    desk_open();
    peer_ask(&peer,
             "0300002b02f080 320100000f00 001a0000 28000000000000fd 000a 0100304130303030 3150 05 5f494e5345",
             "0300001502f080 320300000f00 00020000 d209 2802");
    peer_ask(&peer,
             "0300002b02f080 320100007400 001a0000 28000000000000fd 000a 0100304230323030 3041 05 5f44454c45",
             "0300001502f080 320300007400 00020000 d209 2802");
    desk_close();
}

static void a_family_without_control_refuses_it(void **state)
{
    (void)state;
    config.services.control = false;
    config.mode = S7_CPU_MODE_STOP;
    desk_open();
    peer_ask(&peer, WARM, "0300001302f080 320200000091 00000000 8104");
    assert_int_equal(s7_cpu_mode(cpu), S7_CPU_MODE_STOP);
    desk_close();
}

static void what_is_no_service_is_malformed(void **state)
{
    (void)state;
    static const char *const parameters[] = {"28", "28000000000000fd 0000",
                                             "28000000000000fd 0002 43 09 505f50524f4752414d",
                                             "28000000000000fd 0000 0a 505f50524f4752414d"};
    config.mode = S7_CPU_MODE_STOP;
    desk_open();
    for (size_t i = 0; i < sizeof parameters / sizeof parameters[0]; i++) {
        peer_request(&peer, 1, parameters[i], "");
        peer_expect_refusal(&peer, 0x8500);
    }
    peer_request(&peer, 1, "28000000000000fd 0000 09 505f50524f4752414d", "00");
    peer_expect_refusal(&peer, 0x8500);
    assert_int_equal(s7_cpu_mode(cpu), S7_CPU_MODE_STOP);
    desk_close();
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        DESK_TEST(captured_restarts_start),
        DESK_TEST(captured_memory_services_are_acknowledged),
        DESK_TEST(blocks_are_not_there),
        DESK_TEST(a_family_without_control_refuses_it),
        DESK_TEST(what_is_no_service_is_malformed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
