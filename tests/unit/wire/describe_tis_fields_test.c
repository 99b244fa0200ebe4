/* SPDX-License-Identifier: MIT */
#include "telling.h"
#include "wire/describe_tis.h"

enum { REQUEST = S7_USERDATA_REQUEST, ANSWER = S7_USERDATA_RESPONSE, PUSH = S7_USERDATA_PUSH, TIS = 1 };

static void test_setup(void **state)
{
    (void)state;
    fields_of(REQUEST, TIS, 2,
              "00 26 00 08 00 00 00 01 00 00 00 12 00 01 00 01 00 01 00 01 00 01 02 00 00 08 00 01 00 10 00 02 "
              "00 02 0a "
              "0a 00 05 00 06 00 07 00 01 72 01 00 05 00 04");
    assert_non_null(strstr(told, "trigger type             00 01                      when enabled\n"));
    assert_non_null(strstr(told, "trigger event            02 00                      start of cycle\n"));
    assert_non_null(strstr(told, "block type               00 08                      OB\n"));
    assert_non_null(strstr(told, "call condition           0a 0a                      0A0A\n"));
    assert_non_null(strstr(told, "of the condition         00 07                      0007\n"));
    assert_non_null(strstr(told, "  item 1: DB5.DBW4\n"));
    assert_non_null(strstr(told, "area                     72                         DBW\n"));
    assert_null(strstr(told, "TIS data\n"));
}

static void test_values(void **state)
{
    (void)state;
    assert_string_equal(fields_of(PUSH, TIS, 2, "00 04 00 08 01 00 00 01 00 01 ff 09 00 01 07 00"),
                        "  size of TIS parameter    00 04                      4\n"
                        "  size of TIS data         00 08                      8\n"
                        "  TIS parameter\n"
                        "    0000  01 00 00 01\n"
                        "  item count               00 01                      1\n"
                        "  value 1\n"
                        "  return code              ff                         success (FF)\n"
                        "  transport size           09                         OCTET STRING\n"
                        "  length                   00 01                      1, 1 octet\n"
                        "    0000  07\n"
                        "  fill                     00                         carries nothing\n");
    fields_of(PUSH, TIS, 9, "00 00 00 04 00 01 05 00");
    assert_non_null(strstr(told, "invalid address (05)"));
    assert_null(strstr(told, "TIS data\n"));
    fields_of(REQUEST, TIS, 8, "00 00 00 0e 00 01 01 01 00 00 00 04 00 09 00 01 05 00");
    assert_non_null(strstr(told, "  item 1: MB4\n"));
    assert_non_null(strstr(told, "    0000  05\n"));
}

/* What does not fit its function is shown as octets. */
static void test_other_data(void **state)
{
    (void)state;
    fields_of(REQUEST, TIS, 2, "00 00 00 03 00 01 00");
    assert_non_null(strstr(told, "  TIS data\n    0000  00 01 00\n"));
    fields_of(ANSWER, TIS, 5, "00 00 00 03 00 08 00");
    assert_non_null(strstr(told, "interrupted block        00 08                      OB\n    0000  00\n"));
    assert_null(strstr(told, "TIS data\n"));
    assert_string_equal(fields_of(REQUEST, TIS, 2, "00 00 00 04 00 01 00"), "none");
    fields_of(ANSWER, TIS, 3, "00 00 00 02 00 0e");
    assert_non_null(strstr(told, "continued block          00 0e                      FB\n"));
    fields_of(REQUEST, TIS, 3, "00 00 00 02 00 0e");
    assert_non_null(strstr(told, "  TIS data\n    0000  00 0e\n"));
    fields_of(REQUEST, TIS, 0x0D, "00 00 00 02 02 01");
    assert_non_null(strstr(told, "  TIS data\n    0000  02 01\n"));
    fields_of(ANSWER, TIS, 0x10, "00 00 00 04 10 03 00 00");
    assert_non_null(strstr(told, "  TIS data\n    0000  10 03 00 00\n"));
}

static void test_stack(void **state)
{
    (void)state;
    fields_of(ANSWER, TIS, 5, "00 00 00 15 00 08 00 01 00 10 00 01 7f 01 00 00 00 94 01 09 21 53 42 15 21");
    assert_non_null(strstr(told, "its number               00 01                      1\n"));
    assert_non_null(strstr(told, "local data               7f                         7f\n"));
    assert_non_null(strstr(told, "1994-01-09 21:53:42.152\n"));
}

static void test_field_values(void **state)
{
    (void)state;
    static const uint8_t octets[] = {0x94, 0x01, 0x09, 0x21, 0x53, 0x42, 0x15, 0x21};
    static const struct {
        enum s7_tis_field_kind kind;
        size_t size;
        const char *text;
    } cases[] = {{S7_TIS_FIELD_NUMBER, 2, "37889"},
                 {S7_TIS_FIELD_HEX, 2, "94 01"},
                 {S7_TIS_FIELD_BLOCK, 2, "94 01"},
                 {S7_TIS_FIELD_TIME, 8, "1994-01-09 21:53:42.152"}};
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct s7_strbuf buf = s7_strbuf_over(told, sizeof told);
        struct s7_tis_field field = {"", cases[i].kind, {octets, cases[i].size}};
        s7_describe_tis_field(&buf, &field);
        assert_string_equal(told, cases[i].text);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_setup), cmocka_unit_test(test_values),       cmocka_unit_test(test_other_data),
        cmocka_unit_test(test_stack), cmocka_unit_test(test_field_values),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
