/* SPDX-License-Identifier: MIT */
#include "exchange/grid.h"

#include "base/chance.h"
#include "check.h"

static void a_million_late_cycles_do_not_drift(void **state)
{
    const s7_time start = 123456789, every = 100 * S7_MILLISECOND;
    struct s7_grid grid = {.start = start, .every = every};
    struct s7_chance chance = {.state = 7};
    (void)state;
    for (uint64_t n = 0; n < 1000000; n++) {
        s7_time due = s7_grid_next(&grid);
        assert_true(due == start + (s7_time)n * every);
        s7_time late = (s7_time)s7_chance_below(&chance, (uint64_t)every);
        assert_int_equal(s7_grid_pass(&grid, due + late), 1);
    }
}

static void points_that_were_missed_are_counted(void **state)
{
    struct s7_grid grid = {.start = 1000, .every = 10};
    (void)state;
    assert_int_equal(s7_grid_pass(&grid, 999), 0);
    assert_int_equal(s7_grid_pass(&grid, 1000), 1);
    assert_int_equal(s7_grid_pass(&grid, 1009), 0);
    assert_int_equal(s7_grid_pass(&grid, 1010), 1);
    assert_int_equal(s7_grid_pass(&grid, 1059), 4);
    assert_int_equal(s7_grid_next(&grid), 1060);
}

static void the_point_after_a_pause_lies_on_the_grid(void **state)
{
    struct s7_grid grid = {.start = 1000, .every = 10};
    (void)state;
    s7_grid_pass(&grid, 1000);
    assert_int_equal(s7_grid_after(&grid, 1050), 1050);
    assert_int_equal(s7_grid_after(&grid, 1051), 1060);
    assert_int_equal(s7_grid_after(&grid, 1001), 1010);
    assert_int_equal(s7_grid_after(&grid, 5), 1010); /* never one that was passed already */
    assert_int_equal(s7_grid_next(&grid), 1010);     /* asking passes nothing */
}

static void the_end_of_time_is_not_overrun(void **state)
{
    struct s7_grid grid = {.start = 1, .every = S7_TIME_NEVER / 2};
    (void)state;
    s7_grid_pass(&grid, 1);
    assert_true(s7_grid_next(&grid) == 1 + S7_TIME_NEVER / 2);
    s7_grid_pass(&grid, 1 + S7_TIME_NEVER / 2);
    assert_true(s7_grid_next(&grid) == S7_TIME_NEVER);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_million_late_cycles_do_not_drift),
        cmocka_unit_test(points_that_were_missed_are_counted),
        cmocka_unit_test(the_point_after_a_pause_lies_on_the_grid),
        cmocka_unit_test(the_end_of_time_is_not_overrun),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
