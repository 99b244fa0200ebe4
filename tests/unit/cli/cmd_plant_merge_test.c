/* SPDX-License-Identifier: MIT */
#include "check.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "cli/exit.h"
#include "must.h"
#include "said.h"

#define HEAD "sieben: 1\nplant: {name: x}\ncpus:\n  A: {address: 10.0.0.1, profile: s7-300}\n"
static const char into[] = HEAD "  B: {address: 10.0.0.2, profile: s7-300}\nconnections:\n"
                                "  C: {from: A, to: B, owner: o, writes: MB0} # c\n";
static const char seen[] = HEAD "  X: {address: 10.0.0.2, profile: s7-300}\nconnections:\n"
                                "  S: {from: A, to: X, writes: [MB0, MB1]}\n";
static char path[] = "/tmp/sieben-merge-XXXXXX";

static int write_register(void **state)
{
    (void)state;
    FILE *file = fopen(path, "w");
    must(file && fputs(into, file) >= 0);
    return fclose(file);
}

static int make_register(void **state)
{
    int fd = mkstemp(path);
    must(fd >= 0 && close(fd) == 0);
    return write_register(state);
}

static int remove_register(void **state)
{
    (void)state;
    return unlink(path);
}

static const char *content(void)
{
    static char text[4096];
    FILE *file = fopen(path, "r");
    must(file);
    text[fread(text, 1, sizeof text - 1, file)] = '\0';
    fclose(file);
    return text;
}

static void a_conflict_is_told_and_left(void **state)
{
    (void)state;
    char expected[600];
    struct said said = SAY_TO(seen, "plant", "merge", "-", "--into", path);
    snprintf(expected, sizeof expected,
             "%s:7:3: conflict: connections.C: writes P#M1.0 BYTE 1 (stdin:7:3)\n"
             "    declared: writes P#M0.0 BYTE 1\n"
             "    --accept C takes it in; or correct the register; or leave it: drift goes on telling it\n"
             "0 added, 0 widened, 0 accepted, 1 conflict\n",
             path);
    assert_string_equal(said.out, expected);
    assert_string_equal(said.err, "");
    assert_int_equal(said.exit_code, S7_EXIT_FINDINGS);
    assert_string_equal(content(), into);
}

static void what_is_accepted_is_taken_in(void **state)
{
    (void)state;
    struct said said = SAY_TO(seen, "plant", "merge", "-", "--into", path, "--accept", "C", "--dry-run");
    assert_int_equal(said.exit_code, S7_EXIT_OK);
    assert_string_equal(content(), into);
    said = SAY_TO(seen, "plant", "merge", "-", "--into", path, "--accept", "B,C", "-o", "-");
    assert_int_equal(said.exit_code, S7_EXIT_OK);
    assert_non_null(strstr(said.out, "writes: [P#M0.0 BYTE 2]} # c\n"));
    assert_non_null(strstr(said.err, "0 added, 0 widened, 1 accepted, 0 conflicts\n"));
    assert_string_equal(content(), into);
    said = SAY_TO(seen, "plant", "merge", "-", "--into", path, "--accept", "all", "--json");
    assert_int_equal(said.exit_code, S7_EXIT_OK);
    assert_non_null(strstr(said.out, "\"schema\": \"sieben/plant-merge/1\""));
    assert_non_null(strstr(said.out, "\"accepted\": 1"));
    assert_non_null(strstr(content(), "writes: [P#M0.0 BYTE 2]} # c\n"));
}

static void wrong_command_lines_are_refused(void **state)
{
    (void)state;
    assert_misuse(SAY("plant", "merge", "--into", path), "plant merge", "at least one file");
    assert_misuse(SAY("plant", "merge", path), "plant merge", "--into PLANT is expected");
    assert_misuse(SAY("plant", "merge", path, "--into", "-"), "plant merge",
                  "standard input cannot be rewritten");
    struct said said = SAY_TO(seen, "plant", "merge", "-", "--into", path, "--accept", "C,D");
    assert_int_equal(said.exit_code, S7_EXIT_USAGE);
    assert_non_null(strstr(said.err, "has no connection, CPU or host \"D\""));
    said = SAY_TO("sieben: 2\n", "plant", "merge", "-", "--into", path);
    assert_int_equal(said.exit_code, S7_EXIT_USAGE);
    assert_string_equal(content(), into);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup(a_conflict_is_told_and_left, write_register),
        cmocka_unit_test_setup(what_is_accepted_is_taken_in, write_register),
        cmocka_unit_test_setup(wrong_command_lines_are_refused, write_register),
    };
    return cmocka_run_group_tests(tests, make_register, remove_register);
}
