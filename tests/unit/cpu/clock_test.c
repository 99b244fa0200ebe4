/* SPDX-License-Identifier: MIT
 *
 * The clock of a CPU: what is a time of day, and what it shows some time later.
 */
#include "check.h"

#include "cases.h"
#include "cpu/clock.h"
#include "sieben/cpu.h"
#include "wire/clock.h"

#define DAY (INT64_C(86400) * S7_SECOND)

static const struct s7_clock captured = {.year = 2016,
                                         .month = 2,
                                         .day = 8,
                                         .hour = 14,
                                         .minute = 51,
                                         .second = 37,
                                         .weekday = 2,
                                         .millisecond = 916}; /* a Monday: s7comm 8.12 */

static void shows(const struct s7_clock *clock, s7_time span, const struct s7_clock *expected)
{
    struct s7_clock shown = s7_cpu_clock_after(clock, span);
    assert_int_equal(shown.year, expected->year);
    assert_int_equal(shown.month, expected->month);
    assert_int_equal(shown.day, expected->day);
    assert_int_equal(shown.hour, expected->hour);
    assert_int_equal(shown.minute, expected->minute);
    assert_int_equal(shown.second, expected->second);
    assert_int_equal(shown.millisecond, expected->millisecond);
    assert_int_equal(shown.weekday, expected->weekday);
}

static void a_clock_shows_what_was_set_and_its_weekday(void **state)
{
    (void)state;
    struct s7_clock unstated = captured;
    unstated.weekday = 0;
    shows(&captured, 0, &captured);
    shows(&unstated, S7_MILLISECOND - 1, &captured);
}

static void time_passes_into_the_next_year(void **state)
{
    (void)state;
    const struct s7_clock eve = {
        .year = 2015, .month = 12, .day = 31, .hour = 23, .minute = 59, .second = 59, .millisecond = 999};
    shows(&eve, S7_MILLISECOND, &(struct s7_clock){.year = 2016, .month = 1, .day = 1, .weekday = 6});
    shows(&eve, S7_MILLISECOND + 59 * DAY,
          &(struct s7_clock){.year = 2016, .month = 2, .day = 29, .weekday = 2});
    shows(&eve, S7_MILLISECOND + 60 * DAY,
          &(struct s7_clock){.year = 2016, .month = 3, .day = 1, .weekday = 3});
}

static void after_2089_comes_1990(void **state)
{
    (void)state;
    const struct s7_clock last = {.year = 2089, .month = 12, .day = 31, .hour = 23};
    shows(&last, 3600 * S7_SECOND, &(struct s7_clock){.year = 1990, .month = 1, .day = 1, .weekday = 2});
}

/* What it shows is what was set, and later so much later; what is no time is not taken. */
static void a_cpu_shows_its_clock(void **state)
{
    (void)state;
    struct s7_cpu_config config;
    struct s7_cpu *cpu = NULL;
    s7_cpu_config_default(&config);
    config.clock = captured;
    config.clock_at = 10 * S7_SECOND;
    assert_int_equal(s7_cpu_new(&config, &cpu), S7_OK);
    assert_int_equal(s7_cpu_clock(cpu, S7_SECOND).second, 37); /* it does not go yet */
    assert_int_equal(s7_cpu_clock(cpu, 12 * S7_SECOND).second, 39);
    struct s7_clock other = captured;
    other.year = 2001;
    assert_int_equal(s7_cpu_set_clock(cpu, &other, 20 * S7_SECOND), S7_OK);
    assert_int_equal(s7_cpu_clock(cpu, 21 * S7_SECOND).year, 2001);
    assert_int_equal(s7_cpu_clock(cpu, 21 * S7_SECOND).second, 38);
    other.month = 13;
    assert_int_equal(s7_cpu_set_clock(cpu, &other, 21 * S7_SECOND), S7_ERR_LOCAL_ARGUMENT);
    assert_int_equal(s7_cpu_clock(cpu, 21 * S7_SECOND).month, 2);
    s7_cpu_free(cpu);
}

/* A day later is the next day of the calendar, at the same time, one weekday on. */
static void every_day_has_a_next(void **state)
{
    (void)state;
    struct s7_clock before = {.year = 1990, .month = 1, .day = 1, .hour = 7, .weekday = 2};
    for (unsigned i = 1; i < 36525; i++) {
        struct s7_clock next = s7_cpu_clock_after(&before, DAY);
        bool same_month = next.day == before.day + 1 && next.month == before.month && next.year == before.year;
        bool next_month = next.day == 1 && before.day >= 28 &&
                          (next.month == before.month + 1
                               ? next.year == before.year
                               : next.month == 1 && before.month == 12 && next.year == before.year + 1);
        assert_true(same_month || next_month);
        assert_int_equal(next.weekday, before.weekday % 7 + 1);
        assert_int_equal(next.hour, 7);
        assert_true(s7_clock_valid(&next));
        before = next;
    }
    assert_int_equal(before.year, 2089);
    assert_int_equal(before.day, 31);
}

/* In two steps or in one. */
static void spans_add_up(void **state)
{
    (void)state;
    struct s7_chance chance = cases_begin(__func__);
    for (unsigned long i = 0, cases = cases_count(); i < cases; i++) {
        s7_time one = (s7_time)s7_chance_below(&chance, 1u << 31) * 1000 * S7_MILLISECOND;
        s7_time two = (s7_time)s7_chance_below(&chance, 1u << 30) * S7_MILLISECOND;
        struct s7_clock between = s7_cpu_clock_after(&captured, one);
        struct s7_clock end = s7_cpu_clock_after(&captured, one + two);
        shows(&between, two, &end);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_clock_shows_what_was_set_and_its_weekday),
        cmocka_unit_test(time_passes_into_the_next_year),
        cmocka_unit_test(after_2089_comes_1990),
        cmocka_unit_test(a_cpu_shows_its_clock),
        cmocka_unit_test(every_day_has_a_next),
        cmocka_unit_test(spans_add_up),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
