/* SPDX-License-Identifier: MIT */
#include "bench/judge.h"

#include "check.h"

static enum s7_bench_verdict verdict(double low, double median, double high, enum s7_bench_sense sense,
                                     double bound)
{
    const struct s7_bench_estimate estimate = {.median = median, .low = low, .high = high, .count = 15};
    return s7_bench_judge(&estimate, sense, bound);
}

static void at_least(void **state)
{
    (void)state;
    assert_int_equal(verdict(0.98, 0.99, 1.00, S7_BENCH_AT_LEAST, 0.97), S7_BENCH_PASS);
    assert_int_equal(verdict(0.97, 0.98, 0.99, S7_BENCH_AT_LEAST, 0.97),
                     S7_BENCH_PASS); /* the bound belongs to it */
    assert_int_equal(verdict(0.96, 0.98, 0.99, S7_BENCH_AT_LEAST, 0.97), S7_BENCH_NOT_SHOWN);
    assert_int_equal(verdict(0.95, 0.96, 0.98, S7_BENCH_AT_LEAST, 0.97),
                     S7_BENCH_NOT_SHOWN); /* median alone: no */
    assert_int_equal(verdict(0.94, 0.95, 0.969, S7_BENCH_AT_LEAST, 0.97), S7_BENCH_FAIL);
}

static void at_most(void **state)
{
    (void)state;
    assert_int_equal(verdict(1.00, 1.01, 1.05, S7_BENCH_AT_MOST, 1.05), S7_BENCH_PASS);
    assert_int_equal(verdict(1.00, 1.01, 1.06, S7_BENCH_AT_MOST, 1.05), S7_BENCH_NOT_SHOWN);
    assert_int_equal(verdict(1.051, 1.06, 1.07, S7_BENCH_AT_MOST, 1.05), S7_BENCH_FAIL);
}

static void too_wide_shows_nothing(void **state)
{
    (void)state;
    assert_int_equal(verdict(1.0, 1.5, 2.0, S7_BENCH_AT_LEAST, 0.97), S7_BENCH_NOT_SHOWN);
    assert_int_equal(verdict(0.5, 0.6, 0.9, S7_BENCH_AT_LEAST, 0.97), S7_BENCH_NOT_SHOWN);
    assert_int_equal(verdict(1.00, 1.09, 1.20, S7_BENCH_AT_LEAST, 0.97), S7_BENCH_PASS); /* ±9.2 % */
}

static void too_few_rounds_show_nothing(void **state)
{
    (void)state;
    struct s7_bench_estimate estimate = {.median = 1, .low = 1, .high = 1, .count = 5};
    assert_int_equal(s7_bench_judge(&estimate, S7_BENCH_AT_LEAST, 0.97), S7_BENCH_NOT_SHOWN);
    estimate.count = 6;
    assert_int_equal(s7_bench_judge(&estimate, S7_BENCH_AT_LEAST, 0.97), S7_BENCH_PASS);
}

static void counts_are_exact(void **state)
{
    (void)state;
    struct s7_bench_estimate calls = {.median = 2, .low = 2, .high = 2, .count = 1};
    assert_int_equal(s7_bench_judge(&calls, S7_BENCH_EXACTLY, 2), S7_BENCH_PASS);
    calls.high = 2.001; /* one request in a thousand made one call more */
    assert_int_equal(s7_bench_judge(&calls, S7_BENCH_EXACTLY, 2), S7_BENCH_FAIL);
    calls.low = calls.median = calls.high = 1;
    assert_int_equal(s7_bench_judge(&calls, S7_BENCH_EXACTLY, 2), S7_BENCH_FAIL);
    calls.count = 0; /* could not be counted */
    assert_int_equal(s7_bench_judge(&calls, S7_BENCH_EXACTLY, 1), S7_BENCH_NOT_SHOWN);
}

static void extremes_are_judged_as_they_are(void **state)
{
    (void)state;
    struct s7_bench_estimate late = {.median = 5, .low = 1, .high = 100, .count = 2};
    assert_int_equal(s7_bench_judge(&late, S7_BENCH_NEVER_ABOVE, 100), S7_BENCH_PASS); /* however wide */
    late.high = 100.5;
    assert_int_equal(s7_bench_judge(&late, S7_BENCH_NEVER_ABOVE, 100), S7_BENCH_FAIL);
    late.count = 0;
    assert_int_equal(s7_bench_judge(&late, S7_BENCH_NEVER_ABOVE, 1000), S7_BENCH_NOT_SHOWN);
}

static void names(void **state)
{
    (void)state;
    assert_string_equal(s7_bench_verdict_name(S7_BENCH_PASS), "pass");
    assert_string_equal(s7_bench_verdict_name(S7_BENCH_FAIL), "fail");
    assert_string_equal(s7_bench_verdict_name(S7_BENCH_NOT_SHOWN), "not shown");
    assert_string_equal(s7_bench_sense_sign(S7_BENCH_AT_MOST), "<=");
    assert_string_equal(s7_bench_sense_sign(S7_BENCH_NEVER_ABOVE), "<=");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(at_least),
        cmocka_unit_test(at_most),
        cmocka_unit_test(too_wide_shows_nothing),
        cmocka_unit_test(too_few_rounds_show_nothing),
        cmocka_unit_test(counts_are_exact),
        cmocka_unit_test(extremes_are_judged_as_they_are),
        cmocka_unit_test(names),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
