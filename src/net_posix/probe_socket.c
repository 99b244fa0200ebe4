/* SPDX-License-Identifier: MIT */
#include "net_posix/probe_socket.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <sys/socket.h>

#include "net_posix/clock.h"
#include "net_posix/probe.h"

int s7_probe_socket(int family, int type, int protocol)
{
    const int fd = socket(family, type, protocol);
    if (fd < 0)
        return -1;
    fcntl(fd, F_SETFD, FD_CLOEXEC); /* on a fresh descriptor neither can fail */
    fcntl(fd, F_SETFL, O_NONBLOCK);
    return fd;
}

short s7_probe_wait(int fd, short events, s7_time due)
{
    struct pollfd wait = {.fd = fd, .events = events};
    int ready;
    do
        ready = poll(&wait, 1, s7_posix_wait_ms(due, s7_posix_now()));
    while (ready < 0 && errno == EINTR);
    if (ready < 0)
        return POLLERR;
    return ready ? wait.revents : 0;
}

/* ---- an end that is asked for ---------------------------------------------------------------------------- */

static const volatile sig_atomic_t *heeded;

void s7_probe_heed(const volatile sig_atomic_t *ended)
{
    heeded = ended;
}

s7_time s7_probe_look_up(s7_time due)
{
    return heeded ? s7_time_earlier(due, s7_posix_now() + 100 * S7_MILLISECOND) : due;
}

bool s7_probe_over(s7_time due)
{
    return (heeded && *heeded) || s7_posix_now() >= due;
}
