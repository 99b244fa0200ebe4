/* SPDX-License-Identifier: MIT */
#include "checked.h"

#define DRAFTS                                                                                                 \
    CHECKED_CPUS "connections:\n  C-1: {from: A, to: B, service: other}\n"                                     \
                 "  C-2: {from: A, to: B, service: other}\nexceptions:\n"

static void an_exception_accepts_its_finding_until_its_day(void **state)
{
    (void)state;
    assert_found(DRAFTS "  - {check: S7R-026, on: C-1, reason: r, until: 2026-11-20, by: b}\n"
                        "  - {check: S7R-026, on: C-2, reason: r, until: 2026-11-19, by: b}\n",
                 "7:3 S7R-026 accepted connection C-1: A to B has neither owner nor purpose\n"
                 "8:3 S7R-026 connection C-2: A to B has neither owner nor purpose\n"
                 "11:5 S7R-039 exception S7R-026: S7R-026 of C-2 was accepted until 2026-11-19\n");
}

static void an_exception_for_nothing_is_a_finding(void **state)
{
    (void)state;
    assert_found(DRAFTS "  - {check: S7R-026, on: A, reason: r, until: 2026-11-20, by: b}\n"
                        "  - {check: S7R-999, on: C-2, reason: r, until: 2026-11-20, by: b}\n"
                        "  - {check: S7R-017, on: C-2, reason: r, until: 2026-11-20, by: b}\n",
                 "7:3 S7R-026 connection C-1: A to B has neither owner nor purpose\n"
                 "8:3 S7R-026 connection C-2: A to B has neither owner nor purpose\n"
                 "10:5 S7R-040 exception S7R-026: S7R-026 is not found at A\n"
                 "11:5 S7R-040 exception S7R-999: there is no check S7R-999\n");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_exception_accepts_its_finding_until_its_day),
        cmocka_unit_test(an_exception_for_nothing_is_a_finding),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
