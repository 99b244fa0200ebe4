/* SPDX-License-Identifier: MIT */
#include "bench/capture_pass.h"

#include "check.h"

static void what_was_made_is_read(void **state)
{
    (void)state;
    struct s7_bench_traffic traffic;
    assert_true(s7_bench_traffic_make(&traffic));
    assert_true(s7_bench_capture_limit(&traffic));
    assert_true(s7_bench_capture_list(&traffic));
    assert_true(s7_bench_capture_limit(&traffic)); /* again from the start */
    s7_bench_traffic_free(&traffic);
}

/* Less than was made, or something else, is no result. */
static void other_counts_are_a_failure(void **state)
{
    (void)state;
    struct s7_bench_traffic traffic, other;
    assert_true(s7_bench_traffic_make(&traffic));
    other = traffic;
    other.packets++;
    assert_false(s7_bench_capture_limit(&other));
    assert_false(s7_bench_capture_list(&other));
    other = traffic;
    other.octets--;
    assert_false(s7_bench_capture_limit(&other));
    other = traffic;
    other.writes++;
    assert_false(s7_bench_capture_list(&other));
    other = traffic;
    other.pdus--;
    assert_false(s7_bench_capture_list(&other));
    s7_bench_traffic_free(&traffic);
}

static void no_capture_is_a_failure(void **state)
{
    (void)state;
    struct s7_bench_traffic empty = {.file = tmpfile()};
    assert_non_null(empty.file);
    assert_false(s7_bench_capture_limit(&empty));
    assert_false(s7_bench_capture_list(&empty));
    s7_bench_traffic_free(&empty);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_was_made_is_read),
        cmocka_unit_test(other_counts_are_a_failure),
        cmocka_unit_test(no_capture_is_a_failure),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
