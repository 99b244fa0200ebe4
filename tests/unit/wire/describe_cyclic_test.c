/* SPDX-License-Identifier: MIT */
#include "telling.h"

enum { REQUEST = S7_USERDATA_REQUEST, ANSWER = S7_USERDATA_RESPONSE, CYCLIC = 2 };

static void test_lines(void **state)
{
    (void)state;
    assert_string_equal(line_of(REQUEST, CYCLIC, 1, "00 01 00 05 12 0a 10 04 00 01 00 05 84 00 00 10"),
                        "every 500 ms: DB5.DBW2");
    assert_string_equal(line_of(REQUEST, CYCLIC, 1, "00 00 02 03"), "every 30 s");
    assert_string_equal(line_of(REQUEST, CYCLIC, 1, "00 00 07 03"), "time base 7, factor 3");
    assert_string_equal(line_of(ANSWER, CYCLIC, 5, "00 02 05 00 00 00 ff 04 00 08 2a"),
                        "invalid address (05), 2a");
    assert_string_equal(line_of(REQUEST, CYCLIC, 4, "01 07"), "job 7 of Cyclic transfer");
    assert_string_equal(line_of(REQUEST, CYCLIC, 4, "99 07"), "job 7 of another service");
    assert_string_equal(line_of(ANSWER, CYCLIC, 4, "99 07"), "none");
    assert_string_equal(line_of(ANSWER, CYCLIC, 8, "00 01 ff 09 02 80 01 00 02 aa bb"), "aa bb, status 80 01");
}

static void test_fields(void **state)
{
    (void)state;
    assert_string_equal(
        fields_of(REQUEST, CYCLIC, 4, "05 02"),
        "  subfunction, job         05 02                      job 2 of Change-driven transfer\n");
    fields_of(REQUEST, CYCLIC, 5, "00 01 01 02 12 07 b0 01 02 00 4a 00 6c");
    assert_non_null(strstr(told, "every 2 s"));
    assert_non_null(strstr(told, "item 1: DBREAD P#DB74.DBX108.0 BYTE 2"));
    fields_of(REQUEST, CYCLIC, 5,
              "00 02 01 02 12 07 b0 01 02 00 4a 00 6c 00 12 0a 10 04 00 01 00 05 84 00 00 10");
    assert_non_null(strstr(told, "  item 1: DBREAD"));
    assert_non_null(strstr(
        told, "fill                     00                         carries nothing\n  item 2: DB5.DBW2\n"));
    fields_of(ANSWER, CYCLIC, 5, "00 01 ff 09 00 01 fe");
    assert_non_null(strstr(told, "item count               01                         1\n  data item 1\n"));
    fields_of(REQUEST, CYCLIC, 8, "00 01 12 0a 10 02 00 40 00 01 01 00 01 00");
    assert_non_null(strstr(told, "  item 1: data record 1 of logical address 000100, 64 octets"));
    fields_of(ANSWER, CYCLIC, 8, "00 01 ff 09 00 00 00 01 77");
    assert_non_null(strstr(told, "length of record         00 01                      1\n    0000  77\n"));
    fields_of(ANSWER, CYCLIC, 8, "00 01 05 01 c0");
    assert_non_null(strstr(told, "invalid address (05)"));
    assert_null(strstr(told, "length of record"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_lines),
        cmocka_unit_test(test_fields),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
