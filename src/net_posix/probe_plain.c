/* SPDX-License-Identifier: MIT */
#include <errno.h>

#include "net_posix/probe_system.h"

static void watch(int fd, int family)
{
    (void)fd;
    (void)family;
}

static int complaint(int fd, struct s7_probe *probe)
{
    (void)fd;
    (void)probe;
    return 0;
}

static int route(const union s7_ip *to, struct s7_probe *probe)
{
    (void)to;
    (void)probe;
    return 0;
}

static int ping(const union s7_ip *to, s7_time due, struct s7_probe *probe)
{
    (void)to;
    (void)due;
    (void)probe;
    return EPERM;
}

const struct s7_probe_system s7_probe_plain = {
    .watch = watch, .complaint = complaint, .route = route, .ping = ping};
