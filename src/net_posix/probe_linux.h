/* SPDX-License-Identifier: MIT
 *
 * net_posix/probe_linux.h — what the Linux half of probing is made of.
 */
#ifndef NET_POSIX_PROBE_LINUX_H
#define NET_POSIX_PROBE_LINUX_H

#include "net_posix/probe_system.h"

/** The members of s7_probe_linux (net_posix/probe_system.h). */
void s7_probe_linux_watch(int fd, int family);
int s7_probe_linux_complaint(int fd, struct s7_probe *probe);
int s7_probe_linux_route(const union s7_ip *to, struct s7_probe *probe);
int s7_probe_linux_ping(const union s7_ip *to, s7_time due, struct s7_probe *probe);

struct msghdr;

/** TTL or hop limit of a message that came with one; -1: none. */
int s7_probe_linux_ttl(struct msghdr *message);

#endif
