/* SPDX-License-Identifier: MIT */
#include "register/checking.h"

#include "check.h"

static long days_between(struct s7_plant_date one, struct s7_plant_date other)
{
    return s7_checking_day(other) - s7_checking_day(one);
}

static void days_are_those_of_the_calendar(void **state)
{
    (void)state;
    assert_int_equal(days_between((struct s7_plant_date){2026, 11, 20}, (struct s7_plant_date){2026, 11, 21}),
                     1);
    assert_int_equal(days_between((struct s7_plant_date){2024, 2, 28}, (struct s7_plant_date){2024, 3, 1}), 2);
    assert_int_equal(days_between((struct s7_plant_date){2100, 2, 28}, (struct s7_plant_date){2100, 3, 1}), 1);
    assert_int_equal(days_between((struct s7_plant_date){2000, 1, 1}, (struct s7_plant_date){2400, 1, 1}),
                     146097);
    assert_int_equal(days_between((struct s7_plant_date){2026, 12, 31}, (struct s7_plant_date){2027, 1, 1}), 1);
    assert_true(s7_checking_before((struct s7_plant_date){2026, 11, 19}, (struct s7_plant_date){2026, 11, 20}));
    assert_false(
        s7_checking_before((struct s7_plant_date){2026, 11, 20}, (struct s7_plant_date){2026, 11, 20}));
    assert_false(s7_checking_before((struct s7_plant_date){0, 0, 0}, (struct s7_plant_date){2026, 11, 20}));
    assert_false(s7_checking_before((struct s7_plant_date){2026, 11, 20}, (struct s7_plant_date){0, 0, 0}));
}

/** Day by day through any months: each one is one further. */
static void every_day_follows_the_one_before(void **state)
{
    (void)state;
    static const uint8_t lengths[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    long last = 0;
    for (uint16_t year = 1999; year < 2010; year++)
        for (uint8_t month = 1; month <= 12; month++) {
            unsigned length = lengths[month - 1] + (unsigned)(month == 2 && year % 4 == 0);
            for (uint8_t day = 1; day <= length; day++) {
                long number = s7_checking_day((struct s7_plant_date){year, month, day});
                assert_true(last == 0 || number == last + 1);
                last = number;
            }
        }
}

static void partners_have_numbers_of_one_row(void **state)
{
    (void)state;
    struct s7_plant_cpu cpus[2] = {{.name = "A"}, {.name = "B"}};
    struct s7_plant_cpu hosts[1] = {{.name = "H", .is_host = true}};
    const struct s7_plant plant = {.cpus = cpus, .cpu_count = 2, .hosts = hosts, .host_count = 1};
    for (size_t i = 0; i < 3; i++)
        assert_int_equal(s7_checking_number(&plant, s7_checking_partner(&plant, i)), i);
    assert_ptr_equal(s7_checking_partner(&plant, 2), &hosts[0]);
    assert_null(s7_checking_partner(&plant, 3));
}

static void dates_and_ranges_are_shown_as_they_are_written(void **state)
{
    (void)state;
    const struct s7_range range = {S7_AREA_DB, 65535, 8 * 65534, 8};
    assert_string_equal(s7_checking_date((struct s7_plant_date){2026, 1, 2}).text, "2026-01-02");
    assert_string_equal(s7_checking_range(&range).text, "P#DB65535.DBX65534.0 BYTE 1");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(days_are_those_of_the_calendar),
        cmocka_unit_test(every_day_follows_the_one_before),
        cmocka_unit_test(partners_have_numbers_of_one_row),
        cmocka_unit_test(dates_and_ranges_are_shown_as_they_are_written),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
