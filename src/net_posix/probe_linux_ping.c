/* SPDX-License-Identifier: MIT */
#include <errno.h>
#include <poll.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "net_posix/clock.h"
#include "net_posix/probe_linux.h"
#include "net_posix/probe_socket.h"

/* RFC 792 and RFC 4443: type, code, checksum and identifier (both the kernel's), sequence number. */
enum { ECHO_SIZE = 16, SEQUENCE_AT = 6, SEQUENCE = 7 };
struct kind {
    int family, protocol;
    uint8_t request, reply;
};
static const struct kind kinds[] = {{AF_INET, IPPROTO_ICMP, 8, 0}, {AF_INET6, IPPROTO_ICMPV6, 128, 129}};

/* @return what there is: 0 our answer, EAGAIN none, or why there will be none */
static int take_reply(int fd, const struct kind *kind, struct s7_probe *probe)
{
    uint8_t octets[64];
    _Alignas(struct cmsghdr) char parts[128];
    struct iovec vector = {.iov_base = octets, .iov_len = sizeof octets};
    struct msghdr message = {
        .msg_iov = &vector, .msg_iovlen = 1, .msg_control = parts, .msg_controllen = sizeof parts};
    const ssize_t got = recvmsg(fd, &message, 0);
    if (got < 0)
        return errno;
    if (got <= SEQUENCE_AT + 1 || octets[0] != kind->reply || octets[SEQUENCE_AT + 1] != SEQUENCE)
        return EAGAIN;
    probe->ttl = s7_probe_linux_ttl(&message);
    return 0;
}

static int await_reply(int fd, const struct kind *kind, s7_time due, struct s7_probe *probe)
{
    do {
        if (!s7_probe_wait(fd, POLLIN, due))
            break;
        const int said = s7_probe_linux_complaint(fd, probe);
        const int failed = take_reply(fd, kind, probe);
        if (said)
            return said;
        if (failed != EAGAIN && failed != EINTR)
            return failed;
    } while (s7_posix_now() < due);
    return ETIMEDOUT;
}

static int echo(int fd, const struct kind *kind, const union s7_ip *to, s7_time due, struct s7_probe *probe)
{
    const uint8_t request[ECHO_SIZE] = {[0] = kind->request, [SEQUENCE_AT + 1] = SEQUENCE};
    s7_probe_linux_watch(fd, kind->family);
    if (connect(fd, &to->any, s7_ip_size(to)) || send(fd, request, sizeof request, 0) < 0)
        return errno;
    return await_reply(fd, kind, due, probe);
}

/* net.ipv4.ping_group_range, which is of both families; or a kernel without such sockets. */
static bool is_ordinary(int sys_errno)
{
    return sys_errno == EACCES || sys_errno == EPERM || sys_errno == EPROTONOSUPPORT ||
           sys_errno == EAFNOSUPPORT;
}

int s7_probe_linux_ping(const union s7_ip *to, s7_time due, struct s7_probe *probe)
{
    const struct kind *kind = &kinds[to->any.sa_family == AF_INET6];
    const int fd = s7_probe_socket(kind->family, SOCK_DGRAM, kind->protocol);
    if (fd < 0)
        return is_ordinary(errno) ? EPERM : errno;
    const int failed = echo(fd, kind, to, due, probe);
    close(fd);
    return failed;
}
