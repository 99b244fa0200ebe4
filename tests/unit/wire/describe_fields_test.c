/* SPDX-License-Identifier: MIT */
#include "cases.h"
#include "check.h"
#include "random_message.h"
#include "sieben/error.h"
#include "wire/describe.h"

static char text[2000000];

static int describe(const uint8_t *octets, size_t size)
{
    struct s7_strbuf buf = s7_strbuf_over(text, sizeof text);
    int error = s7_describe_fields(&buf, octets, size);
    assert_false(buf.truncated);
    return error;
}

static void test_read_answer(void **state)
{
    (void)state;
    const uint8_t octets[] = {0x32, 3, 0,    0, 0, 12, 0, 2, 0,    10, 0, 0,
                              4,    2, 0xFF, 3, 0, 1,  1, 0, 0x0A, 0,  0, 0};
    assert_int_equal(describe(octets, sizeof octets), S7_OK);
    assert_string_equal(text,
                        "S7\n"
                        "  protocol id              32                         S7comm\n"
                        "  ROSCTR                   03                         Ack_Data\n"
                        "  redundancy id            00 00                      0\n"
                        "  PDU reference            00 0c                      000c, opaque\n"
                        "  parameter length         00 02                      2 octets\n"
                        "  data length              00 0a                      10 octets\n"
                        "  error class              00                         no error\n"
                        "  error code               00                         no error (00 00)\n"
                        "  function                 04                         Read Var\n"
                        "  item count               02                         2\n"
                        "  data item 1\n"
                        "  return code              ff                         success (FF)\n"
                        "  transport size           03                         BIT\n"
                        "  length                   00 01                      1, 1 octets follow\n"
                        "    0000  01\n"
                        "  fill                     00                         carries nothing\n"
                        "  data item 2\n"
                        "  return code              0a                         object does not exist (0A)\n"
                        "  transport size           00                         NULL\n"
                        "  length                   00 00                      0, 0 octets follow\n");
}

static void test_userdata(void **state)
{
    (void)state;
    const uint8_t octets[] = {0x32, 7,    0,    0, 0, 1, 0, 12,   0, 4,    0, 1, 0x12,
                              8,    0x12, 0x84, 1, 2, 0, 0, 0xD4, 2, 0x0A, 0, 0, 0};
    assert_int_equal(describe(octets, sizeof octets), S7_OK);
    assert_non_null(strstr(text, "response, CPU functions"));
    assert_non_null(strstr(text, "Read SZL"));
    assert_non_null(strstr(text, "SZL index or information unavailable (D4 02)"));
}

static void test_password_is_hidden(void **state)
{
    (void)state;
    const uint8_t octets[] = {0x32, 7, 0,    0,    0, 1, 0,    8, 0, 6, 0,    1,
                              0x12, 4, 0x11, 0x45, 1, 0, 0xFF, 9, 0, 2, 0xAB, 0xCD};
    assert_int_equal(describe(octets, sizeof octets), S7_OK);
    assert_non_null(strstr(text, "password, not shown"));
    assert_null(strstr(text, "ab cd"));
}

static void test_malformed(void **state)
{
    (void)state;
    const uint8_t octets[] = {0x32, 1, 0, 0, 0, 1, 0, 8};
    assert_int_equal(describe(octets, sizeof octets), S7_ERR_S7_MALFORMED);
    assert_non_null(strstr(text, "header is truncated: 8 octets instead of 10"));
    assert_int_equal(describe(octets, 0), S7_ERR_S7_MALFORMED);
}

/* Whatever decodes is described to its last octet, also in a text buffer that is too small. */
static void test_random_messages(void **state)
{
    (void)state;
    static struct arena arena;
    static struct s7_message message;
    static uint8_t octets[MESSAGE_SIZE_MAX];
    struct s7_chance chance = cases_begin("describe");
    for (unsigned long i = 0; i < cases_count() / 10; i++) {
        char small[40];
        random_message(&chance, &arena, &message);
        struct s7_writer writer = s7_writer_over(octets, sizeof octets);
        s7_message_encode(&writer, &message);
        assert_int_equal(describe(octets, s7_writer_size(&writer)), S7_OK);
        struct s7_strbuf buf = s7_strbuf_over(small, sizeof small);
        s7_describe_fields(&buf, octets, s7_writer_size(&writer));
        assert_true(buf.truncated);
        assert_memory_equal(small, text, sizeof small - 1);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_read_answer),        cmocka_unit_test(test_userdata),
        cmocka_unit_test(test_password_is_hidden), cmocka_unit_test(test_malformed),
        cmocka_unit_test(test_random_messages),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
