/* SPDX-License-Identifier: MIT
 *
 * Time between two moments of the calendar, which both are of one clock.
 */
#include "register/drift_work.h"

/** Days since a day long ago; a year begins with March here, so that leap days come last. */
static int64_t days_of(const struct s7_plant_date *date)
{
    int64_t year = date->year - (date->month < 3), month = date->month + (date->month < 3 ? 9 : -3);
    return 365 * year + year / 4 - year / 100 + year / 400 + (153 * month + 2) / 5 + date->day;
}

static int64_t milliseconds_of(const struct s7_plant_moment *at)
{
    return (((days_of(&at->date) * 24 + at->hour) * 60 + at->minute) * 60 + at->second) * 1000 +
           at->millisecond;
}

s7_time s7_drift_between(const struct s7_plant_moment *from, const struct s7_plant_moment *to)
{
    if (!from->date.year || !to->date.year || milliseconds_of(to) < milliseconds_of(from))
        return -1;
    return (milliseconds_of(to) - milliseconds_of(from)) * S7_MILLISECOND;
}
