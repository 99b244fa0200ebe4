/* SPDX-License-Identifier: MIT */
#include "unit/cpu/peer.h"

#include <stdio.h>

/* What is asked for, what the CPU has, what it grants: calling, called, PDU length. */
struct row {
    unsigned asked[3];
    unsigned own[3];
    unsigned granted[3];
};

static void negotiate(struct peer *peer, const unsigned asked[3])
{
    char frame[128];
    snprintf(frame, sizeof frame, "0300001902f080 320100001234 00080000 f000%04x%04x%04x", asked[0], asked[1],
             asked[2]);
    peer_say(peer, frame);
}

static void peer_granted(const struct peer *peer, const unsigned granted[3])
{
    char frame[128];
    snprintf(frame, sizeof frame, "0300001b02f080 320300001234 000800000000 f000%04x%04x%04x", granted[0],
             granted[1], granted[2]);
    peer_expect(peer, frame);
}

static struct s7_cpu *cpu_with(const unsigned own[3])
{
    struct s7_cpu_config config;
    s7_cpu_config_default(&config);
    config.amq_calling = (uint16_t)own[0];
    config.amq_called = (uint16_t)own[1];
    config.pdu_length = (uint16_t)own[2];
    return cpu_of(&config);
}

static void open_with_tpdu(struct peer *peer, struct s7_cpu *cpu, const char *tpdu_code)
{
    char frame[128];
    assert_int_equal(peer_accept(peer, cpu), S7_ACCEPT_TAKE);
    snprintf(frame, sizeof frame, "0300001611e00000000100c1020100c2020102c001%s", tpdu_code);
    peer_say(peer, frame);
    assert_true(peer_admitted(peer));
}

/* s7comm 3: observed negotiations with real CPUs. */
static void real_negotiations_have_their_real_result(void **state)
{
    (void)state;
    static const struct row rows[] = {
        {{1, 1, 480}, {1, 1, 240}, {1, 1, 240}},  /* STEP 7 - S7-300 */
        {{1, 1, 1920}, {1, 1, 240}, {1, 1, 240}}, /* libnodave - S7-300 */
        {{1, 3, 240}, {1, 2, 240}, {1, 2, 240}},  /* WinCC - S7-300 */
        {{2, 2, 480}, {2, 2, 480}, {2, 2, 480}},  /* WinCC - S7-400 */
        {{8, 8, 1008}, {3, 3, 240}, {3, 3, 240}}, /* plc4x - S7-1212C */
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct s7_cpu *cpu = cpu_with(rows[i].own);
        struct peer peer;
        open_with_tpdu(&peer, cpu, "0a");
        negotiate(&peer, rows[i].asked);
        peer_granted(&peer, rows[i].granted);
        peer_close(&peer);
        s7_cpu_free(cpu);
    }
}

static void nothing_above_the_request_is_granted_and_amq_is_at_least_1(void **state)
{
    (void)state;
    static const struct row rows[] = {
        {{1, 1, 128}, {8, 8, 960}, {1, 1, 128}},
        {{0, 0, 240}, {8, 8, 960}, {1, 1, 240}},
        {{65535, 65535, 65535}, {8, 8, 960}, {8, 8, 960}},
        {{1, 1, 50}, {8, 8, 960}, {1, 1, 50}},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct s7_cpu *cpu = cpu_with(rows[i].own);
        struct peer peer;
        open_with_tpdu(&peer, cpu, "0a");
        negotiate(&peer, rows[i].asked);
        peer_granted(&peer, rows[i].granted);
        peer_close(&peer);
        s7_cpu_free(cpu);
    }
}

/* cpu-behaviour L3d: a PDU that its TPDU would not carry in one piece is lowered to a usual length. */
static void pdu_length_fits_the_tpdu(void **state)
{
    (void)state;
    static const unsigned own[3] = {8, 8, 960};
    static const struct {
        const char *tpdu_code;
        unsigned asked;
        unsigned granted;
    } rows[] = {{"0a", 960, 960}, {"09", 960, 480}, {"09", 1920, 480}, {"09", 509, 509}, {"09", 510, 480},
                {"08", 960, 240}, {"07", 960, 125}, {"09", 480, 480},  {"0d", 1920, 960}};
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct s7_cpu *cpu = cpu_with(own);
        struct peer peer;
        open_with_tpdu(&peer, cpu, rows[i].tpdu_code);
        negotiate(&peer, (const unsigned[3]){1, 1, rows[i].asked});
        peer_granted(&peer, (const unsigned[3]){1, 1, rows[i].granted});
        peer_close(&peer);
        s7_cpu_free(cpu);
    }
}

