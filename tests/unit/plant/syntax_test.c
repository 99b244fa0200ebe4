/* SPDX-License-Identifier: MIT
 *
 * Where the YAML reader stopped, in words that help: after a failure of libyaml itself, and of states made up.
 */
#include "plant/syntax.h"

#include <stdio.h>

#include "cases.h"
#include "check.h"
#include "unit/plant/reading.h"

static struct reading reading;

/** The text lies in an exact-size buffer, so that reading too far is seen.  Exactly one error is told. */
static const char *explain_state(const yaml_parser_t *parser, const char *text, size_t size)
{
    char *copy = calloc(1, size ? size : 1);
    must(copy);
    memcpy(copy, text, size);
    reading_begin(&reading, "");
    s7_syntax_explain(parser, copy, size, &reading.findings);
    free(copy);
    assert_int_equal(reading.findings.count, 1);
    assert_int_equal(reading.findings.error_count, 1);
    const char *told = reading_told(&reading);
    reading_end(&reading);
    return told;
}

/** Lets the reader run into its failure, and explains that. */
static const char *explain(const char *text)
{
    yaml_parser_t parser;
    yaml_event_t event;
    bool failed = false;
    bool finished = false;
    must(yaml_parser_initialize(&parser));
    yaml_parser_set_encoding(&parser, YAML_UTF8_ENCODING);
    yaml_parser_set_input_string(&parser, (const unsigned char *)text, strlen(text));
    while (!failed && !finished) {
        failed = !yaml_parser_parse(&parser, &event);
        finished = !failed && event.type == YAML_STREAM_END_EVENT;
        if (!failed)
            yaml_event_delete(&event);
    }
    assert_true(failed);
    const char *told = explain_state(&parser, text, strlen(text));
    yaml_parser_delete(&parser);
    return told;
}

struct row {
    const char *text, *told;
};

static void check_rows(const struct row *rows, size_t count)
{
    for (size_t i = 0; i < count; i++)
        assert_string_equal(explain(rows[i].text), rows[i].told);
}

/** The whole value is proposed in quotes, wherever in it the reader stumbled. */
static void values_that_mean_something_in_yaml_want_quotes(void **state)
{
    (void)state;
    static const char *const values[] = {"[::1]:102", "[fd00::5]:1102",  "%DB1.DBW4:INT", "STRING[32]", "@oven",
                                         "`x",        "[1::2:3.4.5.6]:7"};
    for (size_t i = 0; i < sizeof values / sizeof values[0]; i++) {
        char text[100];
        char advice[100];
        snprintf(text, sizeof text, "{name: A, value: %s, other: B}\n", values[i]);
        snprintf(advice, sizeof advice, "; YAML needs quotes here: \"%s\"", values[i]);
        const char *told = explain(text);
        assert_memory_equal(told, "1:", 2);
        assert_true(strlen(told) > strlen(advice));
        assert_string_equal(told + strlen(told) - strlen(advice), advice);
    }
    static const struct row rows[] = {
        {"a:\n  b: [::1]:102\n",
         "2:7: error: did not find expected node content; YAML needs quotes here: \"[::1]:102\""},
        {"nets: [::/0]", "1:8: error: did not find expected node content; YAML needs quotes here: \"::/0\""},
        {"nets: [10.0.0.0/8, ::/0]\n",
         "1:20: error: did not find expected node content; YAML needs quotes here: \"::/0\""},
        {"{\xC3\xB6\xE2\x80\x93: \xC3\xB6, b: @x}\n",
         "1:12: error: found character that cannot start any token; YAML needs quotes here: \"@x\""},
    };
    check_rows(rows, sizeof rows / sizeof rows[0]);
}

static void the_words_of_the_reader_are_put_plainly(void **state)
{
    (void)state;
    static const struct row rows[] = {
        {"a: b: c\n",
         "1:5: error: a second ': ' is not possible here: quote the value, or check the indentation"},
        {"a: 1\n b: 2\n",
         "2:3: error: a second ': ' is not possible here: quote the value, or check the indentation"},
        {"a:\n  b: 1\n c: 2\n", "3:2: error: a key is expected here: check the indentation of this line "
                                "(while parsing a block mapping that begins at 1:1)"},
        {"a:\n  - 1\n  b: 2\n", "3:3: error: a '- ' is expected here: check the indentation of this line "
                                "(while parsing a block collection that begins at 2:3)"},
        {"a: \"b\n",
         "2:1: error: the file ends inside of quotes (while scanning a quoted scalar that begins at 1:4)"},
        {"a: 1\nb\n", "3:1: error: a ': ' is expected here (while scanning a simple key that begins at 2:1)"},
        {"a:\n\tb: 1\n", "2:1: error: a tab cannot indent: use blanks"},
        {"\ta: 1\n", "1:1: error: a tab cannot indent: use blanks"},
        {"a: {b: 1\n",
         "2:1: error: did not find expected ',' or '}' (while parsing a flow mapping that begins at 1:4)"},
        {"a: }\n", "1:4: error: did not find expected node content"},
        {"a: \"\\q\"\n", "1:5: error: found unknown escape character"},
    };
    check_rows(rows, sizeof rows / sizeof rows[0]);
}

