/* SPDX-License-Identifier: MIT
 *
 * check_allocations.c — checking with every single allocation failing once: it is said, and nothing leaks.
 */
#include "allocation.h"
#include "checked.h"

static void fail_at_every_allocation(const char *name)
{
    char *text = checked_file(name);
    struct s7_plant *plant = NULL;
    assert_non_null(text);
    assert_int_equal(s7_plant_load(text, strlen(text), NULL, NULL, &plant), S7_OK);
    free(text);
    size_t live = allocation_live();
    size_t n = 1;
    for (int failed = 1; failed; n++) {
        struct s7_register_list list = {.count = 0};
        allocation_fail_at(n);
        s7_register_take(&list, S7_PLANT_WARNING, S7_PLANT_TOPIC_NAMED, (struct s7_plant_mark){1, 1}, "taken");
        int error = s7_register_check(plant, checked_today, &list);
        failed = allocation_failed();
        allocation_fail_at(0);
        assert_int_equal(error, failed ? S7_ERR_LOCAL_MEMORY : S7_OK);
        assert_int_equal(list.failed, failed);
        s7_register_list_free(&list);
        assert_int_equal(allocation_live(), live);
    }
    assert_true(n > 3);
    s7_plant_free(plant);
}

static void every_failure_is_said(void **state)
{
    (void)state;
    fail_at_every_allocation("S7R-008.yaml");
    fail_at_every_allocation("S7R-015.yaml");
    fail_at_every_allocation("S7R-040-near.yaml");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_failure_is_said),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
