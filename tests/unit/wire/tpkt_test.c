/* SPDX-License-Identifier: MIT */
#include "wire/tpkt.h"

#include "check.h"
#include "sieben/error.h"

static void test_every_header(void **state)
{
    (void)state;
    for (size_t packet_size = S7_TPKT_PACKET_MIN; packet_size <= S7_TPKT_PACKET_MAX; packet_size++) {
        uint8_t octets[S7_TPKT_SIZE] = {0xAA, 0xAA, 0xAA, 0xAA};
        size_t decoded = 0;
        s7_tpkt_encode(octets, packet_size);
        assert_int_equal(octets[0], 3);
        assert_int_equal(octets[1], 0);
        assert_int_equal(s7_tpkt_decode(octets, &decoded), S7_OK);
        assert_int_equal(decoded, packet_size);
    }
}

static void test_known_octets(void **state)
{
    (void)state;
    uint8_t octets[S7_TPKT_SIZE];
    const uint8_t expected[S7_TPKT_SIZE] = {0x03, 0x00, 0x01, 0xE7};
    s7_tpkt_encode(octets, 487);
    assert_memory_equal(octets, expected, sizeof expected);
}

static void test_reserved_is_ignored(void **state)
{
    (void)state;
    const uint8_t octets[S7_TPKT_SIZE] = {3, 0xFF, 0, 7};
    size_t decoded = 0;
    assert_int_equal(s7_tpkt_decode(octets, &decoded), S7_OK);
    assert_int_equal(decoded, 7);
}

static void test_refused(void **state)
{
    (void)state;
    size_t decoded = 99;
    for (unsigned version = 0; version <= 255; version++) {
        const uint8_t octets[S7_TPKT_SIZE] = {(uint8_t)version, 0, 0, 7};
        int expected = version == 3 ? S7_OK : S7_ERR_ISO_FOREIGN;
        assert_int_equal(s7_tpkt_decode(octets, &decoded), expected);
    }
    decoded = 99;
    for (uint8_t length = 0; length < 7; length++) {
        const uint8_t octets[S7_TPKT_SIZE] = {3, 0, 0, length};
        assert_int_equal(s7_tpkt_decode(octets, &decoded), S7_ERR_ISO_PROTOCOL);
    }
    assert_int_equal(decoded, 99);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_every_header),
        cmocka_unit_test(test_known_octets),
        cmocka_unit_test(test_reserved_is_ignored),
        cmocka_unit_test(test_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
