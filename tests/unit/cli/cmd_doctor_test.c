/* SPDX-License-Identifier: MIT */
#include "check.h"

#include <stdio.h>
#include <string.h>

#include "said.h"
#include "served.h"

static void who_is_well_ends_with_0(void **state)
{
    (void)state;
    struct said said = SAY("doctor", served_at, "--db", "1");
    assert_int_equal(said.exit_code, 0);
    assert_begins(said.out, "OK         127.0.0.1:");
    assert_non_null(strstr(said.out, "\nBudget: "));
}

static void a_failure_ends_with_its_layer(void **state)
{
    char nobody[32];
    (void)state;
    struct said said = SAY("doctor", served_at, "--db", "99");
    assert_int_equal(said.exit_code, 50);
    assert_begins(said.out, "FAIL       layer 5 DATA: DB_MISSING, 127.0.0.1:");
    nobody_at(nobody, sizeof nobody);
    said = SAY("doctor", nobody);
    assert_int_equal(said.exit_code, 10);
    assert_begins(said.out, "FAIL       layer 1 TCP: TCP_RESET");
}

static void json_alone_is_printed(void **state)
{
    (void)state;
    struct said said = SAY("doctor", served_at, "--json");
    assert_int_equal(said.exit_code, 0);
    assert_begins(said.out, "{\n  \"schema\": \"sieben/doctor/1\"");
    assert_string_equal(said.err, "");
}

static void what_is_wrong_is_said(void **state)
{
    (void)state;
    assert_misuse(SAY("doctor"), "doctor", "one target is expected");
    assert_misuse(SAY("doctor", "10.0.0.1", "--report", "a.pdf"), "doctor", "--report: the name ends in");
    assert_misuse(SAY("doctor", "10.0.0.1", "--dry-run", "--json"), "doctor", "--dry-run excludes");
}

static void a_dry_run_opens_nothing(void **state)
{
    (void)state;
    struct said said = SAY("doctor", "192.0.2.1", "--dry-run");
    assert_int_equal(said.exit_code, 0);
    assert_begins(said.out, "192.0.2.1:102: nothing was sent");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(who_is_well_ends_with_0, served_start, served_stop),
        cmocka_unit_test_setup_teardown(a_failure_ends_with_its_layer, served_start, served_stop),
        cmocka_unit_test_setup_teardown(json_alone_is_printed, served_start, served_stop),
        cmocka_unit_test(what_is_wrong_is_said),
        cmocka_unit_test(a_dry_run_opens_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
