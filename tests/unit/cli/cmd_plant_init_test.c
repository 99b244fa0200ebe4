/* SPDX-License-Identifier: MIT */
#include "check.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cli/exit.h"
#include "must.h"
#include "said.h"

static void it_is_printed(void **state)
{
    (void)state;
    struct said said = SAY("plant", "init", "--name", "Line 4");
    assert_int_equal(said.exit_code, S7_EXIT_OK);
    assert_begins(said.out, "# A plant file: ");
    assert_non_null(strstr(said.out, "\n  name: \"Line 4\"\n"));
    assert_non_null(strstr(SAY("plant", "init", "-o", "-").out, "\n  name: \"My plant\"\n"));
}

static void a_file_is_never_replaced(void **state)
{
    (void)state;
    char folder[] = "/tmp/sieben-init-XXXXXX", path[64], line[200];
    must(mkdtemp(folder));
    snprintf(path, sizeof path, "%s/plant.yaml", folder);
    assert_int_equal(SAY("plant", "init", "--output", path).exit_code, S7_EXIT_OK);
    assert_int_equal(SAY("plant", "check", path).exit_code, S7_EXIT_OK);
    struct said said = SAY("plant", "init", "--output", path, "--name", "other");
    assert_int_equal(said.exit_code, S7_EXIT_USAGE);
    assert_non_null(strstr(said.err, "plant.yaml: File exists; "));
    FILE *file = fopen(path, "r");
    must(file && fgets(line, sizeof line, file));
    assert_begins(line, "# A plant file: ");
    fclose(file);
    unlink(path);
    assert_int_equal(SAY("plant", "init", "-o", "/nowhere/at/all").exit_code, S7_EXIT_USAGE);
    rmdir(folder);
}

static void what_is_wrong_is_said(void **state)
{
    (void)state;
    assert_misuse(SAY("plant", "init", "plant.yaml"), "plant init", "no operand is expected");
    assert_misuse(SAY("plant", "init", "--name", "a\nb"), "plant init", "a name is one line");
    assert_misuse(SAY("plant", "init", "--name", ""), "plant init", "a name is one line");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(it_is_printed),
        cmocka_unit_test(a_file_is_never_replaced),
        cmocka_unit_test(what_is_wrong_is_said),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
