/* SPDX-License-Identifier: MIT */
#include "report/report.h"

#include "check.h"

static void a_file_name_says_its_format(void **state)
{
    static const struct {
        const char *name;
        enum s7_report_format format;
    } list[] = {{"a.md", S7_REPORT_MARKDOWN},
                {"dir.csv/a.HTML", S7_REPORT_HTML},
                {"a.b.htm", S7_REPORT_HTML},
                {"line 4.csv", S7_REPORT_CSV},
                {"a.Txt", S7_REPORT_TEXT}};
    (void)state;
    for (size_t i = 0; i < sizeof list / sizeof list[0]; i++) {
        enum s7_report_format format = S7_REPORT_FORMAT_COUNT;
        assert_true(s7_report_format_of(list[i].name, &format));
        assert_int_equal(format, list[i].format);
    }
}

static void other_names_say_nothing(void **state)
{
    static const char *const list[] = {"", "html", "a.", "a.pdf", "a.mdx", "a.m", "a.html/report", "a.csv "};
    (void)state;
    for (size_t i = 0; i < sizeof list / sizeof list[0]; i++) {
        enum s7_report_format format = S7_REPORT_FORMAT_COUNT;
        assert_false(s7_report_format_of(list[i], &format));
        assert_int_equal(format, S7_REPORT_FORMAT_COUNT);
    }
}

static void every_format_has_a_name_and_a_suffix_that_says_it(void **state)
{
    (void)state;
    for (int i = 0; i < S7_REPORT_FORMAT_COUNT; i++) {
        enum s7_report_format format;
        char name[32] = "x.";
        struct s7_strbuf buf = s7_strbuf_over(name, sizeof name);
        s7_strbuf_printf(&buf, "x.%s", s7_report_format_suffix((enum s7_report_format)i));
        assert_true(s7_report_format_of(name, &format));
        assert_int_equal(format, i);
        assert_true(s7_report_format_name((enum s7_report_format)i)[0] != '\0');
    }
    assert_string_equal(s7_report_format_name(S7_REPORT_MARKDOWN), "markdown");
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(a_file_name_says_its_format),
                                       cmocka_unit_test(other_names_say_nothing),
                                       cmocka_unit_test(every_format_has_a_name_and_a_suffix_that_says_it)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
