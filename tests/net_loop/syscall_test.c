/* SPDX-License-Identifier: MIT
 *
 * The blocking client costs exactly two system calls per request, counted by the kernel's own tracing.
 */
#include "check.h"

#include <signal.h>
#include <sys/ptrace.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "must.h"
#include "net_loop/station.h"

enum { REQUESTS = 500, SYSCALL_STOP = SIGTRAP | 0x80 };

static void request_many(struct s7_posix_client *client)
{
    uint8_t octets[64];
    struct s7_fault fault;
    const struct s7_range range = {.area = S7_AREA_DB, .db = 1, .first_bit = 0, .bit_count = 8 * sizeof octets};
    for (unsigned i = 0; i < REQUESTS; i++) {
        must(s7_posix_read(client, &range, octets, sizeof octets, &fault) == S7_OK);
        must(s7_posix_write(client, &range, octets, sizeof octets, &fault) == S7_OK);
    }
}

/* The traced process: requests between two calls of getppid(). */
static void be_traced(const struct station *station)
{
    struct s7_posix_config config = station_client(station);
    struct s7_posix_client *client;
    struct s7_fault fault;
    if (ptrace(PTRACE_TRACEME, 0, NULL, NULL))
        _exit(77);
    raise(SIGSTOP);
    must(s7_posix_open(&config, &client, &fault) == S7_OK);
    request_many(client); /* whatever happens once has happened */
    getppid();
    request_many(client);
    getppid();
    s7_posix_close(client);
    _exit(0);
}

struct tally {
    unsigned markers;
    unsigned sends, receives, others; /* between the markers */
};

static void count_call(struct tally *tally, uint64_t number)
{
    if (number == SYS_getppid)
        tally->markers++;
    else if (tally->markers == 1) {
        if (number == SYS_sendto)
            tally->sends++;
        else if (number == SYS_recvfrom)
            tally->receives++;
        else
            tally->others++;
    }
}

/* Follows the process to its end; returns its wait status. */
static int follow(pid_t pid, struct tally *tally)
{
    int status = 0;
    assert_int_equal(waitpid(pid, &status, 0), pid);
    if (WIFEXITED(status))
        return status;
    assert_int_equal(ptrace(PTRACE_SETOPTIONS, pid, NULL, PTRACE_O_TRACESYSGOOD | PTRACE_O_EXITKILL), 0);
    for (uintptr_t deliver = 0;;) {
        ptrace(PTRACE_SYSCALL, pid, NULL, (void *)deliver);
        assert_int_equal(waitpid(pid, &status, 0), pid);
        if (WIFEXITED(status) || WIFSIGNALED(status))
            return status;
        deliver = WSTOPSIG(status) == SYSCALL_STOP ? 0 : (uintptr_t)WSTOPSIG(status);
        if (deliver)
            continue;
        struct __ptrace_syscall_info info;
        if (ptrace(PTRACE_GET_SYSCALL_INFO, pid, (void *)sizeof info, &info) > 0 &&
            info.op == PTRACE_SYSCALL_INFO_ENTRY)
            count_call(tally, info.entry.nr);
    }
}

static void two_calls_per_request(void **state)
{
    (void)state;
    struct s7_cpu_config config;
    station_config(&config);
    struct station station = station_start(&config);
    pid_t pid = fork();
    assert_true(pid >= 0);
    if (pid == 0)
        be_traced(&station);
    struct tally tally = {0};
    int status = follow(pid, &tally);
    assert_int_equal(station_stop(&station), 0);
    assert_true(WIFEXITED(status));
    if (WEXITSTATUS(status) == 77)
        skip(); /* tracing is not permitted here */
    assert_int_equal(WEXITSTATUS(status), 0);
    assert_int_equal(tally.markers, 2);
    assert_int_equal(tally.sends, 2 * REQUESTS);
    assert_int_equal(tally.receives, 2 * REQUESTS);
    assert_int_equal(tally.others, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(two_calls_per_request)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
