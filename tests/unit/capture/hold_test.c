/* SPDX-License-Identifier: MIT */
#include "capture/hold.h"

#include "check.h"

#include <stdint.h>
#include <string.h>

static void no_more_is_held_than_the_bound(void **state)
{
    (void)state;
    struct s7_hold hold = {.max = 100};
    char *first = s7_hold_take(&hold, 60);
    assert_non_null(first);
    assert_null(s7_hold_take(&hold, 41));
    char *second = s7_hold_take(&hold, 40);
    assert_non_null(second);
    assert_int_equal(hold.used, 100);
    assert_null(s7_hold_resize(&hold, first, 60, 61));
    s7_hold_give(&hold, second, 40);
    memset(first, 'a', 60);
    first = s7_hold_resize(&hold, first, 60, 100);
    assert_non_null(first);
    assert_int_equal(first[59], 'a');
    assert_int_equal(hold.used, 100);
    assert_null(s7_hold_resize(&hold, first, 100, SIZE_MAX));
    s7_hold_give(&hold, first, 100);
    s7_hold_give(&hold, NULL, 0);
    assert_int_equal(hold.used, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(no_more_is_held_than_the_bound)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
