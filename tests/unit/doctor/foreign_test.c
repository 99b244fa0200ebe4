/* SPDX-License-Identifier: MIT */
#include "check.h"

#include <string.h>

#include "doctor/foreign.h"

static enum s7_sign sign_of(const char *octets, size_t size)
{
    return s7_foreign_sign((const uint8_t *)octets, size);
}

static void test_recognised(void **state)
{
    (void)state;
    assert_int_equal(sign_of("\x15\x03\x01\x00\x02\x02\x46", 7), S7_SIGN_LISTENER_TLS);
    assert_int_equal(sign_of("\x16\x03\x03", 3), S7_SIGN_LISTENER_TLS);
    assert_int_equal(sign_of("HTTP/1.0 400", 12), S7_SIGN_LISTENER_HTTP);
    assert_int_equal(sign_of("<!DOCTYPE HTML", 14), S7_SIGN_LISTENER_HTTP);
    assert_int_equal(sign_of("<html>", 6), S7_SIGN_LISTENER_HTTP);
}

/* What only begins like it, is not: certainty needs more. */
static void test_not_recognised(void **state)
{
    (void)state;
    assert_int_equal(sign_of("\x15", 1), S7_SIGN_LISTENER_FOREIGN);
    assert_int_equal(sign_of("\x15\x03", 2), S7_SIGN_LISTENER_FOREIGN);
    assert_int_equal(sign_of("\x15\x02\x01", 3), S7_SIGN_LISTENER_FOREIGN);
    assert_int_equal(sign_of("\x16\x03\x09", 3), S7_SIGN_LISTENER_FOREIGN);
    assert_int_equal(sign_of("HTT", 3), S7_SIGN_LISTENER_FOREIGN);
    assert_int_equal(sign_of("<", 1), S7_SIGN_LISTENER_FOREIGN);
    assert_int_equal(sign_of("SSH-2.0", 7), S7_SIGN_LISTENER_FOREIGN);
}

static void assert_text(const char *octets, size_t size, const char *expected)
{
    char text[160];
    struct s7_strbuf buf = s7_strbuf_over(text, sizeof text);
    s7_foreign_text(&buf, (const uint8_t *)octets, size);
    assert_string_equal(text, expected);
}

static void test_shown(void **state)
{
    (void)state;
    assert_text("SSH-2.0-x\r\n", 11, "\"SSH-2.0-x\"");
    assert_text("\x15\x03\x01", 3, "15 03 01");
    assert_text("a\x1b[31m", 6, "61 1b 5b 33 31 6d"); /* no escapes for the terminal */
    assert_text("abc\x1b[31m", 8, "\"abc\"");
}

/* Only what answers the greeting is certain: an echo of it, or noise, is not. */
static void test_answers(void **state)
{
    static const struct {
        const char *octets;
        size_t size;
        enum s7_sign sign; /* S7_SIGN_COUNT: none */
    } rows[] = {{"\x16\x03\x03\x00\x3A\x02", 6, S7_SIGN_LISTENER_TLS},
                {"\x15\x03\x01\x00\x02\x02\x46", 7, S7_SIGN_LISTENER_TLS},
                {"\x15\x03\x01\x00\x02", 5, S7_SIGN_COUNT},
                {"\x15\x03\x01\x01\x02\x02\x46", 7, S7_SIGN_COUNT},
                {"\x16\x03\x01\x00\x5F\x01", 6, S7_SIGN_COUNT},
                {"\x16\x04\x03\x00\x3A\x02", 6, S7_SIGN_COUNT},
                {"HTTP/1.0 200 OK", 15, S7_SIGN_LISTENER_HTTP},
                {"HTTP", 4, S7_SIGN_COUNT},
                {"GET / HTTP/1.0", 14, S7_SIGN_COUNT},
                {"", 0, S7_SIGN_COUNT}};
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        enum s7_sign sign = S7_SIGN_COUNT;
        bool told = s7_foreign_answer((const uint8_t *)rows[i].octets, rows[i].size, &sign);
        assert_int_equal(told, rows[i].sign != S7_SIGN_COUNT);
        assert_int_equal(sign, rows[i].sign);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_recognised), cmocka_unit_test(test_not_recognised),
                                       cmocka_unit_test(test_shown), cmocka_unit_test(test_answers)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
