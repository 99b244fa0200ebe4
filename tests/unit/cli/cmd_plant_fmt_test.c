/* SPDX-License-Identifier: MIT */
#include "check.h"

#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "cli/exit.h"
#include "must.h"
#include "said.h"

static const char canonical[] = "# of line 4\n"
                                "sieben: 1\n"
                                "plant: {name: Line 4}\n"
                                "cpus:\n"
                                "  PRESS: {address: 10.0.0.1, profile: s7-300} # the press\n";
static const char written[] = "# of line 4\n"
                              "sieben: 1\n"
                              "plant: { name: 'Line 4' }\n"
                              "cpus: {PRESS: {profile: s7-300, address: 10.0.0.1} # the press\n"
                              "      }\n";
static const char faulty[] = "sieben: 1\nplant: {name: x}\ncpus: {A: {address: 10.0.0.1, profile: s7-3000}}\n";

static void the_canonical_text_is_printed(void **state)
{
    (void)state;
    struct said said = SAY_TO(written, "plant", "fmt", "-");
    assert_int_equal(said.exit_code, S7_EXIT_OK);
    assert_string_equal(said.out, canonical);
    assert_string_equal(said.err, "");
    said = SAY_TO(canonical, "plant", "fmt", "-");
    assert_string_equal(said.out, canonical);
}

static void a_check_only_says(void **state)
{
    (void)state;
    struct said said = SAY_TO(written, "plant", "fmt", "--check", "-");
    assert_int_equal(said.exit_code, S7_EXIT_FINDINGS);
    assert_string_equal(said.out, "stdin:3: not in canonical form\n");
    said = SAY_TO(canonical, "plant", "fmt", "--check", "-");
    assert_int_equal(said.exit_code, S7_EXIT_OK);
    assert_string_equal(said.out, "stdin: in canonical form\n");
}

static void errors_are_told(void **state)
{
    (void)state;
    static const char *const options[] = {"--check", "--"};
    for (size_t i = 0; i < 2; i++) {
        struct said said = SAY_TO(faulty, "plant", "fmt", options[i], "-");
        assert_int_equal(said.exit_code, S7_EXIT_USAGE);
        assert_string_equal(said.out, "");
        assert_memory_equal(said.err, "stdin:3:40: error: ", 19);
        assert_ptr_equal(strchr(said.err, '\n'), said.err + strlen(said.err) - 1);
    }
}

static json_t *document_of(const char *input, int exit_code)
{
    struct said said = SAY_TO(input, "plant", "fmt", "--check", "--json", "-");
    assert_int_equal(said.exit_code, exit_code);
    assert_string_equal(said.err, "");
    json_t *document = json_loads(said.out, 0, NULL);
    assert_non_null(document);
    assert_string_equal(json_string_value(json_object_get(document, "schema")), "sieben/plant-fmt/1");
    assert_string_equal(json_string_value(json_object_get(document, "file")), "stdin");
    return document;
}

static void a_check_as_a_document(void **state)
{
    (void)state;
    json_t *document = document_of(canonical, S7_EXIT_OK);
    assert_true(json_is_true(json_object_get(document, "canonical")));
    assert_true(json_is_null(json_object_get(document, "line")));
    json_decref(document);
    document = document_of(written, S7_EXIT_FINDINGS);
    assert_true(json_is_false(json_object_get(document, "canonical")));
    assert_int_equal(json_integer_value(json_object_get(document, "line")), 3);
    assert_int_equal(json_array_size(json_object_get(document, "findings")), 0);
    json_decref(document);
    document = document_of(faulty, S7_EXIT_USAGE);
    assert_true(json_is_null(json_object_get(document, "canonical")));
    json_t *finding = json_array_get(json_object_get(document, "findings"), 0);
    assert_int_equal(json_integer_value(json_object_get(finding, "line")), 3);
    assert_string_equal(json_string_value(json_object_get(finding, "severity")), "error");
    json_decref(document);
}

static char path[] = "/tmp/sieben-fmt-XXXXXX";

static void put(const char *text)
{
    FILE *file = fopen(path, "w");
    must(file && fputs(text, file) >= 0 && fclose(file) == 0);
}

static void assert_file(const char *expected)
{
    char text[500];
    FILE *file = fopen(path, "r");
    must(file);
    text[fread(text, 1, sizeof text - 1, file)] = '\0';
    fclose(file);
    assert_string_equal(text, expected);
}

static void a_file_is_rewritten_in_place(void **state)
{
    (void)state;
    struct stat before, after;
    must(close(mkstemp(path)) == 0);
    put(written);
    struct said said = SAY("plant", "fmt", "-i", path);
    assert_int_equal(said.exit_code, S7_EXIT_OK);
    assert_string_equal(said.out, "");
    assert_file(canonical);
    must(stat(path, &before) == 0);
    assert_int_equal(SAY("plant", "fmt", "--in-place", path).exit_code, S7_EXIT_OK);
    must(stat(path, &after) == 0);
    assert_int_equal(before.st_ino, after.st_ino); /* nothing to do: it is the same file */
    put(faulty);
    assert_int_equal(SAY("plant", "fmt", "-i", path).exit_code, S7_EXIT_USAGE);
    assert_file(faulty);
    unlink(path);
    assert_int_equal(SAY("plant", "fmt", "-i", path).exit_code, S7_EXIT_USAGE);
}

static void a_wrong_command_line_is_refused(void **state)
{
    (void)state;
    assert_misuse(SAY("plant", "fmt"), "plant fmt", "one plant file is expected");
    assert_misuse(SAY("plant", "fmt", "a", "b"), "plant fmt", "one plant file is expected");
    assert_misuse(SAY("plant", "fmt", "-i", "-"), "plant fmt", "standard input cannot be rewritten");
    assert_misuse(SAY("plant", "fmt", "-i", "--check", "a"), "plant fmt", "--check changes nothing");
    assert_misuse(SAY("plant", "fmt", "--json", "a"), "plant fmt", "--json goes with --check");
    assert_misuse(SAY("plant", "fmt", "-", "--loud"), "plant fmt", "unknown option");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_canonical_text_is_printed),
        cmocka_unit_test(a_check_only_says),
        cmocka_unit_test(errors_are_told),
        cmocka_unit_test(a_check_as_a_document),
        cmocka_unit_test(a_file_is_rewritten_in_place),
        cmocka_unit_test(a_wrong_command_line_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
