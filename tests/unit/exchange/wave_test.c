/* SPDX-License-Identifier: MIT */
#include "exchange/wave.h"

#include <math.h>

#include "check.h"

static const struct s7_plant_simulation model = {.min = 20, .max = 80, .period = 10 * S7_SECOND};

static double value_at(enum s7_plant_wave wave, s7_time elapsed)
{
    struct s7_plant_simulation simulation = model;
    simulation.wave = wave;
    return s7_wave_value(&simulation, elapsed);
}

static void a_sine_is_the_sine(void **state)
{
    (void)state;
    for (s7_time t = 0; t < 20 * S7_SECOND; t += 7 * S7_MILLISECOND) {
        double turn = (double)t / (double)model.period;
        assert_true(fabs(value_at(S7_PLANT_SINE, t) - (50 + 30 * sin(2 * 3.14159265358979323846 * turn))) <
                    1e-4);
    }
}

static void the_other_shapes_pass_their_corners(void **state)
{
    (void)state;
    assert_true(value_at(S7_PLANT_RAMP, 0) == 20);
    assert_true(value_at(S7_PLANT_RAMP, 5 * S7_SECOND) == 50);
    assert_true(value_at(S7_PLANT_RAMP, 10 * S7_SECOND) == 20);
    assert_true(value_at(S7_PLANT_SQUARE, 5 * S7_SECOND - 1) == 80);
    assert_true(value_at(S7_PLANT_SQUARE, 5 * S7_SECOND) == 20);
    assert_true(value_at(S7_PLANT_TRIANGLE, 0) == 20);
    assert_true(value_at(S7_PLANT_TRIANGLE, 5 * S7_SECOND) == 80);
    assert_true(fabs(value_at(S7_PLANT_TRIANGLE, 7500 * S7_MILLISECOND) - 50) < 1e-9);
    assert_true(value_at(S7_PLANT_CONSTANT, 123 * S7_SECOND) == 20);
    assert_true(value_at(S7_PLANT_COUNT, 9 * S7_SECOND) == 20);
    assert_true(value_at(S7_PLANT_COUNT, 10 * S7_SECOND) == 21);
    assert_true(value_at(S7_PLANT_COUNT, 609 * S7_SECOND) == 80);
    assert_true(value_at(S7_PLANT_COUNT, 610 * S7_SECOND) == 20);
}

static void every_shape_stays_between_min_and_max(void **state)
{
    (void)state;
    for (int wave = S7_PLANT_SINE; wave <= S7_PLANT_CONSTANT; wave++)
        for (s7_time t = 0; t < 1000 * S7_SECOND; t += 333333333) {
            double value = value_at((enum s7_plant_wave)wave, t);
            assert_true(value >= 20 - 1e-6 && value <= 80 + 1e-6);
        }
}

static int64_t whole_of(enum s7_type type, double value)
{
    struct s7_value typed = s7_wave_typed(&model, type, value);
    return type == S7_TYPE_INT || type == S7_TYPE_DINT ? typed.as.signed_ : (int64_t)typed.as.unsigned_;
}

static void values_become_the_nearest_of_their_type(void **state)
{
    (void)state;
    assert_int_equal(whole_of(S7_TYPE_INT, -2.5), -3);
    assert_int_equal(whole_of(S7_TYPE_INT, 2.4), 2);
    assert_int_equal(whole_of(S7_TYPE_INT, 1e9), INT16_MAX);
    assert_int_equal(whole_of(S7_TYPE_DINT, -1e12), INT32_MIN);
    assert_int_equal(whole_of(S7_TYPE_BYTE, 300), 255);
    assert_int_equal(whole_of(S7_TYPE_WORD, -1), 0);
    assert_int_equal(whole_of(S7_TYPE_WORD, (double)NAN), 0);
    assert_int_equal(whole_of(S7_TYPE_COUNTER, 1000), 999);
    assert_int_equal(whole_of(S7_TYPE_TIMER, 9994), 9990);   /* three digits of 10 ms */
    assert_int_equal(whole_of(S7_TYPE_TIMER, 10090), 10000); /* of 100 ms */
    assert_int_equal(whole_of(S7_TYPE_TIMER, 4321098), 4320000);
    assert_int_equal(whole_of(S7_TYPE_TIMER, 1e9), 9990000);
    assert_true(s7_wave_typed(&model, S7_TYPE_REAL, 1.5).as.real == 1.5F);
    assert_false(s7_wave_typed(&model, S7_TYPE_BOOL, 49.9).as.boolean);
    assert_true(s7_wave_typed(&model, S7_TYPE_BOOL, 50).as.boolean);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_sine_is_the_sine),
        cmocka_unit_test(the_other_shapes_pass_their_corners),
        cmocka_unit_test(every_shape_stays_between_min_and_max),
        cmocka_unit_test(values_become_the_nearest_of_their_type),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
