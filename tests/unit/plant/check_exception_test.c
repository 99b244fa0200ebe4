/* SPDX-License-Identifier: MIT
 *
 * Findings that are accepted: one entry for each.
 */
#include <stdio.h>

#include "check.h"
#include "unit/plant/telling.h"

static const char *told_of(const char *exceptions)
{
    char text[900];
    snprintf(
        text, sizeof text,
        "sieben: 1\nplant: {name: P}\nzones: {Z: {}}\ncpus: {A: {address: a, profile: logo}}\nexceptions:\n%s",
        exceptions);
    return telling_begin(text);
}

#define REST "reason: R, until: 2027-01-31, by: B}\n"

static void an_exception_is_read_as_meant(void **state)
{
    (void)state;
    assert_string_equal(told_of("  - {check: S7R-014, on: A, " REST "  - {check: S7R-014, on: Z, " REST
                                "  - {check: S7R-015, on: A, " REST),
                        "");
    const struct s7_plant *plant = telling_loading.plant;
    assert_int_equal(plant->exception_count, 3);
    assert_string_equal(plant->exceptions[1].check, "S7R-014");
    assert_string_equal(plant->exceptions[1].on, "Z");
    assert_string_equal(plant->exceptions[1].reason, "R");
    assert_string_equal(plant->exceptions[1].by, "B");
    assert_int_equal(plant->exceptions[1].until.year, 2027);
    assert_int_equal(plant->exceptions[1].mark.line, 7);
    telling_end();
}

static void the_same_finding_is_accepted_once(void **state)
{
    (void)state;
    assert_string_equal(told_of("  - {check: S7R-014, on: A, " REST "  - {check: S7R-014, on: A, " REST),
                        "7:5: error: S7R-014 is accepted for A already in line 6");
    assert_string_equal(
        told_of("  - {check: S7R-014, on: B, " REST "  - {check: X, on: A, " REST),
        "6:26: error: on: there is no connection, CPU, host, zone or conduit \"B\" in this file\n"
        "7:13: error: check: expected the id of a check such as S7R-014, found \"X\"");
}

static void everything_must_be_said(void **state)
{
    (void)state;
    assert_string_equal(told_of("  - {}\n"), "6:5: error: \"check\" is missing in exceptions\n"
                                             "6:5: error: \"on\" is missing in exceptions\n"
                                             "6:5: error: \"reason\" is missing in exceptions\n"
                                             "6:5: error: \"until\" is missing in exceptions\n"
                                             "6:5: error: \"by\" is missing in exceptions");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_exception_is_read_as_meant),
        cmocka_unit_test(the_same_finding_is_accepted_once),
        cmocka_unit_test(everything_must_be_said),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
