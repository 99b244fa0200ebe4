/* SPDX-License-Identifier: MIT
 *
 * In a program linked without --wrap (this one) calls are not counted, and it can tell; allocation_count_wrapped.c
 * is the other half.
 */
#include "bench/allocation_count.h"

#include <stdlib.h>

#include "check.h"

static void without_the_linker_nothing_is_counted_and_this_is_known(void **state)
{
    (void)state;
    assert_false(s7_bench_allocations_counted());
    for (int i = 0; i < 3; i++) {
        void *volatile block = malloc(10);
        free(block);
    }
    assert_int_equal(s7_bench_allocations(), 0);
    assert_false(s7_bench_allocations_counted()); /* nor after asking once */
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(without_the_linker_nothing_is_counted_and_this_is_known),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
