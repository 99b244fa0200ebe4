/* SPDX-License-Identifier: MIT */
#include "cli/wall_clock.h"

#include <stdio.h>
#include <string.h>
#include <time.h>

#include "sieben/error.h"
#include "wire/clock.h"

#define MS_PER_DAY INT64_C(86400000)

int64_t s7_wall_clock_ms(void)
{
    struct timespec now;
    clock_gettime(CLOCK_REALTIME, &now);
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

struct s7_clock s7_wall_clock_at(int64_t ms, bool utc)
{
    time_t seconds = (time_t)(ms / 1000);
    struct tm tm;
    memset(&tm, 0, sizeof tm);
    if (utc)
        gmtime_r(&seconds, &tm);
    else
        localtime_r(&seconds, &tm);
    return (struct s7_clock){.year = (uint16_t)(tm.tm_year + 1900),
                             .month = (uint8_t)(tm.tm_mon + 1),
                             .day = (uint8_t)tm.tm_mday,
                             .hour = (uint8_t)tm.tm_hour,
                             .minute = (uint8_t)tm.tm_min,
                             .second =
                                 (uint8_t)(tm.tm_sec < 60 ? tm.tm_sec : 59), /* no CPU knows leap seconds */
                             .weekday = (uint8_t)(tm.tm_wday + 1),
                             .millisecond = (uint16_t)(ms % 1000)};
}

/* Days from 1970-01-01 on in the Gregorian calendar, counted in years that begin with March. */
static int64_t days_of(const struct s7_clock *clock)
{
    int64_t year = clock->year - (clock->month < 3 ? 1 : 0);
    int64_t month = (clock->month + 9) % 12;
    int64_t day_of_year = (153 * month + 2) / 5 + clock->day - 1;
    return year * 365 + year / 4 - year / 100 + year / 400 + day_of_year - 719468;
}

static int64_t ms_of(const struct s7_clock *clock)
{
    int64_t seconds = clock->hour * INT64_C(3600) + clock->minute * INT64_C(60) + clock->second;
    return days_of(clock) * MS_PER_DAY + seconds * 1000 + clock->millisecond;
}

int64_t s7_wall_clock_difference(const struct s7_clock *from, const struct s7_clock *to)
{
    return ms_of(to) - ms_of(from);
}

/* ---- text ---------------------------------------------------------------------------------------------------- */

/* Exactly so many digits and then `behind`. */
static bool take_number(const char **at, int digits, char behind, unsigned *ret_number)
{
    unsigned number = 0;
    for (int i = 0; i < digits; i++, (*at)++) {
        if (**at < '0' || **at > '9')
            return false;
        number = number * 10 + (unsigned)(**at - '0');
    }
    *ret_number = number;
    return behind == '\0' || *(*at)++ == behind;
}

static bool take_milliseconds(const char **at, unsigned *ret_number)
{
    *ret_number = 0;
    if (**at == '\0')
        return true;
    return *(*at)++ == '.' && take_number(at, 3, '\0', ret_number) && **at == '\0';
}

int s7_wall_clock_parse(const char *text, struct s7_clock *ret_clock)
{
    unsigned year, month, day, hour, minute, second, millisecond;
    const char *at = text;
    if (!take_number(&at, 4, '-', &year) || !take_number(&at, 2, '-', &month) ||
        !take_number(&at, 2, '\0', &day) || (*at != ' ' && *at != 'T'))
        return S7_ERR_LOCAL_VALUE;
    at++;
    if (!take_number(&at, 2, ':', &hour) || !take_number(&at, 2, ':', &minute) ||
        !take_number(&at, 2, '\0', &second) || !take_milliseconds(&at, &millisecond))
        return S7_ERR_LOCAL_VALUE;
    struct s7_clock clock = {.year = (uint16_t)year,
                             .month = (uint8_t)month,
                             .day = (uint8_t)day,
                             .hour = (uint8_t)hour,
                             .minute = (uint8_t)minute,
                             .second = (uint8_t)second,
                             .millisecond = (uint16_t)millisecond};
    if (!s7_clock_valid(&clock))
        return S7_ERR_LOCAL_VALUE;
    clock.weekday = (uint8_t)((days_of(&clock) + 4) % 7 + 1); /* 1970-01-01 was a Thursday */
    *ret_clock = clock;
    return S7_OK;
}

void s7_wall_clock_format(const struct s7_clock *clock, char separator, char text[S7_WALL_CLOCK_SIZE])
{
    snprintf(text, S7_WALL_CLOCK_SIZE, "%04u-%02u-%02u%c%02u:%02u:%02u.%03u", (unsigned)clock->year,
             clock->month, clock->day, separator, clock->hour, clock->minute, clock->second,
             (unsigned)clock->millisecond);
}
