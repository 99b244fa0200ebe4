/* SPDX-License-Identifier: MIT */
#include "net_posix/socket.h"

#include <errno.h>
#include <fcntl.h>
#include <netdb.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <stdbool.h>
#include <stdio.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

#include "base/system_error.h"
#include "net_posix/clock.h"

enum { KEEPALIVE_IDLE_S = 30 };

static int set_blocking(int fd, bool blocking)
{
    int flags = fcntl(fd, F_GETFL);
    if (flags < 0)
        return errno;
    flags = blocking ? flags & ~O_NONBLOCK : flags | O_NONBLOCK;
    return fcntl(fd, F_SETFL, flags) ? errno : 0;
}

/* Keepalive and no delay are wishes; blocking mode and the timeout are what the pump is built on. */
static int tune(int fd, uint32_t receive_timeout_ms)
{
    const int on = 1, idle_s = KEEPALIVE_IDLE_S;
    const struct timeval timeout = {.tv_sec = receive_timeout_ms / 1000,
                                    .tv_usec = (suseconds_t)(receive_timeout_ms % 1000) * 1000};
    setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    setsockopt(fd, SOL_SOCKET, SO_KEEPALIVE, &on, sizeof on);
    setsockopt(fd, IPPROTO_TCP, TCP_KEEPIDLE, &idle_s, sizeof idle_s);
    if (setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &timeout, sizeof timeout))
        return errno;
    return set_blocking(fd, true);
}

/* @return 0, or why the connection was not established until `due` */
static int await_connection(int fd, s7_time due)
{
    struct pollfd wait = {.fd = fd, .events = POLLOUT};
    int ready;
    do
        ready = poll(&wait, 1, s7_posix_wait_ms(due, s7_posix_now()));
    while (ready < 0 && errno == EINTR);
    if (ready < 0)
        return errno;
    if (ready == 0)
        return ETIMEDOUT;
    int sys_errno = 0;
    socklen_t size = sizeof sys_errno;
    return getsockopt(fd, SOL_SOCKET, SO_ERROR, &sys_errno, &size) ? errno : sys_errno;
}

static int connect_until(int fd, const struct addrinfo *to, s7_time due)
{
    int failed = set_blocking(fd, false);
    if (failed)
        return failed;
    if (connect(fd, to->ai_addr, to->ai_addrlen) == 0)
        return 0;
    return errno == EINPROGRESS || errno == EINTR ? await_connection(fd, due) : errno;
}

/* @return a connected socket, or -errno */
static int try_address(const struct addrinfo *to, s7_time due, uint32_t receive_timeout_ms)
{
    int fd = socket(to->ai_family, SOCK_STREAM, 0);
    if (fd < 0)
        return -errno;
    fcntl(fd, F_SETFD, FD_CLOEXEC);
    int failed = connect_until(fd, to, due);
    if (!failed)
        failed = tune(fd, receive_timeout_ms);
    if (failed)
        close(fd);
    return failed ? -failed : fd;
}

static s7_time share_until(s7_time due, const struct addrinfo *rest)
{
    s7_time now = s7_posix_now();
    s7_time shares = 0;
    for (; rest; rest = rest->ai_next)
        shares++;
    return due > now ? now + (due - now) / shares : now;
}

static struct s7_fault name_fault(int status)
{
    return (struct s7_fault){.error = status == EAI_MEMORY ? S7_ERR_LOCAL_MEMORY : S7_ERR_TCP_NAME,
                             .sys_errno = status == EAI_SYSTEM ? errno : 0};
}

/* A numeric address asks nobody, so only a name can take all the time there is. */
static struct addrinfo *resolve(const char *host, const char *port, s7_time due, struct s7_fault *ret_fault)
{
    struct addrinfo hints = {.ai_flags = AI_NUMERICHOST, .ai_family = AF_UNSPEC, .ai_socktype = SOCK_STREAM};
    struct addrinfo *found = NULL;
    if (getaddrinfo(host, port, &hints, &found) == 0)
        return found;
    hints.ai_flags = 0;
    int status = getaddrinfo(host, port, &hints, &found);
    if (status) {
        *ret_fault = name_fault(status);
        return NULL;
    }
    if (s7_posix_now() < due)
        return found;
    freeaddrinfo(found);
    *ret_fault = (struct s7_fault){.error = S7_ERR_TCP_NAME, .sys_errno = ETIMEDOUT};
    return NULL;
}

/* @return a connected socket, or -1 with *ret_fault */
static int connect_any(const char *host, const char *port, s7_time due, uint32_t receive_timeout_ms,
                       struct s7_fault *ret_fault)
{
    struct addrinfo *found = resolve(host, port, due, ret_fault);
    if (!found)
        return -1;
    int fd = -ETIMEDOUT;
    for (const struct addrinfo *at = found; at && fd < 0; at = at->ai_next)
        fd = try_address(at, share_until(due, at), receive_timeout_ms);
    freeaddrinfo(found);
    if (fd >= 0)
        return fd;
    *ret_fault = (struct s7_fault){.error = s7_system_error(-fd), .sys_errno = -fd};
    return -1;
}

int s7_socket_connect(const char *host, uint16_t port, s7_time due, uint32_t receive_timeout_ms,
                      struct s7_fault *ret_fault)
{
    s7_time started_at = s7_posix_now();
    char port_text[8];
    snprintf(port_text, sizeof port_text, "%u", port);
    struct s7_fault fault = {0};
    int fd = connect_any(host, port_text, due, receive_timeout_ms, &fault);
    if (fd < 0) {
        fault.phase = S7_PHASE_CONNECT;
        fault.elapsed_ms = (uint32_t)((s7_posix_now() - started_at) / S7_MILLISECOND);
        *ret_fault = fault;
    }
    return fd;
}
