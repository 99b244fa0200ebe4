/* SPDX-License-Identifier: MIT
 *
 * Days of the calendar, moments and rates.
 */
#include <stdio.h>

#include "check.h"
#include "plant/kind.h"
#include "unit/plant/reading.h"

static struct reading reading;

/** Reads `{k: VALUE}` by the kind of a key; the value stands at 1:5. */
static const char *read_value(enum s7_plant_element where, const char *name, const char *value, void *element)
{
    char text[1000];
    const struct s7_plant_key *key = reading_key(where, name);
    snprintf(text, sizeof text, "{k: %s}", value);
    reading_begin(&reading, text);
    assert_int_equal(reading.error, S7_OK);
    key->kind->read(&reading.loader, key, reading_node(&reading, "k"), element);
    return reading_told(&reading);
}

/** Refused in these words, and the element is as before. */
static void assert_refused(enum s7_plant_element where, const char *name, const char *value, const char *told)
{
    union {
        struct s7_plant plant;
        struct s7_plant_cpu cpu;
        struct s7_plant_connection connection;
        struct s7_plant_exception exception;
        struct s7_plant_profile profile;
    } element, before;
    char words[600];
    memset(&element, 0xA5, sizeof element);
    memset(&before, 0xA5, sizeof before);
    snprintf(words, sizeof words, "1:5: error: %s", told);
    assert_string_equal(read_value(where, name, value, &element), words);
    assert_memory_equal(&element, &before, sizeof element);
    reading_end(&reading);
}

static void a_date_is_a_day_that_there_is(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        struct s7_plant_date date;
    } good[] = {{"2026-11-18", {2026, 11, 18}}, {"2024-02-29", {2024, 2, 29}},  {"2000-02-29", {2000, 2, 29}},
                {"0001-01-01", {1, 1, 1}},      {"9999-12-31", {9999, 12, 31}}, {"2026-04-30", {2026, 4, 30}}};
    for (size_t i = 0; i < sizeof good / sizeof good[0]; i++) {
        struct s7_plant plant = {.revision = 0};
        assert_string_equal(read_value(S7_ELEMENT_PLANT, "approved_on", good[i].text, &plant), "");
        assert_int_equal(plant.approved_on.year, good[i].date.year);
        assert_int_equal(plant.approved_on.month, good[i].date.month);
        assert_int_equal(plant.approved_on.day, good[i].date.day);
        reading_end(&reading);
    }
    static const char *const bad[] = {"2026-11-31", "2026-02-29", "1900-02-29", "2026-13-01",  "2026-00-10",
                                      "2026-01-00", "0000-01-01", "26-11-18",   "2026/11/18",  "18.11.2026",
                                      "2026-1-8",   "20261118",   "2026-11-1x", "2026-11-181", "today"};
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        char told[200];
        snprintf(told, sizeof told,
                 "approved_on: expected a day of the calendar such as 2026-11-18, found \"%s\"", bad[i]);
        assert_refused(S7_ELEMENT_PLANT, "approved_on", bad[i], told);
    }
    assert_refused(S7_ELEMENT_PLANT, "approved_on", "[a]", "approved_on: expected a date, found a list");
}

/** Every month has the days that it has in a calendar made by counting. */
static void months_end_where_they_should(void **state)
{
    (void)state;
    static const unsigned days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    for (unsigned month = 1; month <= 12; month++) {
        struct s7_plant plant = {.revision = 0};
        char text[40];
        snprintf(text, sizeof text, "2026-%02u-%02u", month, days[month - 1]);
        assert_string_equal(read_value(S7_ELEMENT_PLANT, "approved_on", text, &plant), "");
        reading_end(&reading);
        snprintf(text, sizeof text, "2026-%02u-%02u", month, days[month - 1] + 1);
        assert_string_not_equal(read_value(S7_ELEMENT_PLANT, "approved_on", text, &plant), "");
        reading_end(&reading);
    }
}

