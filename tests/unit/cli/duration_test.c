/* SPDX-License-Identifier: MIT */
#include "check.h"

#include "cli/duration.h"
#include "sieben/error.h"

static void spans_are_read(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        s7_time span;
    } rows[] = {{"500ms", 500 * S7_MILLISECOND},
                {"5s", 5 * S7_SECOND},
                {"2m", 120 * S7_SECOND},
                {"1h", 3600 * S7_SECOND},
                {"0s", 0},
                {"1000h", 3600000 * S7_SECOND},
                {"007s", 7 * S7_SECOND}};
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        s7_time span = -1;
        assert_int_equal(s7_duration_parse(rows[i].text, &span), S7_OK);
        assert_int_equal(span, rows[i].span);
    }
}

static void other_texts_are_refused(void **state)
{
    (void)state;
    static const char *const texts[] = {"",
                                        "5",
                                        "s",
                                        "5 s",
                                        "-5s",
                                        "+5s",
                                        "5S",
                                        "5us",
                                        "5.5s",
                                        "5ss",
                                        "1001h",
                                        "5s ",
                                        "99999999999999999999ms"};
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        s7_time span = 42;
        assert_int_equal(s7_duration_parse(texts[i], &span), S7_ERR_LOCAL_SYNTAX);
        assert_int_equal(span, 42);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(spans_are_read),
                                       cmocka_unit_test(other_texts_are_refused)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
