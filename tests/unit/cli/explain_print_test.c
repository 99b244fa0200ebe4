/* SPDX-License-Identifier: MIT
 *
 * Meanings as lines with a title, and as a document.
 */
#include <stdlib.h>
#include <string.h>

#include "check.h"
#include "cli/explain_answer.h"

static struct s7_explain_answer answer;

/* The caller frees it. */
static char *printed(const char *asked)
{
    char *text = NULL;
    size_t size = 0;
    FILE *out = open_memstream(&text, &size);
    assert_non_null(out);
    s7_explain_read(asked, &answer);
    s7_explain_print(out, asked, &answer);
    fclose(out);
    return text;
}

static void one_meaning(void **state)
{
    (void)state;
    char *text = printed("DR 2");
    assert_string_equal(
        text, "DR 2 (0x02)  reason of a DR\n"
              "  means        no session entity attached to the TSAP (TSAP unknown or not listening)\n"
              "  stands       in a COTP telegram with code 80 (DR): the ISO connection was refused or ended\n"
              "  seen         the meaning is that of ISO 8073; no public recording shows a CPU sending a DR: "
              "they close or\n"
              "               reset the connection\n"
              "  known        captured or documented (H)\n"
              "  rules out    network and port (TCP connected)\n"
              "  likely       1. wrong rack or slot (called TSAP)\n"
              "               2. the service behind this TSAP is not started\n"
              "  do           1. S7-300: /0.2 - S7-400: the CPU's slot - S7-1200/1500: /0.1\n"
              "  Sieben says  ISO_REJECTED (204)\n"
              "  STATUS       1 of GET and PUT in a program\n");
    free(text);
}

static void several_meanings_are_told_apart(void **state)
{
    (void)state;
    char *text = printed("4");
    assert_memory_equal(
        text, "\"4\" has 2 meanings; \"told by\" and \"means\" tell them apart.\n\nlayer 4 ACCESS  layer\n",
        81);
    assert_non_null(strstr(text, "\n\nSTATUS 4  STATUS of GET and PUT\n"));
    const char *first = strstr(text, "  told by      ");
    assert_non_null(first);
    assert_non_null(strstr(first + 1, "  told by      "));
    assert_null(strstr(text, "  stands "));
    free(text);
}

/* Nothing runs out of the screen that has a blank to be broken at. */
static void lines_are_broken(void **state)
{
    (void)state;
    static const char *const asked[] = {"8104", "STATUS 1", "ECONNRESET", "TCP_LISTEN_DENIED", "item 05"};
    for (size_t i = 0; i < sizeof asked / sizeof asked[0]; i++) {
        char *text = printed(asked[i]);
        for (const char *line = text; *line; line += strcspn(line, "\n") + 1)
            assert_in_range(strcspn(line, "\n"), 1, 110);
        free(text);
    }
}

static void an_error_does_not_name_itself_twice(void **state)
{
    (void)state;
    char *text = printed("ACCESS_PUT_GET");
    assert_null(strstr(text, "Sieben says"));
    assert_non_null(strstr(text, "  STATUS       2 of GET and PUT"));
    free(text);
}

static void as_a_document(void **state)
{
    (void)state;
    const char *schema, *asked, *kind, *code, *mark, *known, *id, *told_by;
    json_t *name, *status, *likely, *advice;
    int number, error_number, layer;
    s7_explain_read("81 04", &answer);
    json_t *document = s7_explain_json("81 04", &answer);
    assert_int_equal(
        json_unpack(
            document,
            "{s:s, s:s, s:[], s:[{s:s, s:s, s:i, s:o, s:s, s:s, s:s, s:o, s:o, s:o, s:[{s:s, s:i, s:i}]}!]}",
            "schema", &schema, "asked", &asked, "nearest", "meanings", "kind", &kind, "code", &code, "number",
            &number, "name", &name, "told_by", &told_by, "mark", &mark, "known", &known, "likely", &likely,
            "do", &advice, "status", &status, "errors", "id", &id, "number", &error_number, "layer", &layer),
        0);
    assert_string_equal(schema, "sieben/explain/1");
    assert_string_equal(asked, "81 04");
    assert_string_equal(kind, "header");
    assert_string_equal(code, "0x8104 (81 04)");
    assert_int_equal(number, 0x8104);
    assert_true(json_is_null(name));
    assert_true(told_by[0] != '\0');
    assert_string_equal(mark, "H");
    assert_string_equal(known, "captured or documented");
    assert_int_equal(json_array_size(likely), 4);
    assert_int_equal(json_array_size(advice), 4);
    assert_int_equal(json_integer_value(status), 2);
    assert_string_equal(id, "ACCESS_PUT_GET");
    assert_int_equal(error_number, 401);
    assert_int_equal(layer, 4);
    json_decref(document);
}

static void nothing_as_a_document(void **state)
{
    (void)state;
    s7_explain_read("ACCES_PUT_GET", &answer);
    json_t *document = s7_explain_json("\xFF", &answer);
    assert_int_equal(json_array_size(json_object_get(document, "meanings")), 0);
    json_t *near = json_array_get(json_object_get(document, "nearest"), 0);
    assert_string_equal(json_string_value(json_object_get(near, "name")), "ACCESS_PUT_GET");
    assert_non_null(json_string_value(json_object_get(document, "asked"))); /* made valid UTF-8 */
    json_decref(document);
    struct s7_meaning meaning;
    assert_true(s7_explain_number(S7_EXPLAIN_SZL, 0x11, false, &meaning));
    json_t *one = s7_explain_meaning_json(&meaning);
    assert_true(json_is_null(json_object_get(one, "status")));
    assert_int_equal(json_array_size(json_object_get(one, "errors")), 0);
    json_decref(one);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(one_meaning),      cmocka_unit_test(several_meanings_are_told_apart),
        cmocka_unit_test(lines_are_broken), cmocka_unit_test(an_error_does_not_name_itself_twice),
        cmocka_unit_test(as_a_document),    cmocka_unit_test(nothing_as_a_document),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
