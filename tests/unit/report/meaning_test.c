/* SPDX-License-Identifier: MIT */
#include "report/meaning.h"

#include "check.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "report/character.h"

static void every_meaning_can_be_told_without_colour(void **state)
{
    (void)state;
    for (int i = S7_REPORT_NEUTRAL + 1; i < S7_REPORT_MEANING_COUNT; i++) {
        const struct s7_report_meaning_row *one = s7_report_meaning_of((enum s7_report_meaning)i);
        assert_int_equal(s7_character_columns(one->mark), 1);
        assert_int_equal(strlen(one->ascii), 1);
        assert_true(one->word[0] && one->terminal[0] == '\033');
        for (int k = i + 1; k < S7_REPORT_MEANING_COUNT; k++) {
            const struct s7_report_meaning_row *other = s7_report_meaning_of((enum s7_report_meaning)k);
            assert_string_not_equal(one->word, other->word);
            assert_string_not_equal(one->mark, other->mark);
            assert_string_not_equal(one->ascii, other->ascii);
            assert_string_not_equal(one->terminal, other->terminal);
        }
    }
}

static void neutral_is_nothing(void **state)
{
    (void)state;
    assert_string_equal(s7_report_meaning_of(S7_REPORT_NEUTRAL)->word, "");
    assert_string_equal(s7_report_meaning_of(S7_REPORT_NEUTRAL)->mark, "");
    assert_string_equal(s7_report_meaning_of(S7_REPORT_NEUTRAL)->terminal, "");
    assert_string_equal(s7_report_meaning_of(S7_REPORT_OK)->word, "ok");
    assert_string_equal(s7_report_meaning_of(S7_REPORT_FAIL)->mark, "✗");
}

/* Relative luminance and contrast as WCAG 2.1 defines them. */
static double luminance(const char *colour)
{
    static const double weights[] = {0.2126, 0.7152, 0.0722};
    double sum = 0;
    assert_int_equal(strlen(colour), 7);
    for (size_t i = 0; i < 3; i++) {
        char digits[3] = {colour[1 + 2 * i], colour[2 + 2 * i], '\0'};
        double part = (double)strtoul(digits, NULL, 16) / 255;
        sum += weights[i] * (part <= 0.03928 ? part / 12.92 : pow((part + 0.055) / 1.055, 2.4));
    }
    return sum;
}

static void check_contrast(const char *ink, const char *ground)
{
    double one = luminance(ink), other = luminance(ground);
    double contrast = ((one > other ? one : other) + 0.05) / ((one < other ? one : other) + 0.05);
    assert_true(contrast >= 4.5);
}

static void text_can_be_read_on_its_ground(void **state)
{
    (void)state;
    for (int i = S7_REPORT_NEUTRAL + 1; i < S7_REPORT_MEANING_COUNT; i++) {
        const struct s7_report_meaning_row *row = s7_report_meaning_of((enum s7_report_meaning)i);
        check_contrast(row->light, row->tint);
        check_contrast(row->dark, row->shade);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(every_meaning_can_be_told_without_colour),
                                       cmocka_unit_test(neutral_is_nothing),
                                       cmocka_unit_test(text_can_be_read_on_its_ground)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
