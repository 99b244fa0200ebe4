/* SPDX-License-Identifier: MIT */
#include "cpu/clock.h"

#include "cpu/state.h"
#include "wire/clock.h"

enum {
    YEAR_FIRST = 1990,
    YEAR_COUNT = 100, /* two digits of a year are told */
    MONTH_COUNT = 12,
    FEBRUARY = 2,
    WEEK_DAYS = 7,
    FIRST_WEEKDAY = 2, /* 1990-01-01 was a Monday */
    HOURS = 24,
    MINUTES = 60,
    SECONDS = 60,
    MILLISECONDS = 1000,
    DAY_MILLISECONDS = HOURS * MINUTES * SECONDS * MILLISECONDS
};

static unsigned month_days(unsigned year, unsigned month)
{
    static const uint8_t days[MONTH_COUNT] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    bool leap_day = month == FEBRUARY && year % 4 == 0; /* no other rule applies from 1990 to 2089 */
    return days[month - 1] + (leap_day ? 1u : 0u);
}

static unsigned year_days(unsigned year)
{
    return year % 4 == 0 ? 366 : 365;
}

/* Days since 1990-01-01. */
static unsigned day_of(const struct s7_clock *clock)
{
    unsigned days = clock->day - 1u;
    for (unsigned year = YEAR_FIRST; year < clock->year; year++)
        days += year_days(year);
    for (unsigned month = 1; month < clock->month; month++)
        days += month_days(clock->year, month);
    return days;
}

static struct s7_clock date_of(unsigned day)
{
    struct s7_clock date = {.year = YEAR_FIRST, .month = 1};
    date.weekday = (uint8_t)((day + FIRST_WEEKDAY - 1) % WEEK_DAYS + 1);
    while (day >= year_days(date.year))
        day -= year_days(date.year++);
    while (day >= month_days(date.year, date.month))
        day -= month_days(date.year, date.month++);
    date.day = (uint8_t)(day + 1);
    return date;
}

struct s7_clock s7_cpu_clock_after(const struct s7_clock *clock, s7_time span)
{
    struct s7_clock end = {.year = YEAR_FIRST + YEAR_COUNT, .month = 1, .day = 1};
    int64_t of_day =
        (((int64_t)clock->hour * MINUTES + clock->minute) * SECONDS + clock->second) * MILLISECONDS +
        clock->millisecond + span / S7_MILLISECOND;
    uint64_t day = day_of(clock) + (uint64_t)(of_day / DAY_MILLISECONDS);
    struct s7_clock shown = date_of((unsigned)(day % day_of(&end)));
    unsigned rest = (unsigned)(of_day % DAY_MILLISECONDS);
    shown.millisecond = (uint16_t)(rest % MILLISECONDS);
    shown.second = (uint8_t)(rest / MILLISECONDS % SECONDS);
    shown.minute = (uint8_t)(rest / (MILLISECONDS * SECONDS) % MINUTES);
    shown.hour = (uint8_t)(rest / (MILLISECONDS * SECONDS * MINUTES));
    return shown;
}

struct s7_clock s7_cpu_clock(const struct s7_cpu *cpu, s7_time now)
{
    s7_time span =
        now > cpu->clock.at ? now - cpu->clock.at : 0; /* one that starts in the future waits for it */
    return s7_cpu_clock_after(&cpu->clock.shown, span);
}

int s7_cpu_set_clock(struct s7_cpu *cpu, const struct s7_clock *clock, s7_time now)
{
    if (!s7_clock_valid(clock))
        return S7_ERR_LOCAL_ARGUMENT;
    cpu->clock = (struct s7_cpu_clock_state){*clock, now};
    return S7_OK;
}
