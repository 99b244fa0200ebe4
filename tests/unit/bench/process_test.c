/* SPDX-License-Identifier: MIT */
#define _GNU_SOURCE /* sched_getaffinity() is the system's own */
#include "bench/process.h"

#include <errno.h>
#include <poll.h>
#include <pthread.h>
#include <sched.h>
#include <signal.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "bench/loopback.h"
#include "bench/pin.h"
#include "check.h"

enum { PATIENCE_MS = 60000 /* only a test that fails waits that long */ };

/* What a server tells about itself. */
struct confession {
    pid_t process, parent;
    size_t size;
    int processor_count, processor;
};

static void confess(int listener, size_t size)
{
    struct confession confession = {.process = getpid(), .parent = getppid(), .size = size, .processor = -1};
    cpu_set_t set;
    if (sched_getaffinity(0, sizeof set, &set) != 0)
        return;
    confession.processor_count = CPU_COUNT(&set);
    for (int i = CPU_SETSIZE - 1; i >= 0; i--)
        if (CPU_ISSET((size_t)i, &set))
            confession.processor = i;
    for (int stream; (stream = s7_bench_accept(listener)) >= 0; close(stream))
        s7_bench_send(stream, (const uint8_t *)&confession, sizeof confession);
}

static void give_up(int listener, size_t size)
{
    (void)listener;
    (void)size;
}

static void leave_well(int listener, size_t size)
{
    (void)listener;
    (void)size;
    _exit(0);
}

static void work_hard(int listener, size_t size)
{
    (void)listener;
    for (volatile size_t i = size;; i++)
        continue;
}

static const struct s7_bench_subject confessing = {.name = "confessing", .serve = confess};
static const struct s7_bench_subject giving_up = {.name = "giving up", .serve = give_up};
static const struct s7_bench_subject leaving = {.name = "leaving", .serve = leave_well};
static const struct s7_bench_subject working = {.name = "working", .serve = work_hard};

static struct confession ask(const struct s7_bench_server *server)
{
    struct confession confession;
    int stream = s7_bench_connect(server->port);
    assert_true(stream >= 0);
    assert_true(s7_bench_receive(stream, (uint8_t *)&confession, sizeof confession));
    close(stream);
    return confession;
}

static int lowest_free(void)
{
    int free_one = dup(0);
    close(free_one);
    return free_one;
}

static void a_server_is_a_child_that_serves(void **state)
{
    (void)state;
    struct s7_bench_server server;
    cpu_set_t own;
    int before = lowest_free();
    assert_true(s7_bench_server_start(&confessing, 321, -1, &server));
    assert_int_equal(lowest_free(), before); /* the listening socket is the child's alone */
    for (int i = 0; i < 3; i++) {
        struct confession confession = ask(&server);
        assert_int_equal(confession.process, server.process);
        assert_int_equal(confession.parent, getpid());
        assert_int_equal(confession.size, 321);
        assert_int_equal(sched_getaffinity(0, sizeof own, &own), 0);
        assert_int_equal(confession.processor_count, CPU_COUNT(&own)); /* not pinned */
    }
    s7_bench_server_stop(&server);
}

static void a_server_is_pinned_and_this_process_is_not(void **state)
{
    (void)state;
    struct s7_bench_server server;
    struct s7_bench_processors last;
    cpu_set_t before, after;
    assert_int_equal(sched_getaffinity(0, sizeof before, &before), 0);
    assert_true(s7_bench_pin_choose(S7_BENCH_PIN_SAME, &last));
    assert_true(s7_bench_server_start(&confessing, 1, last.server, &server));
    struct confession confession = ask(&server);
    assert_int_equal(confession.processor_count, 1);
    assert_int_equal(confession.processor, last.server);
    s7_bench_server_stop(&server);
    assert_int_equal(sched_getaffinity(0, sizeof after, &after), 0);
    assert_true(CPU_EQUAL(&before, &after));
}

static void stopping_ends_and_reaps_it(void **state)
{
    (void)state;
    struct s7_bench_server server;
    assert_true(s7_bench_server_start(&confessing, 1, -1, &server));
    pid_t process = server.process;
    ask(&server);
    s7_bench_server_stop(&server);
    assert_int_equal(server.process, 0);
    assert_int_equal(waitpid(process, NULL, WNOHANG), -1);
    assert_int_equal(errno, ECHILD);
}

/* In a process group of its own: kill(0) would end all of this one. */
static void stopping_none_is_harmless(void **state)
{
    (void)state;
    int status = -1;
    pid_t child = fork();
    if (child == 0) {
        struct s7_bench_server server = {0};
        if (setpgid(0, 0) != 0)
            _exit(2);
        s7_bench_server_stop(&server);
        s7_bench_server_stop(&server);
        _exit(server.process);
    }
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_true(WIFEXITED(status));
    assert_int_equal(WEXITSTATUS(status), 0);
}

