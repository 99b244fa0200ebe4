/* SPDX-License-Identifier: MIT
 *
 * What lists tell of the live state: put into given records, or into those that are made up.
 */
#include "unit/cpu/lists.h"

#include "cpu/szl_source.h"

/* An IM 151-8 PN/DP CPU: 12 connections, one kept for a PG and one for an OP. */
static struct s7_cpu_config config_of_im151(void)
{
    struct s7_cpu_config config;
    s7_cpu_config_default(&config);
    config.resources_total = 12;
    config.pg.reserved = 1;
    config.op.reserved = 1;
    return config;
}

static const char *called_tsap(const char *first)
{
    static char cr[80];
    snprintf(cr, sizeof cr, "03000016 11e00000000100 c1020100 c202%s02 c0010a", first);
    return cr;
}

static void join(struct peer *peer, struct s7_cpu *cpu, const char *first)
{
    assert_int_equal(peer_accept(peer, cpu), S7_ACCEPT_TAKE);
    peer_say(peer, called_tsap(first));
    assert_true(peer_admitted(peer));
    peer_say(peer, PEER_SETUP("00f0"));
}

#define ZEROS_8 "0000000000000000"

/* Captured from such a CPU, while one PG was connected. */
static void connections_are_counted_live(void **state)
{
    (void)state;
    static const uint8_t given[40] = {0, 1, [10] = 0, 1, [19] = 0x14, [39] = 3};
    const struct s7_cpu_szl lists[] = {
        {.id = 0x0132, .index = 1, .record_size = 40, .record_count = 1, .records = given}};
    struct s7_cpu_config config = config_of_im151();
    config.szl = lists;
    config.szl_count = 1;
    struct s7_cpu *cpu = cpu_of(&config);
    struct peer peers[6];
    join(&peers[0], cpu, "01");
    list_is(&peers[0], 0x0132, 1,
            "0132000100280001 0001 0001 0001 0001 0000 0001 0000 000a 0000 0014 " ZEROS_8 ZEROS_8 "0000 0003");
    join(&peers[1], cpu, "01"); /* beyond what is kept for a PG */
    join(&peers[2], cpu, "02");
    join(&peers[3], cpu, "03");
    join(&peers[4], cpu, "03");
    join(&peers[5], cpu, "10");
    list_is(&peers[0], 0x0132, 1,
            "0132000100280001 0001 0001 0001 0002 0001 0001 0001 0006 0002 0014 " ZEROS_8 ZEROS_8 "0000 0003");
    for (size_t i = 0; i < 6; i++)
        peer_close(&peers[i]);
    s7_cpu_free(cpu);
}

static void communication_tells_pdu_length_and_connections(void **state)
{
    (void)state;
    static const uint8_t given[40] = {0, 1, 9, 9, 9, 9, 0, 2, 0xDC, 0x6C, 0, 0, 0, 0, 5, 0xF5, 0xE1};
    const struct s7_cpu_szl lists[] = {
        {.id = 0x0131, .index = 1, .record_size = 40, .record_count = 1, .records = given}};
    struct s7_cpu_config config = config_of_im151();
    config.szl = lists;
    config.szl_count = 1;
    struct s7_cpu *cpu = cpu_of(&config);
    struct peer peer;
    peer_connect(&peer, cpu);
    list_is(&peer, 0x0131, 1,
            "0131000100280001 0001 00f0 000c 0002dc6c 00000000 05f5e100" ZEROS_8 ZEROS_8 "000000000000");
    peer_close(&peer);
    s7_cpu_free(cpu);
}

