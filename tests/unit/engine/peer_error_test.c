/* SPDX-License-Identifier: MIT */
#include "engine/peer_error.h"

#include "check.h"

#include "sieben/error.h"

static void every_item_code_has_one_meaning(void **state)
{
    (void)state;
    assert_int_equal(s7_error_of_item(0xFF), S7_OK);
    assert_int_equal(s7_error_of_item(0x01), S7_ERR_DATA_HARDWARE);
    assert_int_equal(s7_error_of_item(0x03), S7_ERR_ACCESS_ITEM);
    assert_int_equal(s7_error_of_item(0x05), S7_ERR_DATA_ADDRESS);
    assert_int_equal(s7_error_of_item(0x06), S7_ERR_DATA_TYPE);
    assert_int_equal(s7_error_of_item(0x07), S7_ERR_DATA_INCONSISTENT);
    assert_int_equal(s7_error_of_item(0x0A), S7_ERR_DATA_MISSING);
    assert_int_equal(s7_error_of_item(0x00), S7_ERR_DATA_ITEM);
    assert_int_equal(s7_error_of_item(0x85), S7_ERR_DATA_ITEM);
}

static void header_errors_keep_their_layer(void **state)
{
    (void)state;
    assert_int_equal(s7_error_of_header(0), S7_OK);
    assert_int_equal(s7_error_layer(s7_error_of_header(0x8104)), S7_LAYER_ACCESS);
    assert_int_equal(s7_error_layer(s7_error_of_header(0xD241)), S7_LAYER_ACCESS);
    assert_int_equal(s7_error_layer(s7_error_of_header(0x8500)), S7_LAYER_S7);
    assert_int_equal(s7_error_layer(s7_error_of_header(0x8402)), S7_LAYER_S7);
    assert_int_equal(s7_error_layer(s7_error_of_header(0x8302)), S7_LAYER_RESOURCE);
}

static void words_of_services_have_errors_of_their_own(void **state)
{
    static const struct {
        uint16_t word;
        int error;
    } rows[] = {
        {0x0000, S7_OK},
        {0x8104, S7_ERR_S7_NOT_IMPLEMENTED},
        {0x8001, S7_ERR_S7_STATE},
        {0x8402, S7_ERR_S7_STATE},
        {0x8404, S7_ERR_S7_STATE},
        {0xD081, S7_ERR_S7_STATE},
        {0x8500, S7_ERR_S7_PDU_LENGTH},
        {0xD241, S7_ERR_ACCESS_PROTECTION},
        {0xD0A1, S7_ERR_ACCESS_PROTECTION},
        {0xD401, S7_ERR_DATA_INFORMATION},
        {0xD402, S7_ERR_DATA_INFORMATION},
        {0xD404, S7_ERR_RESOURCE_PARTNER},
        {0x8302, S7_ERR_RESOURCE_PARTNER},
        {0x8304, S7_ERR_RESOURCE_PARTNER},
        {0xD602, S7_ERR_ACCESS_PASSWORD},
        {0xD603, S7_ERR_ACCESS_LEGITIMISED},
        {0xD604, S7_ERR_ACCESS_LEGITIMISED},
        {0xD605, S7_ERR_ACCESS_NO_PASSWORD},
        {0xDC01, S7_ERR_DATA_TIME},
        {0xD2A9, S7_ERR_S7_REFUSED},
        {0xD403, S7_ERR_S7_SUBSCRIBED},
        {0x0001, S7_ERR_S7_REFUSED},
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
        assert_int_equal(s7_error_of_service(rows[i].word), rows[i].error);
}

static void a_start_or_stop_is_refused_with_an_octet(void **state)
{
    (void)state;
    assert_int_equal(s7_error_of_control(0x00), S7_OK);
    assert_int_equal(s7_error_of_control(0x02), S7_ERR_S7_STATE);
    assert_int_equal(s7_error_of_control(0x03), S7_ERR_S7_STATE);
    assert_int_equal(s7_error_of_control(0x07), S7_ERR_S7_STATE);
    assert_int_equal(s7_error_of_control(0x01), S7_ERR_S7_REFUSED);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(every_item_code_has_one_meaning),
                                       cmocka_unit_test(header_errors_keep_their_layer),
                                       cmocka_unit_test(words_of_services_have_errors_of_their_own),
                                       cmocka_unit_test(a_start_or_stop_is_refused_with_an_octet)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
