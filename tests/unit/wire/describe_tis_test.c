/* SPDX-License-Identifier: MIT */
#include "wire/describe_tis.h"

#include "telling.h"

enum { REQUEST = S7_USERDATA_REQUEST, ANSWER = S7_USERDATA_RESPONSE, PUSH = S7_USERDATA_PUSH, TIS = 1 };

static void test_addresses(void **state)
{
    (void)state;
    static const struct {
        struct s7_tis_address address;
        const char *text;
    } cases[] = {{{0x32, 2, 0, 256}, "PIW256*2"},
                 {{0x31, 1, 0, 256}, "PIB256"},
                 {{0x72, 1, 5, 4}, "DB5.DBW4"},
                 {{0x04, 1, 0, 0}, "area 16#04"},
                 {{0x70, 9, 1, 0}, "area 16#70"}};
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct s7_strbuf buf = s7_strbuf_over(told, sizeof told);
        s7_describe_tis_address(&buf, &cases[i].address);
        assert_string_equal(told, cases[i].text);
    }
}

static void test_variables(void **state)
{
    (void)state;
    assert_string_equal(line_of(REQUEST, TIS, 2, "00 00 00 08 00 01 03 01 00 00 00 04"), "MD4");
    assert_string_equal(line_of(REQUEST, TIS, 9, "00 00 00 0e 00 01 01 01 00 00 00 04 00 09 00 01 05 00"),
                        "MB4 := 05");
    assert_string_equal(line_of(PUSH, TIS, 2, "00 00 00 0a 00 02 05 00 00 00 ff 04 00 10 01 02"), "none");
    assert_string_equal(line_of(PUSH, TIS, 2, "00 00 00 0c 00 02 05 00 00 00 ff 04 00 10 01 02"),
                        "invalid address (05), 01 02");
    assert_string_equal(line_of(PUSH, TIS, 8, "00 00 00 04 00 01 03 00"),
                        "access to the object is not allowed (03)");
}

static void test_jobs(void **state)
{
    (void)state;
    assert_string_equal(line_of(REQUEST, TIS, 0x0D, "00 00 00 02 09 01"), "job 1 of Force");
    assert_string_equal(line_of(REQUEST, TIS, 0x11, "00 00 00 02 99 01"), "job 1 of another function");
    assert_string_equal(line_of(ANSWER, TIS, 0x10, "00 04 00 00 01 00 00 01"), "no jobs");
    assert_string_equal(line_of(ANSWER, TIS, 0x10, "00 00 00 08 02 01 00 00 08 02 00 01"),
                        "job 1 of Variable status, status 0000, job 2 of Modify variable, status 0001");
    assert_string_equal(line_of(REQUEST, TIS, 0x12, "00 00 00 0a 00 00 13 02 00 00 00 02 aa bb"),
                        "job 2 of Block status: aa bb");
    assert_string_equal(
        line_of(REQUEST, TIS, 0x12, "00 00 00 10 00 00 02 02 00 00 00 08 00 01 64 03 00 00 00 05"),
        "job 2 of Variable status: C5*3");
    assert_string_equal(
        line_of(REQUEST, TIS, 0x12,
                "00 00 00 16 00 00 08 02 00 00 00 0e 00 01 01 01 00 00 00 04 00 09 00 01 05 00"),
        "job 2 of Modify variable: MB4 := 05");
    assert_string_equal(
        line_of(REQUEST, TIS, 0x12,
                "00 00 00 16 00 00 09 02 00 00 00 0e 00 01 01 01 00 00 00 04 00 09 00 01 05 00"),
        "job 2 of Force: MB4 := 05");
    assert_string_equal(line_of(ANSWER, TIS, 0x11, "00 00 00 06 00 00 00 02 aa bb"), "aa bb");
    assert_string_equal(line_of(REQUEST, TIS, 0x16, "00 00 00 00"), "none");
}

static void test_programs(void **state)
{
    (void)state;
    assert_string_equal(line_of(REQUEST, TIS, 0x13, "00 00 00 08 00 01 00 00 00 10 00 7f"),
                        "1 line:, 0010 STW ACCU1 ACCU2 AR1 AR2 DB DI");
    assert_string_equal(line_of(REQUEST, TIS, 0x13, "00 00 00 08 00 01 00 80 00 10 00 80"), "1 line:, 0010");
    assert_string_equal(line_of(REQUEST, TIS, 0x0B, "00 00 00 02 00 00"), "until the next breakpoint");
    assert_string_equal(line_of(REQUEST, TIS, 0x0B, "00 00 00 02 01 00"), "until the next statement");
    assert_string_equal(
        line_of(ANSWER, TIS, 4, "00 00 00 10 00 0e 00 07 01 00 0a 00 00 05 00 00 00 00 00 00"),
        "interrupted block FB, its number 7, its address 01 00, DB1 register DB, DB2 register 00, "
        "DB1 number 5, DB2 number 0");
    assert_string_equal(line_of(ANSWER, TIS, 4, "00 00 00 0f 00 0e 00 07 01 00 0a 00 00 05 00 00 00 00 00"),
                        "none");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_addresses),
        cmocka_unit_test(test_variables),
        cmocka_unit_test(test_jobs),
        cmocka_unit_test(test_programs),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
