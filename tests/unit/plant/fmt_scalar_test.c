/* SPDX-License-Identifier: MIT */
#include "plant/fmt_scalar.h"

#include "cases.h"
#include "check.h"
#include "unit/plant/reading.h"

static struct reading reading;

enum { LINES, BRACKETS };

static void assert_written(const char *text, bool quoted, bool flow, bool number, const char *written)
{
    struct s7_fmt_out out = {.text = NULL};
    struct s7_node scalar = {.kind = S7_NODE_SCALAR, .text = text, .length = strlen(text), .quoted = quoted};
    s7_fmt_out_text(&out, "");
    s7_fmt_scalar_write(&out, &scalar, flow, number);
    assert_string_equal(out.text, written);
    assert_int_equal(s7_fmt_scalar_width(&scalar, flow, number), s7_fmt_out_count(out.text, out.size));
    free(out.text);
}

static void quotes_are_only_where_yaml_needs_them(void **state)
{
    (void)state;
    static const struct {
        const char *text, *lines, *brackets;
    } rows[] = {
        {"Recipe", "Recipe", "Recipe"},
        {"P#DB10.DBX0.0 BYTE 20", "P#DB10.DBX0.0 BYTE 20", "P#DB10.DBX0.0 BYTE 20"},
        {"10.0.0.1:1102", "10.0.0.1:1102", "10.0.0.1:1102"},
        {"-x", "-x", "-x"},
        {"is it?", "is it?", "is it?"},
        {"say \"x\"", "say \"x\"", "say \"x\""},
        {"a, b", "a, b", "\"a, b\""},
        {"STRING[32]", "STRING[32]", "\"STRING[32]\""},
        {"a:?b", "a:?b", "\"a:?b\""},
        {"", "\"\"", "\"\""},
        {"[::1]:102", "\"[::1]:102\"", "\"[::1]:102\""},
        {"::1", "\"::1\"", "\"::1\""},
        {"%DB1.DBW4:INT", "\"%DB1.DBW4:INT\"", "\"%DB1.DBW4:INT\""},
        {"a: b", "\"a: b\"", "\"a: b\""},
        {"end:", "\"end:\"", "\"end:\""},
        {"a #b", "\"a #b\"", "\"a #b\""},
        {" a", "\" a\"", "\" a\""},
        {"a ", "\"a \"", "\"a \""},
        {"-", "\"-\"", "\"-\""},
        {"- a", "\"- a\"", "\"- a\""},
        {"--- a", "\"--- a\"", "\"--- a\""},
        {"'a'", "\"'a'\"", "\"'a'\""},
        {"\"a\\", "\"\\\"a\\\\\"", "\"\\\"a\\\\\""},
        {"a\nb\tc\r", "\"a\\nb\\tc\\r\"", "\"a\\nb\\tc\\r\""},
        {"\xC2\x85\xE2\x80\xA8\xEF\xBB\xBF", "\"\\x85\\u2028\\uFEFF\"", "\"\\x85\\u2028\\uFEFF\""},
        {"ö…🔧", "ö…🔧", "ö…🔧"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        assert_written(rows[i].text, false, LINES, false, rows[i].lines);
        assert_written(rows[i].text, true, LINES, false, rows[i].lines);
        assert_written(rows[i].text, true, BRACKETS, false, rows[i].brackets);
    }
}

static void a_text_that_others_would_misread_keeps_its_quotes(void **state)
{
    (void)state;
    static const char *const texts[] = {"12",
                                        "007",
                                        "1_000",
                                        "4.5",
                                        "-1",
                                        ".5",
                                        "1e3",
                                        "1.5E-3",
                                        "0x1F",
                                        "0o7",
                                        ".inf",
                                        "10:20",
                                        "28:63:36",
                                        "00:1B:1b:01:02:03",
                                        "fd00:20::/64",
                                        "2026-11-18",
                                        "2026-1-8 10:00:00Z",
                                        "yes",
                                        "No",
                                        "TRUE",
                                        "null",
                                        "~",
                                        "y",
                                        "<<",
                                        "="};
    static const char *const clear[] = {"10.10.1.11", "1 200", "1a", "guard:g:o",
                                        "yesterday",  "V2.9",  "e3", "1ex"};
    char quoted[40];
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        snprintf(quoted, sizeof quoted, "\"%s\"", texts[i]);
        assert_written(texts[i], true, LINES, false, quoted);
        assert_written(texts[i], false, LINES, false, texts[i]);
        assert_written(texts[i], true, BRACKETS, true, texts[i]); /* a number is one */
    }
    for (size_t i = 0; i < sizeof clear / sizeof clear[0]; i++)
        assert_written(clear[i], true, LINES, false, clear[i]);
}

