/* SPDX-License-Identifier: MIT
 *
 * All tests but the last are under figures and a clock of their own (lockstep_stage.h).
 */
#include <math.h>
#include <string.h>

#include "unit/bench/lockstep_stage.h"

static bool near(double value, double expected)
{
    return fabs(value - expected) < 1e-9 * (1 + fabs(expected));
}

static void each_subject_has_its_turn_before_one_has_another(void **state)
{
    (void)state;
    size_t orders[LANES][LANES] = {{0}}; /* how often a lane came at which place */
    assert_true(s7_bench_run_lockstep(&found.context));
    assert_int_equal(stage.turn_count, TURNS_MAX);
    assert_int_equal(stage.span, TURN_NS);
    for (size_t i = 0; i < stage.turn_count; i += LANES) {
        unsigned seen = 0;
        for (size_t j = 0; j < LANES; j++) {
            seen |= 1U << (stage.order[i + j] - '0');
            orders[j][stage.order[i + j] - '0']++;
        }
        assert_int_equal(seen, 15);
    }
    for (size_t i = 0; i < LANES; i++)
        for (size_t j = 0; j < LANES; j++) /* 350 expected; 64 is 4 standard deviations */
            assert_in_range(orders[i][j], 350 - 64, 350 + 64);
    assert_int_equal(stage.opened, 2 * LANES);
    assert_int_equal(stage.closed, 2 * LANES);
}

static void the_order_is_of_the_seed(void **state)
{
    static char first[TURNS_MAX];
    assert_true(s7_bench_run_lockstep(&found.context));
    memcpy(first, stage.order, sizeof first);
    lockstep_stage_begin(state);
    assert_true(s7_bench_run_lockstep(&found.context));
    assert_memory_equal(stage.order, first, sizeof first);
    lockstep_stage_begin(state);
    found.context.chance.state++;
    assert_true(s7_bench_run_lockstep(&found.context));
    assert_memory_not_equal(stage.order, first, sizeof first);
}

static void every_round_of_every_subject_is_a_sample(void **state)
{
    (void)state;
    assert_true(s7_bench_run_lockstep(&found.context));
    assert_int_equal(found.sample_count, 2 * ROUNDS * LANES);
    for (size_t i = 0; i < found.sample_count; i++) {
        const struct s7_bench_sample *sample = &found.samples[i];
        size_t lane = i % LANES, round = i / LANES % ROUNDS;
        assert_int_equal(sample->scenario, S7_BENCH_LOCKSTEP);
        assert_string_equal(sample->subject, lane == 0 ? "raw" : lane == 1 ? "limit-s7" : "self");
        assert_string_equal(sample->server, lane == 0 ? "raw" : lane == 3 ? "cpu" : "limit-s7");
        assert_int_equal(sample->size, i / LANES < ROUNDS ? 64 : 400);
        assert_int_equal(sample->round, round);
        assert_int_equal(sample->requests, 10 * S7_BENCH_TURN_COUNT); /* of this round alone */
        assert_true(near(sample->p50_us, (double)((lane + 1) * (round + 1))));
        assert_true(near(sample->switches, (double)lane));
        assert_true(sample->foreign < 0); /* nobody knows how busy the processors are */
        assert_true(sample->system_calls < 0 && sample->allocations < 0);
    }
}

/* A machine that is eight times faster in one round than in another moves no ratio. */
static void ratios_are_formed_within_a_round(void **state)
{
    (void)state;
    assert_true(s7_bench_run_lockstep(&found.context));
    assert_int_equal(found.row_count, 2 * LANES);
    const struct s7_bench_row *self = &found.rows[2], *cpu = &found.rows[3];
    assert_true(near(found.rows[0].of_raw.median, 1) && near(found.rows[0].of_limit.median, 1.25));
    assert_true(near(found.rows[1].of_raw.median, 0.8) && near(found.rows[1].of_raw.low, 0.8));
    assert_true(near(self->of_raw.median, 0.79) && near(self->of_limit.median, 0.9875));
    assert_true(near(self->of_limit.low, 0.9875 * 0.97) && near(self->of_limit.high, 0.9875 * 1.03));
    assert_int_equal(self->of_limit.count, ROUNDS);
    assert_true(near(self->cpu_of_limit.median, 1.04) && near(self->cpu_of_limit.low, 1.04));
    assert_true(near(cpu->of_limit.median, 0.625) && near(cpu->of_limit.high, 0.625));
}

