/* SPDX-License-Identifier: MIT
 *
 * Every code of every kind: lines, a document, a page.
 */
#include <stdlib.h>
#include <string.h>

#include "check.h"
#include "cli/explain_answer.h"

static char *printed(void (*print)(FILE *out))
{
    char *text = NULL;
    size_t size = 0;
    FILE *out = open_memstream(&text, &size);
    assert_non_null(out);
    print(out);
    fclose(out);
    return text;
}

static size_t row_count(void)
{
    struct s7_meaning meaning;
    size_t count = 0;
    for (int kind = 0; kind < S7_EXPLAIN_KIND_COUNT; kind++)
        for (size_t i = 0; s7_explain_at((enum s7_explain_kind)kind, i, &meaning); i++)
            count++;
    return count;
}

static size_t count_of(const char *text, const char *what)
{
    size_t count = 0;
    for (const char *at = text; (at = strstr(at, what)) != NULL; at += strlen(what))
        count++;
    return count;
}

static void a_line_for_each(void **state)
{
    (void)state;
    char *text = printed(s7_explain_list);
    assert_int_equal(count_of(text, "\n"), row_count());
    assert_non_null(
        strstr(text, "\nheader   H   0x8104 (81 04)              service not implemented or not permitted "));
    assert_non_null(strstr(text, "error    own ACCESS_PUT_GET (401) "));
    free(text);
}

static void a_document(void **state)
{
    (void)state;
    json_t *document = s7_explain_list_json();
    assert_string_equal(json_string_value(json_object_get(document, "schema")), "sieben/explain-list/1");
    json_t *meanings = json_object_get(document, "meanings");
    assert_int_equal(json_array_size(meanings), row_count());
    assert_string_equal(json_string_value(json_object_get(json_array_get(meanings, 0), "name")), "TCP_TIMEOUT");
    json_decref(document);
}

/* A row is one line with the same cells as its head, whatever its texts have in them. */
static void a_page(void **state)
{
    (void)state;
    char *text = printed(s7_explain_list_markdown);
    size_t rows = 0;
    for (const char *line = strstr(text, "\n## ") + 1; *line; line += strcspn(line, "\n") + 1) {
        size_t bars = 0, length = strcspn(line, "\n");
        for (size_t i = 0; i < length; i++)
            bars += line[i] == '|';
        assert_true(line[0] != '|' || bars == 8);
        rows += line[0] == '|';
    }
    assert_int_equal(rows, row_count() + 2 * S7_EXPLAIN_KIND_COUNT);
    assert_int_equal(count_of(text, "\n## "), S7_EXPLAIN_KIND_COUNT);
    assert_non_null(strstr(text, "\n## Item return code (item)\n"));
    assert_null(strstr(text, "stated in the plant file")); /* a mark that no code can have */
    free(text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_line_for_each),
        cmocka_unit_test(a_document),
        cmocka_unit_test(a_page),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
