/* SPDX-License-Identifier: MIT */
#include "unit/cpu/peer.h"

#include <stdio.h>

static struct s7_cpu_config config;

static int config_reset(void **state)
{
    (void)state;
    s7_cpu_config_default(&config);
    config.slot_zero = false;
    return 0;
}

static void knock(struct peer *peer, struct s7_cpu *cpu, const char *called_tsap)
{
    char frame[128];
    size_t size = strlen(called_tsap) / 2;
    assert_int_equal(peer_accept(peer, cpu), S7_ACCEPT_TAKE);
    snprintf(frame, sizeof frame, "0300%04x %02xe00000000100 c1020100 c2%02x%s c0010a", (unsigned)(20 + size),
             (unsigned)(15 + size), (unsigned)size, called_tsap);
    peer_say(peer, frame);
}

static bool let_in(struct s7_cpu *cpu, const char *called_tsap)
{
    struct peer peer;
    knock(&peer, cpu, called_tsap);
    bool admitted = peer_admitted(&peer);
    assert_true(admitted || peer_want(&peer) == S7_WANT_FIN);
    peer_close(&peer);
    return admitted;
}

/* s7comm 1.2: the CC of an S7-300, parameters in its order; the source reference is the server's own. */
static void confirmed_as_an_s7_300_does(void **state)
{
    (void)state;
    struct s7_cpu *cpu = cpu_of(&config);
    struct peer peer;
    assert_int_equal(peer_accept(&peer, cpu), S7_ACCEPT_TAKE);
    peer_say(&peer, "0300001611e00000000700c1020100c2020102c0010a");
    assert_int_equal(peer.answer_size, 22);
    assert_true(peer.answer[8] || peer.answer[9]);
    peer.answer[8] = 0x00;
    peer.answer[9] = 0x03;
    peer_expect(&peer, "0300001611d00007000300c0010ac1020100c2020102");
    peer_close(&peer);
    s7_cpu_free(cpu);
}

static void confirmed_in_the_configured_order(void **state)
{
    (void)state;
    static const struct {
        enum s7_cpu_cc_order order;
        const char *parameters;
    } rows[] = {{S7_CPU_CC_C0_C1_C2, "0300001611d00007000100 c0010a c1020100 c2020102"},
                {S7_CPU_CC_C1_C2_C0, "0300001611d00007000100 c1020100 c2020102 c0010a"},
                {S7_CPU_CC_C0_C2_C1, "0300001611d00007000100 c0010a c2020102 c1020100"}};
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        config.cc_order = rows[i].order;
        struct s7_cpu *cpu = cpu_of(&config);
        struct peer peer;
        assert_int_equal(peer_accept(&peer, cpu), S7_ACCEPT_TAKE);
        peer_say(&peer, "0300001611e00000000700c1020100c2020102c0010a");
        peer.answer[9] = 0x01; /* the source reference is the server's own */
        peer_expect(&peer, rows[i].parameters);
        peer_close(&peer);
        s7_cpu_free(cpu);
    }
}

static void rack_and_slot_must_be_ours(void **state)
{
    (void)state;
    config.rack = 3;
    config.slot = 4;
    struct s7_cpu *cpu = cpu_of(&config);
    assert_true(let_in(cpu, "0164"));
    assert_true(let_in(cpu, "0264"));
    assert_true(let_in(cpu, "0364"));
    assert_true(let_in(cpu, "1064"));
    assert_true(let_in(cpu, "df64"));
    assert_false(let_in(cpu, "0104"));
    assert_false(let_in(cpu, "0163"));
    assert_false(let_in(cpu, "0160"));
    assert_int_equal(s7_cpu_usage(cpu).refused_tsap, 3);
    assert_int_equal(s7_cpu_usage(cpu).refused_resources, 0);
    s7_cpu_free(cpu);
}

static void slot_zero_stands_for_the_cpu_where_configured(void **state)
{
    (void)state;
    config.rack = 3;
    config.slot = 1;
    config.slot_zero = true;
    struct s7_cpu *cpu = cpu_of(&config);
    assert_true(let_in(cpu, "0161"));
    assert_true(let_in(cpu, "0160"));
    assert_false(let_in(cpu, "0162"));
    assert_false(let_in(cpu, "0100"));
    s7_cpu_free(cpu);
}

