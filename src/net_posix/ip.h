/* SPDX-License-Identifier: MIT
 *
 * net_posix/ip.h — IPv4 and IPv6 addresses with a port: from text and names, and back.
 */
#ifndef NET_POSIX_IP_H
#define NET_POSIX_IP_H

#include <netinet/in.h>
#include <stdbool.h>
#include <sys/socket.h>

#include "base/session.h"

union s7_ip {
    struct sockaddr any;
    struct sockaddr_in four;
    struct sockaddr_in6 six;
};

/** A numeric address, without asking anybody and without the heap; false (and nothing written) for anything else. */
bool s7_ip_parse(const char *host, uint16_t port, union s7_ip *ret_ip);

/**
 * The addresses of a host, `most` at most: of a name as the system finds them, in its order.  Takes as long as the
 * system takes for a name.
 * @return their number; 0: there are none, with *ret_fault
 */
size_t s7_ip_resolve(const char *host, uint16_t port, size_t most, union s7_ip *ret_ips,
                     struct s7_fault *ret_fault);

/** Octets of the address as system calls want it. */
socklen_t s7_ip_size(const union s7_ip *ip);

uint16_t s7_ip_port(const union s7_ip *ip);

/** Numeric text and port; an IPv4 address mapped into IPv6 is written as IPv4. */
struct s7_peer s7_ip_peer(const union s7_ip *ip);

#endif
