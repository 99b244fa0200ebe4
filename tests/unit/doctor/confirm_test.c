/* SPDX-License-Identifier: MIT */
#include "check.h"

#include <string.h>

#include "doctor/confirm.h"

/* A CPU 315, and libiec61850's server. */
static const uint8_t usual[] = {0x03, 0x00, 0x00, 0x16, 0x11, 0xD0, 0x00, 0x01, 0x00, 0x03, 0x00,
                                0xC0, 0x01, 0x0A, 0xC1, 0x02, 0x01, 0x00, 0xC2, 0x02, 0x01, 0x02};
static const uint8_t foreign[] = {0x03, 0x00, 0x00, 0x16, 0x11, 0xD0, 0x00, 0x01, 0x00, 0x01, 0x00,
                                  0xC0, 0x01, 0x0A, 0xC2, 0x02, 0x01, 0x02, 0xC1, 0x02, 0x01, 0x00};

static void test_order(void **state)
{
    (void)state;
    assert_true(s7_confirm_usual(usual, sizeof usual));
    assert_false(s7_confirm_usual(foreign, sizeof foreign));
    for (size_t size = 0; size < sizeof foreign; size++)
        assert_true(s7_confirm_usual(foreign, size)); /* not read as a whole: nothing is said */
}

static void test_text(void **state)
{
    char text[S7_CONFIRM_TEXT];
    (void)state;
    s7_confirm_text(foreign, sizeof foreign, text, sizeof text);
    assert_string_equal(text, "parameters C0 C2 C1, TPDU size 1024");
    s7_confirm_text(foreign, 3, text, sizeof text);
    assert_non_null(strstr(text, "not kept"));
}

static int protocol_behind(const uint8_t *packet, size_t size, size_t kept)
{
    uint8_t heard[64];
    memcpy(heard, usual, sizeof usual);
    memcpy(heard + sizeof usual, packet, size);
    return s7_confirm_protocol(heard, sizeof usual + kept);
}

static void test_protocol(void **state)
{
    static const uint8_t plus[] = {0x03, 0x00, 0x00, 0x0B, 0x02, 0xF0, 0x80, 0x72, 0x01, 0x00, 0x00};
    static const uint8_t empty[] = {0x03, 0x00, 0x00, 0x07, 0x02, 0xF0, 0x80};
    (void)state;
    assert_int_equal(protocol_behind(plus, sizeof plus, sizeof plus), 0x72);
    assert_int_equal(protocol_behind(plus, sizeof plus, 8), 0x72); /* the rest was not kept */
    assert_int_equal(protocol_behind(plus, sizeof plus, 7), -1);
    assert_int_equal(protocol_behind(plus, sizeof plus, 0), -1);
    assert_int_equal(protocol_behind(empty, sizeof empty, sizeof empty), -1);
    assert_int_equal(s7_confirm_protocol(plus, sizeof plus), -1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_order), cmocka_unit_test(test_text),
                                       cmocka_unit_test(test_protocol)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
