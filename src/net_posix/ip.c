/* SPDX-License-Identifier: MIT */
#include "net_posix/ip.h"

#include <arpa/inet.h>
#include <errno.h>
#include <netdb.h>
#include <string.h>

bool s7_ip_parse(const char *host, uint16_t port, union s7_ip *ret_ip)
{
    union s7_ip ip;
    memset(&ip, 0, sizeof ip);
    if (inet_pton(AF_INET, host, &ip.four.sin_addr) == 1) {
        ip.four.sin_family = AF_INET;
        ip.four.sin_port = htons(port);
    } else if (inet_pton(AF_INET6, host, &ip.six.sin6_addr) == 1) {
        ip.six.sin6_family = AF_INET6;
        ip.six.sin6_port = htons(port);
    } else {
        return false;
    }
    *ret_ip = ip;
    return true;
}

static size_t copy_found(const struct addrinfo *found, uint16_t port, size_t most, union s7_ip *ret_ips)
{
    size_t count = 0;
    for (; found && count < most; found = found->ai_next) {
        union s7_ip *ip = &ret_ips[count];
        if (found->ai_family != AF_INET && found->ai_family != AF_INET6)
            continue;
        memset(ip, 0, sizeof *ip);
        memcpy(ip, found->ai_addr, found->ai_addrlen);
        if (found->ai_family == AF_INET6)
            ip->six.sin6_port = htons(port);
        else
            ip->four.sin_port = htons(port);
        count++;
    }
    return count;
}

size_t s7_ip_resolve(const char *host, uint16_t port, size_t most, union s7_ip *ret_ips,
                     struct s7_fault *ret_fault)
{
    if (s7_ip_parse(host, port, ret_ips))
        return 1;
    const struct addrinfo hints = {.ai_family = AF_UNSPEC, .ai_socktype = SOCK_STREAM};
    struct addrinfo *found = NULL;
    int status = getaddrinfo(host, NULL, &hints, &found);
    size_t count = status ? 0 : copy_found(found, port, most, ret_ips);
    if (!count)
        *ret_fault = (struct s7_fault){.error = status == EAI_MEMORY ? S7_ERR_LOCAL_MEMORY : S7_ERR_TCP_NAME,
                                       .sys_errno = status == EAI_SYSTEM ? errno : 0};
    if (!status)
        freeaddrinfo(found);
    return count;
}

socklen_t s7_ip_size(const union s7_ip *ip)
{
    return ip->any.sa_family == AF_INET6 ? sizeof ip->six : sizeof ip->four;
}

uint16_t s7_ip_port(const union s7_ip *ip)
{
    return ntohs(ip->any.sa_family == AF_INET6 ? ip->six.sin6_port : ip->four.sin_port);
}

struct s7_peer s7_ip_peer(const union s7_ip *ip)
{
    struct s7_peer peer = {.port = s7_ip_port(ip)};
    const void *octets = &ip->four.sin_addr;
    bool mapped = ip->any.sa_family == AF_INET6 && IN6_IS_ADDR_V4MAPPED(&ip->six.sin6_addr);
    if (mapped)
        octets = &ip->six.sin6_addr.s6_addr[12];
    else if (ip->any.sa_family == AF_INET6)
        octets = &ip->six.sin6_addr;
    int family = mapped ? AF_INET : ip->any.sa_family;
    inet_ntop(family, octets, peer.address, sizeof peer.address);
    return peer;
}
