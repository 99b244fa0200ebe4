/* SPDX-License-Identifier: MIT */
#define _DEFAULT_SOURCE /* IP_RECVERR and its like */
#include <time.h>       /* errqueue.h needs it before */

#include <linux/errqueue.h>
#include <netinet/in.h>
#include <string.h>
#include <sys/socket.h>

#include "net_posix/probe_linux.h"
#include "net_posix/probe_text.h"

enum { MOST_COMPLAINTS = 64 }; /* taken in one call: whoever sends faster shall not keep us here */

/* All of them are wishes: a kernel without them tells less. */
static const struct {
    int family, level, option;
} wishes[] = {
    {AF_INET, IPPROTO_IP, IP_RECVERR},
    {AF_INET, IPPROTO_IP, IP_RECVTTL},
    {AF_INET6, IPPROTO_IPV6, IPV6_RECVERR},
    {AF_INET6, IPPROTO_IPV6, IPV6_RECVHOPLIMIT},
};

void s7_probe_linux_watch(int fd, int family)
{
    const int on = 1;
    for (size_t i = 0; i < sizeof wishes / sizeof wishes[0]; i++)
        if (wishes[i].family == family)
            setsockopt(fd, wishes[i].level, wishes[i].option, &on, sizeof on);
}

static bool is(const struct cmsghdr *part, int level, int type, size_t size)
{
    return part->cmsg_level == level && part->cmsg_type == type && part->cmsg_len >= CMSG_LEN(size);
}

int s7_probe_linux_ttl(struct msghdr *message)
{
    int ttl = -1;
    for (struct cmsghdr *part = CMSG_FIRSTHDR(message); part; part = CMSG_NXTHDR(message, part))
        if (is(part, IPPROTO_IP, IP_TTL, sizeof ttl) || is(part, IPPROTO_IPV6, IPV6_HOPLIMIT, sizeof ttl))
            memcpy(&ttl, CMSG_DATA(part), sizeof ttl);
    return ttl;
}

/* The address of the offender stands behind the error itself. */
static bool read_part(struct cmsghdr *part, struct sock_extended_err *ret_error, union s7_ip *ret_offender)
{
    memset(ret_offender, 0, sizeof *ret_offender);
    size_t offender = 0;
    if (is(part, IPPROTO_IP, IP_RECVERR, sizeof *ret_error + sizeof ret_offender->four))
        offender = sizeof ret_offender->four;
    else if (is(part, IPPROTO_IPV6, IPV6_RECVERR, sizeof *ret_error + sizeof ret_offender->six))
        offender = sizeof ret_offender->six;
    else
        return false;
    memcpy(ret_error, CMSG_DATA(part), sizeof *ret_error);
    memcpy(ret_offender, CMSG_DATA(part) + sizeof *ret_error, offender);
    return true;
}

static int read_complaint(struct msghdr *message, struct s7_probe *probe)
{
    struct sock_extended_err error = {0};
    union s7_ip offender;
    struct cmsghdr *part = CMSG_FIRSTHDR(message);
    while (part && !read_part(part, &error, &offender))
        part = CMSG_NXTHDR(message, part);
    if (!part)
        return 0;
    const bool is_icmp = error.ee_origin == SO_EE_ORIGIN_ICMP || error.ee_origin == SO_EE_ORIGIN_ICMP6;
    if (is_icmp && probe->icmp_type < 0) {
        probe->icmp_type = error.ee_type;
        probe->icmp_code = error.ee_code;
        probe->ttl = s7_probe_linux_ttl(message);
        s7_probe_format(&offender, probe->offender);
    }
    return (int)error.ee_errno;
}

static bool take_complaint(int fd, struct s7_probe *probe, int *ret_errno)
{
    char octets[64]; /* of what the complaint is about: not needed */
    _Alignas(struct cmsghdr) char parts[512];
    struct iovec vector = {.iov_base = octets, .iov_len = sizeof octets};
    struct msghdr message = {
        .msg_iov = &vector, .msg_iovlen = 1, .msg_control = parts, .msg_controllen = sizeof parts};
    if (recvmsg(fd, &message, MSG_ERRQUEUE | MSG_DONTWAIT) < 0)
        return false;
    *ret_errno = read_complaint(&message, probe);
    return true;
}

int s7_probe_linux_complaint(int fd, struct s7_probe *probe)
{
    int first = 0, next = 0;
    for (size_t i = 0; i < MOST_COMPLAINTS && take_complaint(fd, probe, &next); i++)
        if (!first)
            first = next;
    return first;
}
