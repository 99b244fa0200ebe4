/* SPDX-License-Identifier: MIT */
#include "capture/moment.h"

enum {
    DAYS_OF_ERA = 146097, /* 400 years of the Gregorian calendar */
    YEARS_OF_ERA = 400,
    DAYS_TO_1970 = 719468, /* from 0000-03-01 */
    SECONDS_OF_DAY = 86400
};

struct day {
    int64_t year;
    unsigned month, day;
};

static int64_t quotient_down(int64_t number, int64_t divisor)
{
    return number / divisor - (number % divisor < 0);
}

/** The calendar, with years that begin in March, so that the day that some years have more is their last one. */
static struct day day_of(int64_t days_since_1970)
{
    int64_t days = days_since_1970 + DAYS_TO_1970;
    int64_t era = quotient_down(days, DAYS_OF_ERA);
    int64_t of_era = days - era * DAYS_OF_ERA;
    int64_t year = (of_era - of_era / 1460 + of_era / 36524 - of_era / (DAYS_OF_ERA - 1)) / 365;
    int64_t of_year = of_era - (365 * year + year / 4 - year / 100);
    int64_t month = (5 * of_year + 2) / 153;
    return (struct day){.year = era * YEARS_OF_ERA + year + (month >= 10),
                        .month = (unsigned)(month < 10 ? month + 3 : month - 9),
                        .day = (unsigned)(of_year - (153 * month + 2) / 5 + 1)};
}

void s7_moment_print(struct s7_strbuf *buf, s7_time time)
{
    int64_t milliseconds = quotient_down(time, S7_MILLISECOND);
    int64_t seconds = quotient_down(milliseconds, 1000);
    int64_t days = quotient_down(seconds, SECONDS_OF_DAY);
    unsigned of_day = (unsigned)(seconds - days * SECONDS_OF_DAY);
    struct day day = day_of(days);
    s7_strbuf_printf(buf, "%04lld-%02u-%02u %02u:%02u:%02u.%03u", (long long)day.year, day.month, day.day,
                     of_day / 3600, of_day / 60 % 60, of_day % 60, (unsigned)(milliseconds - seconds * 1000));
}

bool s7_moment_is_writable(s7_time time)
{
    int64_t year = day_of(quotient_down(time, (int64_t)SECONDS_OF_DAY * S7_SECOND)).year;
    return year >= 1990 && year <= 2089;
}
