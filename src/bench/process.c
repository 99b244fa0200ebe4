/* SPDX-License-Identifier: MIT */
#include "bench/process.h"

#include <signal.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "bench/loopback.h"
#include "bench/pin.h"

static void serve(const struct s7_bench_subject *subject, size_t size, int processor, int listener,
                  pid_t parent)
{
    if (prctl(PR_SET_PDEATHSIG, SIGKILL) != 0 || getppid() != parent || !s7_bench_pin_to(processor))
        _exit(1);
    subject->serve(listener, size);
    _exit(1);
}

bool s7_bench_server_start(const struct s7_bench_subject *subject, size_t size, int processor,
                           struct s7_bench_server *ret_server)
{
    uint16_t port;
    int listener = s7_bench_listen(&port);
    if (listener < 0)
        return false;
    pid_t parent = getpid();
    pid_t process = fork();
    if (process == 0)
        serve(subject, size, processor, listener, parent);
    close(listener);
    if (process < 0)
        return false;
    *ret_server = (struct s7_bench_server){process, port};
    return true;
}

void s7_bench_server_stop(struct s7_bench_server *server)
{
    if (server->process <= 0)
        return;
    kill(server->process, SIGKILL);
    waitpid(server->process, NULL, 0);
    server->process = 0;
}

static s7_time read_clock(clockid_t clock)
{
    struct timespec time;
    return clock_gettime(clock, &time) == 0 ? (s7_time)time.tv_sec * S7_SECOND + time.tv_nsec : -1;
}

s7_time s7_bench_processor_time(pid_t process)
{
    clockid_t clock = CLOCK_PROCESS_CPUTIME_ID;
    if (process > 0 && clock_getcpuclockid(process, &clock) != 0)
        return -1;
    return read_clock(clock);
}

s7_time s7_bench_now(void)
{
    return read_clock(CLOCK_MONOTONIC);
}
