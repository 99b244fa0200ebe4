/* SPDX-License-Identifier: MIT */
#include "check.h"

#include "page.h"
#include "report/html.h"

static const char *style(void)
{
    struct s7_report report;
    page_begin(&report, (struct s7_report_config){.format = S7_REPORT_TEXT});
    s7_html_style(&report);
    return page_text;
}

static void braces_close(void **state)
{
    int depth = 0, deepest = 0;
    (void)state;
    for (const char *c = style(); *c; c++) {
        depth += (*c == '{') - (*c == '}');
        deepest = depth > deepest ? depth : deepest;
        assert_true(depth >= 0);
    }
    assert_int_equal(depth, 0);
    assert_int_equal(deepest, 2);
}

static void every_meaning_has_colours_by_day_and_by_night(void **state)
{
    (void)state;
    const char *text = style(), *dark = strstr(text, "prefers-color-scheme: dark"),
               *print = strstr(text, "@page");
    assert_non_null(dark);
    assert_non_null(print);
    for (int i = S7_REPORT_NEUTRAL + 1; i < S7_REPORT_MEANING_COUNT; i++) {
        const struct s7_report_meaning_row *row = s7_report_meaning_of((enum s7_report_meaning)i);
        char light_rule[128], dark_rule[128];
        struct s7_strbuf buf = s7_strbuf_over(light_rule, sizeof light_rule);
        s7_strbuf_printf(&buf, ".%s { color: %s; background: %s; }", row->word, row->light, row->tint);
        buf = s7_strbuf_over(dark_rule, sizeof dark_rule);
        s7_strbuf_printf(&buf, ".%s { color: %s; background: %s; }", row->word, row->dark, row->shade);
        const char *by_day = strstr(text, light_rule), *by_night = strstr(text, dark_rule);
        assert_true(by_day && by_day < dark);
        assert_true(by_night && by_night > dark && by_night < print);
    }
}

static void it_prints_on_a4_and_asks_for_nothing(void **state)
{
    (void)state;
    const char *text = style();
    assert_non_null(strstr(text, "@page { size: A4;"));
    assert_non_null(strstr(text, "@media screen and (prefers-color-scheme: dark)")); /* paper is light */
    assert_non_null(strstr(text, "print-color-adjust: exact"));
    assert_null(strstr(text, "url("));
    assert_null(strstr(text, "@import"));
    assert_null(strstr(text, "<"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(braces_close),
                                       cmocka_unit_test(every_meaning_has_colours_by_day_and_by_night),
                                       cmocka_unit_test(it_prints_on_a4_and_asks_for_nothing)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
