/* SPDX-License-Identifier: MIT */
#include "cli/source_file.h"

#include <string.h>

#include "said.h"

static void errors_are_said_and_warnings_are_not(void **state)
{
    (void)state;
    struct s7_cli_source file = {.text = NULL};
    said_start("sieben: 1\nplant: {name: x, nam: y}\n");
    int exit_code = s7_cli_source_open("-", &file);
    struct said said = said_stop(exit_code);
    assert_int_equal(said.exit_code, S7_EXIT_USAGE);
    assert_begins(said.err, "stdin:2:18: error: unknown key \"nam\"");
    s7_cli_source_close(&file);
    said_start("sieben: 1\nplant: {name: x}\ncpus:\n"
               "  A: {address: 10.0.0.1, profile: s7-300}\n  B: {address: 10.0.0.2, profile: s7-300}\n"
               "connections: {C: {from: A, to: B, jobs: [{get: {from: DB1.DBB0, receive: MB0}}]}}\n");
    exit_code = s7_cli_source_open("-", &file);
    said = said_stop(exit_code);
    assert_int_equal(said.exit_code, S7_EXIT_OK);
    assert_string_equal(said.err, "");
    assert_string_equal(file.shown, "stdin");
    assert_int_equal(file.source.plant->cpu_count, 2);
    s7_cli_source_close(&file);
    assert_null(file.text);
    s7_cli_source_close(&file);
}

static void what_cannot_be_read_is_said(void **state)
{
    (void)state;
    struct s7_cli_source file = {.text = NULL};
    said_start("");
    struct said said = said_stop(s7_cli_source_open("/nonexistent/plant.yaml", &file));
    assert_int_equal(said.exit_code, S7_EXIT_USAGE);
    assert_begins(said.err, "sieben: /nonexistent/plant.yaml: ");
    assert_null(file.text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(errors_are_said_and_warnings_are_not),
        cmocka_unit_test(what_cannot_be_read_is_said),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
