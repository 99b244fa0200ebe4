/* SPDX-License-Identifier: MIT */
#include "check.h"

#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cli/exit.h"
#include "must.h"
#include "said.h"

static const char good[] = "sieben: 1\n"
                           "plant: {name: Line 4}\n"
                           "cpus:\n"
                           "  PRESS: {address: 10.0.0.1, profile: s7-300}\n";
static const char two_errors[] = "sieben: 1\n"
                                 "plant: {name: Line 4}\n"
                                 "cpus:\n"
                                 "  PRESS: {address: 10.0.0.1, profile: s7-3000}\n"
                                 "  OVEN: {address: 10.0.0.2, profile: s7-300, rack: 8}\n";
#define CPUS                                                                                                   \
    "sieben: 1\nplant: {name: Line 4}\ncpus:\n"                                                                \
    "  PRESS: {address: 10.0.0.1, profile: s7-300}\n"                                                          \
    "  OVEN: {address: 10.0.0.2, profile: s7-300}\nconnections:\n"
static const char a_warning[] = CPUS "  C-1: {from: PRESS, to: OVEN, service: other}\n";
static const char an_error[] = CPUS "  C-1: {from: PRESS, to: OVEN, owner: o, service: bsend}\n";

static void a_good_file_is_summed_up(void **state)
{
    (void)state;
    struct said said = SAY_TO(good, "plant", "check", "-");
    assert_int_equal(said.exit_code, S7_EXIT_OK);
    assert_string_equal(said.out, "stdin: Line 4: 1 CPU, 0 connections, 0 warnings\n");
    assert_string_equal(said.err, "");
}

static void every_error_has_its_line(void **state)
{
    (void)state;
    static const char *const lines[] = {"stdin:4:39: error S7R-001: ", "stdin:5:52: error S7R-001: "};
    struct said said = SAY_TO(two_errors, "plant", "check", "-");
    assert_int_equal(said.exit_code, S7_EXIT_USAGE);
    const char *at = said.out;
    for (size_t i = 0; i < 2; i++) {
        assert_memory_equal(at, lines[i], strlen(lines[i]));
        at = strchr(at, '\n') + 1;
    }
    assert_string_equal(at, "stdin: 2 errors, 0 warnings\n");
    assert_string_equal(said.err, "");
}

static void a_warning_is_a_finding_when_strict(void **state)
{
    (void)state;
    struct said said = SAY_TO(a_warning, "plant", "check", "-");
    assert_int_equal(said.exit_code, S7_EXIT_OK);
    assert_begins(said.out, "stdin:7:3: warning S7R-026: C-1: ");
    assert_non_null(strstr(said.out, "\nstdin: Line 4: 2 CPUs, 1 connection, 1 warning\n"));
    assert_int_equal(SAY_TO(a_warning, "plant", "check", "-", "--strict").exit_code, S7_EXIT_FINDINGS);
    assert_int_equal(SAY_TO(good, "plant", "check", "-", "--strict").exit_code, S7_EXIT_OK);
    assert_int_equal(SAY_TO(two_errors, "plant", "check", "-", "--strict").exit_code, S7_EXIT_USAGE);
}

static void an_error_of_the_register_is_always_a_finding(void **state)
{
    (void)state;
    struct said said = SAY_TO(an_error, "plant", "check", "-");
    assert_int_equal(said.exit_code, S7_EXIT_FINDINGS);
    assert_begins(said.out, "stdin:7:3: error S7R-020: C-1: ");
    assert_non_null(strstr(said.out, "\nstdin: Line 4: 2 CPUs, 1 connection, 1 error, 0 warnings\n"));
}

static const char sarif_start[] = "{\n  \"$schema\": ";

static void the_format_and_the_day_are_chosen(void **state)
{
    (void)state;
    static const char accepted[] =
        CPUS "  C-1: {from: PRESS, to: OVEN, service: other}\n"
             "exceptions: [{check: S7R-026, on: C-1, reason: r, until: 2026-11-20, by: b}]\n";
    assert_begins(SAY_TO(good, "plant", "check", "-", "--format", "text").out, "stdin: Line 4: ");
    assert_begins(SAY_TO(good, "plant", "check", "-", "--format", "json").out, "{\n  \"schema\": ");
    assert_begins(SAY_TO(good, "plant", "check", "-", "--format=sarif").out, sarif_start);
    assert_int_equal(SAY_TO(accepted, "plant", "check", "-", "--strict", "--today", "2026-11-20").exit_code, 0);
    assert_int_equal(SAY_TO(accepted, "plant", "check", "-", "--today=2026-11-21").exit_code, S7_EXIT_FINDINGS);
}

