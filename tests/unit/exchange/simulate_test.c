/* SPDX-License-Identifier: MIT */
#include "exchange/simulate.h"

#include <string.h>

#include "sim/exchange_memory.h"

/** A CPU with the values given as tags; ramps from 0 to 100 in 10 s. */
struct scene {
    struct s7_plant_simulation simulations[8];
    struct s7_plant_cpu cpu;
    struct test_memory memory;
    struct s7_simulator simulator;
};

static void prepare(struct scene *scene, const char *const *tags, size_t count)
{
    *scene = (struct scene){.cpu = {.name = "PRESS", .simulation_count = count}};
    scene->cpu.simulations = scene->simulations;
    for (size_t i = 0; i < count; i++) {
        struct s7_plant_simulation *simulation = &scene->simulations[i];
        *simulation =
            (struct s7_plant_simulation){.wave = S7_PLANT_RAMP, .min = 0, .max = 100, .period = 10 * S7_SECOND};
        assert_int_equal(s7_tag_parse(tags[i], &simulation->tag, NULL), S7_OK);
    }
    test_memory_init(&scene->memory);
    s7_simulator_init(&scene->simulator, &scene->cpu, &scene->memory.memory, 100 * S7_MILLISECOND);
}

static void values_of_every_type_are_written_where_they_belong(void **state)
{
    static const char *const tags[] = {"DB10.DBX0.5:BOOL", "DB10.DBB1:BYTE",   "DB10.DBW2:INT",
                                       "DB10.DBD4:REAL",   "DB10.DBW8:WORD*3", "DB10.DBX20.6:BOOL*4"};
    static const uint8_t expected[22] = {0x20, 75, 0,  75, 0x42, 0x96, 0, 0, 0, 75,   0,
                                         75,   0,  75, 0,  0,    0,    0, 0, 0, 0xC0, 0x03};
    struct scene scene;
    (void)state;
    prepare(&scene, tags, sizeof tags / sizeof tags[0]);
    s7_simulator_start(&scene.simulator, 1000);
    s7_simulator_tick(&scene.simulator, 1000 + 7500 * S7_MILLISECOND);
    assert_memory_equal(scene.memory.octets, expected, sizeof expected);
    assert_int_equal(scene.memory.locks, 2); /* one telegram never sees half a turn */
    assert_int_equal(scene.memory.unlocked_accesses, 0);
    assert_int_equal(scene.simulator.refused, 0);
}

static void turns_come_on_time_and_stop(void **state)
{
    static const char *const tags[] = {"DB10.DBW0:INT"};
    struct scene scene;
    (void)state;
    prepare(&scene, tags, 1);
    assert_int_equal(s7_simulator_deadline(&scene.simulator), S7_TIME_NEVER);
    s7_simulator_start(&scene.simulator, 50);
    assert_int_equal(scene.memory.octets[1], 0);
    assert_int_equal(s7_simulator_deadline(&scene.simulator), 50 + 100 * S7_MILLISECOND);
    s7_simulator_tick(&scene.simulator, 50 + 99 * S7_MILLISECOND);
    assert_int_equal(scene.memory.locks, 1);
    s7_simulator_tick(&scene.simulator, 50 + 555 * S7_MILLISECOND); /* late: one turn, the next on the grid */
    assert_int_equal(scene.memory.locks, 2);
    assert_int_equal(scene.memory.octets[1], 6);
    assert_int_equal(s7_simulator_deadline(&scene.simulator), 50 + 600 * S7_MILLISECOND);
    s7_simulator_stop(&scene.simulator);
    s7_simulator_tick(&scene.simulator, 50 + 9 * S7_SECOND);
    assert_int_equal(scene.memory.octets[1], 6);
    assert_int_equal(s7_simulator_deadline(&scene.simulator), S7_TIME_NEVER);
}

static void a_value_without_a_place_is_counted(void **state)
{
    static const char *const tags[] = {"DB11.DBW0:INT", "DB10.DBW0:INT"};
    struct scene scene;
    (void)state;
    prepare(&scene, tags, 2);
    s7_simulator_start(&scene.simulator, 0);
    s7_simulator_tick(&scene.simulator, 5 * S7_SECOND);
    assert_int_equal(scene.simulator.refused, 2);
    assert_int_equal(scene.memory.octets[1], 50);
}

static void a_cpu_without_values_needs_no_time(void **state)
{
    struct scene scene;
    (void)state;
    prepare(&scene, NULL, 0);
    s7_simulator_start(&scene.simulator, 0);
    assert_int_equal(s7_simulator_deadline(&scene.simulator), S7_TIME_NEVER);
    assert_int_equal(scene.memory.locks, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(values_of_every_type_are_written_where_they_belong),
        cmocka_unit_test(turns_come_on_time_and_stop),
        cmocka_unit_test(a_value_without_a_place_is_counted),
        cmocka_unit_test(a_cpu_without_values_needs_no_time),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
