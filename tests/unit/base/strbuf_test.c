/* SPDX-License-Identifier: MIT */
#include "base/strbuf.h"

#include "check.h"

#include <string.h>

static void text_is_collected(void **state)
{
    char text[64];
    (void)state;
    struct s7_strbuf buf = s7_strbuf_over(text, sizeof text);
    s7_strbuf_add(&buf, "DB");
    s7_strbuf_printf(&buf, "%d.%s", 10, "DBX");
    s7_strbuf_char(&buf, '0');
    assert_string_equal(text, "DB10.DBX0");
    assert_int_equal(buf.length, 9);
    assert_false(buf.truncated);
}

static void what_does_not_fit_is_cut_and_remembered(void **state)
{
    char text[8 + 1] = {[8] = 'G'};
    (void)state;
    for (size_t size = 1; size <= 8; size++) {
        struct s7_strbuf buf = s7_strbuf_over(text, size);
        s7_strbuf_printf(&buf, "%s", "0123456789");
        assert_true(buf.truncated);
        assert_int_equal(strlen(text), size - 1);
        assert_memory_equal(text, "0123456789", size - 1);
        s7_strbuf_add(&buf, "more");
        s7_strbuf_char(&buf, '!');
        assert_int_equal(buf.length, size - 1);
        assert_int_equal(text[8], 'G');
    }
}

static void hex_shows_the_first_octets(void **state)
{
    char text[64];
    static const uint8_t octets[] = {0x03, 0x00, 0xff, 0x10};
    (void)state;
    struct s7_strbuf buf = s7_strbuf_over(text, sizeof text);
    s7_strbuf_hex(&buf, octets, 4, 4);
    assert_string_equal(text, "03 00 ff 10");
    buf = s7_strbuf_over(text, sizeof text);
    s7_strbuf_hex(&buf, octets, 4, 2);
    assert_string_equal(text, "03 00 … (4 octets)");
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(text_is_collected),
                                       cmocka_unit_test(what_does_not_fit_is_cut_and_remembered),
                                       cmocka_unit_test(hex_shows_the_first_octets)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
