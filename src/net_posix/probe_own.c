/* SPDX-License-Identifier: MIT */
#define _DEFAULT_SOURCE /* getifaddrs */
#include <ifaddrs.h>
#include <string.h>

#include "net_posix/probe.h"
#include "net_posix/probe_text.h"

/* All of 127.0.0.0/8 and ::1, whatever an interface is called. */
static bool is_loopback(const union s7_ip *ip)
{
    enum { LOOPBACK_NET = 127, SHIFT = 24 };
    if (ip->any.sa_family == AF_INET)
        return ntohl(ip->four.sin_addr.s_addr) >> SHIFT == LOOPBACK_NET;
    return IN6_IS_ADDR_LOOPBACK(&ip->six.sin6_addr);
}

static bool is_same(const union s7_ip *ip, const struct sockaddr *own)
{
    union s7_ip other;
    if (!own || own->sa_family != ip->any.sa_family)
        return false;
    memset(&other, 0, sizeof other);
    memcpy(&other, own, s7_ip_size(ip));
    if (own->sa_family == AF_INET)
        return ip->four.sin_addr.s_addr == other.four.sin_addr.s_addr;
    return memcmp(&ip->six.sin6_addr, &other.six.sin6_addr, sizeof other.six.sin6_addr) == 0;
}

bool s7_probe_own(const char *address)
{
    union s7_ip ip;
    struct ifaddrs *list = NULL;
    if (!s7_probe_parse(address, 0, &ip))
        return false;
    if (is_loopback(&ip))
        return true;
    if (getifaddrs(&list))
        return false;
    bool own = false;
    for (const struct ifaddrs *at = list; at && !own; at = at->ifa_next)
        own = is_same(&ip, at->ifa_addr);
    freeifaddrs(list);
    return own;
}
