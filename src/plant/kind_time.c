/* SPDX-License-Identifier: MIT
 *
 * Days, moments and rates.
 */
#include <string.h>

#include "plant/kind.h"

static unsigned days_of(unsigned year, unsigned month)
{
    static const unsigned char days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    return days[month - 1] + (leap && month == 2 ? 1U : 0U);
}

/** `count` digits as a number; false: something else. */
static bool take(const char *text, size_t count, unsigned *ret_number)
{
    unsigned number = 0;
    for (size_t i = 0; i < count; i++) {
        if (text[i] < '0' || text[i] > '9')
            return false;
        number = number * 10 + (unsigned)(text[i] - '0');
    }
    *ret_number = number;
    return true;
}

/** "2026-11-18", a day that there is. */
static bool parse_date(const char *text, size_t length, struct s7_plant_date *ret_date)
{
    unsigned year = 0, month = 0, day = 0;
    if (length != 10 || text[4] != '-' || text[7] != '-')
        return false;
    if (!take(text, 4, &year) || !take(text + 5, 2, &month) || !take(text + 8, 2, &day))
        return false;
    if (year == 0 || month == 0 || month > 12 || day == 0 || day > days_of(year, month))
        return false;
    *ret_date = (struct s7_plant_date){(uint16_t)year, (uint8_t)month, (uint8_t)day};
    return true;
}

void s7_kind_date(struct s7_loader *loader, const struct s7_plant_key *key, const struct s7_node *node,
                  void *element)
{
    struct s7_plant_date date;
    if (!s7_loader_scalar(loader, key, node))
        return;
    if (parse_date(node->text, node->length, &date))
        memcpy((unsigned char *)element + key->offset, &date, sizeof date);
    else
        s7_loader_error(loader, node->mark,
                        "%s: expected a day of the calendar such as 2026-11-18, found \"%s\"", key->name,
                        s7_loader_excerpt(node).text);
}

/** "23:08:10" or "23:08:10.264". */
static bool parse_day_time(const char *text, size_t length, struct s7_plant_moment *moment)
{
    unsigned hour = 0, minute = 0, second = 0, millisecond = 0;
    static const unsigned scale[] = {0, 100, 10, 1};
    size_t fraction = length > 9 ? length - 9 : 0;
    if (length < 8 || length == 9 || fraction > 3 || text[2] != ':' || text[5] != ':')
        return false;
    if (!take(text, 2, &hour) || !take(text + 3, 2, &minute) || !take(text + 6, 2, &second))
        return false;
    if (fraction && (text[8] != '.' || !take(text + 9, fraction, &millisecond)))
        return false;
    moment->hour = (uint8_t)hour;
    moment->minute = (uint8_t)minute;
    moment->second = (uint8_t)second;
    moment->millisecond = (uint16_t)(millisecond * scale[fraction]);
    return hour < 24 && minute < 60 && second < 60;
}

bool s7_loader_moment(const char *text, size_t length, struct s7_plant_moment *ret_moment)
{
    enum { DATE_LENGTH = 10, YEAR_FIRST = 1990, YEAR_LAST = 2089 };
    struct s7_plant_moment moment = {.hour = 0};
    if (length <= DATE_LENGTH || text[DATE_LENGTH] != ' ' || !parse_date(text, DATE_LENGTH, &moment.date) ||
        !parse_day_time(text + DATE_LENGTH + 1, length - DATE_LENGTH - 1, &moment))
        return false;
    if (moment.date.year < YEAR_FIRST || moment.date.year > YEAR_LAST)
        return false;
    *ret_moment = moment;
    return true;
}

void s7_kind_moment(struct s7_loader *loader, const struct s7_plant_key *key, const struct s7_node *node,
                    void *element)
{
    struct s7_plant_moment moment;
    if (!s7_loader_scalar(loader, key, node))
        return;
    if (s7_loader_moment(node->text, node->length, &moment))
        memcpy((unsigned char *)element + key->offset, &moment, sizeof moment);
    else
        s7_loader_error(loader, node->mark,
                        "%s: expected a date from 1990 to 2089 and a time such as \"2016-02-08 23:08:10.264\", "
                        "found \"%s\"",
                        key->name, s7_loader_excerpt(node).text);
}

void s7_kind_clock(struct s7_loader *loader, const struct s7_plant_key *key, const struct s7_node *node,
                   void *element)
{
    static const char system[] = "system";
    struct s7_plant_moment moment = {.hour = 0};
    if (!s7_loader_scalar(loader, key, node))
        return;
    bool is_system = node->length == sizeof system - 1 && memcmp(node->text, system, sizeof system - 1) == 0;
    if (is_system || s7_loader_moment(node->text, node->length, &moment))
        memcpy((unsigned char *)element + key->offset, &moment, sizeof moment);
    else
        s7_loader_error(loader, node->mark,
                        "%s: expected system, or a date from 1990 to 2089 and a time such as "
                        "\"2016-02-08 14:51:37\", found \"%s\"",
                        key->name, s7_loader_excerpt(node).text);
}

/** "5/s". */
static bool parse_rate(const char *text, size_t length, uint64_t *ret_count, s7_time *ret_per)
{
    static const struct {
        char unit;
        s7_time per;
    } units[] = {{'s', S7_SECOND}, {'m', 60 * S7_SECOND}, {'h', 3600 * S7_SECOND}, {'d', 86400 * S7_SECOND}};
    if (length < 3 || text[length - 2] != '/' || !s7_loader_digits(text, length - 2, ret_count))
        return false;
    for (size_t i = 0; i < sizeof units / sizeof units[0]; i++) {
        if (units[i].unit != text[length - 1])
            continue;
        *ret_per = units[i].per;
        return true;
    }
    return false;
}

void s7_kind_rate(struct s7_loader *loader, const struct s7_plant_key *key, const struct s7_node *node,
                  void *element)
{
    uint64_t count = 0;
    struct s7_plant_rate rate = {.count = 0};
    if (!s7_loader_scalar(loader, key, node))
        return;
    bool is_rate = parse_rate(node->text, node->length, &count, &rate.per);
    if (is_rate && (double)count >= key->lowest && (double)count <= key->highest) {
        rate.count = (uint32_t)count;
        memcpy((unsigned char *)element + key->offset, &rate, sizeof rate);
    } else {
        s7_loader_error(loader, node->mark,
                        "%s: expected a rate from %.0f/s to %.0f/s such as 5/s, 20/m or 1/h, found \"%s\"",
                        key->name, key->lowest, key->highest, s7_loader_excerpt(node).text);
    }
}