static void a_moment_is_a_day_and_a_time_of_it(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        struct s7_plant_moment moment;
    } good[] = {{"\"2016-02-08 23:08:10.264\"", {{2016, 2, 8}, 23, 8, 10, 264}},
                {"\"2016-02-08 23:08:10.2\"", {{2016, 2, 8}, 23, 8, 10, 200}},
                {"\"2016-02-08 23:08:10.05\"", {{2016, 2, 8}, 23, 8, 10, 50}},
                {"\"1990-01-01 00:00:00\"", {{1990, 1, 1}, 0, 0, 0, 0}},
                {"\"2089-12-31 23:59:59.999\"", {{2089, 12, 31}, 23, 59, 59, 999}}};
    for (size_t i = 0; i < sizeof good / sizeof good[0]; i++) {
        struct s7_plant_event event = {.event = 0};
        assert_string_equal(read_value(S7_ELEMENT_EVENT, "at", good[i].text, &event), "");
        assert_int_equal(event.at.date.year, good[i].moment.date.year);
        assert_int_equal(event.at.date.month, good[i].moment.date.month);
        assert_int_equal(event.at.date.day, good[i].moment.date.day);
        assert_int_equal(event.at.hour, good[i].moment.hour);
        assert_int_equal(event.at.minute, good[i].moment.minute);
        assert_int_equal(event.at.second, good[i].moment.second);
        assert_int_equal(event.at.millisecond, good[i].moment.millisecond);
        reading_end(&reading);
    }
    static const char *const bad[] = {
        "2016-02-08",          "2016-02-30 00:00:00",  "1989-12-31 23:59:59",      "2090-01-01 00:00:00",
        "2016-02-08 24:00:00", "2016-02-08 23:60:00",  "2016-02-08 23:00:60",      "2016-02-08T23:00:00",
        "2016-02-08 23:00",    "2016-02-08 23:00:00.", "2016-02-08 23:00:00.1234", "2016-02-08 23:00:00,1",
        "2016-02-08  3:00:00"};
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        char quoted[60], told[300];
        snprintf(quoted, sizeof quoted, "\"%s\"", bad[i]);
        snprintf(told, sizeof told,
                 "at: expected a date from 1990 to 2089 and a time such as \"2016-02-08 23:08:10.264\", found "
                 "\"%s\"",
                 bad[i]);
        assert_refused(S7_ELEMENT_EVENT, "at", quoted, told);
    }
}

static void a_rate_is_so_often_in_a_time(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        uint32_t count;
        s7_time per;
    } good[] = {{"5/s", 5, S7_SECOND},
                {"20/m", 20, 60 * S7_SECOND},
                {"1/h", 1, 3600 * S7_SECOND},
                {"1000000/d", 1000000, 86400 * S7_SECOND}};
    for (size_t i = 0; i < sizeof good / sizeof good[0]; i++) {
        struct s7_plant_connection connection = {.id = "X"};
        assert_string_equal(read_value(S7_ELEMENT_RATE, "most", good[i].text, &connection), "");
        assert_int_equal(connection.rate_most.count, good[i].count);
        assert_int_equal(connection.rate_most.per, good[i].per);
        reading_end(&reading);
    }
    static const char *const bad[] = {"0/s",  "1000001/s", "5",    "/s",  "5/", "5/ms",
                                      "5 /s", "05/s",      "-5/s", "5/w", "s/5"};
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        char told[200];
        snprintf(told, sizeof told,
                 "most: expected a rate from 1/s to 1000000/s such as 5/s, 20/m or 1/h, found \"%s\"", bad[i]);
        assert_refused(S7_ELEMENT_RATE, "most", bad[i], told);
    }
    assert_refused(S7_ELEMENT_RATE, "most", "{a: b}", "most: expected a rate, found a mapping");
}

/** A clock is a moment as well, or this computer's: year 0. */
static void a_clock_is_a_moment_or_the_systems(void **state)
{
    (void)state;
    struct s7_plant_cpu cpu = {.mode_stop = false};
    assert_string_equal(read_value(S7_ELEMENT_CPU, "clock", "\"2016-02-08 14:51:37\"", &cpu), "");
    assert_int_equal(cpu.clock.date.year, 2016);
    assert_int_equal(cpu.clock.second, 37);
    reading_end(&reading);
    assert_string_equal(read_value(S7_ELEMENT_CPU, "clock", "system", &cpu), "");
    assert_int_equal(cpu.clock.date.year, 0);
    assert_int_equal(cpu.clock.second, 0);
    reading_end(&reading);
    static const char *const bad[] = {"System", "systems", "2016-02-08", "1989-12-31 23:59:59"};
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        char quoted[60], told[300];
        snprintf(quoted, sizeof quoted, "\"%s\"", bad[i]);
        snprintf(told, sizeof told,
                 "clock: expected system, or a date from 1990 to 2089 and a time such as "
                 "\"2016-02-08 14:51:37\", found \"%s\"",
                 bad[i]);
        assert_refused(S7_ELEMENT_CPU, "clock", quoted, told);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_date_is_a_day_that_there_is),
        cmocka_unit_test(months_end_where_they_should),
        cmocka_unit_test(a_moment_is_a_day_and_a_time_of_it),
        cmocka_unit_test(a_clock_is_a_moment_or_the_systems),
        cmocka_unit_test(a_rate_is_so_often_in_a_time),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