/** The reader knows only the octet: it is found again as line and character. */
static void an_octet_that_is_no_text_has_a_place(void **state)
{
    (void)state;
    static const struct row rows[] = {
        {"\xFF", "1:1: error: invalid leading UTF-8 octet: a plant file is UTF-8 text"},
        {"a: 1\n\xC3\xB6\xE2\x80\x93 \x80",
         "2:4: error: invalid leading UTF-8 octet: a plant file is UTF-8 text"},
        {"a: 1\n\n\nb: \x01", "4:4: error: control characters are not allowed: a plant file is UTF-8 text"},
    };
    check_rows(rows, sizeof rows / sizeof rows[0]);
}

static yaml_mark_t mark_at(size_t line, size_t column)
{
    return (yaml_mark_t){.line = line, .column = column};
}

/** A failure at a place of a text: the words that follow from what stands there. */
static void what_stands_at_the_mark_decides(void **state)
{
    (void)state;
    static const char word60[] = "a: @xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx";
    static const char word61[] = "a: @xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx";
    static const struct {
        const char *text;
        size_t line, column;
        const char *told;
    } rows[] = {
        {"a: b\tc", 0, 4, "1:5: error: a tab cannot indent: use blanks"},
        {"a: @b", 0, 3, "1:4: error: odd; YAML needs quotes here: \"@b\""},
        {"a: @b", 0, 5, "1:6: error: odd; YAML needs quotes here: \"@b\""},
        {"a: @b", 0, 99, "1:100: error: odd; YAML needs quotes here: \"@b\""},
        {"x\ny\n{a: @b\n", 2, 5, "3:6: error: odd; YAML needs quotes here: \"@b\""},
        {"{@b}", 0, 2, "1:3: error: odd; YAML needs quotes here: \"@b\""},
        {"- [fd00::/8, x]", 0, 4, "1:5: error: odd; YAML needs quotes here: \"fd00::/8\""},
        {"- x[1]", 0, 3, "1:4: error: odd; YAML needs quotes here: \"x[1]\""},
        {"- [1]", 0, 2, "1:3: error: odd"},
        {"- .[1]", 0, 2, "1:3: error: odd"},
        {"- 1:2", 0, 2, "1:3: error: odd"},
        {"- 1::2", 0, 2, "1:3: error: odd; YAML needs quotes here: \"1::2\""},
        {"- g::2", 0, 2, "1:3: error: odd"},
        {"- @\"b\"", 0, 2, "1:3: error: odd"},
        {"a: @b", 7, 0, "8:1: error: odd"},
        {"", 0, 0, "1:1: error: odd"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        yaml_parser_t parser = {.error = YAML_PARSER_ERROR, .problem = "odd"};
        parser.problem_mark = mark_at(rows[i].line, rows[i].column);
        parser.context_mark = parser.problem_mark;
        assert_string_equal(explain_state(&parser, rows[i].text, strlen(rows[i].text)), rows[i].told);
    }
    const yaml_parser_t parser = {.error = YAML_PARSER_ERROR, .problem = "odd", .problem_mark = {.column = 3}};
    assert_non_null(strstr(explain_state(&parser, word60, sizeof word60 - 1), "needs quotes here: \"@xxx"));
    assert_string_equal(explain_state(&parser, word61, sizeof word61 - 1), "1:4: error: odd");
}

static void a_failure_without_words_gets_some(void **state)
{
    (void)state;
    yaml_parser_t parser = {.error = YAML_SCANNER_ERROR};
    assert_string_equal(explain_state(&parser, "a", 1), "1:1: error: this is not YAML");
    parser.problem_mark = mark_at(3, 1);
    parser.context_mark = mark_at(1, 4);
    assert_string_equal(explain_state(&parser, "a", 1),
                        "4:2: error: this is not YAML (in the part that begins at 2:5)");
    parser.context = "in a list";
    assert_string_equal(explain_state(&parser, "a", 1),
                        "4:2: error: this is not YAML (in a list that begins at 2:5)");
}

/** Marks anywhere in or behind any text: one error, at the mark, and no octet read that is not there. */
static void any_mark_in_any_text_is_explained(void **state)
{
    (void)state;
    static const char alphabet[] = "ab:: ,[]{}\n\n@%`/\"\t.\xC3\xB6\x80";
    struct s7_chance chance = cases_begin("any_mark_in_any_text_is_explained");
    for (unsigned long n = 0; n < cases_count(); n++) {
        char text[30];
        char place[30];
        size_t size = s7_chance_below(&chance, sizeof text);
        for (size_t i = 0; i < size; i++)
            text[i] = alphabet[s7_chance_below(&chance, sizeof alphabet - 1)];
        yaml_parser_t parser = {.error = YAML_SCANNER_ERROR, .problem = "odd"};
        parser.problem_mark = mark_at(s7_chance_below(&chance, 5), s7_chance_below(&chance, 35));
        parser.context_mark = mark_at(s7_chance_below(&chance, 2), 0);
        int length = snprintf(place, sizeof place, "%zu:%zu: error: ", parser.problem_mark.line + 1,
                              parser.problem_mark.column + 1);
        assert_memory_equal(explain_state(&parser, text, size), place, (size_t)length);
        parser.error = YAML_READER_ERROR;
        parser.problem_offset = s7_chance_below(&chance, 35);
        assert_non_null(strstr(explain_state(&parser, text, size), "error: odd: a plant file is UTF-8 text"));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(values_that_mean_something_in_yaml_want_quotes),
        cmocka_unit_test(the_words_of_the_reader_are_put_plainly),
        cmocka_unit_test(an_octet_that_is_no_text_has_a_place),
        cmocka_unit_test(what_stands_at_the_mark_decides),
        cmocka_unit_test(a_failure_without_words_gets_some),
        cmocka_unit_test(any_mark_in_any_text_is_explained),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
