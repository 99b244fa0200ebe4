/* SPDX-License-Identifier: MIT */
#include "check.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cli/exit.h"
#include "must.h"
#include "said.h"

static const char cpus[] = "partner,address,profile\nA,10.0.0.1,s7-300\n";

static void a_table_becomes_a_plant(void **state)
{
    (void)state;
    struct said said = SAY_TO(cpus, "plant", "import", "-", "--name", "Line 4");
    assert_int_equal(said.exit_code, S7_EXIT_OK);
    assert_string_equal(said.err, "");
    assert_string_equal(said.out, "sieben: 1\nplant: {name: Line 4}\ncpus:\n"
                                  "  A: {address: 10.0.0.1, profile: s7-300}\n");
}

static void nothing_is_written_when_there_is_a_fault(void **state)
{
    (void)state;
    char folder[] = "/tmp/sieben-import-XXXXXX", path[64];
    must(mkdtemp(folder));
    snprintf(path, sizeof path, "%s/line.yaml", folder);
    struct said said =
        SAY_TO("partner,address,profile,slot\nA,10.0.0.1,s7-300,99\n", "plant", "import", "-", "-o", path);
    assert_int_equal(said.exit_code, S7_EXIT_USAGE);
    assert_string_equal(said.out, "");
    assert_string_equal(said.err,
                        "stdin:2:19: error: D2: slot: expected a whole number from 0 to 31, found \"99\"\n");
    assert_int_equal(access(path, F_OK), -1);
    said = SAY_TO(cpus, "plant", "import", "-", "-o", path);
    assert_int_equal(said.exit_code, S7_EXIT_OK);
    assert_int_equal(SAY("plant", "check", path).exit_code, S7_EXIT_OK);
    unlink(path);
    rmdir(folder);
}

static void the_plant_is_called_after_the_file(void **state)
{
    (void)state;
    char folder[] = "/tmp/sieben-import-XXXXXX", path[64];
    must(mkdtemp(folder));
    snprintf(path, sizeof path, "%s/line 4.csv", folder);
    FILE *file = fopen(path, "w");
    must(file && fputs(cpus, file) >= 0 && fclose(file) == 0);
    struct said said = SAY("plant", "import", path);
    unlink(path);
    rmdir(folder);
    assert_non_null(strstr(said.out, "plant: {name: line 4}\n"));
    assert_non_null(strstr(SAY_TO(cpus, "plant", "import", "-").out, "plant: {name: \"-\"}\n"));
}

static void what_is_wrong_is_said(void **state)
{
    (void)state;
    assert_misuse(SAY("plant", "import"), "plant import", "1 to 64 tables are expected");
    assert_misuse(SAY("plant", "import", "a", "--name", "\n"), "plant import", "a name is one line");
    assert_misuse(SAY("plant", "import", "a", "--as", "tia"), "plant import", "symbols can be step7-sdf");
    assert_misuse(SAY("plant", "import", "a", "--as", "kepserver"), "plant import", "symbols are one file");
    assert_misuse(SAY("plant", "import", "a", "--cpu", "A"), "plant import", "--cpu goes with --as");
    assert_misuse(SAY("plant", "import", "a", "--into", "-"), "plant import",
                  "standard input cannot be rewritten");
    struct said said = SAY("plant", "import", "/nowhere/at/all.csv");
    assert_int_equal(said.exit_code, S7_EXIT_USAGE);
    assert_string_equal(said.err, "sieben: /nowhere/at/all.csv: No such file or directory\n");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_table_becomes_a_plant),
        cmocka_unit_test(nothing_is_written_when_there_is_a_fault),
        cmocka_unit_test(the_plant_is_called_after_the_file),
        cmocka_unit_test(what_is_wrong_is_said),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
