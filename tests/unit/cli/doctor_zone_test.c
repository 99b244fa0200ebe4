/* SPDX-License-Identifier: MIT
 *
 * The command line of --from; whole runs: tests/cli/test_doctor_zone.py.
 */
#include "check.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "must.h"
#include "said.h"

static const char plant[] = "sieben: 1\n"
                            "plant: {name: P}\n"
                            "zones: {here: {nets: [127.0.0.0/8]}, there: {}}\n"
                            "cpus:\n"
                            "  OVEN: {address: '127.0.0.1:1', profile: s7-300, zone: there}\n"
                            "  NEAR: {address: '127.0.0.1:2', profile: s7-300, zone: here}\n";
static char path[] = "/tmp/sieben-zone-XXXXXX";

static int write_plant(void **state)
{
    (void)state;
    int file = mkstemp(path);
    must(file >= 0 && write(file, plant, sizeof plant - 1) == (ssize_t)(sizeof plant - 1));
    return close(file);
}

static int remove_plant(void **state)
{
    (void)state;
    return unlink(path);
}

static void what_does_not_go_together_is_said(void **state)
{
    (void)state;
    assert_misuse(SAY("doctor", path, "--from", "here", "--all"), "doctor", "--from excludes --all");
    assert_misuse(SAY("doctor", path, "--from", "here", "--json"), "doctor", "--from excludes --json");
    assert_misuse(SAY("doctor", "--from", "here"), "doctor", "--from needs one plant file");
    assert_misuse(SAY("doctor", "", "--from", "here"), "doctor", "--from needs one plant file");
    assert_misuse(SAY("doctor", path, "--from", "here", "--dry-run", "-o", "-"), "doctor",
                  "--dry-run excludes --output");
    assert_misuse(SAY("doctor", path, "--from", "here", "--operator", "J"), "doctor",
                  "--operator is for the evidence: it needs --output");
    assert_misuse(SAY("doctor", "10.0.0.1", "-o", "x"), "doctor", "--output and --operator need --from");
    assert_misuse(SAY("doctor", "10.0.0.1", "--operator", "x"), "doctor",
                  "--output and --operator need --from");
}

static void a_zone_that_is_not_there_is_said(void **state)
{
    (void)state;
    struct said said = SAY("doctor", path, "--from", "ther");
    assert_int_equal(said.exit_code, 2);
    assert_non_null(strstr(said.err, "has no zone called \"ther\"; did you mean \"there\"?\n"));
    said = SAY("doctor", path, "--from", "elsewhere-altogether");
    assert_non_null(strstr(said.err, "; there are here, there\n"));
    said = SAY("doctor", "/nowhere/at/all", "--from", "here");
    assert_int_equal(said.exit_code, 2);
}

static void a_dry_run_opens_nothing(void **state)
{
    (void)state;
    struct said said = SAY("doctor", path, "--from", "here", "--dry-run");
    assert_int_equal(said.exit_code, 0);
    assert_begins(said.out, "from here: nothing was sent");
    assert_non_null(strstr(said.out, "\n1 of 2: OVEN (127.0.0.1:1), must be blocked: "));
}

static void a_reset_alone_proves_nothing(void **state)
{
    (void)state;
    struct said said = SAY("doctor", path, "--from", "here", "-o", "-");
    assert_int_equal(said.exit_code, 1);
    assert_begins(said.out, "{\"schema\":\"sieben/evidence/1\",\"kind\":\"run\",");
    assert_non_null(strstr(said.out, "\"verdict\":\"inconclusive\""));
    assert_non_null(strstr(said.out, "\"in_zone\":true"));
    assert_non_null(strstr(said.err, "this machine is 127.0.0.1, in here\n"));
    assert_non_null(strstr(said.err, "\nFrom here, 2 of 2: 0 pass, 0 fail, 1 inconclusive, 1 skipped."));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_does_not_go_together_is_said),
        cmocka_unit_test(a_zone_that_is_not_there_is_said),
        cmocka_unit_test(a_dry_run_opens_nothing),
        cmocka_unit_test(a_reset_alone_proves_nothing),
    };
    return cmocka_run_group_tests(tests, write_plant, remove_plant);
}
