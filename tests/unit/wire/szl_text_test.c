/* SPDX-License-Identifier: MIT */
#include "wire/szl_record.h"

#include "check.h"

static char text[400];

static const char *text_of(const char *name, enum s7_szl_form form, const uint8_t *octets, size_t size)
{
    const struct s7_szl_field field = {name, 0, form, {octets, size}};
    struct s7_strbuf buf = s7_strbuf_over(text, sizeof text);
    s7_szl_field_text(&buf, &field);
    return text;
}

#define TEXT_OF(name, form, ...)                                                                               \
    text_of(name, S7_SZL_##form, (const uint8_t[]){__VA_ARGS__}, sizeof((const uint8_t[]){__VA_ARGS__}))

static void test_numbers_and_octets(void **state)
{
    (void)state;
    assert_string_equal(TEXT_OF("size", NUMBER, 0xFF), "255");
    assert_string_equal(TEXT_OF("size", NUMBER, 0, 0xF0), "240");
    assert_string_equal(TEXT_OF("size", NUMBER, 0xFF, 0xFF, 0xFF, 0xFF), "4294967295");
    assert_string_equal(TEXT_OF("index", HEX, 0, 0x81), "00 81");
}

static void test_texts(void **state)
{
    (void)state;
    assert_string_equal(TEXT_OF("name", TEXT, 'P', 'L', 'C', '_', '1', 0, 0, ' '), "PLC_1");
    assert_string_equal(TEXT_OF("name", TEXT, 0, ' ', 0), "");
    assert_string_equal(TEXT_OF("name", TEXT, 'a', '\n', 0, 'b'), "a\\x0a\\x00b");
}

static void test_firmware(void **state)
{
    (void)state;
    assert_string_equal(TEXT_OF("firmware", FIRMWARE, 0x56, 3, 2, 7), "V3.2.7");
    assert_string_equal(TEXT_OF("firmware", FIRMWARE, 0x41, 0x20, 9, 9), "A32.9.9");
    assert_string_equal(TEXT_OF("firmware", FIRMWARE, 0x20, 0x20, 0x20, 0x20), "20 20 20 20");
    assert_string_equal(TEXT_OF("firmware", FIRMWARE, 0x56, 3), "56 03");
}

static void test_leds_and_modes(void **state)
{
    (void)state;
    assert_string_equal(TEXT_OF("led", LED, 0, 4), "RUN");
    assert_string_equal(TEXT_OF("led", LED, 1, 0x0B), "BUS1F of 01");
    assert_string_equal(TEXT_OF("led", LED, 0, 0x99), "LED 99");
    assert_string_equal(TEXT_OF("mode", MODE, 0x08), "RUN");
    assert_string_equal(TEXT_OF("mode", MODE, 0x84), "STOP (internal), before: RUN");
    assert_string_equal(TEXT_OF("mode", MODE, 0x6F), "mode F, before: mode 6");
}

static void test_events_times_and_lists(void **state)
{
    (void)state;
    assert_string_equal(TEXT_OF("event", EVENT, 0x43, 0x04), "4304 STOP by a programming device or SFB 20");
    assert_string_equal(TEXT_OF("time", TIME, 0x16, 2, 8, 0x14, 0x51, 0x37, 0x91, 0x62),
                        "2016-02-08 14:51:37.916");
    assert_string_equal(TEXT_OF("list", ID, 0x01, 0xA0), "01A0 diagnostic buffer");
    assert_string_equal(TEXT_OF("list", ID, 0x00, 0x3A), "003A");
}

static void test_words_and_bits(void **state)
{
    (void)state;
    assert_string_equal(TEXT_OF("mode_switch", WORD, 0, 2), "RUN-P");
    assert_string_equal(TEXT_OF("mode_switch", WORD, 0, 9), "9");
    assert_string_equal(TEXT_OF("memory", WORD, 0, 2), "load memory, integrated");
    assert_string_equal(TEXT_OF("block_type", WORD, 0x0A, 0), "DB");
    assert_string_equal(TEXT_OF("blocks", BITS, 0xC0), "GET; PUT");
    assert_string_equal(TEXT_OF("blocks", BITS, 0), "none");
    assert_string_equal(TEXT_OF("functions", BITS, 0x81), "read once; bit 7");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_numbers_and_octets),
        cmocka_unit_test(test_texts),
        cmocka_unit_test(test_firmware),
        cmocka_unit_test(test_leds_and_modes),
        cmocka_unit_test(test_events_times_and_lists),
        cmocka_unit_test(test_words_and_bits),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
