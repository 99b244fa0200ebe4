/* SPDX-License-Identifier: MIT */
#include "capture/budget.h"

#include "check.h"

static void room_grows_to_twice_and_is_booked(void **state)
{
    (void)state;
    struct s7_budget budget = {.limit = 100};
    struct s7_room room = {NULL, 0};
    assert_true(s7_budget_grow(&budget, &room, 3, 4));
    assert_int_equal(room.count, 3);
    assert_int_equal(budget.used, 12);
    assert_true(s7_budget_grow(&budget, &room, 2, 4));
    assert_int_equal(room.count, 3);
    ((unsigned *)room.at)[2] = 77;
    assert_true(s7_budget_grow(&budget, &room, 4, 4));
    assert_int_equal(room.count, 6);
    assert_int_equal(((unsigned *)room.at)[2], 77);
    assert_int_equal(budget.used, 24);
    s7_budget_free(&budget, &room, 4);
    assert_null(room.at);
    assert_int_equal(budget.used, 0);
}

static void nothing_changes_beyond_the_bound(void **state)
{
    (void)state;
    struct s7_budget budget = {.limit = 16};
    struct s7_room room = {NULL, 0};
    assert_true(s7_budget_grow(&budget, &room, 3, 4));
    const struct s7_room before = room;
    assert_false(s7_budget_grow(&budget, &room, 4, 4)); /* twice 12 is more than 16 */
    assert_ptr_equal(room.at, before.at);
    assert_int_equal(room.count, 3);
    assert_int_equal(budget.used, 12);
    assert_false(s7_budget_grow(&budget, &room, SIZE_MAX / 2, 4));
    assert_true(s7_budget_charge(&budget, 4));
    assert_false(s7_budget_charge(&budget, 1));
    budget.used = 40; /* somebody booked afterwards more than there was */
    assert_false(s7_budget_charge(&budget, 1));
    budget.used = 16;
    s7_budget_refund(&budget, 4);
    assert_int_equal(budget.used, 12);
    s7_budget_free(&budget, &room, 4);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(room_grows_to_twice_and_is_booked),
                                       cmocka_unit_test(nothing_changes_beyond_the_bound)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
