/* SPDX-License-Identifier: MIT */
#include "net_uv/address.h"

#include <netinet/in.h>
#include <stdio.h>
#include <string.h>
#include <uv.h>

bool s7_address_numeric(const char *host, uint16_t port, struct sockaddr_storage *ret_address)
{
    struct sockaddr_storage address;
    memset(&address, 0, sizeof address);
    if (uv_ip4_addr(host, port, (struct sockaddr_in *)(void *)&address) &&
        uv_ip6_addr(host, port, (struct sockaddr_in6 *)(void *)&address))
        return false;
    *ret_address = address;
    return true;
}

socklen_t s7_address_size(const struct sockaddr *address)
{
    return address->sa_family == AF_INET6 ? sizeof(struct sockaddr_in6) : sizeof(struct sockaddr_in);
}

uint16_t s7_address_port(const struct sockaddr *address)
{
    const void *any = address;
    if (address->sa_family == AF_INET6)
        return ntohs(((const struct sockaddr_in6 *)any)->sin6_port);
    return ntohs(((const struct sockaddr_in *)any)->sin_port);
}

static void write_ip6(const struct sockaddr_in6 *address, char *text, size_t size)
{
    const uint8_t *octets = address->sin6_addr.s6_addr;
    if (IN6_IS_ADDR_V4MAPPED(&address->sin6_addr))
        snprintf(text, size, "%u.%u.%u.%u", octets[12], octets[13], octets[14], octets[15]);
    else
        uv_ip6_name(address, text, size);
}

struct s7_peer s7_address_peer(const struct sockaddr *address)
{
    struct s7_peer peer = {.port = s7_address_port(address)};
    const void *any = address;
    if (address->sa_family == AF_INET6)
        write_ip6(any, peer.address, sizeof peer.address);
    else
        uv_ip4_name(any, peer.address, sizeof peer.address);
    return peer;
}
