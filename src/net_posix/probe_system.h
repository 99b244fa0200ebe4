/* SPDX-License-Identifier: MIT
 *
 * net_posix/probe_system.h — what of probing differs between systems; the build says which is meant: S7_PROBE_SYSTEM.
 */
#ifndef NET_POSIX_PROBE_SYSTEM_H
#define NET_POSIX_PROBE_SYSTEM_H

#include "base/probe.h"
#include "net_posix/ip.h"

struct s7_probe_system {
    /** A new socket of this family is to keep what ICMP says of it. */
    void (*watch)(int fd, int family);

    /**
     * Takes all of that from the socket, without waiting; the first of it goes into offender, icmp_type, icmp_code
     * and ttl.  @return the errno that it stands for, 0: there was nothing
     */
    int (*complaint)(int fd, struct s7_probe *probe);

    /** route_known, gateway, network_device, neighbour, neighbour_hardware.  @return sys_errno of s7_probe_route() */
    int (*route)(const union s7_ip *to, struct s7_probe *probe);

    /** s7_probe_ping() without elapsed.  @return its sys_errno */
    int (*ping)(const union s7_ip *to, s7_time due, struct s7_probe *probe);
};

/** Any POSIX system: it connects, and all else is unknown. */
extern const struct s7_probe_system s7_probe_plain;

/** Error queues, rtnetlink, ICMP sockets. */
extern const struct s7_probe_system s7_probe_linux;

#endif
