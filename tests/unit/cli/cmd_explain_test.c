/* SPDX-License-Identifier: MIT
 *
 * What the command says, where, and with which exit code; what it knows is tested with its tables.
 */
#include "check.h"

#include <jansson.h>
#include <string.h>

#include "cli/exit.h"
#include "said.h"

static void a_code_is_explained(void **state)
{
    (void)state;
    struct said said = SAY("explain", "0x8104");
    assert_int_equal(said.exit_code, S7_EXIT_OK);
    assert_string_equal(said.err, "");
    assert_begins(said.out, "0x8104 (81 04)  error class and code\n");
}

static void operands_are_one_text(void **state)
{
    (void)state;
    assert_begins(SAY("explain", "81", "04").out, "0x8104 (81 04)  ");
    assert_begins(SAY("explain", "STATUS", "8").out, "STATUS 8  ");
    assert_begins(SAY("explain", "CPU", ":", "Function", "not", "available").out,
                  "\"CPU : Function not available\"");
}

static void a_negative_number_is_no_option(void **state)
{
    (void)state;
    struct said said = SAY("explain", "-401");
    assert_int_equal(said.exit_code, S7_EXIT_OK);
    assert_begins(said.out, "ACCESS_PUT_GET (401)  ");
    assert_int_equal(SAY("explain", "error", "-401").exit_code, S7_EXIT_OK);
    assert_int_equal(SAY("explain", "-x").exit_code, S7_EXIT_USAGE);
}

static void what_is_in_no_table(void **state)
{
    (void)state;
    struct said said = SAY("explain", "ACCES_PUT_GET");
    assert_int_equal(said.exit_code, S7_EXIT_USAGE);
    assert_string_equal(said.out, "");
    assert_begins(said.err, "sieben explain: \"ACCES_PUT_GET\" is in no table\n"
                            "nearest are: ACCESS_PUT_GET (401) (error of Sieben): ");
    assert_non_null(strstr(said.err, "\nall that is known: sieben explain --list\n"));
    said = SAY("explain", "qwxz");
    assert_int_equal(said.exit_code, S7_EXIT_USAGE);
    assert_null(strstr(said.err, "nearest"));
}

static void as_documents(void **state)
{
    (void)state;
    struct said said = SAY("explain", "--json", "STATUS 8");
    assert_int_equal(said.exit_code, S7_EXIT_OK);
    json_t *document = json_loads(said.out, 0, NULL);
    assert_string_equal(json_string_value(json_object_get(document, "schema")), "sieben/explain/1");
    assert_int_equal(json_array_size(json_object_get(document, "meanings")), 1);
    json_decref(document);
    said = SAY("explain", "0x8199", "--json");
    assert_int_equal(said.exit_code, S7_EXIT_USAGE);
    document = json_loads(said.out, 0, NULL);
    assert_int_equal(json_array_size(json_object_get(document, "meanings")), 0);
    assert_int_equal(json_array_size(json_object_get(document, "nearest")), 2);
    json_decref(document);
    said = SAY("explain", "--list", "--json");
    document = json_loads(said.out, 0, NULL);
    assert_string_equal(json_string_value(json_object_get(document, "schema")), "sieben/explain-list/1");
    json_decref(document);
}

static void lists(void **state)
{
    (void)state;
    struct said said = SAY("explain", "--list");
    assert_int_equal(said.exit_code, S7_EXIT_OK);
    assert_begins(said.out, "error    own TCP_TIMEOUT (101) ");
    said = SAY("explain", "--markdown");
    assert_int_equal(said.exit_code, S7_EXIT_OK);
    assert_begins(said.out, "<!-- Printed by `sieben explain --markdown`");
}

static void wrong_command_lines(void **state)
{
    (void)state;
    char text[3000];
    memset(text, 'x', sizeof text - 1);
    text[sizeof text - 1] = '\0';
    assert_misuse(SAY("explain"), "explain", "a code, a name or a message is expected");
    assert_misuse(SAY("explain", " "), "explain", "a code, a name or a message is expected");
    assert_misuse(SAY("explain", "--list", "401"), "explain", "with --list nothing is asked");
    assert_misuse(SAY("explain", "--list", "--json", "--markdown"), "explain",
                  "--json and --markdown exclude each other");
    assert_misuse(SAY("explain", text), "explain", "at most 2047 characters are expected");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_code_is_explained),
        cmocka_unit_test(operands_are_one_text),
        cmocka_unit_test(a_negative_number_is_no_option),
        cmocka_unit_test(what_is_in_no_table),
        cmocka_unit_test(as_documents),
        cmocka_unit_test(lists),
        cmocka_unit_test(wrong_command_lines),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
