/* SPDX-License-Identifier: MIT */
#include "checked.h"

static void each_check_finds_its_case_and_no_other(void **state)
{
    (void)state;
    static const char *const ids[] = {"S7R-005", "S7R-014"};
    for (size_t i = 0; i < sizeof ids / sizeof ids[0]; i++)
        assert_case(ids[i]);
}

static void fail_safe_cpus_are_known_by_their_number(void **state)
{
    (void)state;
    static const struct {
        const char *model;
        bool is_safe;
    } rows[] = {
        {"6ES7 315-6FF04-0AB0", true},
        {"6ES7 516-3FN02-0AB0", true},
        {"6es7516-3fn02-0ab0", true},
        {"6ES7 512-1SK01-0AB0", true},
        {"6ES7 214-1AF40-0XB0", true},
        {"6ES7 416-3FS07-0AB0", true},
        {"6ES7 315-2EH14-0AB0", false},
        {"6ES7 515-2AM02-0AB0", false},
        {"6ES7 512-1DK01-0AB0", false},
        {"6ES7 214-1AG40-0XB0", false},
        {"6ES7", false},
        {"F", false},
    };
    char text[1000];
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        snprintf(text, sizeof text,
                 "sieben: 1\nplant: {name: Case}\ncpus:\n  A: {address: 10.0.0.1, profile: s7-300}\n"
                 "  B: {address: 10.0.0.2, profile: s7-300, model: %s, dbs: {20: {size: 9}}}\n"
                 "connections:\n  C-1: {from: A, to: B, " CHECKED_WRITER ", writes: DB20.DBB0}\n",
                 rows[i].model);
        assert_int_equal(strstr(checked(text), "S7R-005") != NULL, rows[i].is_safe);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_check_finds_its_case_and_no_other),
        cmocka_unit_test(fail_safe_cpus_are_known_by_their_number),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
