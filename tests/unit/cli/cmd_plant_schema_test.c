/* SPDX-License-Identifier: MIT
 *
 * The schema on standard output.  (tests/cli/test_plant_schema.py validates files with it.)
 */
#include "check.h"

#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/exit.h"
#include "plant/schema.h"
#include "said.h"

static void it_is_a_json_document(void **state)
{
    (void)state;
    char *plain = strdup(SAY("plant", "schema").out);
    assert_non_null(plain);
    struct said said = SAY("plant", "schema", "--json");
    assert_string_equal(said.out, plain);
    free(plain);
    assert_int_equal(said.exit_code, S7_EXIT_OK);
    assert_string_equal(said.err, "");
    json_error_t error;
    json_t *document = json_loads(said.out, JSON_REJECT_DUPLICATES, &error);
    if (!document)
        fail_msg("line %d: %s", error.line, error.text);
    assert_string_equal(json_string_value(json_object_get(document, "$schema")),
                        "https://json-schema.org/draft/2020-12/schema");
    const struct s7_plant_key *key;
    for (size_t i = 0; (key = s7_schema_key(i)) != NULL; i++) {
        const char *path = s7_schema_element(key->element)->path;
        const char *name = strrchr(path, ' ') ? strrchr(path, ' ') + 1 : path;
        json_t *element = json_object_get(json_object_get(document, "$defs"), name);
        json_t *member = json_object_get(json_object_get(element, "properties"), key->name);
        assert_string_equal(json_string_value(json_object_get(member, "description")), key->meaning);
    }
    json_decref(document);
}

static void it_is_the_documentation_as_well(void **state)
{
    (void)state;
    static char expected[S7_SCHEMA_TEXT_SIZE];
    struct s7_strbuf buf = s7_strbuf_over(expected, sizeof expected);
    s7_schema_format(&buf);
    struct said said = SAY("plant", "schema", "--markdown");
    assert_int_equal(said.exit_code, S7_EXIT_OK);
    assert_string_equal(said.out, expected);
}

static void nothing_else_is_expected(void **state)
{
    (void)state;
    assert_int_equal(SAY("plant", "schema", "plant.yaml").exit_code, S7_EXIT_USAGE);
    assert_int_equal(SAY("plant", "schema", "--json", "--markdown").exit_code, S7_EXIT_USAGE);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(it_is_a_json_document),
        cmocka_unit_test(it_is_the_documentation_as_well),
        cmocka_unit_test(nothing_else_is_expected),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
