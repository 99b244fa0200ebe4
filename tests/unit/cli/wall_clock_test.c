/* SPDX-License-Identifier: MIT */
#include "check.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "cli/wall_clock.h"
#include "sieben/error.h"

static void moments_become_dates(void **state)
{
    (void)state;
    static const struct {
        int64_t ms;
        const char *text;
        unsigned weekday;
    } rows[] = {
        {0, "1970-01-01 00:00:00.000", 5},
        {951782399999, "2000-02-28 23:59:59.999", 2},
        {951782400000, "2000-02-29 00:00:00.000", 3},
        {1454943097916, "2016-02-08 14:51:37.916", 2},
        {3782591999001, "2089-11-11 23:59:59.001", 6},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        char text[S7_WALL_CLOCK_SIZE];
        const struct s7_clock clock = s7_wall_clock_at(rows[i].ms, true);
        s7_wall_clock_format(&clock, ' ', text);
        assert_string_equal(text, rows[i].text);
        assert_int_equal(clock.weekday, rows[i].weekday);
    }
}

static void local_time_is_that_of_the_zone(void **state)
{
    (void)state;
    char text[S7_WALL_CLOCK_SIZE];
    setenv("TZ", "XYZ-5:30", 1);
    tzset();
    struct s7_clock clock = s7_wall_clock_at(1454943097916, false);
    s7_wall_clock_format(&clock, 'T', text);
    assert_string_equal(text, "2016-02-08T20:21:37.916");
    assert_true(llabs(s7_wall_clock_ms() - (int64_t)time(NULL) * 1000) < 5000);
}

/* Every day from 1990 to 2089 is as many milliseconds from the first as the C library says, and so is its weekday. */
static void differences_and_weekdays_of_every_day(void **state)
{
    (void)state;
    const int64_t first_ms = 631152000000, day_ms = 86400000;
    const struct s7_clock first = s7_wall_clock_at(first_ms, true);
    assert_int_equal(first.year, 1990);
    for (int64_t day = 0; day < 36525; day++) {
        char text[S7_WALL_CLOCK_SIZE];
        struct s7_clock read;
        const struct s7_clock clock = s7_wall_clock_at(first_ms + day * day_ms + 123, true);
        assert_true(s7_wall_clock_difference(&first, &clock) == day * day_ms + 123);
        assert_true(s7_wall_clock_difference(&clock, &first) == -(day * day_ms + 123));
        s7_wall_clock_format(&clock, 'T', text);
        assert_int_equal(s7_wall_clock_parse(text, &read), S7_OK);
        assert_true(s7_wall_clock_difference(&clock, &read) == 0);
        assert_int_equal(read.weekday, clock.weekday);
    }
}

static void what_is_no_time_is_refused(void **state)
{
    (void)state;
    static const char *const faulty[] = {"",
                                         "now",
                                         "2026-11-20",
                                         "2026-11-20 12:00",
                                         "2026-11-20 12:00:60",
                                         "2026-11-20 24:00:00",
                                         "2026-02-29 12:00:00",
                                         "2026-13-01 12:00:00",
                                         "2026-00-01 12:00:00",
                                         "1989-12-31 23:59:59",
                                         "2090-01-01 00:00:00",
                                         "26-11-20 12:00:00",
                                         "2026-11-20 12:00:00.",
                                         "2026-11-20 12:00:00.5",
                                         "2026-11-20 12:00:00.5000",
                                         "2026-11-20 12:00:00Z",
                                         "2026-11-20_12:00:00",
                                         "2026/11/20 12:00:00"};
    for (size_t i = 0; i < sizeof faulty / sizeof faulty[0]; i++) {
        struct s7_clock clock = {.year = 1};
        assert_int_equal(s7_wall_clock_parse(faulty[i], &clock), S7_ERR_LOCAL_VALUE);
        assert_int_equal(clock.year, 1);
    }
    struct s7_clock clock;
    assert_int_equal(s7_wall_clock_parse("2024-02-29 12:00:00", &clock), S7_OK);
    assert_int_equal(clock.weekday, 5);
    assert_int_equal(clock.millisecond, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(moments_become_dates),
        cmocka_unit_test(local_time_is_that_of_the_zone),
        cmocka_unit_test(differences_and_weekdays_of_every_day),
        cmocka_unit_test(what_is_no_time_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
