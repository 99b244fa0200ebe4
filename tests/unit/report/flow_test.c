/* SPDX-License-Identifier: MIT */
#include "report/flow.h"

#include "check.h"

#include <string.h>

#include "cases.h"
#include "random_text.h"

/** The lines of a flow, separated by '/'. */
static const char *lines_of(struct s7_flow flow, size_t width)
{
    static char text[4096];
    char *at = text;
    for (bool first = true; first || !s7_flow_is_done(&flow); first = false) {
        struct s7_flow_line line = s7_flow_line_of(&flow, width);
        if (!first)
            *at++ = '/';
        for (size_t i = 0; i < line.count; i++)
            at += s7_character_utf8(s7_flow_next(&flow).code, at);
        for (size_t i = 0; i < line.dropped; i++)
            s7_flow_next(&flow);
    }
    *at = '\0';
    return text;
}

static void check_lines(const char *text, size_t width, const char *expected)
{
    assert_string_equal(lines_of((struct s7_flow){.parts = {text}}, width), expected);
}

static void lines_break_at_blanks(void **state)
{
    (void)state;
    check_lines("", 10, "");
    check_lines("one two three", 7, "one two/three");
    check_lines("one two three", 6, "one/two/three");
    check_lines("one two three", 0, "one two three");
    check_lines("one  two", 4, "one/two");
    check_lines("one    two", 5, "one/two");
    check_lines("one two", 3, "one/two");
}

static void new_lines_stay(void **state)
{
    (void)state;
    check_lines("one\ntwo", 20, "one/two");
    check_lines("one\r\n\r\ntwo", 20, "one//two");
    check_lines("one \ntwo", 3, "one/two");
    check_lines("one\n", 20, "one");
    check_lines("\none", 0, "/one");
}

static void long_words_are_cut(void **state)
{
    (void)state;
    check_lines("abcdefgh", 3, "abc/def/gh");
    check_lines("a bcdefgh", 3, "a/bcd/efg/h");
    check_lines("温度温度", 5, "温度/温度");
    check_lines("温度", 1, "温/度");
    check_lines("ae\u0301i", 2, "ae\u0301/i");
}

static void parts_are_one_text(void **state)
{
    (void)state;
    const struct s7_flow flow = {.parts = {"✓", " ", "well done", " [1]"}};
    assert_string_equal(lines_of(flow, 8), "✓ well/done [1]");
    assert_string_equal(lines_of((struct s7_flow){.parts = {NULL, "a", "", "b"}}, 8), "ab");
}

static void the_place_stays_when_the_parts_are_new(void **state)
{
    char text[] = "one two";
    (void)state;
    struct s7_flow flow = {.parts = {"x", text}};
    for (int i = 0; i < 4; i++)
        s7_flow_next(&flow);
    char moved[] = "one two";
    flow.parts[1] = moved;
    text[4] = '?';
    assert_int_equal(s7_flow_next(&flow).code, ' ');
    assert_int_equal(s7_flow_next(&flow).code, 't');
}

static void a_flow_is_measured(void **state)
{
    size_t line, word;
    (void)state;
    s7_flow_measure(&(struct s7_flow){.parts = {"three four\nseventeen"}}, &line, &word);
    assert_int_equal(line, 10);
    assert_int_equal(word, 9);
    s7_flow_measure(&(struct s7_flow){.parts = {"a", "b 温度"}}, &line, &word);
    assert_int_equal(line, 7);
    assert_int_equal(word, 4);
}

/* No line is wider than asked for, nothing but blanks and line ends is lost, and the measure is the width that needs
 * no break. */
static void any_text_flows(void **state)
{
    struct s7_chance chance = cases_begin("flow");
    (void)state;
    for (unsigned long n = cases_count(); n > 0; n--) {
        char text[RANDOM_TEXT_SIZE];
        size_t width = 2 + (size_t)s7_chance_below(&chance, 30), shown = 0, all = 0, widest, word;
        random_text(&chance, text);
        struct s7_flow flow = {.parts = {text}}, whole = flow;
        s7_flow_measure(&flow, &widest, &word);
        assert_true(word <= widest);
        while (!s7_flow_is_done(&flow)) {
            struct s7_flow_line line = s7_flow_line_of(&flow, width);
            size_t columns = 0;
            assert_true(line.columns <= width);
            assert_true(line.count + line.dropped > 0);
            for (size_t i = 0; i < line.count + line.dropped; i++) {
                struct s7_character c = s7_flow_next(&flow);
                shown += c.code != ' ' && c.code != '\n';
                columns += i < line.count ? c.width : 0;
                assert_true(i < line.count || c.code == ' ' || c.code == '\n');
            }
            assert_int_equal(columns, line.columns);
        }
        for (struct s7_character c = s7_flow_next(&whole); c.taken; c = s7_flow_next(&whole))
            all += c.code != ' ' && c.code != '\n';
        assert_int_equal(shown, all);
        whole = (struct s7_flow){.parts = {text}};
        struct s7_flow_line unbroken = s7_flow_line_of(&whole, widest ? widest : 1);
        struct s7_flow_line free = s7_flow_line_of(&whole, 0);
        assert_int_equal(unbroken.count, free.count);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(lines_break_at_blanks),
        cmocka_unit_test(new_lines_stay),
        cmocka_unit_test(long_words_are_cut),
        cmocka_unit_test(parts_are_one_text),
        cmocka_unit_test(the_place_stays_when_the_parts_are_new),
        cmocka_unit_test(a_flow_is_measured),
        cmocka_unit_test(any_text_flows),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
