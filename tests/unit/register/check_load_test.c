/* SPDX-License-Identifier: MIT */
#include "checked.h"

static void each_check_finds_its_case_and_no_other(void **state)
{
    (void)state;
    static const char *const ids[] = {"S7R-011", "S7R-013"};
    for (size_t i = 0; i < sizeof ids / sizeof ids[0]; i++)
        assert_case(ids[i]);
}

static void a_job_must_leave_time_for_its_answer(void **state)
{
    (void)state;
    static const char text[] =
        CHECKED_CPUS "connections:\n  C-1:\n    from: A\n    to: B\n    owner: o\n    jobs:\n"
                     "      - get: {from: DB20.DBB0, receive: DB10.DBB0, every: %s}\n";
    char said[1000];
    snprintf(said, sizeof said, text, "20ms");
    assert_found(said, "");
    snprintf(said, sizeof said, text, "7ms");
    assert_found(said, "12:9 S7R-013 connection C-1: every 7 ms, and B (S7-300) needs 3.9 ms for the answer\n");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_check_finds_its_case_and_no_other),
        cmocka_unit_test(a_job_must_leave_time_for_its_answer),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
