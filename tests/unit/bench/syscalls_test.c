/* SPDX-License-Identifier: MIT
 *
 * Requests are wrapped, so that a client can be made to ask the system for more, or be answered wrongly; and so are
 * tracing and starting a server, so that they can fail.
 */
#include <math.h>
#include <string.h>
#include <unistd.h>

#include "bench/process.h"
#include "bench/trace.h"
#include "unit/bench/gathering.h"

bool __real_s7_bench_ask_once(const struct s7_bench_subject *subject, void *client, uint64_t number,
                              const uint8_t *pattern, size_t size);
bool __wrap_s7_bench_ask_once(const struct s7_bench_subject *subject, void *client, uint64_t number,
                              const uint8_t *pattern, size_t size);
enum s7_bench_traced __real_s7_bench_trace(bool (*work)(void *user), void *user, uint64_t *ret_calls);
enum s7_bench_traced __wrap_s7_bench_trace(bool (*work)(void *user), void *user, uint64_t *ret_calls);
bool __real_s7_bench_server_start(const struct s7_bench_subject *subject, size_t size, int processor,
                                  struct s7_bench_server *ret_server);
bool __wrap_s7_bench_server_start(const struct s7_bench_subject *subject, size_t size, int processor,
                                  struct s7_bench_server *ret_server);

enum { REQUESTS = 30, NEVER = -1 };

static struct {
    int curious; /* subject whose requests ask the system one thing more, every `every`-th of them */
    uint64_t every;
    uint64_t wrong_from;     /* number of a request */
    size_t untraceable_from; /* number of a trace */
    bool no_server;
    size_t traces;
    bool traceable; /* found by the first trace: this process may */
} fate;

bool __wrap_s7_bench_ask_once(const struct s7_bench_subject *subject, void *client, uint64_t number,
                              const uint8_t *pattern, size_t size)
{
    if (fate.curious != NEVER && subject == s7_bench_subject((enum s7_bench_subject_id)fate.curious) &&
        number % fate.every == 0 && getppid() < 0)
        return false;
    return number < fate.wrong_from && __real_s7_bench_ask_once(subject, client, number, pattern, size);
}

enum s7_bench_traced __wrap_s7_bench_trace(bool (*work)(void *user), void *user, uint64_t *ret_calls)
{
    if (fate.traces++ >= fate.untraceable_from)
        return S7_BENCH_UNTRACEABLE;
    enum s7_bench_traced traced = __real_s7_bench_trace(work, user, ret_calls);
    fate.traceable = traced != S7_BENCH_UNTRACEABLE;
    return traced;
}

bool __wrap_s7_bench_server_start(const struct s7_bench_subject *subject, size_t size, int processor,
                                  struct s7_bench_server *ret_server)
{
    return !fate.no_server && __real_s7_bench_server_start(subject, size, processor, ret_server);
}

static struct gathering found;

static int begin(void **state)
{
    (void)state;
    memset(&fate, 0, sizeof fate);
    fate.curious = NEVER;
    fate.every = 1;
    fate.wrong_from = UINT64_MAX;
    fate.untraceable_from = SIZE_MAX;
    gathering_begin(&found);
    found.config.sizes[0] = 1;
    found.config.sizes[1] = 400;
    found.config.size_count = 2;
    found.config.requests = REQUESTS;
    return 0;
}

/* Runs to its end; where a process may not trace its child nothing can be said. */
static void run_all(void)
{
    bool good = s7_bench_run_syscalls(&found.context);
    assert_no_child_left();
    if (!fate.traceable)
        skip();
    assert_true(good);
    assert_string_equal(found.trouble, "none");
    assert_int_equal(found.row_count, 8);
    assert_int_equal(found.target_count, 2);
}

/* In both sizes. */
static void assert_calls(const char *subject, double calls)
{
    size_t seen = 0;
    for (size_t i = 0; i < found.row_count; i++) {
        const struct s7_bench_sample *sample = &found.rows[i].median;
        if (strcmp(sample->subject, subject) != 0)
            continue;
        assert_int_equal(sample->scenario, S7_BENCH_SYSCALLS);
        assert_int_equal(sample->requests, REQUESTS);
        assert_true(fabs(sample->system_calls - calls) < 1e-9);
        assert_true(sample->allocations < 0);
        seen++;
    }
    assert_int_equal(seen, 2);
}

