/* SPDX-License-Identifier: MIT
 *
 * exchange/grid.h — the points in time at which a job is due: start + n * every, whatever happened in between.
 */
#ifndef EXCHANGE_GRID_H
#define EXCHANGE_GRID_H

#include "base/time.h"

struct s7_grid {
    s7_time start;
    s7_time every;   /**< > 0 */
    uint64_t number; /**< of the next point, from 0 */
};

/** The next point. */
s7_time s7_grid_next(const struct s7_grid *grid);

/** Passes every point up to `now`, that one included; returns how many. */
uint64_t s7_grid_pass(struct s7_grid *grid, s7_time now);

/** The first point at or after `time` that was not passed yet. */
s7_time s7_grid_after(const struct s7_grid *grid, s7_time time);

#endif