static void a_row_has_the_median_of_each_figure(void **state)
{
    (void)state;
    assert_true(s7_bench_run_lockstep(&found.context));
    const struct s7_bench_sample *cpu = &found.rows[3].median;
    assert_int_equal(cpu->size, 64);
    assert_int_equal(found.rows[7].median.size, 400);
    assert_string_equal(cpu->server, "cpu");
    assert_int_equal(cpu->requests, ROUNDS * 10 * S7_BENCH_TURN_COUNT);
    assert_true(near(cpu->per_second, 500)); /* of 125 … 4000 */
    assert_true(near(cpu->p50_us, 16) && near(cpu->p90_us, 16) && near(cpu->p99_us, 16));
    assert_true(near(cpu->max_us, 16)); /* of rounds 1 to 7 the fourth */
    assert_true(near(cpu->client_cpu_us, 10) && near(cpu->server_cpu_us, 4) && near(cpu->switches, 3));
    assert_true(cpu->foreign < 0);
}

static void sieben_is_judged_and_nobody_else(void **state)
{
    (void)state;
    const char *const names[] = {"lockstep, 64 octets: speed of limit-s7", "lockstep, 64 octets: speed of raw",
                                 "lockstep, 64 octets: processor time of limit-s7"};
    const double bounds[] = {0.97, 0.92, 1.05};
    const enum s7_bench_sense senses[] = {S7_BENCH_AT_LEAST, S7_BENCH_AT_LEAST, S7_BENCH_AT_MOST};
    const enum s7_bench_verdict verdicts[] = {S7_BENCH_NOT_SHOWN, S7_BENCH_FAIL, S7_BENCH_PASS};
    assert_true(s7_bench_run_lockstep(&found.context));
    assert_int_equal(found.target_count, 6);
    for (size_t i = 0; i < 3; i++) {
        assert_string_equal(found.targets[i].name, names[i]);
        assert_true(found.targets[i].bound == bounds[i]);
        assert_int_equal(found.targets[i].sense, senses[i]);
        assert_int_equal(found.targets[i].verdict, verdicts[i]);
    }
    assert_true(near(found.targets[0].value.median, 0.9875));
    assert_true(near(found.targets[1].value.median, 0.79));
    assert_true(near(found.targets[2].value.median, 1.04));
    assert_string_equal(found.targets[5].name, "lockstep, 400 octets: processor time of limit-s7");
}

static s7_time busy_always(int processor)
{
    must(processor == 1);
    return stage.now + 12345;
}

static s7_time busy_by_number(int processor)
{
    return processor == 1 ? stage.now : stage.now / 2;
}

static s7_time busy_unless_asked_about_2(int processor)
{
    return processor == 2 ? -1 : stage.now;
}

static void assert_foreign(int client, int server, s7_time (*busy)(int processor), double share)
{
    lockstep_stage_begin(NULL);
    found.config.size_count = 1;
    found.config.processor_busy = busy;
    found.context.processors = (struct s7_bench_processors){client, server};
    assert_true(s7_bench_run_lockstep(&found.context));
    for (size_t i = 0; i < found.sample_count; i++)
        assert_true(near(found.samples[i].foreign, share));
    for (size_t i = 0; i < found.row_count; i++)
        assert_true(near(found.rows[i].median.foreign, share));
}

