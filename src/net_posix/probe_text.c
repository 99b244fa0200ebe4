/* SPDX-License-Identifier: MIT */
#include "net_posix/probe_text.h"

#include <net/if.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* The name of an interface, or its number as numeric text has it when it has lost its name. */
static unsigned interface_index(const char *name)
{
    unsigned index = if_nametoindex(name);
    if (index || name[0] < '1' || name[0] > '9')
        return index;
    char *end;
    long number = strtol(name, &end, 10);
    return *end == '\0' && number <= INT32_MAX ? (unsigned)number : 0;
}

/* An IPv4 address in IPv6 clothes is an IPv4 address on the wire. */
static void unmap(union s7_ip *ip)
{
    if (ip->any.sa_family != AF_INET6 || !IN6_IS_ADDR_V4MAPPED(&ip->six.sin6_addr))
        return;
    const struct in6_addr from = ip->six.sin6_addr;
    const in_port_t port = ip->six.sin6_port;
    memset(ip, 0, sizeof *ip);
    ip->four.sin_family = AF_INET;
    ip->four.sin_port = port;
    memcpy(&ip->four.sin_addr, &from.s6_addr[12], sizeof ip->four.sin_addr);
}

static bool parse_scoped(const char *text, const char *percent, uint16_t port, union s7_ip *ret_ip)
{
    char front[S7_PROBE_ADDRESS_SIZE];
    union s7_ip ip;
    const size_t size = (size_t)(percent - text);
    const unsigned index = interface_index(percent + 1);
    if (!index || size >= sizeof front)
        return false;
    memcpy(front, text, size);
    front[size] = '\0';
    if (!s7_ip_parse(front, port, &ip) || ip.any.sa_family != AF_INET6)
        return false;
    ip.six.sin6_scope_id = index;
    *ret_ip = ip;
    return true;
}

bool s7_probe_parse(const char *text, uint16_t port, union s7_ip *ret_ip)
{
    const char *percent = strchr(text, '%');
    if (percent)
        return parse_scoped(text, percent, port, ret_ip);
    if (!s7_ip_parse(text, port, ret_ip))
        return false;
    unmap(ret_ip);
    return true;
}

static bool is_specified(const union s7_ip *ip)
{
    if (ip->any.sa_family == AF_INET)
        return ip->four.sin_addr.s_addr != htonl(INADDR_ANY);
    return ip->any.sa_family == AF_INET6 && !IN6_IS_ADDR_UNSPECIFIED(&ip->six.sin6_addr);
}

void s7_probe_format(const union s7_ip *ip, char ret_text[S7_PROBE_ADDRESS_SIZE])
{
    char name[IF_NAMESIZE] = "";
    ret_text[0] = '\0';
    if (ip->any.sa_family != AF_INET && ip->any.sa_family != AF_INET6)
        return;
    const unsigned index = ip->any.sa_family == AF_INET6 ? ip->six.sin6_scope_id : 0;
    if (index && !if_indextoname(index, name))
        snprintf(name, sizeof name, "%u", index);
    snprintf(ret_text, S7_PROBE_ADDRESS_SIZE, "%s%s%s", s7_ip_peer(ip).address, index ? "%" : "", name);
}

void s7_probe_local(int fd, char ret_text[S7_PROBE_ADDRESS_SIZE])
{
    union s7_ip ip;
    socklen_t size = sizeof ip;
    memset(&ip, 0, sizeof ip);
    ret_text[0] = '\0';
    if (getsockname(fd, &ip.any, &size) == 0 && is_specified(&ip))
        s7_probe_format(&ip, ret_text);
}
