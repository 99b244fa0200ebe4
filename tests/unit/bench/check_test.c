/* SPDX-License-Identifier: MIT */
#include <string.h>

#include "unit/bench/gathering.h"

static struct gathering found;

static void a_check_stands_beside_a_scan_of_the_same_text(void **state)
{
    (void)state;
    gathering_begin(&found);
    found.config.rounds = 2;
    found.config.round_time = 1;
    assert_true(s7_bench_run_check(&found.context));
    assert_string_equal(found.trouble, "none");
    assert_int_equal(found.sample_count, 2 * 2);
    assert_int_equal(found.row_count, 2);
    assert_string_equal(found.rows[0].median.subject, "scan");
    assert_string_equal(found.rows[1].median.subject, "check");
    assert_int_equal(found.rows[0].median.size, found.rows[1].median.size);
    assert_true(found.rows[1].median.size > 2000000);
    assert_int_equal(found.rows[0].cpu_of_limit.count, 0);
    assert_int_equal(found.rows[1].cpu_of_limit.count, 2);
    for (size_t i = 0; i < 4; i++)
        assert_true(found.samples[i].client_cpu_us > 0 && found.samples[i].per_second > 0);
}

/** The ratio is that of the times of a round, and it is what is judged. */
static void the_target_is_three_times_the_scan(void **state)
{
    (void)state;
    double ratio[2];
    for (size_t round = 0; round < 2; round++)
        ratio[round] = found.samples[2 + round].client_cpu_us / found.samples[round].client_cpu_us;
    assert_true(found.rows[1].cpu_of_limit.low > 0.999 * (ratio[0] < ratio[1] ? ratio[0] : ratio[1]));
    assert_true(found.rows[1].cpu_of_limit.high < 1.001 * (ratio[0] > ratio[1] ? ratio[0] : ratio[1]));
    assert_int_equal(found.target_count, 1);
    assert_int_equal(found.targets[0].sense, S7_BENCH_AT_MOST);
    assert_true(found.targets[0].bound > 2.9 && found.targets[0].bound < 3.1);
    assert_non_null(strstr(found.targets[0].name, "10000 connections"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_check_stands_beside_a_scan_of_the_same_text),
        cmocka_unit_test(the_target_is_three_times_the_scan),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
