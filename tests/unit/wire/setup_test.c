/* SPDX-License-Identifier: MIT */
#include "wire/setup.h"

#include "cases.h"
#include "check.h"
#include "random_message.h"
#include "sieben/error.h"

static void test_captured_setup(void **state)
{
    (void)state;
    const uint8_t octets[] = {0xF0, 0, 0, 1, 0, 3, 0x07, 0x80};
    struct s7_setup setup;
    assert_int_equal(s7_setup_decode((struct s7_octets){octets, sizeof octets}, &setup), S7_OK);
    assert_int_equal(setup.reserved, 0);
    assert_int_equal(setup.amq_calling, 1);
    assert_int_equal(setup.amq_called, 3);
    assert_int_equal(setup.pdu_length, 1920);
}

static void test_refused(void **state)
{
    (void)state;
    uint8_t octets[10] = {0xF0};
    for (size_t size = 0; size <= sizeof octets; size++) {
        struct s7_setup setup = {.pdu_length = 77};
        int expected = size == S7_SETUP_PARAMETER_SIZE ? S7_OK : S7_ERR_S7_MALFORMED;
        assert_int_equal(s7_setup_decode((struct s7_octets){octets, size}, &setup), expected);
        assert_int_equal(setup.pdu_length, expected == S7_OK ? 0 : 77);
    }
    octets[0] = 0x04;
    struct s7_setup setup;
    assert_int_equal(s7_setup_decode((struct s7_octets){octets, 8}, &setup), S7_ERR_S7_MALFORMED);
}

static void test_random_setups_come_back(void **state)
{
    (void)state;
    struct s7_chance chance = cases_begin("setup");
    for (unsigned long i = 0; i < cases_count(); i++) {
        struct s7_setup setup = random_setup(&chance);
        struct s7_setup again;
        uint8_t octets[S7_SETUP_PARAMETER_SIZE];
        struct s7_writer writer = s7_writer_over(octets, sizeof octets);
        s7_setup_encode(&writer, &setup);
        assert_false(writer.bad);
        assert_int_equal(s7_setup_decode((struct s7_octets){octets, sizeof octets}, &again), S7_OK);
        assert_true(setup_equal(&setup, &again));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_captured_setup),
        cmocka_unit_test(test_refused),
        cmocka_unit_test(test_random_setups_come_back),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
