/* SPDX-License-Identifier: MIT
 *
 * cpu/clock.h — the clock of a CPU: a date and time that was set once, and what has passed since (public:
 * s7_cpu_clock(), s7_cpu_set_clock()).
 */
#ifndef CPU_CLOCK_H
#define CPU_CLOCK_H

#include <stdbool.h>

#include "base/time.h"
#include "sieben/clock.h"

/** True for a day of the calendar between 1990 and 2089, a time of day, and a weekday of at most 7. */
bool s7_cpu_clock_valid(const struct s7_clock *clock);

/**
 * A clock that showed `clock` some time ago, now: `span` later, with its weekday.  A valid clock; 0 <= span.  Behind
 * the end of 2089 it goes on with 1990.
 */
struct s7_clock s7_cpu_clock_after(const struct s7_clock *clock, s7_time span);

#endif
