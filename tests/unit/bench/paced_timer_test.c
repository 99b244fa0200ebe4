/* SPDX-License-Identifier: MIT
 *
 * The grid of the timers, driven by hand.
 */
#include "bench/pacing.h"

#include "bench/process.h"
#include "unit/bench/gathering.h"

enum { JOBS = 5 };

static void every_job_ends_once_a_cycle_and_the_rest_is_skipped(void **state)
{
    (void)state;
    const struct s7_bench_paced *paced = &s7_bench_paced_timer;
    uint32_t lateness[4 * JOBS];
    struct s7_bench_pacer pacer = {.paced = paced,
                                   .count = JOBS,
                                   .period = 100 * S7_MILLISECOND,
                                   .lateness = lateness,
                                   .lateness_max = 4 * JOBS};
    const char *what = NULL;
    s7_time start = s7_bench_now();
    assert_int_equal(uv_loop_init(&pacer.loop), 0);
    assert_int_equal(uv_timer_init(&pacer.loop, &pacer.timer), 0);
    assert_true(paced->open(&pacer, &what));
    pacer.started_at = start;
    paced->start(&pacer, start);
    assert_int_equal(paced->deadline(&pacer), start);
    pacer.measuring = true;
    paced->tick(&pacer, start);
    assert_int_equal(pacer.lateness_count, JOBS);
    assert_int_equal(paced->deadline(&pacer), start + pacer.period);
    paced->tick(&pacer, start + pacer.period - 1); /* not yet */
    assert_int_equal(pacer.lateness_count, JOBS);
    assert_int_equal(paced->lost(&pacer), 0);
    paced->tick(&pacer, start + 3 * pacer.period); /* three are due, one is made up for */
    assert_int_equal(pacer.lateness_count, 2 * JOBS);
    assert_int_equal(paced->lost(&pacer), 2 * JOBS);
    assert_int_equal(paced->deadline(&pacer), start + 4 * pacer.period);
    assert_true(paced->served(&pacer) < 0);
    pacer.closing = true;
    assert_int_equal(paced->deadline(&pacer), S7_TIME_NEVER);
    paced->close(&pacer, start);
    uv_run(&pacer.loop, UV_RUN_DEFAULT);
    paced->free(&pacer);
    assert_int_equal(uv_loop_close(&pacer.loop), 0);
}

static void a_whole_run_has_all_calls(void **state)
{
    (void)state;
    static struct gathering found;
    struct s7_bench_estimate p99;
    uint64_t lost;
    gathering_begin(&found);
    found.config.connections = JOBS;
    found.config.rounds = 2;
    found.config.every = 20 * S7_MILLISECOND;
    assert_true(s7_bench_pacer_run(&found.context, &s7_bench_paced_timer, &p99, &lost));
    assert_int_equal(found.sample_count, 2);
    assert_true(found.rows[0].median.requests >= JOBS);
    assert_true(found.rows[0].median.max_us < 20000); /* the next point of the grid begins anew */
    assert_true(found.rows[0].median.server_cpu_us < 0);
    assert_string_equal(found.rows[0].median.subject, "timers");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_job_ends_once_a_cycle_and_the_rest_is_skipped),
        cmocka_unit_test(a_whole_run_has_all_calls),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
