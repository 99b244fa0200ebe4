/* SPDX-License-Identifier: MIT
 *
 * The operating mode: which transitions there are, and what partners are told of them.
 */
#include "unit/cpu/desk.h"

#include "cpu/mode.h"

static void mode_is(enum s7_cpu_mode mode, enum s7_cpu_mode previous)
{
    assert_int_equal(s7_cpu_mode(cpu), mode);
    assert_int_equal(s7_cpu_mode_state(cpu)->mode, mode);
    assert_int_equal(s7_cpu_mode_state(cpu)->previous, previous);
}

static void set(enum s7_cpu_mode mode)
{
    assert_int_equal(s7_cpu_set_mode(cpu, mode, S7_CPU_CAUSE_PARTNER, peer.now), S7_OK);
}

static void refused(enum s7_cpu_mode mode)
{
    enum s7_cpu_mode before = s7_cpu_mode(cpu);
    assert_int_equal(s7_cpu_set_mode(cpu, mode, S7_CPU_CAUSE_PARTNER, peer.now), S7_ERR_LOCAL_ARGUMENT);
    assert_int_equal(s7_cpu_mode(cpu), before);
}

/* Octet by octet, the clock at what it was [STOP#3, #4]. */
static void a_stop_is_told_as_captured(void **state)
{
    (void)state;
    config.clock = (struct s7_clock){
        .year = 1994, .month = 1, .day = 9, .hour = 21, .minute = 53, .second = 42, .millisecond = 152};
    config.clock_at = S7_SECOND; /* where peers live */
    desk_open();
    peer_say(&peer, SUBSCRIBE_BOTH);
    s7_cpu_set_mode(cpu, S7_CPU_MODE_STOP, S7_CPU_CAUSE_PARTNER, peer.now);
    peer_listen(&peer);
    peer_expect(&peer, "0300003102f080 320700000000 00080018 0001120411040300 ff090014"
                       "4304ff84000000000000000094010921 53421521"
                       "0300001902f080 320700000000 00080000 0100101000000000");
    mode_is(S7_CPU_MODE_STOP, S7_CPU_MODE_RUN);
    desk_close();
}

#define PUSHED(event) "0300003102f080 320700000000 00080018 0001120411040300 ff090014" event "9401010000010007"
#define MODE(code)    "0300001902f080 320700000000 00080000 010010100000" code "00"

/* The entries of a start are those of SZL 00A0 [ONL#62]; of the modes, RUN alone is pushed [TIAHW#138]. */
static void a_start_is_told_as_captured(void **state)
{
    (void)state;
    config.mode = S7_CPU_MODE_STOP;
    desk_open();
    peer_say(&peer, SUBSCRIBE_BOTH);
    set(S7_CPU_MODE_RUN);
    peer_listen(&peer);
    peer_expect(&peer, PUSHED("4301ff46c772000008147714") PUSHED("13811b64c772000008147714")
                           PUSHED("4302ff68c700000008147714") MODE("02"));
    mode_is(S7_CPU_MODE_RUN, S7_CPU_MODE_STARTUP);
    assert_false(s7_cpu_mode_state(cpu)->cold);
    desk_close();
}

static void a_cold_restart_after_the_switch_stopped_it(void **state)
{
    (void)state;
    desk_open();
    peer_say(&peer, SUBSCRIBE_BOTH);
    s7_cpu_set_switch(cpu, S7_CPU_SWITCH_STOP, peer.now);
    peer_listen(&peer);
    peer_expect(&peer, PUSHED("4303ff840000000000000000") MODE("00"));
    s7_cpu_set_switch(cpu, S7_CPU_SWITCH_RUN, peer.now);
    set(S7_CPU_MODE_STOP);
    peer_listen(&peer);
    assert_int_equal(s7_cpu_set_mode(cpu, S7_CPU_MODE_RUN, S7_CPU_CAUSE_COLD, peer.now), S7_OK);
    peer_listen(&peer);
    peer_expect(&peer, PUSHED("4301ff46c772430408147714") PUSHED("13851b64c772430408147714")
                           PUSHED("4302ff68c700000008147714") MODE("02"));
    assert_true(s7_cpu_mode_state(cpu)->cold);
    assert_true(s7_cpu_mode_state(cpu)->started);
    desk_close();
}

static void what_changes_nothing_tells_nothing(void **state)
{
    (void)state;
    desk_open();
    peer_say(&peer, SUBSCRIBE_BOTH);
    set(S7_CPU_MODE_RUN);
    s7_cpu_set_switch(cpu, S7_CPU_SWITCH_RUN, peer.now);
    s7_cpu_set_switch(cpu, (enum s7_cpu_switch)(S7_CPU_SWITCH_MRES + 1), peer.now);
    peer_listen(&peer);
    peer_expect(&peer, "");
    mode_is(S7_CPU_MODE_RUN, S7_CPU_MODE_STOP);
    desk_close();
}

static void hold_is_pushed_and_left_for_run(void **state)
{
    (void)state;
    desk_open();
    peer_say(&peer, SUBSCRIBE_BOTH);
    set(S7_CPU_MODE_HOLD);
    peer_listen(&peer);
    peer_expect(&peer, MODE("04"));
    set(S7_CPU_MODE_RUN);
    peer_listen(&peer);
    peer_expect(&peer, MODE("02"));
    mode_is(S7_CPU_MODE_RUN, S7_CPU_MODE_HOLD);
    desk_close();
}

