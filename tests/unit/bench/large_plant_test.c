/* SPDX-License-Identifier: MIT */
#include "bench/large_plant.h"

#include <stdlib.h>

#include "check.h"
#include "register/check.h"

/** Whatever its size, there is nothing to find in it. */
static void a_large_plant_is_in_order(void **state)
{
    (void)state;
    static const struct {
        size_t cpus, connections;
    } rows[] = {{10, 1}, {10, 200}, {100, 1000}, {1000, 10000}};
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct s7_register_list list = {.count = 0};
        struct s7_plant *plant = NULL;
        size_t size = 0;
        char *text = s7_bench_large_plant(rows[i].cpus, rows[i].connections, &size);
        assert_non_null(text);
        assert_int_equal(s7_plant_load_by_topic(text, size, s7_register_take, &list, &plant), S7_OK);
        free(text);
        assert_int_equal(plant->cpu_count, rows[i].cpus);
        assert_int_equal(plant->connection_count, rows[i].connections);
        assert_int_equal(s7_register_check(plant, (struct s7_plant_date){2026, 11, 20}, &list), S7_OK);
        if (list.count)
            fail_msg("%s: %s", list.findings[0].check->id, list.findings[0].text);
        s7_register_list_free(&list);
        s7_plant_free(plant);
    }
}

static void other_numbers_are_refused(void **state)
{
    (void)state;
    size_t size = 7;
    assert_null(s7_bench_large_plant(0, 0, &size));
    assert_null(s7_bench_large_plant(15, 1, &size));
    assert_null(s7_bench_large_plant(10, 201, &size));
    assert_int_equal(size, 7);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_large_plant_is_in_order),
        cmocka_unit_test(other_numbers_are_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
