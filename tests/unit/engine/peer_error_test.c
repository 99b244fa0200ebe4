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

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(every_item_code_has_one_meaning),
                                       cmocka_unit_test(header_errors_keep_their_layer)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
