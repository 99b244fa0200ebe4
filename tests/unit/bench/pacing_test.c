/* SPDX-License-Identifier: MIT
 *
 * A paced thing made for the test: two jobs that end when they are told to.
 */
#include "bench/pacing.h"

#include <string.h>

#include "bench/process.h"
#include "unit/bench/gathering.h"

enum { JOBS = 2, ROUNDS = 3 };

static struct {
    bool opens;
    const char *flaw_at_tick; /* NULL: none */
    unsigned opened, started, closed, freed;
    s7_time next;       /* point of the grid */
    s7_time late[JOBS]; /* how long after it each job ends */
    unsigned extra;     /* calls that end although none was due */
    uint64_t lost_per_cycle, lost;
    s7_time served;
} stage;

static bool open_stage(struct s7_bench_pacer *pacer, const char **ret_what)
{
    stage.opened++;
    assert_int_equal(pacer->count, JOBS);
    *ret_what = "the stage is closed";
    return stage.opens;
}

static void start_stage(struct s7_bench_pacer *pacer, s7_time now)
{
    stage.started++;
    assert_int_equal(now, pacer->started_at);
    stage.next = now;
}

static void tick_stage(struct s7_bench_pacer *pacer, s7_time now)
{
    pacer->flaw = stage.flaw_at_tick;
    for (; stage.next <= now; stage.next += pacer->period) {
        if (stage.next + pacer->period <= now)
            continue; /* the machine stood still: a cycle that is over is not run */
        for (size_t i = 0; i < JOBS; i++)
            s7_bench_pacer_ended(pacer, stage.next + stage.late[i]);
        for (unsigned i = 0; i < stage.extra; i++)
            s7_bench_pacer_ended(pacer, stage.next);
        stage.lost += stage.lost_per_cycle;
        stage.served += S7_MILLISECOND;
    }
}

static s7_time stage_deadline(const struct s7_bench_pacer *pacer)
{
    return pacer->closing ? S7_TIME_NEVER : stage.next;
}

static uint64_t stage_lost(const struct s7_bench_pacer *pacer)
{
    (void)pacer;
    return stage.lost;
}

static s7_time stage_served(const struct s7_bench_pacer *pacer)
{
    (void)pacer;
    return stage.served;
}

static void close_stage(struct s7_bench_pacer *pacer, s7_time now)
{
    (void)now;
    stage.closed++;
    uv_close((uv_handle_t *)&pacer->timer, NULL);
}

static void free_stage(struct s7_bench_pacer *pacer)
{
    stage.freed++;
    assert_int_equal(uv_loop_alive(&pacer->loop), 0);
}

static const struct s7_bench_subject subject = {.name = "stage", .server_name = "nobody"};
static const struct s7_bench_paced paced = {&subject,   open_stage,   start_stage, tick_stage, stage_deadline,
                                            stage_lost, stage_served, close_stage, free_stage};
static struct gathering found;
static struct s7_bench_estimate p99;
static uint64_t lost;

static int set_up(void **state)
{
    (void)state;
    memset(&stage, 0, sizeof stage);
    stage.opens = true;
    gathering_begin(&found);
    found.config.connections = JOBS;
    found.config.rounds = ROUNDS;
    found.config.every = 10 * S7_MILLISECOND;
    p99 = (struct s7_bench_estimate){.median = -1};
    lost = 77;
    return 0;
}

static bool run(void)
{
    return s7_bench_pacer_run(&found.context, &paced, &p99, &lost);
}

/* Lateness counts from the grid, whatever the machine does: the stage says when its calls end. */
static void lateness_is_the_time_since_the_grid(void **state)
{
    (void)state;
    stage.late[0] = 2 * S7_MILLISECOND;
    stage.late[1] = 7 * S7_MILLISECOND;
    assert_true(run());
    assert_int_equal(found.sample_count, ROUNDS);
    assert_int_equal(found.row_count, 1);
    for (size_t i = 0; i < ROUNDS; i++) {
        const struct s7_bench_sample *sample = &found.samples[i];
        assert_int_equal(sample->scenario, S7_BENCH_EXCHANGE);
        assert_string_equal(sample->subject, "stage");
        assert_int_equal(sample->round, i);
        assert_int_equal(sample->connections, JOBS);
        assert_int_equal(sample->requests % JOBS, 0); /* no cycle is cut in two */
        assert_true(sample->p50_us == 2000 && sample->p99_us == 7000 && sample->max_us == 7000);
        assert_true(sample->lost == 0);
    }
    assert_true(p99.median == 7000 && p99.low == 7000 && p99.high == 7000);
    assert_int_equal(p99.count, ROUNDS);
    assert_int_equal(lost, 0);
    const struct s7_bench_sample *median = &found.rows[0].median;
    assert_int_equal(median->requests,
                     found.samples[0].requests + found.samples[1].requests + found.samples[2].requests);
    assert_true(median->p99_us == 7000);
    assert_true(median->server_cpu_us > 499 && median->server_cpu_us < 501); /* 1 ms for two calls */
    assert_int_equal(stage.opened + stage.started + stage.closed + stage.freed, 4);
}

static void what_is_lost_is_summed_over_the_rounds(void **state)
{
    (void)state;
    stage.lost_per_cycle = 3;
    assert_true(run());
    double sum = found.samples[0].lost + found.samples[1].lost + found.samples[2].lost;
    assert_true(sum >= 3 * (S7_BENCH_PACING_CYCLES - 1) * ROUNDS);
    assert_true(sum < (double)stage.lost); /* those before the first round are nobody's */
    assert_int_equal(lost, (uint64_t)sum);
    assert_true(found.rows[0].median.lost == sum);
}

static void what_cannot_be_opened_is_told_and_given_back(void **state)
{
    (void)state;
    stage.opens = false;
    assert_false(run());
    assert_string_equal(found.trouble, "stage @ nobody, 32 octets: the stage is closed");
    assert_int_equal(stage.started, 0);
    assert_int_equal(stage.closed, 1);
    assert_int_equal(stage.freed, 1);
    assert_int_equal(found.sample_count + found.row_count, 0);
    assert_int_equal(lost, 77); /* untouched */
    assert_true(p99.median == -1);
}

static void a_flaw_ends_it(void **state)
{
    (void)state;
    stage.flaw_at_tick = "an answer was wrong";
    assert_false(run());
    assert_string_equal(found.trouble, "stage @ nobody, 32 octets: an answer was wrong");
    assert_int_equal(found.row_count, 0);
    assert_int_equal(stage.freed, 1);
}

static void more_calls_than_were_due_are_a_flaw(void **state)
{
    (void)state;
    stage.extra = JOBS;
    assert_false(run());
    assert_string_equal(found.trouble, "stage @ nobody, 32 octets: more calls ended than were due");
}

int main(void)
{
#define STAGE(name) cmocka_unit_test_setup(name, set_up)
    const struct CMUnitTest tests[] = {
        STAGE(lateness_is_the_time_since_the_grid),          STAGE(what_is_lost_is_summed_over_the_rounds),
        STAGE(what_cannot_be_opened_is_told_and_given_back), STAGE(a_flaw_ends_it),
        STAGE(more_calls_than_were_due_are_a_flaw),
    };
#undef STAGE
    return cmocka_run_group_tests(tests, NULL, NULL);
}
