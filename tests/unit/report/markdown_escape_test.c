/* SPDX-License-Identifier: MIT */
#include "report/markdown_escape.h"

#include "check.h"

#include "cases.h"
#include "page.h"
#include "random_text.h"
#include "report/character.h"

static const char *escaped(const char *text, bool begins, const char *new_line)
{
    struct s7_report report;
    page_begin(&report, (struct s7_report_config){.format = S7_REPORT_MARKDOWN});
    s7_markdown_escape(&report, text, begins, new_line);
    return page_text;
}

static void check_escaped(const char *text, const char *expected)
{
    assert_string_equal(escaped(text, true, "\\\n"), expected);
}

static void text_of_every_day_stays(void **state)
{
    (void)state;
    check_escaped("", "");
    check_escaped("P#DB10.DBX0.0 BYTE 20", "P\\#DB10.DBX0.0 BYTE 20");
    check_escaped("CPU_OVEN, 10.20.1.21:102 (slot 2) -> 4 ms!", "CPU_OVEN, 10.20.1.21:102 (slot 2) -> 4 ms!");
    check_escaped("slow. 1. 12) a-b = c: d", "slow. 1. 12) a-b = c: d");
    check_escaped("温度", "温度");
}

static void marks_within_a_line_are_escaped(void **state)
{
    (void)state;
    check_escaped("*a* _b_ __c__ `d` ~e~ $f$", "\\*a\\* \\_b\\_ \\_\\_c\\_\\_ \\`d\\` \\~e\\~ \\$f\\$");
    check_escaped("[a](b) ![c] a|b \\", "\\[a\\](b) !\\[c\\] a\\|b \\\\");
    check_escaped("<b> &amp; a<!-- -->", "&lt;b> &amp;amp; a&lt;!-- -->");
    check_escaped("http://x www.x WWW.x", "http\\://x www\\.x WWW\\.x");
    check_escaped("a\033[1m\xff", "a\uFFFD\\[1m\uFFFD");
}

static void marks_at_the_start_of_a_line_are_escaped(void **state)
{
    (void)state;
    check_escaped("- a\n+ b\n= c\n> d\n# e\n: f", "\\- a\\\n\\+ b\\\n\\= c\\\n\\> d\\\n\\# e\\\n\\: f");
    check_escaped("1. a\n23) b\n4.5", "1\\. a\\\n23\\) b\\\n4\\.5");
    check_escaped("a\n  - b", "a\\\n  \\- b");
    assert_string_equal(escaped("- a\n- b", false, "<br>"), "- a<br>- b");
    assert_string_equal(escaped("1. a", false, " "), "1. a");
    assert_string_equal(escaped("- a\n- b", true, "<br>"), "\\- a<br>- b");
}

static void blanks_around_are_left_out(void **state)
{
    (void)state;
    check_escaped(" \n\t    code\r\n \n", "code");
    check_escaped("    - a", "\\- a");
    check_escaped("a\n\nb", "a\\\n\\\nb");
}

/** Reads back what was escaped, as CommonMark says; NULL: something in it means more than itself. */
static const char *unescaped(const char *text)
{
    static char plain[RANDOM_TEXT_SIZE * 16];
    char *to = plain;
    while (*text) {
        if (*text == '\\' && text[1] && strchr("!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~", text[1])) {
            text++;
        } else if (strncmp(text, "&lt;", 4) == 0 || strncmp(text, "&amp;", 5) == 0) {
            *to++ = text[1] == 'l' ? '<' : '&';
            text += text[1] == 'l' ? 4 : 5;
            continue;
        } else if (strncmp(text, "<br>", 4) == 0) {
            *to++ = '\n';
            text += 4;
            continue;
        } else if (strchr("\\`*[]|~<&$#\n", *text)) {
            return NULL;
        }
        *to++ = *text++;
    }
    *to = '\0';
    return plain;
}

static void any_text_stays_itself(void **state)
{
    struct s7_chance chance = cases_begin("markdown_escape");
    (void)state;
    for (unsigned long n = cases_count(); n > 0; n--) {
        char text[RANDOM_TEXT_SIZE], shown[RANDOM_TEXT_SIZE * 4], *to = shown;
        random_text(&chance, text);
        size_t lead = strspn(text, " \t\r\n"), size = strlen(text);
        while (size > lead && strchr(" \t\r\n", text[size - 1]))
            text[--size] = '\0';
        for (const char *at = text + lead; *at;) {
            struct s7_character c = s7_character_next(at);
            to += s7_character_utf8(c.code, to);
            at += c.taken;
        }
        *to = '\0';
        const char *again = unescaped(escaped(text, true, "<br>"));
        assert_non_null(again);
        assert_string_equal(again, shown);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(text_of_every_day_stays),
        cmocka_unit_test(marks_within_a_line_are_escaped),
        cmocka_unit_test(marks_at_the_start_of_a_line_are_escaped),
        cmocka_unit_test(blanks_around_are_left_out),
        cmocka_unit_test(any_text_stays_itself),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
