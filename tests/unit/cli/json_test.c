/* SPDX-License-Identifier: MIT */
#include "check.h"

#include <stdlib.h>
#include <string.h>

#include "cli/json.h"

static void text_is_always_utf8(void **state)
{
    (void)state;
    static const struct {
        const char *text, *expected;
    } rows[] = {
        {"plain", "plain"},
        {"Grü\xC3\x9F", "Grü\xC3\x9F"},
        {"a\xFF"
         "b",
         "a\xEF\xBF\xBD"
         "b"},
        {"Gr\xC3\xBC\xC3", "Gr\xC3\xBC\xEF\xBF\xBD"},
        {"\xE2\x82\xAC\xFE", "\xE2\x82\xAC\xEF\xBF\xBD"},
        {"", ""},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        json_t *text = s7_cli_json_text(rows[i].text);
        assert_string_equal(json_string_value(text), rows[i].expected);
        json_decref(text);
    }
}

static void documents_carry_a_schema_and_end_a_line(void **state)
{
    (void)state;
    char *text = NULL;
    size_t size;
    FILE *out = open_memstream(&text, &size);
    s7_cli_json_print(out, s7_cli_json_document("get"));
    s7_cli_json_line(out, s7_cli_json_document("cpu"));
    fclose(out);
    assert_string_equal(text, "{\n  \"schema\": \"sieben/get/1\"\n}\n{\"schema\":\"sieben/cpu/1\"}\n");
    free(text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(text_is_always_utf8),
                                       cmocka_unit_test(documents_carry_a_schema_and_end_a_line)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
