/* SPDX-License-Identifier: MIT */
#include "check.h"

#include <jansson.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "cli/exit.h"
#include "must.h"
#include "said.h"

#define HEAD                                                                                                   \
    "sieben: 1\nplant: {name: x}\ncpus:\n  A: {address: 10.0.0.1, profile: s7-300}\n"                          \
    "  B: {address: 10.0.0.2, profile: s7-300}\nconnections:\n"

static const char before[] = HEAD "  C: {from: A, to: B, writes: MB0}\n  D: {from: B, to: A}\n";
static const char after[] = HEAD "  C: {from: A, to: B, writes: [MB0, MB1], owner: o}\n";
static char path[] = "/tmp/sieben-diff-XXXXXX";

static int write_old(void **state)
{
    (void)state;
    int fd = mkstemp(path);
    must(fd >= 0 && write(fd, before, sizeof before - 1) == (ssize_t)(sizeof before - 1));
    return close(fd);
}

static int remove_old(void **state)
{
    (void)state;
    return unlink(path);
}

static void each_change_has_its_place(void **state)
{
    (void)state;
    char expected[400];
    struct said said = SAY_TO(after, "plant", "diff", path, "-");
    snprintf(expected, sizeof expected,
             "%s:8:3: warning: connections.D: removed: from B, to A\n"
             "stdin:7:3: error: connections.C: writes more: P#M1.0 BYTE 1\n"
             "stdin:7:50: info: connections.C.owner: changed: nothing -> o\n"
             "3 changes: 1 of them lets more happen, 1 to be looked at\n",
             path);
    assert_string_equal(said.err, "");
    assert_string_equal(said.out, expected);
    assert_int_equal(said.exit_code, S7_EXIT_FINDINGS);
}

static void files_that_mean_the_same_are_equal(void **state)
{
    (void)state;
    struct said said = SAY_TO(before, "plant", "diff", path, "-");
    assert_int_equal(said.exit_code, S7_EXIT_OK);
    assert_string_equal(said.out, "equal in meaning\n");
}

static void a_document_has_all_of_it(void **state)
{
    (void)state;
    struct said said = SAY_TO(after, "plant", "diff", "--json", path, "-");
    assert_int_equal(said.exit_code, S7_EXIT_FINDINGS);
    json_t *document = json_loads(said.out, 0, NULL);
    assert_non_null(document);
    assert_string_equal(json_string_value(json_object_get(document, "schema")), "sieben/plant-diff/1");
    assert_true(json_is_false(json_object_get(document, "equal")));
    assert_int_equal(json_integer_value(json_object_get(document, "errors")), 1);
    assert_int_equal(json_integer_value(json_object_get(document, "warnings")), 1);
    assert_int_equal(json_integer_value(json_object_get(document, "infos")), 1);
    const json_t *change = json_array_get(json_object_get(document, "changes"), 1);
    assert_string_equal(json_string_value(json_object_get(change, "kind")), "write_widened");
    assert_string_equal(json_string_value(json_object_get(change, "object")), "connections.C");
    assert_string_equal(json_string_value(json_object_get(change, "after")), "P#M1.0 BYTE 1");
    assert_int_equal(json_integer_value(json_object_get(json_object_get(change, "new"), "line")), 7);
    json_decref(document);
}

static void a_file_that_does_not_load_is_unreadable(void **state)
{
    (void)state;
    struct said said = SAY_TO("sieben: 2\n", "plant", "diff", path, "-");
    assert_int_equal(said.exit_code, S7_EXIT_USAGE);
    assert_string_equal(said.out, "");
    assert_begins(said.err, "stdin:1:");
}

static void wrong_command_lines_are_refused(void **state)
{
    (void)state;
    assert_misuse(SAY("plant", "diff", path), "plant diff", "an old and a new plant file are expected");
    assert_misuse(SAY("plant", "diff", "-", "-"), "plant diff", "only one of the files can be standard input");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_change_has_its_place),
        cmocka_unit_test(files_that_mean_the_same_are_equal),
        cmocka_unit_test(a_document_has_all_of_it),
        cmocka_unit_test(a_file_that_does_not_load_is_unreadable),
        cmocka_unit_test(wrong_command_lines_are_refused),
    };
    return cmocka_run_group_tests(tests, write_old, remove_old);
}
