/* SPDX-License-Identifier: MIT */
#include "wire/tsap.h"

#include <string.h>

#include "cases.h"
#include "check.h"
#include "sieben/error.h"

static void test_of_rack_and_slot(void **state)
{
    (void)state;
    struct s7_tsap tsap = s7_tsap_of(S7_CLASS_PG, 0, 2);
    assert_int_equal(tsap.size, 2);
    assert_int_equal(tsap.octets[0], 0x01);
    assert_int_equal(tsap.octets[1], 0x02);
    tsap = s7_tsap_of(S7_CLASS_BASIC, 7, 31);
    assert_int_equal(tsap.octets[0], 0x03);
    assert_int_equal(tsap.octets[1], 0xFF);
    tsap = s7_tsap_of(S7_CLASS_OP, 1, 3);
    assert_int_equal(tsap.octets[0], 0x02);
    assert_int_equal(tsap.octets[1], 0x23);
}

static const struct {
    const char *text;
    const char *formatted;
    size_t size;
    const char *octets;
} good[] = {
    {"0102", "01.02", 2, "\x01\x02"},
    {"01.02", "01.02", 2, "\x01\x02"},
    {"fF.eE", "FF.EE", 2, "\xFF\xEE"},
    {"4d57", "4D.57", 2, "MW"},
    {"\"MW\"", "4D.57", 2, "MW"},
    {"07", "07", 1, "\x07"},
    {"010203", "01.02.03", 3, "\x01\x02\x03"},
    {"01.0203", "01.02.03", 3, "\x01\x02\x03"},
    {"\"A\"", "\"A\"", 1, "A"},
    {"\"SIMATIC-ROOT-ES\"", "\"SIMATIC-ROOT-ES\"", 15, "SIMATIC-ROOT-ES"},
    {"\"12345678901234567890123456789012\"", "\"12345678901234567890123456789012\"", 32,
     "12345678901234567890123456789012"},
    {"412241", "41.22.41", 3, "A\"A"},
};

static void test_parse_and_format(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof good / sizeof good[0]; i++) {
        struct s7_tsap tsap;
        char text[S7_TSAP_TEXT_SIZE + 2];
        assert_int_equal(s7_tsap_parse(good[i].text, &tsap), S7_OK);
        assert_int_equal(tsap.size, good[i].size);
        assert_memory_equal(tsap.octets, good[i].octets, good[i].size);
        s7_tsap_format(&tsap, text, sizeof text);
        assert_string_equal(text, good[i].formatted);
    }
}

static void test_refused_texts(void **state)
{
    (void)state;
    static const char *const bad[] = {"",
                                      "0",
                                      "010",
                                      "01.",
                                      ".01",
                                      "01..02",
                                      "01 02",
                                      "0x01",
                                      "zz",
                                      "\"\"",
                                      "\"",
                                      "\"AB",
                                      "\"A\"B\"",
                                      "A",
                                      "01.2",
                                      "\"A\" ",
                                      "\"\t\"",
                                      "\"\xC3\xA4\"",
                                      "123456789012345678901234567890123456789012345678901234567890123456",
                                      "\"123456789012345678901234567890123\""};
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        struct s7_tsap tsap = {.size = 77};
        assert_int_equal(s7_tsap_parse(bad[i], &tsap), S7_ERR_LOCAL_SYNTAX);
        assert_int_equal(tsap.size, 77);
    }
}

static void test_format_reads_back(void **state)
{
    (void)state;
    struct s7_chance chance = cases_begin("tsap");
    for (unsigned long i = 0; i < cases_count(); i++) {
        struct s7_tsap tsap = {.size = (uint8_t)(1 + s7_chance_below(&chance, S7_TSAP_MAX))};
        bool text_like = s7_chance_below(&chance, 2);
        for (size_t at = 0; at < tsap.size; at++)
            tsap.octets[at] =
                (uint8_t)(text_like ? 0x20 + s7_chance_below(&chance, 95) : s7_chance_next(&chance));
        char text[S7_TSAP_TEXT_SIZE + 2];
        struct s7_tsap again;
        s7_tsap_format(&tsap, text, sizeof text);
        assert_int_equal(s7_tsap_parse(text, &again), S7_OK);
        assert_true(s7_tsap_equal(&tsap, &again));
    }
}

static void test_equal(void **state)
{
    (void)state;
    struct s7_tsap a = {.size = 2, .octets = {1, 2, 9}};
    struct s7_tsap b = {.size = 2, .octets = {1, 2, 8}};
    struct s7_tsap c = {.size = 3, .octets = {1, 2, 8}};
    struct s7_tsap d = {.size = 2, .octets = {1, 3}};
    assert_true(s7_tsap_equal(&a, &b));
    assert_false(s7_tsap_equal(&b, &c));
    assert_false(s7_tsap_equal(&a, &d));
}

static void test_format_of_none_and_short_buffer(void **state)
{
    (void)state;
    struct s7_tsap none = {0};
    struct s7_tsap two = s7_tsap_of(S7_CLASS_PG, 0, 2);
    char text[S7_TSAP_TEXT_SIZE + 2] = "x";
    char small[3];
    s7_tsap_format(&none, text, sizeof text);
    assert_string_equal(text, "");
    s7_tsap_format(&two, small, sizeof small);
    assert_string_equal(small, "01");
}

static void test_class(void **state)
{
    static const struct {
        struct s7_tsap tsap;
        enum s7_connection_class of;
    } rows[] = {
        {{.size = 2, .octets = {1, 2}}, S7_CLASS_PG},
        {{.size = 2, .octets = {2, 0}}, S7_CLASS_OP},
        {{.size = 2, .octets = {3, 1}}, S7_CLASS_BASIC},
        {{.size = 2, .octets = {0, 1}}, S7_CLASS_OP},
        {{.size = 2, .octets = {4, 1}}, S7_CLASS_OP},
        {{.size = 2, .octets = {0x10, 1}}, S7_CLASS_OP},
        {{.size = 1, .octets = {1}}, S7_CLASS_OP},
        {{.size = 3, .octets = {1, 2, 3}}, S7_CLASS_OP},
        {{.size = 0}, S7_CLASS_OP},
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
        assert_int_equal(s7_tsap_class(&rows[i].tsap, S7_CLASS_OP), rows[i].of);
    assert_int_equal(s7_tsap_class(&rows[0].tsap, S7_CLASS_BASIC), S7_CLASS_PG);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_of_rack_and_slot),
        cmocka_unit_test(test_parse_and_format),
        cmocka_unit_test(test_refused_texts),
        cmocka_unit_test(test_format_reads_back),
        cmocka_unit_test(test_equal),
        cmocka_unit_test(test_class),
        cmocka_unit_test(test_format_of_none_and_short_buffer),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
