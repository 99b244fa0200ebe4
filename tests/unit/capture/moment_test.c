/* SPDX-License-Identifier: MIT */
#include "capture/moment.h"

#include <stdio.h>
#include <time.h>

#include "cases.h"
#include "check.h"

static void expect(s7_time time, const char *expected)
{
    char text[40];
    struct s7_strbuf buf = s7_strbuf_over(text, sizeof text);
    s7_moment_print(&buf, time);
    assert_string_equal(text, expected);
}

static void moments_are_days_of_the_calendar(void **state)
{
    (void)state;
    expect(0, "1970-01-01 00:00:00.000");
    expect(-1, "1969-12-31 23:59:59.999");
    expect((s7_time)951782400 * S7_SECOND, "2000-02-29 00:00:00.000");
    expect((s7_time)951868799 * S7_SECOND + 999999999, "2000-02-29 23:59:59.999");
    expect((s7_time)4107542400 * S7_SECOND, "2100-03-01 00:00:00.000");
    expect(INT64_MAX, "2262-04-11 23:47:16.854");
    expect(INT64_MIN, "1677-09-21 00:12:43.145");
}

/** As libc has them. */
static void any_moment_is_that_of_libc(void **state)
{
    (void)state;
    struct s7_chance chance = cases_begin("any_moment_is_that_of_libc");
    for (unsigned long i = 0; i < cases_count(); i++) {
        s7_time time = (s7_time)s7_chance_next(&chance);
        time_t seconds = (time_t)(time / S7_SECOND - (time % S7_SECOND < 0));
        char expected[64];
        char tail[8];
        struct tm tm;
        assert_non_null(gmtime_r(&seconds, &tm));
        strftime(expected, sizeof expected - sizeof tail, "%Y-%m-%d %H:%M:%S", &tm);
        snprintf(tail, sizeof tail, ".%03d", (int)((time - (s7_time)seconds * S7_SECOND) / S7_MILLISECOND));
        char all[80];
        snprintf(all, sizeof all, "%s%s", expected, tail);
        expect(time, all);
    }
}

static void a_plant_file_has_the_years_of_a_cpu(void **state)
{
    (void)state;
    assert_false(s7_moment_is_writable((s7_time)631152000 * S7_SECOND - 1));
    assert_true(s7_moment_is_writable((s7_time)631152000 * S7_SECOND));
    assert_true(s7_moment_is_writable((s7_time)3786912000 * S7_SECOND - 1));
    assert_false(s7_moment_is_writable((s7_time)3786912000 * S7_SECOND));
    assert_false(s7_moment_is_writable(0));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(moments_are_days_of_the_calendar),
        cmocka_unit_test(any_moment_is_that_of_libc),
        cmocka_unit_test(a_plant_file_has_the_years_of_a_cpu),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