static void assert_exits_with_1(const struct s7_bench_subject *subject, int processor)
{
    struct s7_bench_server server;
    int status = 0;
    assert_true(s7_bench_server_start(subject, 1, processor, &server));
    assert_int_equal(waitpid(server.process, &status, 0), server.process);
    assert_true(WIFEXITED(status));
    assert_int_equal(WEXITSTATUS(status), 1);
}

static void a_server_that_cannot_serve_is_no_second_test(void **state)
{
    (void)state;
    assert_exits_with_1(&giving_up, -1);            /* it came back from serving, and not into this program */
    assert_exits_with_1(&leaving, CPU_SETSIZE - 1); /* it does not serve where it was not to be */
}

/* The only end of the pipe to write to is the server's: it is closed when the server has ended. */
static void a_server_ends_with_its_parent(void **state)
{
    (void)state;
    int ends[2];
    char octet;
    assert_int_equal(pipe(ends), 0);
    pid_t parent = fork();
    if (parent == 0) {
        struct s7_bench_server server;
        close(ends[0]);
        if (!s7_bench_server_start(&confessing, 1, -1, &server) || ask(&server).process != server.process)
            _exit(1);
        _exit(write(ends[1], "s", 1) == 1 ? 0 : 1); /* it serves: say so, and be gone */
    }
    close(ends[1]);
    assert_int_equal(read(ends[0], &octet, 1), 1);
    struct pollfd end = {.fd = ends[0], .events = POLLIN};
    assert_int_equal(poll(&end, 1, PATIENCE_MS), 1);
    assert_int_equal(read(ends[0], &octet, 1), 0);
    close(ends[0]);
    int status = -1;
    assert_int_equal(waitpid(parent, &status, 0), parent);
    assert_true(WIFEXITED(status) && WEXITSTATUS(status) == 0);
}

static void without_descriptors_nothing_is_started(void **state)
{
    (void)state;
    struct s7_bench_server server = {.process = -5, .port = 4711};
    struct rlimit kept, none;
    assert_int_equal(getrlimit(RLIMIT_NOFILE, &kept), 0);
    none = kept;
    none.rlim_cur = (rlim_t)lowest_free();
    assert_int_equal(setrlimit(RLIMIT_NOFILE, &none), 0);
    bool started = s7_bench_server_start(&confessing, 1, -1, &server);
    int why = errno;
    assert_int_equal(setrlimit(RLIMIT_NOFILE, &kept), 0);
    assert_false(started);
    assert_int_equal(why, EMFILE);
    assert_int_equal(server.process, -5);
    assert_int_equal(server.port, 4711);
}

static s7_time read_clock(clockid_t clock)
{
    struct timespec time;
    assert_int_equal(clock_gettime(clock, &time), 0);
    return time.tv_sec * S7_SECOND + time.tv_nsec;
}

static void now_is_the_clock_that_never_runs_back(void **state)
{
    (void)state;
    s7_time before = read_clock(CLOCK_MONOTONIC);
    s7_time now = s7_bench_now();
    s7_time after = read_clock(CLOCK_MONOTONIC);
    assert_true(before <= now && now <= after);
}

static void *use_processor(void *user)
{
    while (read_clock(CLOCK_THREAD_CPUTIME_ID) < S7_MILLISECOND)
        continue;
    return user;
}

static void processor_time_of_this_process(void **state)
{
    (void)state;
    pthread_t thread; /* its time counts */
    assert_int_equal(pthread_create(&thread, NULL, use_processor, NULL), 0);
    assert_int_equal(pthread_join(thread, NULL), 0);
    s7_time before = read_clock(CLOCK_PROCESS_CPUTIME_ID);
    s7_time used = s7_bench_processor_time(0);
    s7_time after = read_clock(CLOCK_PROCESS_CPUTIME_ID);
    assert_true(0 < before && before <= used && used <= after);
}

static void processor_time_of_a_server(void **state)
{
    (void)state;
    struct s7_bench_server server;
    assert_true(s7_bench_server_start(&working, 1, -1, &server));
    pid_t process = server.process;
    s7_time first = s7_bench_processor_time(process);
    assert_true(first >= 0);
    while (s7_bench_processor_time(process) <= first) /* it works, whatever this process does */
        continue;
    s7_bench_server_stop(&server);
    assert_int_equal(s7_bench_processor_time(process), -1); /* nobody's any more */
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_server_is_a_child_that_serves),
        cmocka_unit_test(a_server_is_pinned_and_this_process_is_not),
        cmocka_unit_test(stopping_ends_and_reaps_it),
        cmocka_unit_test(stopping_none_is_harmless),
        cmocka_unit_test(a_server_that_cannot_serve_is_no_second_test),
        cmocka_unit_test(a_server_ends_with_its_parent),
        cmocka_unit_test(without_descriptors_nothing_is_started),
        cmocka_unit_test(now_is_the_clock_that_never_runs_back),
        cmocka_unit_test(processor_time_of_this_process),
        cmocka_unit_test(processor_time_of_a_server),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
