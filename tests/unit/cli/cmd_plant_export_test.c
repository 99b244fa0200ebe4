/* SPDX-License-Identifier: MIT */
#include "check.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cli/exit.h"
#include "must.h"
#include "said.h"
#include "unit/register/line.h"

static void connections_unless_said_otherwise(void **state)
{
    (void)state;
    struct said said = SAY_TO(line_text, "plant", "export", "-");
    assert_int_equal(said.exit_code, S7_EXIT_OK);
    assert_begins(said.out, "connection,from,to,direction,area,size,own_area,");
    assert_null(strstr(said.err, "no table carries"));
    said = SAY_TO(line_text, "plant", "export", "-", "--table", "zones", "--separator", "semicolon", "--bom");
    assert_string_equal(said.out, "\xEF\xBB\xBFzone;nets;kind;owner;purpose;sl_target\r\n"
                                  "cell;10.1.0.0/24;cell;thermal team;ovens;\r\noffice;10.2.0.0/24;;;;\r\n");
}

static void what_no_table_carries_is_said(void **state)
{
    (void)state;
    struct said said = SAY_TO("sieben: 1\nplant: {name: x}\ncpus:\n"
                              "  A: {address: a, profile: s7-300, identity: {serial: x}}\n"
                              "  B: {address: b, profile: s7-300, identity: {serial: y}, diagnostics: []}\n",
                              "plant", "export", "-", "--table", "cpus");
    assert_int_equal(said.exit_code, S7_EXIT_OK);
    assert_string_equal(said.err, "sieben plant export: no table carries:\n  cpus.NAME.identity (2 times)\n"
                                  "  cpus.NAME.diagnostics\n");
}

static void all_tables_are_files(void **state)
{
    (void)state;
    char folder[] = "/tmp/sieben-export-XXXXXX", path[100];
    static const char *const names[] = {"plant", "zones", "cpus", "dbs", "tags", "simulate", "connections"};
    must(mkdtemp(folder));
    struct said said = SAY_TO(line_text, "plant", "export", "-", "--table", "all", "-o", folder);
    assert_int_equal(said.exit_code, S7_EXIT_OK);
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        snprintf(path, sizeof path, "%s/%s.csv", folder, names[i]);
        assert_int_equal(unlink(path), 0);
    }
    assert_int_equal(rmdir(folder), 0); /* nothing else */
    said = SAY_TO(line_text, "plant", "export", "-", "--table", "all", "-o", "/nowhere/at/all");
    assert_int_equal(said.exit_code, S7_EXIT_USAGE);
    assert_non_null(strstr(said.err, "sieben: /nowhere/at/all: No such file or directory\n"));
}

static void what_is_wrong_is_said(void **state)
{
    (void)state;
    assert_misuse(SAY("plant", "export"), "plant export", "one plant file is expected");
    assert_misuse(SAY("plant", "export", "a", "--table", "x"), "plant export", "there is no such table");
    assert_misuse(SAY("plant", "export", "a", "--table", "all"), "plant export", "all tables need a folder");
    assert_misuse(SAY("plant", "export", "a", "--format", "xlsx"), "plant export", "csv is the only format");
    assert_misuse(SAY("plant", "export", "a", "--separator", "x"), "plant export", "a separator is");
    assert_int_equal(SAY_TO("sieben: 2\n", "plant", "export", "-").exit_code, S7_EXIT_USAGE);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(connections_unless_said_otherwise),
        cmocka_unit_test(what_no_table_carries_is_said),
        cmocka_unit_test(all_tables_are_files),
        cmocka_unit_test(what_is_wrong_is_said),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
