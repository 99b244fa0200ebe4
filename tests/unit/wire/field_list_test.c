/* SPDX-License-Identifier: MIT */
#include "wire/field_list.h"

#include "check.h"

static const uint8_t octets[] = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19};

static void test_lines(void **state)
{
    (void)state;
    char text[512];
    struct s7_strbuf buf = s7_strbuf_over(text, sizeof text);
    struct s7_field_list list = {&buf, s7_reader_over(octets, sizeof octets)};
    s7_field_list_title(&list, "part %d", 1);
    s7_field_list_add(&list, 2, "two", "meaning %u", 7U);
    s7_field_list_add(&list, 9, "nine", "long");
    assert_string_equal(text, "part 1\n"
                              "  two                      00 01                      meaning 7\n"
                              "  nine                     02 03 04 05 06 07 08 09 .. long\n");
    assert_int_equal(s7_reader_left(&list.reader), 9);
}

static void test_dump(void **state)
{
    (void)state;
    char text[512];
    struct s7_strbuf buf = s7_strbuf_over(text, sizeof text);
    struct s7_field_list list = {&buf, s7_reader_over(octets, sizeof octets)};
    s7_field_list_dump(&list, 18);
    assert_string_equal(text, "    0000  00 01 02 03 04 05 06 07 08 09 0a 0b 0c 0d 0e 0f\n"
                              "    0010  10 11\n");
    s7_field_list_dump(&list, 3);
    assert_true(list.reader.bad);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_lines),
        cmocka_unit_test(test_dump),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
