/* SPDX-License-Identifier: MIT */
#include "check.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "cli/exit.h"
#include "must.h"
#include "said.h"

#define HEAD "sieben: 1\nplant: {name: x}\ncpus:\n  A: {address: 10.0.0.1, profile: s7-300}\n"
static const char declared[] = HEAD "  B: {address: 10.0.0.2, profile: s7-300}\nconnections:\n"
                                    "  C: {from: A, to: B, writes: [MB0, MB2]}\n";
static const char wider[] = HEAD "  X: {address: 10.0.0.2, profile: s7-300}\nconnections:\n"
                                 "  S: {from: A, to: X, writes: P#M0.0 BYTE 2}\n";
static char path[] = "/tmp/sieben-drift-XXXXXX";

static int write_register(void **state)
{
    (void)state;
    int fd = mkstemp(path);
    must(fd >= 0 && write(fd, declared, sizeof declared - 1) == (ssize_t)(sizeof declared - 1));
    return close(fd);
}

static int remove_register(void **state)
{
    (void)state;
    return unlink(path);
}

static void a_wider_write_is_one_finding(void **state)
{
    (void)state;
    char expected[400];
    struct said said = SAY_TO(wider, "plant", "drift", path, "-");
    snprintf(
        expected, sizeof expected,
        "%s:7:3: error: connections.C writes more than is declared: P#M1.0 BYTE 1; declared: P#M0.0 BYTE 1, "
        "P#M2.0 BYTE 1 (stdin:7:3)\n1 finding: 1 error, 0 warnings\n",
        path);
    assert_string_equal(said.out, expected);
    assert_string_equal(said.err, "");
    assert_int_equal(said.exit_code, S7_EXIT_FINDINGS);
    said = SAY_TO(wider, "plant", "drift", path, "-", "--json");
    assert_int_equal(said.exit_code, S7_EXIT_FINDINGS);
    assert_non_null(strstr(said.out, "\"schema\": \"sieben/plant-drift/1\""));
    assert_non_null(strstr(said.out, "\"kind\": \"wider_write\""));
}

static void less_is_no_drift(void **state)
{
    (void)state;
    static const char less[] =
        HEAD "  X: {address: 10.0.0.2, profile: s7-300}\nconnections: {S: {from: A, to: X, writes: MB0}}\n";
    struct said said = SAY_TO(less, "plant", "drift", path, "-");
    assert_int_equal(said.exit_code, S7_EXIT_OK);
    assert_string_equal(said.out, "0 findings: 0 errors, 0 warnings\n");
    said = SAY_TO(less, "plant", "drift", path, "-", "--unused", "--silent-after", "8h");
    assert_int_equal(said.exit_code, S7_EXIT_OK);
    assert_non_null(strstr(said.out, "info: connections.C was seen to use less: not written: P#M2.0 BYTE 1"));
}

static void wrong_command_lines_are_refused(void **state)
{
    (void)state;
    assert_misuse(SAY("plant", "drift", path), "plant drift", "a plant file and at least one file");
    assert_misuse(SAY("plant", "drift", path, path, "--silent-after", "soon"), "plant drift",
                  "--silent-after: expected");
    struct said said = SAY_TO("sieben: 2\n", "plant", "drift", path, "-");
    assert_int_equal(said.exit_code, S7_EXIT_USAGE);
    said = SAY("plant", "drift", path, "/nonexistent");
    assert_int_equal(said.exit_code, S7_EXIT_USAGE);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_wider_write_is_one_finding),
        cmocka_unit_test(less_is_no_drift),
        cmocka_unit_test(wrong_command_lines_are_refused),
    };
    return cmocka_run_group_tests(tests, write_register, remove_register);
}
