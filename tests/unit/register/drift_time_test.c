/* SPDX-License-Identifier: MIT */
#include "register/drift_work.h"

#include "check.h"

static void calendars_are_counted(void **state)
{
    (void)state;
    static const struct {
        struct s7_plant_moment from, to;
        s7_time ms;
    } cases[] = {{{{2026, 11, 20}, 6, 0, 0, 0}, {{2026, 11, 20}, 6, 0, 1, 5}, 1005},
                 {{{2024, 2, 28}, 0, 0, 0, 0}, {{2024, 3, 1}, 0, 0, 0, 0}, 2 * 86400000LL},
                 {{{2023, 2, 28}, 0, 0, 0, 0}, {{2023, 3, 1}, 0, 0, 0, 0}, 86400000LL},
                 {{{2000, 2, 28}, 0, 0, 0, 0}, {{2000, 3, 1}, 0, 0, 0, 0}, 2 * 86400000LL},
                 {{{2025, 12, 31}, 23, 59, 0, 0}, {{2026, 1, 1}, 0, 1, 0, 0}, 120000},
                 {{{2025, 1, 1}, 0, 0, 0, 0}, {{2026, 1, 1}, 0, 0, 0, 0}, 365 * 86400000LL},
                 {{{2026, 11, 20}, 6, 0, 0, 0}, {{2026, 11, 20}, 6, 0, 0, 0}, 0}};
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
        assert_true(s7_drift_between(&cases[i].from, &cases[i].to) == cases[i].ms * S7_MILLISECOND);
    assert_true(s7_drift_between(&cases[0].to, &cases[0].from) == -1);
    assert_true(s7_drift_between(&(struct s7_plant_moment){.hour = 1}, &cases[0].from) == -1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(calendars_are_counted),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
