/* SPDX-License-Identifier: MIT */
#include "wire/data_item.h"

#include "cases.h"
#include "check.h"
#include "random_message.h"
#include "sieben/error.h"

static void test_length_rules(void **state)
{
    (void)state;
    static const struct {
        uint8_t transport_size;
        uint16_t length;
        size_t octets;
    } rules[] = {{0x03, 1, 1},     {0x03, 8, 1},   {0x03, 9, 2},  {0x04, 0, 0},        {0x04, 8, 1},
                 {0x04, 0x80, 16}, {0x04, 12, 2},  {0x05, 16, 2}, {0x05, 0x20, 4},     {0x06, 4, 4},
                 {0x07, 4, 4},     {0x09, 11, 11}, {0x00, 3, 3},  {0x04, 65535, 8192}, {0x09, 65535, 65535}};
    for (size_t i = 0; i < sizeof rules / sizeof rules[0]; i++)
        assert_int_equal(s7_data_item_octets(rules[i].transport_size, rules[i].length), rules[i].octets);
    assert_int_equal(s7_data_item_length(S7_DATA_BIT, 1), 1);
    assert_int_equal(s7_data_item_length(S7_DATA_BYTE, 16), 0x80);
    assert_int_equal(s7_data_item_length(S7_DATA_INTEGER, 4), 0x20);
    assert_int_equal(s7_data_item_length(S7_DATA_REAL, 4), 4);
    assert_int_equal(s7_data_item_length(S7_DATA_OCTET_STRING, 65535), 65535);
    assert_int_equal(s7_data_item_length(S7_DATA_BYTE, 8191), 65528);
}

static void test_transport_of_elements(void **state)
{
    (void)state;
    static const uint8_t pairs[][2] = {{0x01, 0x03}, {0x02, 0x04}, {0x03, 0x09}, {0x04, 0x04}, {0x05, 0x05},
                                       {0x06, 0x04}, {0x07, 0x05}, {0x08, 0x07}, {0x13, 0x09}, {0x1C, 0x09},
                                       {0x1D, 0x09}, {0x00, 0x09}, {0xFF, 0x09}};
    for (size_t i = 0; i < sizeof pairs / sizeof pairs[0]; i++)
        assert_int_equal(s7_data_transport_of(pairs[i][0]), pairs[i][1]);
}

static void test_fill_octet(void **state)
{
    (void)state;
    const uint8_t octets[] = {0xFF, 3, 0, 1, 1, 0x5A, 0xFF};
    struct s7_data_item item;
    struct s7_reader reader = s7_reader_over(octets, sizeof octets);
    assert_int_equal(s7_data_item_decode(&reader, S7_DATA_ITEM_ANSWER, false, &item), S7_OK);
    assert_int_equal(item.octets.size, 1);
    assert_int_equal(s7_reader_left(&reader), 1);
    reader = s7_reader_over(octets, sizeof octets);
    assert_int_equal(s7_data_item_decode(&reader, S7_DATA_ITEM_ANSWER, true, &item), S7_OK);
    assert_int_equal(s7_reader_left(&reader), 2);
    reader = s7_reader_over(octets, 5);
    item.length = 77;
    assert_int_equal(s7_data_item_decode(&reader, S7_DATA_ITEM_ANSWER, false, &item), S7_ERR_S7_MALFORMED);
    assert_int_equal(item.length, 77);
}

static void test_failed_items_carry_nothing(void **state)
{
    (void)state;
    const uint8_t octets[] = {0x0A, 0, 0, 4, 0xFF, 4, 0, 8};
    struct s7_data_item item;
    struct s7_reader reader = s7_reader_over(octets, sizeof octets);
    assert_int_equal(s7_data_item_decode(&reader, S7_DATA_ITEM_ANSWER, false, &item), S7_OK);
    assert_int_equal(item.return_code, S7_RETURN_MISSING);
    assert_int_equal(item.length, 4);
    assert_int_equal(item.octets.size, 0);
    assert_int_equal(s7_reader_left(&reader), 4);
    reader = s7_reader_over(octets, sizeof octets);
    assert_int_equal(s7_data_item_decode(&reader, S7_DATA_ITEM_REQUEST, false, &item), S7_OK);
    assert_int_equal(item.octets.size, 4);
}

static void test_padded_last_item(void **state)
{
    (void)state;
    const uint8_t octets[] = {0x0A, 0, 0, 0, 0xFF, 4, 0, 8, 0x11, 0, 0};
    struct s7_data_item items[2];
    for (size_t left_over = 0; left_over <= 2; left_over++) {
        struct s7_reader reader = s7_reader_over(octets, 9 + left_over);
        int expected = left_over == 2 ? S7_ERR_S7_MALFORMED : S7_OK;
        assert_int_equal(s7_data_items_decode(&reader, S7_DATA_ITEM_ANSWER, 2, items), expected);
    }
    struct s7_reader even = s7_reader_over((const uint8_t[]){0xFF, 4, 0, 16, 1, 2, 0}, 7);
    assert_int_equal(s7_data_items_decode(&even, S7_DATA_ITEM_ANSWER, 1, items), S7_ERR_S7_MALFORMED);
    struct s7_reader none = s7_reader_over((const uint8_t[]){0}, 1);
    assert_int_equal(s7_data_items_decode(&none, S7_DATA_ITEM_ANSWER, 0, items), S7_ERR_S7_MALFORMED);
    none = s7_reader_over(NULL, 0);
    assert_int_equal(s7_data_items_decode(&none, S7_DATA_ITEM_ANSWER, 0, items), S7_OK);
}

static void test_truncated_anywhere(void **state)
{
    (void)state;
    const uint8_t octets[] = {0xFF, 9, 0, 3, 1, 2, 3, 0};
    for (size_t size = 0; size < sizeof octets; size++) {
        struct s7_reader reader = s7_reader_over(octets, size);
        struct s7_data_item item;
        assert_int_equal(s7_data_item_decode(&reader, S7_DATA_ITEM_ANSWER, false, &item), S7_ERR_S7_MALFORMED);
    }
}

static void test_random_items_come_back(void **state)
{
    (void)state;
    static struct arena arena;
    struct s7_chance chance = cases_begin("data item");
    for (unsigned long i = 0; i < cases_count(); i++) {
        arena.used = 0;
        enum s7_data_item_place place = (enum s7_data_item_place)s7_chance_below(&chance, 2);
        bool last = s7_chance_below(&chance, 2);
        struct s7_data_item item = random_data_item(&chance, &arena, place);
        struct s7_data_item again;
        uint8_t octets[256];
        struct s7_writer writer = s7_writer_over(octets, sizeof octets);
        s7_data_item_encode(&writer, last, &item);
        assert_false(writer.bad);
        assert_true(last || s7_writer_size(&writer) % 2 == 0);
        struct s7_reader reader = s7_reader_over(octets, s7_writer_size(&writer));
        assert_int_equal(s7_data_item_decode(&reader, place, last, &again), S7_OK);
        assert_true(s7_reader_done(&reader));
        assert_true(data_item_equal(&item, &again));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_length_rules),
        cmocka_unit_test(test_transport_of_elements),
        cmocka_unit_test(test_fill_octet),
        cmocka_unit_test(test_failed_items_carry_nothing),
        cmocka_unit_test(test_padded_last_item),
        cmocka_unit_test(test_truncated_anywhere),
        cmocka_unit_test(test_random_items_come_back),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
