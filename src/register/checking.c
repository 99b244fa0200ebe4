/* SPDX-License-Identifier: MIT */
#include "register/checking.h"

#include <stdio.h>

#include "value/range.h"

const struct s7_plant_cpu *s7_checking_partner(const struct s7_plant *plant, size_t index)
{
    if (index < plant->cpu_count)
        return &plant->cpus[index];
    index -= plant->cpu_count;
    return index < plant->host_count ? &plant->hosts[index] : NULL;
}

size_t s7_checking_number(const struct s7_plant *plant, const struct s7_plant_cpu *partner)
{
    return partner->is_host ? plant->cpu_count + (size_t)(partner - plant->hosts)
                            : (size_t)(partner - plant->cpus);
}

bool s7_checking_writes(const struct s7_plant_connection *connection)
{
    for (size_t i = 0; i < connection->job_count; i++)
        if (connection->jobs[i].kind == S7_PLANT_PUT)
            return true;
    return connection->write_count > 0;
}

/* Days of the proleptic Gregorian calendar; a year begins in March, so that a leap day is its last one. */
long s7_checking_day(struct s7_plant_date date)
{
    long year = date.year - (date.month <= 2);
    long month = (date.month + 9) % 12;
    if (date.year == 0)
        return 0;
    return year * 365 + year / 4 - year / 100 + year / 400 + (month * 306 + 5) / 10 + date.day;
}

bool s7_checking_before(struct s7_plant_date one, struct s7_plant_date other)
{
    return one.year && other.year && s7_checking_day(one) < s7_checking_day(other);
}

struct s7_date_text s7_checking_date(struct s7_plant_date date)
{
    struct s7_date_text text;
    snprintf(text.text, sizeof text.text, "%04u-%02u-%02u", date.year % 10000U, date.month % 100U,
             date.day % 100U);
    return text;
}

struct s7_range_text s7_checking_range(const struct s7_range *range)
{
    struct s7_range_text text = {.text = ""};
    s7_range_format(range, text.text, sizeof text.text);
    return text;
}
