/* SPDX-License-Identifier: MIT */
#include "bench/count.h"

#include <string.h>

#include "unit/bench/gathering.h"

/* Counts as told: `usual`, but for one call (from 0) `unusual`, and another one fails. */
static struct {
    double usual, unusual;
    size_t unusual_at, failing_at;
    size_t asked;
    const struct s7_bench_subject *subjects[GATHERED_MAX];
    size_t sizes[GATHERED_MAX];
} counter;

static bool count_as_told(struct s7_bench_context *context, const struct s7_bench_subject *subject, size_t size,
                          double *ret_count)
{
    size_t at = counter.asked++;
    counter.subjects[at] = subject;
    counter.sizes[at] = size;
    if (at == counter.failing_at)
        return s7_bench_fail(context, subject, size, "lost count");
    double value = at == counter.unusual_at ? counter.unusual : counter.usual;
    if (value >= 0)
        *ret_count = value;
    return true;
}

static const struct s7_bench_count calls = {.scenario = S7_BENCH_SYSCALLS,
                                            .what = "calls per request",
                                            .at = offsetof(struct s7_bench_sample, system_calls),
                                            .self_exactly = 2,
                                            .count = count_as_told};

static struct gathering found;

static bool run(size_t unusual_at, double unusual, size_t failing_at)
{
    memset(&counter, 0, sizeof counter);
    counter.usual = 2;
    counter.unusual = unusual;
    counter.unusual_at = unusual_at;
    counter.failing_at = failing_at;
    gathering_begin(&found);
    found.config.size_count = 3;
    found.config.sizes[0] = 5;
    found.config.sizes[1] = 1;
    found.config.sizes[2] = 900;
    found.config.requests = 123;
    return s7_bench_count_all(&found.context, &calls);
}

enum { SIZES = 3, SUBJECTS = 4, ALL = SIZES * SUBJECTS, SELF = 2 * SIZES, SELF_WRITE = 3 * SIZES, NEVER = 999 };

static void every_subject_with_every_size(void **state)
{
    (void)state;
    const enum s7_bench_subject_id ids[] = {S7_BENCH_SUBJECT_RAW, S7_BENCH_SUBJECT_LIMIT, S7_BENCH_SUBJECT_SELF,
                                            S7_BENCH_SUBJECT_SELF_WRITE};
    assert_true(run(NEVER, 0, NEVER));
    assert_int_equal(counter.asked, ALL);
    assert_int_equal(found.sample_count, ALL);
    assert_int_equal(found.row_count, ALL);
    for (size_t i = 0; i < ALL; i++) {
        const struct s7_bench_subject *subject = s7_bench_subject(ids[i / SIZES]);
        const struct s7_bench_sample *sample = &found.samples[i];
        assert_ptr_equal(counter.subjects[i], subject);
        assert_int_equal(counter.sizes[i], found.config.sizes[i % SIZES]);
        assert_string_equal(sample->subject, subject->name);
        assert_string_equal(sample->server, subject->server_name);
        assert_int_equal(sample->size, found.config.sizes[i % SIZES]);
        assert_int_equal(sample->scenario, S7_BENCH_SYSCALLS);
        assert_int_equal(sample->requests, 123);
        assert_true(sample->system_calls == 2);
        assert_true(sample->allocations < 0 && sample->per_second < 0 && sample->switches < 0);
        assert_memory_equal(&found.rows[i].median, sample, sizeof *sample);
        assert_int_equal(found.rows[i].of_raw.count, 0);
        assert_int_equal(found.rows[i].of_limit.count, 0);
        assert_int_equal(found.rows[i].cpu_of_limit.count, 0);
    }
}

static void the_figure_goes_where_it_belongs(void **state)
{
    (void)state;
    struct s7_bench_count blocks = calls;
    blocks.scenario = S7_BENCH_ALLOCS;
    blocks.at = offsetof(struct s7_bench_sample, allocations);
    run(NEVER, 0, NEVER); /* for its configuration */
    counter.asked = found.sample_count = found.row_count = 0;
    assert_true(s7_bench_count_all(&found.context, &blocks));
    assert_int_equal(found.samples[0].scenario, S7_BENCH_ALLOCS);
    assert_true(found.samples[0].allocations == 2);
    assert_true(found.samples[0].system_calls < 0);
}

static void sieben_is_judged(void **state)
{
    (void)state;
    assert_true(run(NEVER, 0, NEVER));
    assert_int_equal(found.target_count, 2);
    assert_string_equal(found.targets[0].name, "calls per request of a read");
    assert_string_equal(found.targets[1].name, "calls per request of a write");
    for (size_t i = 0; i < 2; i++) {
        assert_int_equal(found.targets[i].verdict, S7_BENCH_PASS);
        assert_int_equal(found.targets[i].sense, S7_BENCH_EXACTLY);
        assert_true(found.targets[i].bound == 2);
        assert_int_equal(found.targets[i].value.count, SIZES);
    }
}

static void one_size_that_differs_fails(void **state)
{
    (void)state;
    for (size_t at = SELF; at < SELF_WRITE; at++) {
        assert_true(run(at, 2.01, NEVER));
        assert_int_equal(found.targets[0].verdict, S7_BENCH_FAIL);
        assert_true(found.targets[0].value.high == 2.01);
        assert_int_equal(found.targets[1].verdict, S7_BENCH_PASS);
    }
    assert_true(run(SELF_WRITE + 1, 1.99, NEVER)); /* fewer is not exact either */
    assert_int_equal(found.targets[0].verdict, S7_BENCH_PASS);
    assert_int_equal(found.targets[1].verdict, S7_BENCH_FAIL);
    assert_true(found.targets[1].value.low == 1.99);
}

static void limits_are_not_judged(void **state)
{
    (void)state;
    for (size_t at = 0; at < SELF; at++) {
        assert_true(run(at, 50, NEVER));
        assert_true(found.samples[at].system_calls == 50);
        assert_int_equal(found.target_count, 2);
        assert_int_equal(found.targets[0].verdict, S7_BENCH_PASS);
        assert_int_equal(found.targets[1].verdict, S7_BENCH_PASS);
    }
}

static void what_was_not_counted_is_not_shown(void **state)
{
    (void)state;
    assert_true(run(SELF + 1, -1, NEVER)); /* one size of three */
    assert_true(found.samples[SELF].system_calls == 2);
    assert_true(found.samples[SELF + 1].system_calls < 0);
    assert_int_equal(found.targets[0].verdict, S7_BENCH_NOT_SHOWN);
    assert_int_equal(found.targets[0].value.count, 0);
    assert_int_equal(found.targets[1].verdict, S7_BENCH_PASS);
}

static void a_failure_ends_it_at_once(void **state)
{
    (void)state;
    for (size_t at = 0; at < ALL; at++) {
        assert_false(run(NEVER, 0, at));
        assert_int_equal(counter.asked, at + 1);
        assert_int_equal(found.sample_count, at);
        assert_non_null(strstr(found.trouble, "lost count"));
        assert_int_equal(found.target_count, at / SELF_WRITE); /* nothing is said about what was not finished */
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_subject_with_every_size),
        cmocka_unit_test(the_figure_goes_where_it_belongs),
        cmocka_unit_test(sieben_is_judged),
        cmocka_unit_test(one_size_that_differs_fails),
        cmocka_unit_test(limits_are_not_judged),
        cmocka_unit_test(what_was_not_counted_is_not_shown),
        cmocka_unit_test(a_failure_ends_it_at_once),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
