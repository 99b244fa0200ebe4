/* SPDX-License-Identifier: MIT
 *
 * Which comment belongs to which node, written down as
 *
 *   <lead>_key^head{members$tail}~eol
 *
 * where _ is an empty line above the key, and - stands for the key in a list.
 */
#include "plant/fmt_attach.h"

#include "check.h"
#include "unit/plant/reading.h"

static struct reading reading;

static void tell_comment(struct s7_strbuf *buf, const char *before, const struct s7_fmt_comment *comment,
                         const char *behind)
{
    const char *blank = comment->blank ? "_" : "";
    s7_strbuf_printf(buf, "%s%s%.*s%s", blank, before, (int)comment->length - 2, comment->text + 2, behind);
}

static void tell_item(struct s7_strbuf *buf, const struct s7_fmt_item *item)
{
    for (const struct s7_fmt_comment *comment = item->lead.first; comment; comment = comment->next)
        tell_comment(buf, "<", comment, ">");
    if (item->blank)
        s7_strbuf_char(buf, '_');
    s7_strbuf_add(buf, item->node->key ? item->node->key->text : "-");
    if (item->head)
        tell_comment(buf, "^", item->head, "");
    if (item->node->kind != S7_NODE_SCALAR)
        s7_strbuf_char(buf, '{');
    for (const struct s7_fmt_item *member = item->first; member; member = member->next)
        tell_item(buf, member);
    for (const struct s7_fmt_comment *comment = item->tail.first; comment; comment = comment->next)
        tell_comment(buf, "$", comment, "");
    if (item->node->kind != S7_NODE_SCALAR)
        s7_strbuf_char(buf, '}');
    if (item->eol)
        tell_comment(buf, "~", item->eol, "");
}

static void assert_attached(const char *text, const char *expected)
{
    char told[500];
    struct s7_strbuf buf = s7_strbuf_over(told, sizeof told);
    reading_begin(&reading, text);
    assert_int_equal(reading.error, S7_OK);
    struct s7_fmt_item *root = s7_fmt_attach(text, strlen(text), reading.root, &reading.storage);
    assert_non_null(root);
    tell_item(&buf, root);
    reading_end(&reading);
    if (strcmp(told, expected) != 0)
        fprintf(stderr, "%s\n", text);
    assert_string_equal(told, expected);
}

static void comments_belong_to_what_they_stand_at(void **state)
{
    (void)state;
    assert_attached("a: 1 # e\n# l\nb: 2\n", "-{a~e<l>b}");
    assert_attached("a: # h\n  # l\n  b: 1\n", "-{a^h{<l>b}}");
    assert_attached("a:\n  - 1 # e\n  # l\n  - 2\n", "-{a{-~e<l>-}}");
    assert_attached("a:\n  - # h\n    # l\n    b: 1 # e\n", "-{a{-^h{<l>b~e}}}");
    assert_attached("a:\n  - b: 1 # e\n", "-{a{-{b~e}}}");
    assert_attached("a: {b: 1} # e\nc: [1] # f\n", "-{a{b}~ec{-}~f}");
    assert_attached("a: |- # e\n  x\n# l\nb: 1\n", "-{a~e<l>b}");
}

static void comments_within_brackets_stay_there(void **state)
{
    (void)state;
    assert_attached("a: { # h\n  b: 1, # e\n # l\n c: 2 # f\n # t\n} # g\n", "-{a^h{b~e<l>c~f$t}~g}");
    assert_attached("a: [ # h\n  1, # e\n # l\n 2 # f\n # t\n] # g\n", "-{a^h{-~e<l>-~f$t}~g}");
    assert_attached("a: [b: 1 # e\n # t\n]\n", "-{a{-{b~e$t}}}");
    assert_attached("a: {\n # t\n}\n", "-{a{$t}}");
}

static void comments_between_a_key_and_its_value_go_above(void **state)
{
    (void)state;
    assert_attached("a: # x\n  # y\n  1 # e\n", "-{<x><y>a~e}");
    assert_attached("a: # x\n  {b: 1}\n", "-{<x>a{b}}");
    assert_attached("? a # x\n: 1\n", "-{<x>a}");
    assert_attached("? # x\n  a\n: 1\n", "-{<x>a}");
    assert_attached("a:\n  - # x\n    1\n", "-{a{<x>-}}");
}

static void comments_at_an_end_are_known_by_their_indentation(void **state)
{
    (void)state;
    assert_attached("a:\n  b:\n    c: 1\n    # c\n   # c, too\n  # b\n# d\nd: 1\n",
                    "-{a{b{c$c}$c, too$b}<d>d}");
    assert_attached("a:\n  b: 1\n # d\n  # d\nd: 1\n", "-{a{b}<d><d>d}");
    assert_attached("a:\n  - b: 1\n    # b\n  # a\n  - c: 1\n    # c\n  # a\n# d\nd: 1\n",
                    "-{a{-{b$b}<a>-{c$c}$a}<d>d}");
    assert_attached("a:\n- b\n# d\nd: 1\n", "-{a{-}<d>d}");
    assert_attached("a:\n  b: 1\n  # a\n# file\n  # file\n", "-{a{b$a}$file$file}");
    assert_attached("a:\n- b\n# file\n", "-{a{-}$file}");
    assert_attached("a:\n  b: {c: 1}\n     # a\nd: 1", "-{a{b{c}$a}d}");
}

static void the_top_of_the_file_stays_there(void **state)
{
    (void)state;
    assert_attached("# t\n\n# u\n\n# l\na: 1\n", "<t>_<u>-{<l>a}");
    assert_attached("# t\n\na: 1\n", "<t>-{a}");
    assert_attached("# l\na: 1\n", "-{<l>a}");
    assert_attached("# t\n\n--- # l\na: 1\n... # e\n# f\n", "<t>-{<l>a$e$f}");
    assert_attached("# t\n---\n# l\na: 1", "<t>-{<l>a}");
    assert_attached("{ # l\na: 1 # e\n# t\n} # t\n", "-{<l>a~e$t$t}");
    assert_attached("%YAML 1.1 # t\n---\na: 1", "<t>-{a}");
}

static void empty_lines_are_remembered(void **state)
{
    (void)state;
    assert_attached("a: 1\n\n\nb: 2\n\n# l\n\nc: 3\n", "-{a_b_<l>_c}");
    assert_attached("a:\n\n  - 1\n\n  # t\n\n# l\nb: 1\n", "-{a{_-_$t}_<l>b}");
}

static void memory_may_run_out(void **state)
{
    (void)state;
    reading_begin(&reading, "a: 1 # e");
    reading.storage.failed = true;
    assert_null(s7_fmt_attach("a: 1 # e", 8, reading.root, &reading.storage));
    reading_end(&reading);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(comments_belong_to_what_they_stand_at),
        cmocka_unit_test(comments_within_brackets_stay_there),
        cmocka_unit_test(comments_between_a_key_and_its_value_go_above),
        cmocka_unit_test(comments_at_an_end_are_known_by_their_indentation),
        cmocka_unit_test(the_top_of_the_file_stays_there),
        cmocka_unit_test(empty_lines_are_remembered),
        cmocka_unit_test(memory_may_run_out),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
