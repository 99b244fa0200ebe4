/* SPDX-License-Identifier: MIT
 *
 * allocs in a program whose calls are not counted (this one); allocs_counted.c is the other half.
 */
#include "unit/bench/gathering.h"

static void what_cannot_be_counted_is_not_shown(void **state)
{
    (void)state;
    static struct gathering found;
    gathering_begin(&found);
    assert_true(s7_bench_run_allocs(&found.context));
    assert_int_equal(found.sample_count, 4 * found.config.size_count);
    assert_int_equal(found.row_count, 4 * found.config.size_count);
    for (size_t i = 0; i < found.row_count; i++) {
        assert_int_equal(found.rows[i].median.scenario, S7_BENCH_ALLOCS);
        assert_true(found.rows[i].median.allocations < 0);
    }
    assert_int_equal(found.target_count, 2);
    for (size_t i = 0; i < found.target_count; i++) {
        assert_int_equal(found.targets[i].verdict, S7_BENCH_NOT_SHOWN);
        assert_int_equal(found.targets[i].value.count, 0);
    }
    assert_string_equal(found.trouble, "none");
    assert_no_child_left();
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_cannot_be_counted_is_not_shown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
