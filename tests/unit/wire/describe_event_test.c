/* SPDX-License-Identifier: MIT */
#include "wire/describe.h"

#include "check.h"

static char text[200];

static struct s7_strbuf start(void)
{
    return s7_strbuf_over(text, sizeof text);
}

static const char *event(uint16_t id)
{
    struct s7_strbuf buf = start();
    s7_describe_event(&buf, id);
    return text;
}

static void test_events(void **state)
{
    (void)state;
    assert_string_equal(event(0x4304), "4304 STOP by a programming device or SFB 20");
    assert_string_equal(event(0x3942), "3942 asynchronous error, number 42, entering");
    assert_string_equal(event(0x3842), "3842 asynchronous error, number 42, leaving");
    assert_string_equal(event(0xB101), "B101 event of the user, number 01, entering");
    assert_string_equal(event(0x0012), "0012 event of a class without a name, number 12, leaving");
}

static void test_times(void **state)
{
    (void)state;
    const uint8_t good[] = {0x16, 0x02, 0x08, 0x14, 0x51, 0x37, 0x91, 0x62};
    const uint8_t bad[] = {0, 0, 0, 0, 0, 0, 0, 0};
    struct s7_strbuf buf = start();
    s7_describe_time(&buf, good);
    assert_string_equal(text, "2016-02-08 14:51:37.916");
    buf = start();
    s7_describe_time(&buf, bad);
    assert_string_equal(text, "no time: 00 00 00 00 00 00 00 00");
}

static void test_lists(void **state)
{
    (void)state;
    struct s7_strbuf buf = start();
    s7_describe_szl(&buf, 0x0132, 4);
    assert_string_equal(text, "SZL 0132 index 0004 (communication status)");
    buf = start();
    s7_describe_szl(&buf, 0x00EE, 0);
    assert_string_equal(text, "SZL 00EE index 0000");
}

static void test_texts(void **state)
{
    (void)state;
    struct s7_strbuf buf = start();
    s7_describe_text(&buf, (const uint8_t *)"a\"b\\c\n\x00\x7F~ ", 10);
    assert_string_equal(text, "\"a\\x22b\\x5cc\\x0a\\x00\\x7f~ \"");
    buf = start();
    s7_describe_text(&buf, NULL, 0);
    assert_string_equal(text, "\"\"");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_events),
        cmocka_unit_test(test_times),
        cmocka_unit_test(test_lists),
        cmocka_unit_test(test_texts),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
