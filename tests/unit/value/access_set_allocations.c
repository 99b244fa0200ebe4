/* SPDX-License-Identifier: MIT
 *
 * access_set_allocations.c — a set that cannot grow says so and stays as it was.
 */
#include "allocation.h"
#include "check.h"
#include "value/access_set.h"

static struct s7_range every_second(uint32_t n)
{
    return (struct s7_range){S7_AREA_MEMORY, 0, 2 * n, 1};
}

/** Adds until memory is refused; returns how many went in. */
static uint32_t fill_until_refused(struct s7_access_set *set)
{
    uint32_t n = 0;
    struct s7_range range = every_second(n);
    while (s7_access_set_add(set, &range) == S7_OK)
        range = every_second(++n);
    assert_int_equal(s7_access_set_add(set, &range), S7_OK); /* there is memory again */
    return n;
}

static void a_refused_addition_changes_nothing(void **state)
{
    (void)state;
    size_t live = allocation_live();
    for (size_t fail_at = 1; fail_at < 6; fail_at++) {
        struct s7_access_set set = s7_access_set_new();
        allocation_fail_at(fail_at);
        uint32_t taken = fill_until_refused(&set);
        assert_true(allocation_failed());
        allocation_fail_at(0);
        assert_int_equal(set.range_count, taken + 1);
        assert_int_equal(s7_access_set_bits(&set), taken + 1);
        s7_access_set_free(&set);
        assert_int_equal(allocation_live(), live);
    }
}

static void a_refused_combination_changes_nothing(void **state)
{
    (void)state;
    struct s7_access_set left = s7_access_set_new();
    struct s7_access_set right = s7_access_set_new();
    struct s7_access_set both = s7_access_set_new();
    for (uint32_t n = 0; n < 8; n++) {
        struct s7_range range = every_second(n);
        struct s7_range other = every_second(100 + n);
        assert_int_equal(s7_access_set_add(&left, &range), S7_OK);
        assert_int_equal(s7_access_set_add(&right, &other), S7_OK);
    }
    allocation_fail_at(1);
    assert_int_equal(s7_access_set_union(&left, &right), S7_ERR_LOCAL_MEMORY);
    assert_int_equal(s7_access_set_bits(&left), 8);
    allocation_fail_at(1);
    assert_int_equal(s7_access_set_intersect(&left, &left, &both), S7_ERR_LOCAL_MEMORY);
    assert_int_equal(both.range_count, 0);
    allocation_fail_at(0);
    assert_int_equal(s7_access_set_union(&left, &right), S7_OK);
    assert_int_equal(s7_access_set_bits(&left), 16);
    s7_access_set_free(&left);
    s7_access_set_free(&right);
    s7_access_set_free(&both);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_refused_addition_changes_nothing),
        cmocka_unit_test(a_refused_combination_changes_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
