/* SPDX-License-Identifier: MIT
 *
 * cli/wall_clock.h — the time of day of this machine, as a CPU's clock would show it, and as text.
 */
#ifndef CLI_WALL_CLOCK_H
#define CLI_WALL_CLOCK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "sieben/clock.h"

enum { S7_WALL_CLOCK_SIZE = 32 };

/** Milliseconds since 1970 of this machine's clock. */
int64_t s7_wall_clock_ms(void);

/** That moment as date and time: local time, or UTC. */
struct s7_clock s7_wall_clock_at(int64_t ms, bool utc);

/** Milliseconds from the date and time `from` to `to`, both of one zone. */
int64_t s7_wall_clock_difference(const struct s7_clock *from, const struct s7_clock *to);

/**
 * "2026-11-20 12:00:00", "2026-11-20T12:00:00.250"; the weekday is that day's.
 * @return S7_OK or S7_ERR_LOCAL_VALUE: no such date or time
 */
int s7_wall_clock_parse(const char *text, struct s7_clock *ret_clock);

/** "2026-11-20 12:00:00.250"; `separator` between date and time. */
void s7_wall_clock_format(const struct s7_clock *clock, char separator, char text[S7_WALL_CLOCK_SIZE]);

#endif
