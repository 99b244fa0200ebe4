/* SPDX-License-Identifier: MIT */
#include <errno.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <unistd.h>

#include "net_posix/clock.h"
#include "net_posix/probe.h"
#include "net_posix/probe_socket.h"
#include "net_posix/probe_system.h"
#include "net_posix/probe_text.h"

/* Tells "connected" from "no error yet". */
static bool is_connected(int fd)
{
    union s7_ip peer;
    socklen_t size = sizeof peer;
    return getpeername(fd, &peer.any, &size) == 0;
}

/*
 * What ICMP said is asked for in any case: it tells who refused.  It also decides when the kernel has put it aside
 * because it came while connect() itself was running, and would try again in a second.
 */
static int outcome(int fd, struct s7_probe *probe)
{
    int failed = 0;
    socklen_t size = sizeof failed;
    if (getsockopt(fd, SOL_SOCKET, SO_ERROR, &failed, &size))
        return errno;
    const int said = S7_PROBE_SYSTEM.complaint(fd, probe);
    if (failed)
        return failed;
    return is_connected(fd) ? 0 : said;
}

/* @return 0: connected */
static int await_outcome(int fd, s7_time due, struct s7_probe *probe)
{
    do {
        if (!s7_probe_wait(fd, POLLOUT, s7_probe_look_up(due)) && s7_probe_over(due))
            break;
        const int failed = outcome(fd, probe);
        if (failed == ECONNRESET) /* after the handshake: a request that is refused is ECONNREFUSED */
            return 0;
        if (failed || is_connected(fd))
            return failed;
    } while (!s7_probe_over(due));
    return ETIMEDOUT;
}

static int attempt(int fd, const union s7_ip *to, s7_time due, struct s7_probe *probe)
{
    const int on = 1;
    setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    S7_PROBE_SYSTEM.watch(fd, to->any.sa_family);
    int failed = connect(fd, &to->any, s7_ip_size(to)) ? errno : 0;
    s7_probe_local(fd, probe->local); /* before a failure takes it away */
    if (failed == EINPROGRESS || failed == EINTR)
        return await_outcome(fd, due, probe);
    if (failed)
        S7_PROBE_SYSTEM.complaint(fd, probe);
    return failed;
}

/* @return 0, or the errno */
static int bind_source(int fd, const char *source, int family)
{
    union s7_ip own;
    if (!source)
        return 0;
    if (!s7_probe_parse(source, 0, &own) || own.any.sa_family != family)
        return EADDRNOTAVAIL;
    return bind(fd, &own.any, s7_ip_size(&own)) ? errno : 0;
}

static int connect_to(const char *address, uint16_t port, const char *source, s7_time due,
                      struct s7_probe *probe, int *ret_fd)
{
    union s7_ip to;
    if (!s7_probe_parse(address, port, &to))
        return EINVAL;
    const int fd = s7_probe_socket(to.any.sa_family, SOCK_STREAM, 0);
    if (fd < 0)
        return errno;
    int failed = bind_source(fd, source, to.any.sa_family);
    if (!failed)
        failed = attempt(fd, &to, due, probe);
    if (failed)
        close(fd);
    else
        *ret_fd = fd;
    return failed;
}

bool s7_probe_connect(const char *address, uint16_t port, const char *source, s7_time timeout,
                      struct s7_probe_stream *ret_stream, struct s7_probe *ret_probe)
{
    const s7_time started_at = s7_posix_now();
    struct s7_probe probe = s7_probe_unknown();
    int fd = -1;
    probe.sys_errno = connect_to(address, port, source, s7_time_after(started_at, timeout), &probe, &fd);
    probe.elapsed = s7_posix_now() - started_at;
    *ret_probe = probe;
    if (probe.sys_errno)
        return false;
    *ret_stream = (struct s7_probe_stream){.fd = fd};
    return true;
}
