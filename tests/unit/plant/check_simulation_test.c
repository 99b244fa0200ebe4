/* SPDX-License-Identifier: MIT
 *
 * The limits of simulated values.
 */
#include "check.h"
#include "plant/kind.h"
#include "unit/plant/reading.h"

static struct reading reading;

static const char *check_simulation(const char *text, struct s7_plant_simulation *simulation)
{
    reading_begin(&reading, text);
    s7_check_simulation(&reading.loader, reading.root, simulation);
    const char *told = reading_told(&reading);
    reading_end(&reading);
    return told;
}

static void the_limits_of_a_wave_fit_its_type(void **state)
{
    (void)state;
    struct s7_plant_simulation wave = {.tag = {.type = S7_TYPE_BYTE, .count = 1}, .min = 0, .max = 255};
    assert_string_equal(check_simulation("{min: 0, max: 255}", &wave), "");
    wave.min = -1;
    wave.max = 256;
    assert_string_equal(check_simulation("{min: -1, max: 256}", &wave),
                        "1:7: error: min: BYTE does not hold this\n1:16: error: max: BYTE does not hold this");
    assert_string_equal(check_simulation("{max: 256}", &wave), "1:7: error: max: BYTE does not hold this");
    wave.tag.type = S7_TYPE_INT;
    assert_string_equal(check_simulation("{min: -1, max: 256}", &wave), "");
    wave.tag.count = 0; /* was not read */
    wave.tag.type = S7_TYPE_BOOL;
    assert_string_equal(check_simulation("{min: -1, max: 256}", &wave), "");
}

static void the_lowest_value_is_not_above_the_highest(void **state)
{
    (void)state;
    struct s7_plant_simulation wave = {.tag = {.type = S7_TYPE_INT, .count = 1}, .min = 2, .max = 1};
    assert_string_equal(check_simulation("{min: 2, max: 1}", &wave), "1:7: error: min is greater than max");
    assert_string_equal(check_simulation("{max: 1}", &wave), "1:7: error: min is greater than max");
    wave.max = 2;
    assert_string_equal(check_simulation("{min: 2, max: 2}", &wave), "");
}

static void what_is_not_there_is_not_judged(void **state)
{
    (void)state;
    struct s7_plant_simulation wave = {.min = 2, .max = 1};
    reading_begin(&reading, "");
    s7_check_simulation(&reading.loader, NULL, &wave);
    assert_string_equal(reading_told(&reading), "");
    reading_end(&reading);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_limits_of_a_wave_fit_its_type),
        cmocka_unit_test(the_lowest_value_is_not_above_the_highest),
        cmocka_unit_test(what_is_not_there_is_not_judged),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
