/* SPDX-License-Identifier: MIT
 *
 * A CPU in STOP on demand.
 */
#include "unit/cpu/fault_scene.h"

#define READ_FOUR READ_DB("01", "04")

static void the_cpu_stops_for_some_requests(void **state)
{
    static const enum s7_cpu_mode modes[] = {S7_CPU_MODE_RUN, S7_CPU_MODE_STOP, S7_CPU_MODE_STOP,
                                             S7_CPU_MODE_RUN, S7_CPU_MODE_RUN};
    struct scene *scene = *state;
    SET(scene, .kind = S7_CPU_FAULT_STOP, .after = 1, .times = 2);
    for (size_t i = 0; i < sizeof modes / sizeof modes[0]; i++) {
        reads(scene, READ_FOUR, FOUR); /* data are served in any mode */
        assert_int_equal(s7_cpu_mode(scene->cpu), modes[i]);
    }
    SET(scene, .kind = S7_CPU_FAULT_STOP); /* at once */
    assert_int_equal(s7_cpu_mode(scene->cpu), S7_CPU_MODE_STOP);
    clears(scene, "f");
    assert_int_equal(s7_cpu_mode(scene->cpu), S7_CPU_MODE_RUN);
}

/* Whoever started the CPU meanwhile is not overruled. */
static void a_cpu_that_was_started_again_runs(void **state)
{
    struct scene *scene = *state;
    SET(scene, .kind = S7_CPU_FAULT_STOP);
    assert_int_equal(s7_cpu_set_mode(scene->cpu, S7_CPU_MODE_RUN, S7_CPU_CAUSE_PARTNER, scene->peer.now),
                     S7_OK);
    reads(scene, READ_FOUR, FOUR);
    assert_int_equal(s7_cpu_mode(scene->cpu), S7_CPU_MODE_RUN);
    assert_int_equal(s7_cpu_set_mode(scene->cpu, S7_CPU_MODE_HOLD, S7_CPU_CAUSE_PARTNER, scene->peer.now),
                     S7_OK);
    clears(scene, "f");
    assert_int_equal(s7_cpu_mode(scene->cpu), S7_CPU_MODE_HOLD);
}

/* The last one of several decides, whichever it is. */
static void the_cpu_stops_as_long_as_one_fault_says_so(void **state)
{
    static const char *const orders[][2] = {{"first", "second"}, {"second", "first"}};
    struct scene *scene = *state;
    for (size_t i = 0; i < sizeof orders / sizeof orders[0]; i++) {
        sets(scene, "first", (struct s7_cpu_fault){.kind = S7_CPU_FAULT_STOP});
        sets(scene, "second", (struct s7_cpu_fault){.kind = S7_CPU_FAULT_STOP});
        clears(scene, orders[i][0]);
        assert_int_equal(s7_cpu_mode(scene->cpu), S7_CPU_MODE_STOP);
        clears(scene, orders[i][1]);
        assert_int_equal(s7_cpu_mode(scene->cpu), S7_CPU_MODE_RUN);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        SCENE(the_cpu_stops_for_some_requests),
        SCENE(a_cpu_that_was_started_again_runs),
        SCENE(the_cpu_stops_as_long_as_one_fault_says_so),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