/* Connecting and ending take dozens; nothing of them is in it. */
static void two_per_request_and_nothing_of_connecting(void **state)
{
    (void)state;
    run_all();
    assert_calls("raw", 2);
    assert_calls("limit-s7", 2);
    assert_calls("self", 2);
    assert_calls("self-write", 2);
    assert_string_equal(found.targets[0].name, "system calls per request of a read");
    assert_string_equal(found.targets[1].name, "system calls per request of a write");
    for (size_t i = 0; i < 2; i++) {
        assert_int_equal(found.targets[i].verdict, S7_BENCH_PASS);
        assert_int_equal(found.targets[i].sense, S7_BENCH_EXACTLY);
        assert_true(found.targets[i].bound == 2);
    }
}

static void one_call_more_is_seen(void **state)
{
    (void)state;
    fate.curious = S7_BENCH_SUBJECT_SELF;
    run_all();
    assert_calls("self", 3);
    assert_calls("self-write", 2);
    assert_int_equal(found.targets[0].verdict, S7_BENCH_FAIL);
    assert_int_equal(found.targets[1].verdict, S7_BENCH_PASS);
}

static void one_call_more_now_and_then_is_seen(void **state)
{
    (void)state;
    fate.curious = S7_BENCH_SUBJECT_SELF_WRITE;
    fate.every = 10;
    run_all();
    assert_calls("self", 2);
    assert_calls("self-write", 2.1);
    assert_int_equal(found.targets[0].verdict, S7_BENCH_PASS);
    assert_int_equal(found.targets[1].verdict, S7_BENCH_FAIL);
}

static void a_wrong_answer_ends_it(void **state)
{
    (void)state;
    const uint64_t numbers[] = {0, REQUESTS}; /* in the first run of a client, and in the second only */
    for (size_t i = 0; i < 2; i++) {
        begin(state);
        fate.wrong_from = numbers[i];
        bool good = s7_bench_run_syscalls(&found.context);
        assert_no_child_left();
        if (!fate.traceable)
            skip();
        assert_false(good);
        assert_string_equal(found.trouble,
                            "raw @ raw, 1 octets: a traced request failed, or its answer was wrong");
        assert_int_equal(found.sample_count, 0);
        assert_int_equal(fate.traces, i + 1);
    }
}

static void where_nothing_can_be_traced_nothing_is_shown(void **state)
{
    (void)state;
    for (size_t from = 0; from < 2; from++) { /* not at all, and not a second time */
        begin(state);
        fate.untraceable_from = from;
        assert_true(s7_bench_run_syscalls(&found.context));
        assert_no_child_left();
        assert_string_equal(found.trouble, "none");
        assert_int_equal(found.row_count, 8);
        for (size_t i = 0; i < found.row_count; i++)
            assert_true(found.rows[i].median.system_calls < 0);
        assert_int_equal(found.target_count, 2);
        assert_int_equal(found.targets[0].verdict, S7_BENCH_NOT_SHOWN);
        assert_int_equal(found.targets[1].verdict, S7_BENCH_NOT_SHOWN);
    }
}

static void without_a_server_it_ends(void **state)
{
    (void)state;
    fate.no_server = true;
    assert_false(s7_bench_run_syscalls(&found.context));
    assert_string_equal(found.trouble, "raw @ raw, 1 octets: its server cannot be started");
    assert_int_equal(fate.traces, 0);
    assert_no_child_left();
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup(two_per_request_and_nothing_of_connecting, begin),
        cmocka_unit_test_setup(one_call_more_is_seen, begin),
        cmocka_unit_test_setup(one_call_more_now_and_then_is_seen, begin),
        cmocka_unit_test_setup(a_wrong_answer_ends_it, begin),
        cmocka_unit_test_setup(where_nothing_can_be_traced_nothing_is_shown, begin),
        cmocka_unit_test_setup(without_a_server_it_ends, begin),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
