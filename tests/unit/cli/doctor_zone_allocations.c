/* SPDX-License-Identifier: MIT
 *
 * What is to be tried from a zone, with memory that runs out at every place where it can: nothing is left behind.
 */
#include "check.h"

#include "allocation.h"
#include "doctor_zone_scene.h"

enum { TRIES_MAX = 100 };

/* The command line, of which the plan looks at nothing, is the test's. */

int s7_command_misuse(const struct s7_command *command, const char *format, ...)
{
    (void)command, (void)format;
    return S7_EXIT_USAGE;
}

const char *s7_arguments_value(const struct s7_arguments *arguments, const char *name)
{
    (void)arguments, (void)name;
    return NULL;
}

bool s7_arguments_flag(const struct s7_arguments *arguments, const char *name)
{
    return s7_arguments_value(arguments, name) != NULL;
}

int s7_arguments_duration(const struct s7_arguments *arguments, const char *name, s7_time preset,
                          s7_time *ret_duration)
{
    (void)arguments, (void)name;
    *ret_duration = preset;
    return S7_ARGUMENTS_GO_ON;
}

static void a_plan_without_memory(void **state)
{
    const struct s7_doctor_choice choice = {.arguments = &zone_arguments};
    const struct s7_plant_zone *zone = s7_zone_find(zone_plant, "A");
    (void)state;
    for (size_t n = 1; n < TRIES_MAX; n++) {
        struct s7_zone_run run;
        size_t before = allocation_live();
        allocation_fail_at(n);
        bool planned = s7_zone_run_plan(zone_plant, zone, &choice, &run);
        bool reached = allocation_failed();
        allocation_fail_at(0);
        s7_zone_run_free(&run);
        assert_int_equal(allocation_live(), before);
        assert_int_equal(planned, !reached);
        if (reached)
            continue;
        assert_int_equal(n, 3); /* the trials, and the areas of C-1 */
        return;
    }
    fail_msg("it never succeeded");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(a_plan_without_memory, zone_start, zone_stop)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
