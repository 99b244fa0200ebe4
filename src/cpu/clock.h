/* SPDX-License-Identifier: MIT
 *
 * cpu/clock.h — the clock of a CPU: a date and time that was set once, and what has passed since (public:
 * s7_cpu_clock(), s7_cpu_set_clock()).
 */
#ifndef CPU_CLOCK_H
#define CPU_CLOCK_H

#include "base/time.h"
#include "sieben/clock.h"

/** What the clock showed, and when. */
struct s7_cpu_clock_state {
    struct s7_clock shown;
    s7_time at;
};

/**
 * A clock that showed `clock` some time ago, now: `span` later, with its weekday.  A valid clock; 0 <= span.  Behind
 * the end of 2089 it goes on with 1990.
 */
struct s7_clock s7_cpu_clock_after(const struct s7_clock *clock, s7_time span);

#endif
