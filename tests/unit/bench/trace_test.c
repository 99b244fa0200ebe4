/* SPDX-License-Identifier: MIT */
#include "bench/trace.h"

#include <signal.h>
#include <unistd.h>

#include "check.h"

static bool ask_parent(void *user)
{
    for (unsigned i = 0; i < *(const unsigned *)user; i++)
        if (getppid() == 0)
            return false;
    return true;
}

static bool ask_and_raise(void *user)
{
    signal(SIGUSR1, SIG_IGN);
    bool good = ask_parent(user);
    raise(SIGUSR1); /* a stop that is no system call */
    return good;
}

static bool refuse(void *user)
{
    (void)user;
    return false;
}

static bool crash(void *user)
{
    (void)user;
    return raise(SIGKILL) == 0;
}

static uint64_t calls_of(bool (*work)(void *user), unsigned count)
{
    uint64_t calls = 0;
    enum s7_bench_traced traced = s7_bench_trace(work, &count, &calls);
    if (traced == S7_BENCH_UNTRACEABLE)
        skip();
    assert_int_equal(traced, S7_BENCH_TRACED);
    return calls;
}

static void every_call_is_counted_once(void **state)
{
    (void)state;
    uint64_t none = calls_of(ask_parent, 0);
    assert_int_equal(calls_of(ask_parent, 1) - none, 1);
    assert_int_equal(calls_of(ask_parent, 1000) - none, 1000);
    uint64_t raised = calls_of(ask_and_raise, 0);
    assert_true(raised > none);
    assert_int_equal(calls_of(ask_and_raise, 77) - raised, 77);
}

static void failed_work_is_told(void **state)
{
    (void)state;
    uint64_t calls = 0;
    calls_of(ask_parent, 0);
    assert_int_equal(s7_bench_trace(refuse, NULL, &calls), S7_BENCH_TRACE_FAILED);
    assert_int_equal(s7_bench_trace(crash, NULL, &calls), S7_BENCH_TRACE_FAILED);
    assert_int_equal(calls, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_call_is_counted_once),
        cmocka_unit_test(failed_work_is_told),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