/* s7comm 1.3: other first octets, other lengths and text lead to other services. */
static void tsaps_of_other_services_are_refused(void **state)
{
    (void)state;
    struct s7_cpu *cpu = cpu_of(&config);
    assert_true(let_in(cpu, "0102"));
    assert_false(let_in(cpu, "0002"));
    assert_false(let_in(cpu, "0402"));
    assert_false(let_in(cpu, "0f02"));
    assert_false(let_in(cpu, "e002"));
    assert_false(let_in(cpu, "02"));
    assert_false(let_in(cpu, "010200"));
    assert_false(let_in(cpu, "53494d415449432d524f4f542d4553"));
    assert_int_equal(s7_cpu_usage(cpu).refused_tsap, 7);
    s7_cpu_free(cpu);
}

static void absent_tsap_is_refused(void **state)
{
    (void)state;
    struct s7_cpu *cpu = cpu_of(&config);
    struct peer peer;
    assert_int_equal(peer_accept(&peer, cpu), S7_ACCEPT_TAKE);
    peer_say(&peer, "0300000e 09e00000000100 c0010a");
    assert_int_equal(peer.answer_size, 0);
    assert_int_equal(peer_want(&peer), S7_WANT_FIN);
    peer_close(&peer);
    s7_cpu_free(cpu);
}

static void any_slot_accepts_everything(void **state)
{
    (void)state;
    config.any_slot = true;
    struct s7_cpu *cpu = cpu_of(&config);
    assert_true(let_in(cpu, "0117"));
    assert_true(let_in(cpu, "0000"));
    assert_true(let_in(cpu, "53494d415449432d524f4f542d4553"));
    assert_int_equal(s7_cpu_usage(cpu).refused_tsap, 0);
    s7_cpu_free(cpu);
}

static void refusal_has_the_configured_style(void **state)
{
    (void)state;
    static const struct {
        enum s7_cpu_refusal refusal;
        unsigned want;
        const char *answer;
    } rows[] = {{S7_CPU_REFUSE_FIN, S7_WANT_FIN, ""},
                {S7_CPU_REFUSE_RST, S7_WANT_RST, ""},
                {S7_CPU_REFUSE_DR, S7_WANT_FIN, "0300000b 06800001000003"},
                {S7_CPU_REFUSE_SILENT, 0, ""}};
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        config.refusal_tsap = (struct s7_cpu_refusal_style){rows[i].refusal, 3 /* address unknown */};
        struct s7_cpu *cpu = cpu_of(&config);
        struct peer peer;
        knock(&peer, cpu, "0101");
        peer_expect(&peer, rows[i].answer);
        assert_int_equal(peer_want(&peer) & (unsigned)~S7_WANT_READ, rows[i].want);
        peer_close(&peer);
        s7_cpu_free(cpu);
    }
}

/* A full CPU and a wrong slot are two things, each refused in its own way. */
static void each_cause_has_its_own_style(void **state)
{
    (void)state;
    config.resources_total = 1;
    config.refusal_tsap.how = S7_CPU_REFUSE_RST;
    config.refusal_resources = (struct s7_cpu_refusal_style){S7_CPU_REFUSE_DR, 129 /* remote congestion */};
    struct s7_cpu *cpu = cpu_of(&config);
    struct peer first, second, third;
    knock(&first, cpu, "0102");
    assert_true(peer_admitted(&first));
    knock(&second, cpu, "0102");
    peer_expect(&second, "0300000b 06800001000081");
    assert_int_equal(peer_want(&second), S7_WANT_FIN);
    knock(&third, cpu, "0103");
    peer_expect(&third, "");
    assert_int_equal(peer_want(&third), S7_WANT_RST);
    peer_close(&first);
    peer_close(&second);
    peer_close(&third);
    s7_cpu_free(cpu);
}

static void resources_are_counted_by_class_until_the_connection_ends(void **state)
{
    (void)state;
    static const char *const called[] = {"0102", "0202", "0302", "0302", "1002"};
    struct s7_cpu *cpu = cpu_of(&config);
    struct peer peers[5];
    for (size_t i = 0; i < 5; i++)
        knock(&peers[i], cpu, called[i]);
    struct s7_cpu_usage usage = s7_cpu_usage(cpu);
    assert_int_equal(usage.total, 16);
    assert_int_equal(usage.used, 5);
    assert_int_equal(usage.pg, 1);
    assert_int_equal(usage.op, 1);
    assert_int_equal(usage.basic, 2);
    assert_int_equal(usage.other, 1);
    for (size_t i = 0; i < 5; i++)
        peer_close(&peers[i]);
    usage = s7_cpu_usage(cpu);
    assert_int_equal(usage.used, 0);
    assert_int_equal(usage.basic, 0);
    s7_cpu_free(cpu);
}

