/* SPDX-License-Identifier: MIT */
#include "bench/trace.h"

#include <signal.h>
#include <sys/ptrace.h>
#include <sys/types.h>
#include <sys/wait.h>
#include <unistd.h>

enum { EXIT_GOOD = 0, EXIT_FAILED = 1, EXIT_UNTRACEABLE = 2, CALL_STOP = SIGTRAP | 0x80 };

static void do_work(bool (*work)(void *user), void *user)
{
    if (ptrace(PTRACE_TRACEME, 0, NULL, NULL) != 0)
        _exit(EXIT_UNTRACEABLE);
    raise(SIGSTOP); /* the parent sets its options here */
    _exit(work(user) ? EXIT_GOOD : EXIT_FAILED);
}

/* Lets the child go on to its next stop; `signal` is delivered to it. */
static bool go_on(pid_t child, int signal, int *ret_status)
{
    return ptrace(PTRACE_SYSCALL, child, NULL, (void *)(intptr_t)signal) == 0 &&
           waitpid(child, ret_status, 0) == child;
}

/* Every call stops twice, at its entry and at its exit; the last one, that ends the child, only once. */
static bool count_stops(pid_t child, int *status, uint64_t *ret_stops)
{
    int signal = 0;
    *ret_stops = 0;
    while (WIFSTOPPED(*status)) {
        if (!go_on(child, signal, status))
            return false;
        bool call = WIFSTOPPED(*status) && WSTOPSIG(*status) == CALL_STOP;
        signal = WIFSTOPPED(*status) && !call ? WSTOPSIG(*status) : 0;
        *ret_stops += call;
    }
    return true;
}

static enum s7_bench_traced give_up(pid_t child)
{
    kill(child, SIGKILL);
    waitpid(child, NULL, 0);
    return S7_BENCH_UNTRACEABLE;
}

enum s7_bench_traced s7_bench_trace(bool (*work)(void *user), void *user, uint64_t *ret_calls)
{
    uint64_t stops = 0;
    int status = 0;
    pid_t child = fork();
    if (child == 0)
        do_work(work, user);
    if (child < 0 || waitpid(child, &status, 0) != child)
        return S7_BENCH_UNTRACEABLE;
    if (WIFSTOPPED(status)) {
        intptr_t options = PTRACE_O_TRACESYSGOOD | PTRACE_O_EXITKILL;
        if (ptrace(PTRACE_SETOPTIONS, child, NULL, (void *)options) != 0 ||
            !count_stops(child, &status, &stops))
            return give_up(child);
    }
    if (WIFEXITED(status) && WEXITSTATUS(status) == EXIT_UNTRACEABLE)
        return S7_BENCH_UNTRACEABLE;
    if (!WIFEXITED(status) || WEXITSTATUS(status) != EXIT_GOOD)
        return S7_BENCH_TRACE_FAILED;
    *ret_calls = (stops + 1) / 2;
    return S7_BENCH_TRACED;
}