/* Captured: the time in both is that of the answer. */
static void clock_and_mode_tell_the_time_of_the_answer(void **state)
{
    (void)state;
    struct s7_cpu_config config = config_of_im151();
    config.clock = (struct s7_clock){2016, 2, 8, 14, 51, 36, 0, 569};
    struct s7_cpu *cpu = cpu_of(&config);
    struct peer peer;
    peer_connect(&peer, cpu); /* a second later */
    list_is(&peer, 0x0424, 0, "0424000000140001 5144ff08 00000000 00000000 1602081451375692");
    list_is(&peer, 0x0132, 8,
            "0132000800280001 0008" ZEROS_8 ZEROS_8 "00000000 1602081451375692" ZEROS_8 "0000");
    peer.now += 7 * S7_SECOND;
    list_is(&peer, 0x0424, 0, "0424000000140001 5144ff08 00000000 00000000 1602081451445692");
    peer_close(&peer);
    s7_cpu_free(cpu);
}

/* No capture shows it: never an event that contradicts the mode. */
static void in_stop_the_mode_has_the_event_of_the_stop(void **state)
{
    (void)state;
    struct s7_cpu_config config = config_of_im151();
    config.clock = (struct s7_clock){2016, 2, 8, 14, 51, 36, 0, 569};
    config.mode = S7_CPU_MODE_STOP;
    struct s7_cpu *cpu = cpu_of(&config);
    struct peer peer;
    peer_connect(&peer, cpu);
    list_is(&peer, 0x0424, 0, "0424000000140001 4300ff04 00000000 00000000 1602081451375692");
    assert_int_equal(s7_cpu_set_mode(cpu, S7_CPU_MODE_RUN, S7_CPU_CAUSE_PARTNER, peer.now), S7_OK);
    list_is(&peer, 0x0424, 0, "0424000000140001 5144ff08 00000000 00000000 1602081451375692");
    s7_cpu_set_switch(cpu, S7_CPU_SWITCH_STOP, peer.now);
    list_is(&peer, 0x0424, 0, "0424000000140001 4303ff04 00000000 00000000 1602081451375692");
    peer_close(&peer);
    s7_cpu_free(cpu);
}

/* Captured: an S7-300 without password, its switch at RUN-P, but for checksums. */
static void protection_is_that_of_the_cpu(void **state)
{
    (void)state;
    struct s7_cpu_config config = config_of_im151();
    struct s7_cpu *cpu = cpu_of(&config);
    struct peer peer;
    peer_connect(&peer, cpu);
    list_is(&peer, 0x0132, 4,
            "0132000400280001 0004 0001 0000 0001 0002 0000 0000 5656" ZEROS_8 ZEROS_8 ZEROS_8);
    peer_close(&peer);
    s7_cpu_free(cpu);
}

static void areas_are_those_of_the_configuration(void **state)
{
    (void)state;
    struct s7_cpu_config config = config_of_im151();
    config.input_size = 128;
    config.output_size = 100000;
    config.memory_size = 256;
    config.timer_count = 7;
    config.counter_count = 9;
    struct s7_cpu *cpu = cpu_of(&config);
    struct peer peer;
    peer_connect(&peer, cpu);
    list_is(
        &peer, 0x0014, 0,
        "0014000000080006 0001000100800000 00020001ffff0000 0003000108000000 0004000100070000 0005000100090000 "
        "0008000101000000");
    peer_close(&peer);
    s7_cpu_free(cpu);
}

static void the_buffer_is_shown_whole_in_stop_only(void **state)
{
    (void)state;
    static struct list list;
    static struct s7_cpu_event events[100];
    for (size_t i = 0; i < 100; i++)
        events[i] = (struct s7_cpu_event){.event = (uint16_t)(0x1000 + i), .at = {2016, 2, 8, 0, 0, 0, 0, 0}};
    struct s7_cpu_config config = config_of_im151();
    config.events = events;
    config.event_count = 100;
    for (int mode = S7_CPU_MODE_STOP; mode <= S7_CPU_MODE_RUN; mode += 2)
        for (uint16_t most = 0; most <= 110; most = (uint16_t)(most + 10)) {
            config.mode = (enum s7_cpu_mode)mode;
            config.diagnostics_run = most;
            struct s7_cpu *cpu = cpu_of(&config);
            struct peer peer;
            peer_connect(&peer, cpu);
            list_ask(&list, &peer, 0x00A0, 0);
            size_t count = mode == S7_CPU_MODE_RUN && most && most < 100 ? most : 100;
            assert_int_equal(list.error, 0);
            assert_int_equal(list.size, 8 + 20 * count);
            assert_int_equal(list.octets[6] << 8 | list.octets[7], count);
            for (size_t i = 0; i < count; i++)
                assert_int_equal(s7_load_u16(list.octets + 8 + 20 * i), 0x1000 + i);
            peer_close(&peer);
            s7_cpu_free(cpu);
        }
}