static void the_last_resource_gone_refuses_until_one_is_free(void **state)
{
    (void)state;
    config.resources_total = 3;
    config.pg.reserved = 1;
    struct s7_cpu *cpu = cpu_of(&config);
    struct peer first, second, third;
    knock(&first, cpu, "0302");
    knock(&second, cpu, "0202");
    assert_true(peer_admitted(&first) && peer_admitted(&second));
    assert_false(let_in(cpu, "0302"));
    assert_false(let_in(cpu, "0202"));
    assert_int_equal(s7_cpu_usage(cpu).refused_resources, 2);
    knock(&third, cpu, "0102");
    assert_true(peer_admitted(&third));
    assert_false(let_in(cpu, "0102"));
    peer_close(&first);
    assert_true(let_in(cpu, "0302"));
    peer_close(&second);
    peer_close(&third);
    s7_cpu_free(cpu);
}

/* Whoever does not get past the TCP connection uses no resource, only one of the half-open places. */
static void half_open_connections_are_bounded_and_abandoned(void **state)
{
    (void)state;
    config.resources_total = 2;
    config.limits.half_open = 3;
    struct s7_cpu *cpu = cpu_of(&config);
    struct peer peers[5], refused;
    for (size_t i = 0; i < 5; i++)
        assert_int_equal(peer_accept(&peers[i], cpu), S7_ACCEPT_TAKE);
    assert_int_equal(peer_accept(&refused, cpu), S7_ACCEPT_CLOSE);
    assert_int_equal(s7_cpu_usage(cpu).used, 0);
    const struct s7_session_ops *ops = peers[0].session->ops;
    s7_time deadline = ops->deadline(peers[0].session->self);
    assert_true(deadline < S7_TIME_NEVER);
    ops->tick(peers[0].session->self, deadline);
    assert_int_equal(peer_want(&peers[0]), S7_WANT_FIN);
    assert_int_equal(s7_server_counters(s7_cpu_server(cpu))->abandoned, 1);
    peer_close(&peers[0]);
    assert_int_equal(peer_accept(&refused, cpu), S7_ACCEPT_TAKE);
    peer_close(&refused);
    for (size_t i = 1; i < 5; i++)
        peer_close(&peers[i]);
    s7_cpu_free(cpu);
}

/* With every resource in use there is still a place in which the next CR is heard and refused. */
static void refusal_needs_no_resource(void **state)
{
    (void)state;
    config.resources_total = 2;
    config.limits.half_open = 1;
    struct s7_cpu *cpu = cpu_of(&config);
    struct peer peers[2];
    peer_connect(&peers[0], cpu);
    peer_connect(&peers[1], cpu);
    for (unsigned i = 1; i <= 1000; i++) {
        assert_false(let_in(cpu, "0102"));
        assert_int_equal(s7_cpu_usage(cpu).refused_resources, i);
    }
    peer_close(&peers[0]);
    peer_close(&peers[1]);
    s7_cpu_free(cpu);
}

static void close_ends_all_connections_and_refuses_new_ones(void **state)
{
    (void)state;
    struct s7_cpu *cpu = cpu_of(&config);
    struct peer peers[2];
    peer_connect(&peers[0], cpu);
    peer_connect(&peers[1], cpu);
    s7_cpu_close(cpu, 2 * S7_SECOND);
    assert_int_equal(peer_want(&peers[0]), S7_WANT_FIN);
    assert_int_equal(peer_want(&peers[1]), S7_WANT_FIN);
    peer_close(&peers[0]);
    peer_close(&peers[1]);
    assert_int_equal(s7_cpu_usage(cpu).used, 0);
    assert_int_equal(peer_accept(&peers[0], cpu), S7_ACCEPT_CLOSE);
    s7_cpu_free(cpu);
}

#define DOOR_TEST(test) cmocka_unit_test_setup(test, config_reset)

int main(void)
{
    const struct CMUnitTest tests[] = {
        DOOR_TEST(confirmed_as_an_s7_300_does),
        DOOR_TEST(rack_and_slot_must_be_ours),
        DOOR_TEST(slot_zero_stands_for_the_cpu_where_configured),
        DOOR_TEST(tsaps_of_other_services_are_refused),
        DOOR_TEST(absent_tsap_is_refused),
        DOOR_TEST(any_slot_accepts_everything),
        DOOR_TEST(confirmed_in_the_configured_order),
        DOOR_TEST(refusal_has_the_configured_style),
        DOOR_TEST(each_cause_has_its_own_style),
        DOOR_TEST(resources_are_counted_by_class_until_the_connection_ends),
        DOOR_TEST(the_last_resource_gone_refuses_until_one_is_free),
        DOOR_TEST(half_open_connections_are_bounded_and_abandoned),
        DOOR_TEST(refusal_needs_no_resource),
        DOOR_TEST(close_ends_all_connections_and_refuses_new_ones),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