static void nothing_starts_against_the_switch(void **state)
{
    (void)state;
    config.mode = S7_CPU_MODE_STOP;
    config.mode_switch = S7_CPU_SWITCH_MRES;
    desk_open();
    refused(S7_CPU_MODE_RUN);
    s7_cpu_set_switch(cpu, S7_CPU_SWITCH_STOP, peer.now);
    refused(S7_CPU_MODE_RUN);
    assert_int_equal(s7_cpu_mode_state(cpu)->position, S7_CPU_SWITCH_STOP);
    s7_cpu_set_switch(cpu, S7_CPU_SWITCH_RUN_P, peer.now);
    mode_is(S7_CPU_MODE_RUN, S7_CPU_MODE_STARTUP);
    refused(S7_CPU_MODE_STARTUP);
    refused((enum s7_cpu_mode)9);
    desk_close();
}

static void a_defect_lasts(void **state)
{
    (void)state;
    desk_open();
    set(S7_CPU_MODE_DEFECT);
    set(S7_CPU_MODE_DEFECT);
    refused(S7_CPU_MODE_STOP);
    refused(S7_CPU_MODE_RUN);
    s7_cpu_set_switch(cpu, S7_CPU_SWITCH_STOP, peer.now);
    s7_cpu_set_switch(cpu, S7_CPU_SWITCH_RUN, peer.now);
    mode_is(S7_CPU_MODE_DEFECT, S7_CPU_MODE_RUN);
    desk_close();
}

static void a_transition_has_its_time(void **state)
{
    (void)state;
    desk_open();
    assert_int_equal(s7_cpu_mode_state(cpu)->since.year, 1994);
    assert_int_equal(s7_cpu_mode_state(cpu)->since.second, 0);
    s7_cpu_set_mode(cpu, S7_CPU_MODE_STOP, S7_CPU_CAUSE_SWITCH, 75 * S7_SECOND);
    assert_int_equal(s7_cpu_mode_state(cpu)->since.minute, 1);
    assert_int_equal(s7_cpu_mode_state(cpu)->since.second, 15);
    desk_close();
}

/* cpu-behaviour S13: data are reachable in every mode. */
static void data_are_served_in_every_mode(void **state)
{
    (void)state;
    static const enum s7_cpu_mode modes[] = {S7_CPU_MODE_STOP, S7_CPU_MODE_RUN, S7_CPU_MODE_HOLD,
                                             S7_CPU_MODE_DEFECT};
    desk_open();
    for (size_t i = 0; i < 4; i++) {
        set(modes[i]);
        peer_listen(&peer);
        peer_request(&peer, 1, "0501 120a10020001000083000000", "00040008 11");
        peer_expect_parts(&peer, 3, 0, "0501", "ff");
        peer_request(&peer, 1, "0401 120a10020001000083000000", "");
        peer_expect_parts(&peer, 3, 0, "0401", "ff04000811");
    }
    desk_close();
}

static void restart_with(const struct s7_range *range, enum s7_cpu_cause cause, uint8_t expected)
{
    static const uint8_t written = 0x5A;
    uint8_t read = 0;
    assert_int_equal(s7_cpu_write(cpu, range, &written), S7_OK);
    set(S7_CPU_MODE_STOP);
    assert_int_equal(s7_cpu_set_mode(cpu, S7_CPU_MODE_RUN, cause, peer.now), S7_OK);
    assert_int_equal(s7_cpu_read(cpu, range, &read), S7_OK);
    assert_int_equal(read, expected);
}

static void a_cold_restart_alone_resets_the_data(void **state)
{
    (void)state;
    static const struct s7_cpu_db db = {.number = 7, .size = 8};
    static const struct s7_range places[] = {{S7_AREA_MEMORY, 0, 8 * 4095, 8}, {S7_AREA_DB, 7, 8 * 7, 8}};
    config.dbs = &db;
    config.db_count = 1;
    desk_open();
    for (size_t i = 0; i < sizeof places / sizeof places[0]; i++) {
        restart_with(&places[i], S7_CPU_CAUSE_PARTNER, 0x5A);
        restart_with(&places[i], S7_CPU_CAUSE_COLD, 0);
    }
    desk_close();
}

static void only_run_positions_run(void **state)
{
    (void)state;
    assert_true(s7_cpu_switch_runs(S7_CPU_SWITCH_RUN));
    assert_true(s7_cpu_switch_runs(S7_CPU_SWITCH_RUN_P));
    assert_false(s7_cpu_switch_runs(S7_CPU_SWITCH_STOP));
    assert_false(s7_cpu_switch_runs(S7_CPU_SWITCH_MRES));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        DESK_TEST(a_stop_is_told_as_captured),
        DESK_TEST(a_start_is_told_as_captured),
        DESK_TEST(a_cold_restart_after_the_switch_stopped_it),
        DESK_TEST(what_changes_nothing_tells_nothing),
        DESK_TEST(hold_is_pushed_and_left_for_run),
        DESK_TEST(nothing_starts_against_the_switch),
        DESK_TEST(a_defect_lasts),
        DESK_TEST(a_transition_has_its_time),
        DESK_TEST(data_are_served_in_every_mode),
        DESK_TEST(a_cold_restart_alone_resets_the_data),
        DESK_TEST(only_run_positions_run),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