static json_t *document_of(struct said said, int exit_code)
{
    assert_int_equal(said.exit_code, exit_code);
    json_t *document = json_loads(said.out, 0, NULL);
    assert_non_null(document);
    assert_string_equal(json_string_value(json_object_get(document, "schema")), "sieben/plant-check/1");
    assert_string_equal(json_string_value(json_object_get(document, "file")), "stdin");
    return document;
}

static void findings_as_a_document(void **state)
{
    (void)state;
    const char *severity, *message;
    int errors, warnings, line, column;
    json_t *plant;
    json_t *document = document_of(SAY_TO(two_errors, "plant", "check", "--json", "-"), S7_EXIT_USAGE);
    assert_int_equal(json_unpack(document, "{s:o, s:i, s:i, s:[{s:i, s:i, s:s, s:s}, o!]}", "plant", &plant,
                                 "errors", &errors, "warnings", &warnings, "findings", "line", &line, "column",
                                 &column, "severity", &severity, "message", &message, &(json_t *){NULL}),
                     0);
    assert_true(json_is_null(plant));
    assert_int_equal(errors, 2);
    assert_int_equal(warnings, 0);
    assert_int_equal(line, 4);
    assert_int_equal(column, 39);
    assert_string_equal(severity, "error");
    assert_non_null(strstr(message, "s7-3000"));
    json_decref(document);
}

static void warnings_as_a_document(void **state)
{
    (void)state;
    const char *name, *severity;
    int errors, warnings;
    json_t *document = document_of(SAY_TO(a_warning, "plant", "check", "-", "--json", "--strict"), 1);
    assert_int_equal(json_unpack(document, "{s:s, s:i, s:i, s:[{s:s}!]}", "plant", &name, "errors", &errors,
                                 "warnings", &warnings, "findings", "severity", &severity),
                     0);
    assert_string_equal(name, "Line 4");
    assert_int_equal(errors, 0);
    assert_int_equal(warnings, 1);
    assert_string_equal(severity, "warning");
    json_decref(document);
    document = document_of(SAY_TO(good, "plant", "check", "-", "--json"), S7_EXIT_OK);
    assert_int_equal(json_array_size(json_object_get(document, "findings")), 0);
    json_decref(document);
}

static void a_file_is_named_as_it_was_given(void **state)
{
    (void)state;
    char path[] = "/tmp/sieben-check-XXXXXX", expected[80];
    int fd = mkstemp(path);
    must(fd >= 0 && write(fd, good, sizeof good - 1) == sizeof good - 1 && close(fd) == 0);
    struct said said = SAY("plant", "check", path);
    snprintf(expected, sizeof expected, "%s: Line 4: 1 CPU, 0 connections, 0 warnings\n", path);
    unlink(path);
    assert_int_equal(said.exit_code, S7_EXIT_OK);
    assert_string_equal(said.out, expected);
    said = SAY("plant", "check", path);
    snprintf(expected, sizeof expected, "sieben: %s: No such file or directory\n", path);
    assert_int_equal(said.exit_code, S7_EXIT_USAGE);
    assert_string_equal(said.err, expected);
    assert_string_equal(said.out, "");
}

static void one_file_is_expected(void **state)
{
    (void)state;
    assert_misuse(SAY("plant", "check"), "plant check", "one plant file is expected");
    assert_misuse(SAY("plant", "check", "a", "b"), "plant check", "one plant file is expected");
    assert_misuse(SAY("plant", "check", "-", "--loud"), "plant check", "unknown option");
    assert_misuse(SAY("plant", "check", "-", "--format", "yaml"), "plant check",
                  "--format is text, json or sarif");
    assert_misuse(SAY("plant", "check", "-", "--format", "text", "--json"), "plant check",
                  "--json and --format exclude each other");
    assert_misuse(SAY("plant", "check", "-", "--today", "20.11.2026"), "plant check", "--today is a date");
    assert_misuse(SAY("plant", "check", "-", "--today", "2026-02-29"), "plant check", "--today is a date");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_good_file_is_summed_up),
        cmocka_unit_test(every_error_has_its_line),
        cmocka_unit_test(a_warning_is_a_finding_when_strict),
        cmocka_unit_test(an_error_of_the_register_is_always_a_finding),
        cmocka_unit_test(the_format_and_the_day_are_chosen),
        cmocka_unit_test(findings_as_a_document),
        cmocka_unit_test(warnings_as_a_document),
        cmocka_unit_test(a_file_is_named_as_it_was_given),
        cmocka_unit_test(one_file_is_expected),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
