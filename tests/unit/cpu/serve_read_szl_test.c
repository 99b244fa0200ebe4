/* SPDX-License-Identifier: MIT
 *
 * Read SZL on the wire: whole or in fragments, refused, or not answered at all.
 */
#include "unit/cpu/lists.h"

#include <stdlib.h>

static struct s7_cpu_config config_default(void)
{
    struct s7_cpu_config config;
    s7_cpu_config_default(&config);
    return config;
}

static void a_list_that_fits_comes_in_one_telegram(void **state)
{
    (void)state;
    struct s7_cpu_config config = config_default();
    struct s7_cpu *cpu = cpu_of(&config);
    struct peer peer;
    peer_connect(&peer, cpu);
    /* the request and the answer of a CPU 315-2 PN/DP but for the records: ff, then head */
    peer_request(&peer, 7, "0001120411440100", "ff0900040f740000");
    peer_expect_parts(&peer, 7, 0, "000112081284010100000000", "ff0900080f74000000040007");
    peer_close(&peer);
    s7_cpu_free(cpu);
}

static void a_length_beyond_the_end_is_forgiven(void **state)
{
    (void)state;
    struct s7_cpu_config config = config_default();
    struct s7_cpu *cpu = cpu_of(&config);
    struct peer peer;
    peer_connect(&peer, cpu);
    peer_request(&peer, 7, "0001120411440100", "ff09000c0f740000"); /* 12 octets, says Apache PLC4X 0.13.1 */
    peer_expect_parts(&peer, 7, 0, "000112081284010100000000", "ff0900080f74000000040007");
    peer_close(&peer);
    s7_cpu_free(cpu);
}

static void a_longer_one_comes_in_fragments_of_the_pdu_length(void **state)
{
    (void)state;
    static struct list list;
    for (uint16_t pdu = 64; pdu <= 480; pdu = (uint16_t)(pdu + 13)) {
        struct s7_cpu_config config = config_default();
        config.pdu_length = pdu;
        struct s7_cpu *cpu = cpu_of(&config);
        struct peer peer;
        peer_connect(&peer, cpu);
        list_ask(&list, &peer, 0x001C, 0);
        size_t room = pdu - 26u;
        assert_int_equal(list.error, 0);
        assert_int_equal(list.size, 8 + 10 * 34);
        assert_int_equal(list.fragments, (list.size + room - 1) / room);
        assert_in_range(list.largest, 1, pdu);
        peer_close(&peer);
        s7_cpu_free(cpu);
    }
}

static void what_it_has_not_is_refused_with_its_codes(void **state)
{
    (void)state;
    struct s7_cpu_config config = config_default();
    config.szl_unknown_id = 0x8104;
    config.szl_unknown_index = 0xD405;
    struct s7_cpu *cpu = cpu_of(&config);
    struct peer peer;
    peer_connect(&peer, cpu);
    peer_request(&peer, 7, "0001120411440100", "ff09000400910000");
    peer_expect_parts(&peer, 7, 0, "000112081284010100008104", "0a000000");
    list_refused(&peer, 0x0131, 0x0003, 0xD405);
    peer_close(&peer);
    s7_cpu_free(cpu);
}

static void a_request_of_another_size_is_malformed(void **state)
{
    (void)state;
    static const char *const payloads[] = {"0a000000", "ff090003001100", "ff0900050011000000"};
    struct s7_cpu_config config = config_default();
    struct s7_cpu *cpu = cpu_of(&config);
    struct peer peer;
    peer_connect(&peer, cpu);
    for (size_t i = 0; i < 3; i++) {
        peer_request(&peer, 7, "0001120411440100", payloads[i]);
        peer_expect_parts(&peer, 7, 0, "000112081284010100008500", "0a000000");
    }
    peer_close(&peer);
    s7_cpu_free(cpu);
}

static void a_family_without_the_service_refuses_hangs_up_or_keeps_silent(void **state)
{
    (void)state;
    struct s7_cpu_config config = config_default();
    struct peer peer;
    for (int style = S7_CPU_SZL_REFUSE; style <= S7_CPU_SZL_SILENT; style++) {
        config.szl_style = (enum s7_cpu_szl_style)style;
        struct s7_cpu *cpu = cpu_of(&config);
        peer_connect(&peer, cpu);
        peer_request(&peer, 7, "0001120411440100", "ff09000400110000");
        if (style == S7_CPU_SZL_REFUSE)
            peer_expect_parts(&peer, 7, 0, "000112081284010100008104", "0a000000");
        else
            assert_int_equal(peer.answer_size, 0);
        assert_int_equal((peer_want(&peer) & S7_WANT_FIN) != 0, style == S7_CPU_SZL_CLOSE);
        peer_close(&peer);
        s7_cpu_free(cpu);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_list_that_fits_comes_in_one_telegram),
        cmocka_unit_test(a_length_beyond_the_end_is_forgiven),
        cmocka_unit_test(a_longer_one_comes_in_fragments_of_the_pdu_length),
        cmocka_unit_test(what_it_has_not_is_refused_with_its_codes),
        cmocka_unit_test(a_request_of_another_size_is_malformed),
        cmocka_unit_test(a_family_without_the_service_refuses_hangs_up_or_keeps_silent),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
