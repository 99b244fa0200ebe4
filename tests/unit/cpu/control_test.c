/* SPDX-License-Identifier: MIT
 *
 * Start, stop and the other program invocation services, judged.
 */
#include "unit/cpu/desk.h"

#include "cpu/control.h"
#include "cpu/state.h"

static struct s7_link *link_first(void)
{
    return s7_cpu_partners_at(&cpu->partners, 0)->link;
}

static void refuses(struct s7_cpu_verdict verdict, uint16_t error, uint8_t status)
{
    assert_int_equal(verdict.error, error);
    assert_int_equal(verdict.status, status);
    assert_false(verdict.starts || verdict.stops);
}

static struct s7_cpu_verdict pi(const char *name, const char *argument)
{
    const struct s7_pi_service service = {.name = {(const uint8_t *)name, strlen(name)},
                                          .argument = {(const uint8_t *)argument, strlen(argument)}};
    return s7_cpu_judge_pi(cpu, link_first(), &service);
}

static struct s7_cpu_verdict stop(void)
{
    return s7_cpu_judge_stop(cpu, link_first());
}

static void a_running_cpu_can_be_stopped_and_a_stopped_one_started(void **state)
{
    (void)state;
    desk_open();
    assert_int_equal(stop().error, 0);
    assert_true(stop().stops);
    assert_int_equal(stop().cause, S7_CPU_CAUSE_PARTNER);
    refuses(pi("P_PROGRAM", ""), 0x8402, 3);
    refuses(pi("P_PROGRAM", "C "), 0x8402, 3);
    s7_cpu_set_mode(cpu, S7_CPU_MODE_STOP, S7_CPU_CAUSE_PARTNER, peer.now);
    refuses(stop(), 0x8402, 7);
    assert_true(pi("P_PROGRAM", "").starts);
    assert_int_equal(pi("P_PROGRAM", "").error, 0);
    assert_int_equal(pi("P_PROGRAM", "").cause, S7_CPU_CAUSE_PARTNER);
    assert_true(pi("P_PROGRAM", "C ").starts);
    assert_int_equal(pi("P_PROGRAM", "C ").cause, S7_CPU_CAUSE_COLD);
    refuses(pi("P_PROGRAM", "X "), 0x8500, 2);
    desk_close();
}

static void hold_can_be_left_in_both_ways(void **state)
{
    (void)state;
    config.mode = S7_CPU_MODE_HOLD;
    desk_open();
    assert_true(stop().stops);
    assert_true(pi("P_PROGRAM", "").starts);
    desk_close();
}

static void switch_and_defect_forbid_a_start(void **state)
{
    (void)state;
    config.mode = S7_CPU_MODE_STOP;
    config.mode_switch = S7_CPU_SWITCH_STOP;
    desk_open();
    refuses(pi("P_PROGRAM", ""), 0x8404, 2);
    desk_close();
    config.mode = S7_CPU_MODE_DEFECT;
    config.mode_switch = S7_CPU_SWITCH_RUN;
    desk_open();
    refuses(pi("P_PROGRAM", ""), 0x8404, 2);
    refuses(stop(), 0x8402, 7);
    desk_close();
}

static void levels_forbid_all_of_it(void **state)
{
    (void)state;
    static const char *const names[] = {"P_PROGRAM", "_MODU", "_GARB", "_INSE", "_INS2", "_DELE"};
    config.access_level = S7_CPU_LEVEL_READ;
    desk_open();
    refuses(stop(), 0xD241, 2);
    for (size_t i = 0; i < 6; i++)
        refuses(pi(names[i], ""), 0xD241, 2);
    s7_cpu_partner_of(link_first())->legitimised = true;
    assert_true(stop().stops);
    assert_int_equal(pi("_MODU", "EP").error, 0);
    desk_close();
}

/* s7comm 5.2: acknowledged in the captures; blocks there are none. */
static void memory_services_are_done_and_blocks_are_missing(void **state)
{
    (void)state;
    desk_open();
    assert_int_equal(pi("_MODU", "EP").error, 0);
    assert_int_equal(pi("_GARB", "").error, 0);
    assert_false(pi("_GARB", "").starts || pi("_GARB", "").stops);
    refuses(pi("_INSE", "\x01"), 0xD209, 2);
    refuses(pi("_INS2", "\x01"), 0xD209, 2);
    refuses(pi("_DELE", "\x01"), 0xD209, 2);
    refuses(pi("_N_LOGIN_", ""), 0x8104, 2);
    refuses(pi("P_PROGRA", ""), 0x8104, 2);
    refuses(pi("", ""), 0x8104, 2);
    desk_close();
}

static void codes_are_those_of_the_configuration(void **state)
{
    (void)state;
    config.codes.already = 0x8001;
    config.codes.mode_switch = 0x8002;
    config.codes.level = 0xD0A1;
    config.codes.malformed = 0xD202;
    desk_open();
    refuses(pi("P_PROGRAM", ""), 0x8001, 3);
    refuses(pi("P_PROGRAM", "?"), 0xD202, 2);
    s7_cpu_set_switch(cpu, S7_CPU_SWITCH_STOP, peer.now);
    refuses(pi("P_PROGRAM", ""), 0x8002, 2);
    refuses(stop(), 0x8001, 7);
    desk_close();
    config.access_level = S7_CPU_LEVEL_NONE;
    desk_open();
    refuses(stop(), 0xD0A1, 2);
    desk_close();
}

/* The answer is out before anything that follows from it. */
static void the_answer_comes_before_the_pushes(void **state)
{
    (void)state;
    desk_open();
    peer_say(&peer, SUBSCRIBE_BOTH);
    peer_say(&peer, STOP);
    assert_int_equal(peer.answer_size, 20 + 49 + 25);
    assert_int_equal(peer.answer[19], 0x29);
    assert_int_equal(s7_cpu_mode(cpu), S7_CPU_MODE_STOP);
    desk_close();
}

static void a_refusal_has_its_cause_in_an_octet_or_none_at_all(void **state)
{
    (void)state;
    desk_open();
    peer_say(&peer, STOP);
    peer_ask(&peer, STOP, "0300001502f080 320300000200 00020000 8402 2907");
    desk_close();
    config.control_in_words = false;
    config.mode = S7_CPU_MODE_STOP;
    desk_open();
    peer_ask(&peer, STOP, "0300001302f080 320200000200 00000000 8402");
    desk_close();
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        DESK_TEST(a_running_cpu_can_be_stopped_and_a_stopped_one_started),
        DESK_TEST(hold_can_be_left_in_both_ways),
        DESK_TEST(switch_and_defect_forbid_a_start),
        DESK_TEST(levels_forbid_all_of_it),
        DESK_TEST(memory_services_are_done_and_blocks_are_missing),
        DESK_TEST(codes_are_those_of_the_configuration),
        DESK_TEST(the_answer_comes_before_the_pushes),
        DESK_TEST(a_refusal_has_its_cause_in_an_octet_or_none_at_all),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
