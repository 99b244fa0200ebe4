/* SPDX-License-Identifier: MIT */
#include "wire/write_var.h"

#include "check.h"
#include "sieben/error.h"

static struct s7_write_request request;
static struct s7_write_answer answer;

static struct s7_octets over(const uint8_t *octets, size_t size)
{
    return (struct s7_octets){octets, size};
}

/* WRW#27: M1.0 := 0. */
static const uint8_t bit_parameter[] = {5, 1, 0x12, 0x0A, 0x10, 1, 0, 1, 0, 0, 0x83, 0, 0, 8};
static const uint8_t bit_data[] = {0, 3, 0, 1, 0, 0, 0};

static void test_captured_bit(void **state)
{
    (void)state;
    assert_int_equal(s7_write_request_decode(over(bit_parameter, 14), over(bit_data, 5), &request), S7_OK);
    assert_int_equal(request.item_count, 1);
    assert_int_equal(request.items[0].area, 0x83);
    assert_int_equal(request.items[0].address, 8);
    assert_int_equal(request.values[0].transport_size, S7_DATA_BIT);
    assert_int_equal(request.values[0].length, 1);
    assert_int_equal(request.values[0].octets.size, 1);
    uint8_t octets[64];
    size_t parameter_size = 0;
    struct s7_writer writer = s7_writer_over(octets, sizeof octets);
    s7_write_request_encode(&writer, &request, &parameter_size);
    assert_int_equal(parameter_size, 14);
    assert_int_equal(s7_writer_size(&writer), 19);
    assert_memory_equal(octets, bit_parameter, 14);
    assert_memory_equal(octets + 14, bit_data, 5);
}

static void test_padded_last_value(void **state)
{
    (void)state;
    assert_int_equal(s7_write_request_decode(over(bit_parameter, 14), over(bit_data, 6), &request), S7_OK);
    assert_int_equal(request.values[0].octets.size, 1);
    assert_int_equal(s7_write_request_decode(over(bit_parameter, 14), over(bit_data, 7), &request),
                     S7_ERR_S7_MALFORMED);
}

static void test_truncated_anywhere(void **state)
{
    (void)state;
    for (size_t size = 0; size < 14; size++)
        assert_int_equal(s7_write_request_decode(over(bit_parameter, size), over(bit_data, 5), &request),
                         S7_ERR_S7_MALFORMED);
    for (size_t size = 0; size < 5; size++)
        assert_int_equal(s7_write_request_decode(over(bit_parameter, 14), over(bit_data, size), &request),
                         S7_ERR_S7_MALFORMED);
}

static void test_value_with_error_code_carries_octets(void **state)
{
    (void)state;
    const uint8_t data[] = {0x0A, 4, 0, 8, 0x5A};
    assert_int_equal(s7_write_request_decode(over(bit_parameter, 14), over(data, sizeof data), &request),
                     S7_OK);
    assert_int_equal(request.values[0].octets.size, 1);
}

static void test_answer(void **state)
{
    (void)state;
    const uint8_t parameter[] = {5, 3, 0};
    const uint8_t data[] = {0xFF, 0x03, 0x05, 0xFF};
    assert_int_equal(s7_write_answer_decode(over(parameter, 2), over(data, 3), &answer), S7_OK);
    assert_int_equal(answer.item_count, 3);
    assert_memory_equal(answer.return_codes, data, 3);
    uint8_t octets[8];
    size_t parameter_size = 0;
    struct s7_writer writer = s7_writer_over(octets, sizeof octets);
    s7_write_answer_encode(&writer, &answer, &parameter_size);
    assert_int_equal(parameter_size, 2);
    assert_int_equal(s7_writer_size(&writer), 5);
    assert_memory_equal(octets + 2, data, 3);
}

static void test_refused_answers(void **state)
{
    (void)state;
    const uint8_t parameter[] = {5, 3, 0};
    const uint8_t foreign[] = {4, 3};
    const uint8_t data[] = {0xFF, 0x03, 0x05, 0xFF};
    assert_int_equal(s7_write_answer_decode(over(parameter, 2), over(data, 2), &answer), S7_ERR_S7_MALFORMED);
    assert_int_equal(s7_write_answer_decode(over(parameter, 2), over(data, 4), &answer), S7_ERR_S7_MALFORMED);
    assert_int_equal(s7_write_answer_decode(over(parameter, 1), over(data, 3), &answer), S7_ERR_S7_MALFORMED);
    assert_int_equal(s7_write_answer_decode(over(parameter, 3), over(data, 3), &answer), S7_ERR_S7_MALFORMED);
    assert_int_equal(s7_write_answer_decode(over(foreign, 2), over(data, 3), &answer), S7_ERR_S7_MALFORMED);
}

static void test_no_items(void **state)
{
    (void)state;
    const uint8_t none[] = {5, 0};
    assert_int_equal(s7_write_request_decode(over(none, 2), over(NULL, 0), &request), S7_OK);
    assert_int_equal(s7_write_answer_decode(over(none, 2), over(NULL, 0), &answer), S7_OK);
    assert_int_equal(answer.item_count, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_captured_bit),
        cmocka_unit_test(test_padded_last_value),
        cmocka_unit_test(test_truncated_anywhere),
        cmocka_unit_test(test_value_with_error_code_carries_octets),
        cmocka_unit_test(test_answer),
        cmocka_unit_test(test_refused_answers),
        cmocka_unit_test(test_no_items),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
