/* SPDX-License-Identifier: MIT */
#include <errno.h>

#include "net_posix/clock.h"
#include "net_posix/probe.h"
#include "net_posix/probe_system.h"
#include "net_posix/probe_text.h"

void s7_probe_ping(const char *address, s7_time timeout, struct s7_probe *ret_probe)
{
    const s7_time started_at = s7_posix_now();
    struct s7_probe probe = s7_probe_unknown();
    union s7_ip to;
    probe.sys_errno = s7_probe_parse(address, 0, &to)
                          ? S7_PROBE_SYSTEM.ping(&to, s7_time_after(started_at, timeout), &probe)
                          : EINVAL;
    probe.elapsed = s7_posix_now() - started_at;
    *ret_probe = probe;
}