/* Of the time of the processors measured on, this process and its servers have three quarters of one. */
static void what_others_took_of_the_processors(void **state)
{
    (void)state;
    assert_foreign(1, 1, busy_always, 0.25);
    assert_foreign(1, 2, busy_by_number, 0.375); /* one and a half of two are busy */
    assert_foreign(1, 2, busy_unless_asked_about_2, -1);
    assert_foreign(-1, -1, busy_always, -1);
    assert_foreign(1, 1, NULL, -1);
}

static void a_failure_ends_it_and_closes_all(void **state)
{
    stage.fails_at = 801; /* in the third round */
    assert_false(s7_bench_run_lockstep(&found.context));
    assert_non_null(strstr(found.trouble, ", 64 octets: a request failed, or its answer was wrong"));
    assert_int_equal(found.sample_count, 2 * LANES); /* what was measured before */
    assert_int_equal(found.row_count, 0);
    assert_int_equal(found.target_count, 0);
    assert_int_equal(stage.opened, LANES);
    assert_int_equal(stage.closed, LANES);
    lockstep_stage_begin(state);
    stage.cannot_open = true;
    assert_false(s7_bench_run_lockstep(&found.context));
    assert_string_equal(found.trouble, "self @ limit-s7, 64 octets: the door is locked");
    assert_int_equal(stage.turn_count, 0);
    assert_int_equal(stage.opened, 2);
    assert_int_equal(stage.closed, 2);
    lockstep_stage_begin(state);
    stage.ends_badly = true;
    assert_false(s7_bench_run_lockstep(&found.context));
    assert_string_equal(found.trouble, "self @ limit-s7, 64 octets: a client did not end well");
    assert_int_equal(stage.closed, LANES);
    assert_int_equal(found.target_count, 0);
}

static void no_memory_is_told(void **state)
{
    (void)state;
    found.config.rounds = SIZE_MAX >> 12;
    assert_false(s7_bench_run_lockstep(&found.context));
    assert_string_equal(found.trouble, "self @ limit-s7, 64 octets: out of memory");
    assert_int_equal(stage.opened, 0);
}

static void real_subjects_run_side_by_side(void **state)
{
    (void)state;
    stage.live = true;
    found.config.rounds = 2;
    found.config.size_count = 1;
    found.config.round_time = (s7_time)S7_BENCH_TURN_COUNT * 1000;
    assert_true(s7_bench_run_lockstep(&found.context));
    assert_int_equal(found.sample_count, 2 * LANES);
    assert_int_equal(found.row_count, LANES);
    for (size_t i = 0; i < found.sample_count; i++) {
        assert_true(found.samples[i].requests >= S7_BENCH_TURN_COUNT); /* at least one in each turn */
        assert_true(found.samples[i].per_second > 0 && found.samples[i].max_us >= found.samples[i].p50_us);
    }
    assert_int_equal(found.target_count, 3);
    for (size_t i = 0; i < found.target_count; i++)
        assert_int_equal(found.targets[i].verdict, S7_BENCH_NOT_SHOWN); /* two rounds show nothing */
    assert_no_child_left();
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup(each_subject_has_its_turn_before_one_has_another, lockstep_stage_begin),
        cmocka_unit_test_setup(the_order_is_of_the_seed, lockstep_stage_begin),
        cmocka_unit_test_setup(every_round_of_every_subject_is_a_sample, lockstep_stage_begin),
        cmocka_unit_test_setup(ratios_are_formed_within_a_round, lockstep_stage_begin),
        cmocka_unit_test_setup(a_row_has_the_median_of_each_figure, lockstep_stage_begin),
        cmocka_unit_test_setup(sieben_is_judged_and_nobody_else, lockstep_stage_begin),
        cmocka_unit_test_setup(what_others_took_of_the_processors, lockstep_stage_begin),
        cmocka_unit_test_setup(a_failure_ends_it_and_closes_all, lockstep_stage_begin),
        cmocka_unit_test_setup(no_memory_is_told, lockstep_stage_begin),
        cmocka_unit_test_setup(real_subjects_run_side_by_side, lockstep_stage_begin),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
