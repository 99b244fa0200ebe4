/* SPDX-License-Identifier: MIT */
#include "wire/describe_item_fields.h"

#include "check.h"
#include "sieben/error.h"

static char text[4000];
static struct s7_strbuf buf;

static struct s7_field_list list_over(const uint8_t *octets, size_t size)
{
    buf = s7_strbuf_over(text, sizeof text);
    return (struct s7_field_list){&buf, s7_reader_over(octets, size)};
}

static void test_item(void **state)
{
    (void)state;
    static const uint8_t octets[] = {0x12, 0x0A, 0x10, 2, 0, 4, 0, 0, 0x83, 0, 0, 8};
    struct s7_reader reader = s7_reader_over(octets, sizeof octets);
    struct s7_item item;
    assert_int_equal(s7_item_decode(&reader, true, &item), S7_OK);
    struct s7_field_list list = list_over(octets, sizeof octets);
    s7_field_list_item(&list, 3, true, &item);
    assert_int_equal(s7_reader_left(&list.reader), 0);
    assert_non_null(strstr(text, "  item 3: P#M1.0 BYTE 4\n"));
    assert_non_null(
        strstr(text, "address                  00 00 08                   octet 1, bit 0 (as a number: 8)\n"));
}

static void test_item_with_fill(void **state)
{
    (void)state;
    static const uint8_t octets[] = {0x12, 0x07, 0xB0, 1, 2, 0, 0x4A, 0, 0x6C, 0};
    struct s7_reader reader = s7_reader_over(octets, sizeof octets);
    struct s7_item item;
    assert_int_equal(s7_item_decode(&reader, false, &item), S7_OK);
    struct s7_field_list list = list_over(octets, sizeof octets);
    s7_field_list_item(&list, 1, false, &item);
    assert_int_equal(s7_reader_left(&list.reader), 0);
    assert_non_null(strstr(text, "DBREAD P#DB74.DBX108.0 BYTE 2"));
    assert_non_null(strstr(text, "fill                     00 "));
}

static void test_data_items(void **state)
{
    (void)state;
    static const uint8_t octets[] = {0xFF, 4, 0, 8, 7, 0, 0x0A, 0, 0, 0};
    struct s7_reader reader = s7_reader_over(octets, sizeof octets);
    struct s7_data_item items[2];
    assert_int_equal(s7_data_items_decode(&reader, S7_DATA_ITEM_ANSWER, 2, items), S7_OK);
    struct s7_field_list list = list_over(octets, sizeof octets);
    s7_field_list_data_items(&list, 2, items);
    assert_int_equal(s7_reader_left(&list.reader), 0);
    assert_non_null(strstr(text, "  data item 2\n  return code              0a "));
    assert_non_null(strstr(text, "8 bits, 1 octet follows\n    0000  07\n  fill "));
}

static void test_return_code(void **state)
{
    (void)state;
    static const uint8_t octets[] = {0x03};
    struct s7_field_list list = list_over(octets, 1);
    s7_field_list_return_code(&list, octets[0]);
    assert_string_equal(
        text,
        "  return code              03                         access to the object is not allowed (03)\n");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_item),
        cmocka_unit_test(test_item_with_fill),
        cmocka_unit_test(test_data_items),
        cmocka_unit_test(test_return_code),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