/* Where it does not limit, the PDU is granted as it is, and the first one that is too long ends the connection. */
static void a_pdu_too_long_for_its_tpdu_ends_the_connection(void **state)
{
    (void)state;
    static const struct s7_cpu_db db = {.number = 1, .size = 1000};
    struct s7_cpu_config config;
    struct peer peer;
    s7_cpu_config_default(&config);
    config.pdu_length = 960;
    config.tpdu_limits_pdu = false;
    config.dbs = &db;
    config.db_count = 1;
    struct s7_cpu *cpu = cpu_of(&config);
    open_with_tpdu(&peer, cpu, "09");
    negotiate(&peer, (const unsigned[3]){1, 1, 960});
    peer_granted(&peer, (const unsigned[3]){1, 1, 960});
    peer_request(&peer, 1, "0401 120a1002 01eb 0001 84000000", ""); /* 491 octets: PDU of 509 */
    assert_int_equal(peer.answer_size, 516);
    assert_false(peer_want(&peer) & S7_WANT_FIN);
    peer_request(&peer, 1, "0401 120a1002 01ec 0001 84000000", ""); /* one more */
    assert_int_equal(peer.answer_size, 0);
    assert_int_equal(peer_want(&peer), S7_WANT_FIN);
    peer_close(&peer);
    assert_int_equal(s7_cpu_usage(cpu).used, 0);
    s7_cpu_free(cpu);
}

/* Without C0 the TPDU is as large as RFC 1006 says, and the CPU's own PDU length counts. */
static void large_pdus_are_granted_when_both_sides_carry_them(void **state)
{
    (void)state;
    static const unsigned own[3] = {1, 1, 8189};
    struct s7_cpu *cpu = cpu_with(own);
    struct peer peer;
    assert_int_equal(peer_accept(&peer, cpu), S7_ACCEPT_TAKE);
    peer_say(&peer, "03000013 0ee00000000100 c1020100 c2020102");
    assert_true(peer_admitted(&peer));
    negotiate(&peer, (const unsigned[3]){1, 1, 65535});
    peer_granted(&peer, own);
    peer_close(&peer);
    s7_cpu_free(cpu);
}

static void setup_without_sense_is_refused_as_8500(void **state)
{
    (void)state;
    static const char *const refused[] = {
        "0300001902f080 320100001234 00080000 f00000010001 0031",     /* PDU of 49 octets */
        "0300001802f080 320100001234 00070000 f00000010001 f0",       /* one octet short */
        "0300001b02f080 320100001234 00080002 f00000010001 00f0 0000" /* data behind it */
    };
    static const unsigned own[3] = {1, 1, 240};
    struct s7_cpu *cpu = cpu_with(own);
    struct peer peer;
    open_with_tpdu(&peer, cpu, "0a");
    for (size_t i = 0; i < sizeof refused / sizeof refused[0]; i++)
        peer_ask(&peer, refused[i], "0300001302f080 320200001234 00000000 8500");
    negotiate(&peer, own);
    peer_granted(&peer, own);
    peer_close(&peer);
    s7_cpu_free(cpu);
}

static void a_second_setup_is_answered_again(void **state)
{
    (void)state;
    static const unsigned own[3] = {2, 2, 480};
    struct s7_cpu *cpu = cpu_with(own);
    struct peer peer;
    open_with_tpdu(&peer, cpu, "0a");
    negotiate(&peer, own);
    peer_granted(&peer, own);
    negotiate(&peer, (const unsigned[3]){1, 1, 240});
    peer_granted(&peer, (const unsigned[3]){1, 1, 240});
    peer_close(&peer);
    s7_cpu_free(cpu);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(real_negotiations_have_their_real_result),
        cmocka_unit_test(nothing_above_the_request_is_granted_and_amq_is_at_least_1),
        cmocka_unit_test(pdu_length_fits_the_tpdu),
        cmocka_unit_test(a_pdu_too_long_for_its_tpdu_ends_the_connection),
        cmocka_unit_test(large_pdus_are_granted_when_both_sides_carry_them),
        cmocka_unit_test(setup_without_sense_is_refused_as_8500),
        cmocka_unit_test(a_second_setup_is_answered_again),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
