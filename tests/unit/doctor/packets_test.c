/* SPDX-License-Identifier: MIT */
#include "check.h"

#include <string.h>

#include "doctor/packets.h"

static const uint8_t three[] = {3, 0,    0,    7, 2, 0xF0, 0x80, 3, 0, 0,    8,
                                2, 0xF0, 0x80, 1, 3, 0,    0,    7, 2, 0xF0, 0x80};

/* However the stream is cut, three packets are three packets. */
static void test_counts_whatever_the_cut(void **state)
{
    (void)state;
    for (size_t piece = 1; piece <= sizeof three; piece++) {
        struct s7_packets packets = {0};
        for (size_t at = 0; at < sizeof three; at += piece)
            s7_packets_pass(&packets, three + at, sizeof three - at < piece ? sizeof three - at : piece);
        assert_int_equal(packets.begun, 3);
        assert_int_equal(packets.rest, 0);
    }
}

static void test_a_packet_begun_counts(void **state)
{
    struct s7_packets packets = {0};
    (void)state;
    s7_packets_pass(&packets, three, 0);
    assert_int_equal(packets.begun, 0);
    s7_packets_pass(&packets, three, 9);
    assert_int_equal(packets.begun, 2);
}

static void test_other_octets_are_one(void **state)
{
    static const uint8_t other[] = "GET / HTTP/1.1";
    struct s7_packets packets = {0};
    (void)state;
    s7_packets_pass(&packets, other, sizeof other);
    assert_int_equal(packets.begun, 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_counts_whatever_the_cut),
                                       cmocka_unit_test(test_a_packet_begun_counts),
                                       cmocka_unit_test(test_other_octets_are_one)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
