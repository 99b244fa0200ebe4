/* SPDX-License-Identifier: MIT
 *
 * allocs in a program linked as the real one is, so calls are counted.  s7_bench_ask_once() is wrapped too, so that a
 * client can be made to allocate, or to be answered wrongly.
 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "bench/allocation_count.h"
#include "unit/bench/gathering.h"

bool __real_s7_bench_ask_once(const struct s7_bench_subject *subject, void *client, uint64_t number,
                              const uint8_t *pattern, size_t size);
bool __wrap_s7_bench_ask_once(const struct s7_bench_subject *subject, void *client, uint64_t number,
                              const uint8_t *pattern, size_t size);

static void *(*volatile allocate)(size_t size) = malloc;
static void (*volatile release)(void *block) = free;

/* What goes wrong: every `every`-th request of a subject allocates and frees; from request `wrong_from` on, answers
   are wrong. */
static struct {
    enum s7_bench_subject_id spender;
    uint64_t every;
    uint64_t wrong_from;
} fate;

bool __wrap_s7_bench_ask_once(const struct s7_bench_subject *subject, void *client, uint64_t number,
                              const uint8_t *pattern, size_t size)
{
    if (fate.every && subject == s7_bench_subject(fate.spender) && number % fate.every == 0)
        release(allocate(8));
    return number < fate.wrong_from && __real_s7_bench_ask_once(subject, client, number, pattern, size);
}

static struct gathering found;

static bool run(enum s7_bench_subject_id spender, uint64_t every, uint64_t wrong_from)
{
    fate.spender = spender;
    fate.every = every;
    fate.wrong_from = wrong_from;
    gathering_begin(&found);
    found.config.size_count = 2;
    found.config.sizes[0] = 1;
    found.config.sizes[1] = 64;
    found.config.requests = 100;
    bool good = s7_bench_run_allocs(&found.context);
    assert_no_child_left();
    return good;
}

static void assert_counts(const char *subject, double count)
{
    size_t seen = 0;
    for (size_t i = 0; i < found.row_count; i++) {
        if (strcmp(found.rows[i].median.subject, subject) != 0)
            continue;
        assert_true(fabs(found.rows[i].median.allocations - count) < 1e-9);
        assert_int_equal(found.rows[i].median.requests, 100);
        seen++;
    }
    assert_int_equal(seen, 2);
}

static void sieben_allocates_nothing_between_two_requests(void **state)
{
    (void)state;
    assert_true(s7_bench_allocations_counted());
    assert_true(run(S7_BENCH_SUBJECT_RAW, 0, UINT64_MAX));
    assert_counts("raw", 0);
    assert_counts("limit-s7", 0);
    assert_counts("self", 0);
    assert_counts("self-write", 0);
    assert_int_equal(found.target_count, 2);
    assert_string_equal(found.targets[0].name, "heap calls per request of a read");
    assert_string_equal(found.targets[1].name, "heap calls per request of a write");
    for (size_t i = 0; i < 2; i++) {
        assert_int_equal(found.targets[i].verdict, S7_BENCH_PASS);
        assert_int_equal(found.targets[i].sense, S7_BENCH_EXACTLY);
        assert_true(found.targets[i].bound == 0);
    }
}

static void a_client_that_allocates_fails(void **state)
{
    (void)state;
    assert_true(run(S7_BENCH_SUBJECT_SELF, 1, UINT64_MAX));
    assert_counts("self", 2);
    assert_counts("self-write", 0);
    assert_int_equal(found.targets[0].verdict, S7_BENCH_FAIL);
    assert_int_equal(found.targets[1].verdict, S7_BENCH_PASS);
    assert_true(run(S7_BENCH_SUBJECT_SELF_WRITE, 20, UINT64_MAX)); /* once in a while is too often */
    assert_counts("self", 0);
    assert_counts("self-write", 0.1);
    assert_int_equal(found.targets[0].verdict, S7_BENCH_PASS);
    assert_int_equal(found.targets[1].verdict, S7_BENCH_FAIL);
}

static void a_limit_is_shown_and_not_judged(void **state)
{
    (void)state;
    assert_true(run(S7_BENCH_SUBJECT_RAW, 1, UINT64_MAX));
    assert_counts("raw", 2);
    assert_int_equal(found.target_count, 2);
    assert_int_equal(found.targets[0].verdict, S7_BENCH_PASS);
    assert_int_equal(found.targets[1].verdict, S7_BENCH_PASS);
}

static void a_wrong_answer_ends_it(void **state)
{
    (void)state;
    assert_false(run(S7_BENCH_SUBJECT_RAW, 0, 50)); /* behind the warm-up, before the last request */
    assert_string_equal(found.trouble, "raw @ raw, 1 octets: a request failed, or its answer was wrong");
    assert_int_equal(found.sample_count, 0);
    assert_false(run(S7_BENCH_SUBJECT_RAW, 0, 0));
    assert_string_equal(found.trouble, "raw @ raw, 1 octets: a request failed while warming up");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(sieben_allocates_nothing_between_two_requests),
        cmocka_unit_test(a_client_that_allocates_fails),
        cmocka_unit_test(a_limit_is_shown_and_not_judged),
        cmocka_unit_test(a_wrong_answer_ends_it),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
