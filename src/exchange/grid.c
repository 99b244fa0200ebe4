/* SPDX-License-Identifier: MIT */
#include "exchange/grid.h"

s7_time s7_grid_next(const struct s7_grid *grid)
{
    if (grid->number > (uint64_t)(S7_TIME_NEVER / grid->every))
        return S7_TIME_NEVER;
    return s7_time_after(grid->start, (s7_time)grid->number * grid->every);
}

uint64_t s7_grid_pass(struct s7_grid *grid, s7_time now)
{
    if (now < s7_grid_next(grid))
        return 0;
    uint64_t passed = (uint64_t)((now - grid->start) / grid->every) + 1 - grid->number;
    grid->number += passed;
    return passed;
}

s7_time s7_grid_after(const struct s7_grid *grid, s7_time time)
{
    struct s7_grid later = *grid;
    s7_grid_pass(&later, time - 1);
    return s7_grid_next(&later);
}
