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
                        "  length                   00 01                      1 bit, 1 octet follows\n"
                        "    0000  01\n"
                        "  fill                     00                         carries nothing\n"
                        "  data item 2\n"
                        "  return code              0a                         object does not exist (0A)\n"
                        "  transport size           00                         NULL\n"
                        "  length                   00 00                      0 octets follow\n");
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
    assert_non_null(strstr(text, "no data (0A); the error word decides"));
    assert_null(strstr(text, "object does not exist"));
}

/* The last column of the last line that has this name. */
static const char *meaning_of(const char *name)
{
    enum { MEANING_AT = 54 };
    static char meaning[100];
    char start[30];
    const char *line = NULL;
    snprintf(start, sizeof start, "\n  %-24s ", name);
    for (const char *at = strstr(text, start); at; at = strstr(at + 1, start))
        line = at + 1;
    assert_non_null(line);
    size_t length = strcspn(line, "\n");
    assert_in_range(length, MEANING_AT, MEANING_AT + sizeof meaning - 1);
    snprintf(meaning, sizeof meaning, "%.*s", (int)(length - MEANING_AT), line + MEANING_AT);
    return meaning;
}

/* Timers and counters have a number, everything else octet and bit. */
static void test_addresses(void **state)
{
    (void)state;
    static const struct {
        uint8_t area, transport_size;
        const char *says;
    } rows[] = {
        {0x1B, 0x02, "octet 2, bit 1 (as a number: 17)"},
        {0x1C, 0x1C, "number 17"},
        {0x1D, 0x1D, "number 17"},
        {0x1E, 0x1E, "number 17"},
        {0x1F, 0x1F, "number 17"},
        {0x1F, 0x02, "number 17"},
        {0x20, 0x02, "octet 2, bit 1 (as a number: 17)"},
        {0x84, 0x01, "octet 2, bit 1 (as a number: 17)"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        const uint8_t octets[] = {
            0x32,         1, 0, 0, 0, 12, 0, 14, 0, 0, 4, 1, 0x12, 10, 0x10, rows[i].transport_size, 0, 1, 0, 0,
            rows[i].area, 0, 0, 17};
        assert_int_equal(describe(octets, sizeof octets), S7_OK);
        assert_string_equal(meaning_of("address"), rows[i].says);
        assert_string_equal(meaning_of("count"), "1 element");
    }
}

/* Bits or octets, as the transport size counts; a failed item carries nothing, whatever it announces. */
static void test_data_lengths(void **state)
{
    (void)state;
    static const struct {
        uint8_t item[6];
        uint8_t size;
        const char *says;
    } rows[] = {
        {{0xFF, 4, 0, 16, 1, 2}, 6, "16 bits, 2 octets follow"},
        {{0xFF, 9, 0, 2, 1, 2}, 6, "2 octets follow"},
        {{0xFF, 9, 0, 1, 1}, 5, "1 octet follows"},
        {{0x0A, 0, 0, 4}, 4, "4 octets, 0 octets follow"},
        {{0x0A, 0, 0, 0}, 4, "0 octets follow"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        uint8_t octets[20] = {0x32, 3, 0, 0, 0, 12, 0, 2, 0, rows[i].size, 0, 0, 4, 1};
        memcpy(octets + 14, rows[i].item, rows[i].size);
        assert_int_equal(describe(octets, (size_t)14 + rows[i].size), S7_OK);
        assert_string_equal(meaning_of("length"), rows[i].says);
    }
}

/* A code that is known is enough: its class may have no name. */
static void test_error_classes(void **state)
{
    (void)state;
    static const struct {
        uint8_t error_class, code;
        const char *says;
    } rows[] = {{0x81, 0x04, "application relationship"},
                {0x01, 0x19, "without a name; the code says it"},
                {0x80, 0x01, "without a name; the code says it"},
                {0x66, 0x66, "not in the tables"}};
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        const uint8_t octets[] = {0x32, 2, 0, 0, 0, 12, 0, 0, 0, 0, rows[i].error_class, rows[i].code};
        assert_int_equal(describe(octets, sizeof octets), S7_OK);
        assert_string_equal(meaning_of("error class"), rows[i].says);
    }
}

static void test_another_protocol(void **state)
{
    (void)state;
    const uint8_t octets[] = {0x72, 1, 0, 4, 0x31, 0, 0, 4};
    assert_int_equal(describe(octets, sizeof octets), S7_ERR_S7_FOREIGN);
    assert_ptr_equal(strstr(text, "recognised, not decoded: S7CommPlus (protocol id 72)"), text);
    assert_null(strstr(text, "malformed"));
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

static void test_password_of_a_malformed_telegram_is_hidden(void **state)
{
    (void)state;
    const uint8_t octets[] = {0x32, 7, 0,    0,    0, 1, 0,    8, 0, 9, 0,    1,
                              0x12, 4, 0x11, 0x45, 1, 0, 0xFF, 9, 0, 2, 0xAB, 0xCD};
    assert_int_equal(describe(octets, sizeof octets), S7_ERR_S7_MALFORMED);
    assert_non_null(strstr(text, "6 octets not shown: password"));
    assert_non_null(strstr(text, "12 04 11 45"));
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
        cmocka_unit_test(test_read_answer),
        cmocka_unit_test(test_userdata),
        cmocka_unit_test(test_password_is_hidden),
        cmocka_unit_test(test_password_of_a_malformed_telegram_is_hidden),
        cmocka_unit_test(test_malformed),
        cmocka_unit_test(test_random_messages),
        cmocka_unit_test(test_addresses),
        cmocka_unit_test(test_data_lengths),
        cmocka_unit_test(test_error_classes),
        cmocka_unit_test(test_another_protocol),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