/** Any text is read as it was, as a key and as a value, on lines and in brackets. */
static void any_text_is_read_as_it_was(void **state)
{
    (void)state;
    static const char *const parts[] = {"a",
                                        "b",
                                        "1",
                                        " ",
                                        ":",
                                        "#",
                                        "-",
                                        ",",
                                        "[",
                                        "]",
                                        "{",
                                        "}",
                                        "\"",
                                        "'",
                                        "\\",
                                        "?",
                                        "!",
                                        "&",
                                        "*",
                                        "|",
                                        ">",
                                        "%",
                                        "@",
                                        "`",
                                        ".",
                                        "~",
                                        "=",
                                        "<",
                                        "\t",
                                        "\n",
                                        "\r",
                                        "ö",
                                        "\xC2\x85",
                                        "\xC2\xA0",
                                        "\xE2\x80\xA8",
                                        "\xEF\xBB\xBF",
                                        "\x01",
                                        "\x7F",
                                        "🔧",
                                        "0"};
    static const char *const forms[] = {"%s", "k: %s\n", "- %s\n", "{k: %s}", "[%s]", "%s: v\n", "{%s: v}"};
    struct s7_chance chance = cases_begin("any_text_is_read_as_it_was");
    for (unsigned long n = 0; n < cases_count(); n++) {
        char text[64] = "", whole[512];
        for (size_t count = s7_chance_below(&chance, 8); count > 0; count--)
            strcat(text, parts[s7_chance_below(&chance, sizeof parts / sizeof parts[0])]);
        size_t form = s7_chance_below(&chance, sizeof forms / sizeof forms[0]);
        if (form == 0 && (strncmp(text, "...", 3) == 0 || strncmp(text, "---", 3) == 0))
            continue; /* no value of a plant file stands at the start of a line */
        bool key = form >= 5, flow = strchr(forms[form], '{') || strchr(forms[form], '[');
        struct s7_fmt_out out = {.text = NULL};
        struct s7_node scalar = {.kind = S7_NODE_SCALAR,
                                 .text = text,
                                 .length = strlen(text),
                                 .quoted = s7_chance_below(&chance, 2)};
        s7_fmt_out_text(&out, "");
        s7_fmt_scalar_write(&out, &scalar, flow, false);
        struct s7_strbuf buf = s7_strbuf_over(whole, sizeof whole);
        const char *at = strstr(forms[form], "%s");
        s7_strbuf_printf(&buf, "%.*s%s%s", (int)(at - forms[form]), forms[form], out.text, at + 2);
        reading_begin(&reading, whole);
        if (reading.error || !reading.root)
            fprintf(stderr, "form %zu: %s\n%s\n", form, whole, reading_told(&reading));
        assert_int_equal(reading.error, S7_OK);
        const struct s7_node *read = form == 0 ? reading.root
                                     : key     ? reading.root->first->key
                                               : reading.root->first;
        assert_string_equal(read->text, text);
        reading_end(&reading);
        free(out.text);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(quotes_are_only_where_yaml_needs_them),
        cmocka_unit_test(a_text_that_others_would_misread_keeps_its_quotes),
        cmocka_unit_test(any_text_is_read_as_it_was),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