static void the_last_transition_is_shown_alone(void **state)
{
    (void)state;
    static const struct s7_cpu_event events[] = {
        {.event = 0x3501, .at = {2016, 2, 8, 1, 0, 0, 0, 0}},
        {.event = 0x4302, .priority = 0xFF, .ob = 0x68, .at = {2016, 2, 8, 0, 0, 0, 0, 0}},
        {.event = 0x4301, .at = {2016, 2, 7, 0, 0, 0, 0, 0}},
    };
    struct s7_cpu_config config = config_of_im151();
    config.events = events;
    config.event_count = 3;
    struct s7_cpu *cpu = cpu_of(&config);
    struct peer peer;
    peer_connect(&peer, cpu);
    list_is(&peer, 0x0124, 0, "0124000000140001 4302ff68 0000000000000000 1602080000000002");
    peer_close(&peer);
    s7_cpu_free(cpu);
}

static void given_records_have_the_form_that_live_state_needs(void **state)
{
    (void)state;
    static const uint8_t octets[200] = {0};
    const struct {
        struct s7_cpu_szl list;
        bool fits;
    } cases[] = {
        {{0x0000, 0, 2, 1, octets}, false},  {{0x00A0, 0, 20, 1, octets}, false},
        {{0x0124, 0, 20, 1, octets}, false}, {{0x0424, 0, 20, 1, octets}, true},
        {{0x0424, 0, 20, 2, octets}, false}, {{0x0424, 0, 18, 1, octets}, false},
        {{0x0131, 1, 40, 1, octets}, true},  {{0x0131, 1, 38, 1, octets}, false},
        {{0x0131, 2, 38, 2, octets}, true},  {{0x0132, 4, 40, 1, octets}, true},
        {{0x0132, 8, 40, 2, octets}, false}, {{0x0074, 0, 4, 32, octets}, true},
        {{0x0019, 0, 4, 33, octets}, false}, {{0x0019, 0, 6, 1, octets}, false},
        {{0x0011, 0, 30, 3, octets}, true},  {{0x0424, 0, 0, 0, NULL}, true},
        {{0x00A0, 0, 0, 0, NULL}, true},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
        assert_int_equal(s7_cpu_szl_source_fits(&cases[i].list), cases[i].fits);
}

static void only_modes_and_transitions_are_given_for_any_index(void **state)
{
    (void)state;
    assert_true(s7_cpu_szl_source_any_index(0x0424));
    assert_true(s7_cpu_szl_source_any_index(0x0124));
    assert_false(s7_cpu_szl_source_any_index(0x0131));
    assert_false(s7_cpu_szl_source_any_index(0x0222));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(connections_are_counted_live),
        cmocka_unit_test(communication_tells_pdu_length_and_connections),
        cmocka_unit_test(clock_and_mode_tell_the_time_of_the_answer),
        cmocka_unit_test(in_stop_the_mode_has_the_event_of_the_stop),
        cmocka_unit_test(protection_is_that_of_the_cpu),
        cmocka_unit_test(areas_are_those_of_the_configuration),
        cmocka_unit_test(the_buffer_is_shown_whole_in_stop_only),
        cmocka_unit_test(the_last_transition_is_shown_alone),
        cmocka_unit_test(given_records_have_the_form_that_live_state_needs),
        cmocka_unit_test(only_modes_and_transitions_are_given_for_any_index),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
