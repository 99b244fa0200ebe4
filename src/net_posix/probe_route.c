/* SPDX-License-Identifier: MIT */
#include <errno.h>
#include <unistd.h>

#include "net_posix/clock.h"
#include "net_posix/probe.h"
#include "net_posix/probe_socket.h"
#include "net_posix/probe_system.h"
#include "net_posix/probe_text.h"

/* Connecting a datagram socket chooses a route and sends nothing. */
static int choose_source(const union s7_ip *to, struct s7_probe *probe)
{
    const int fd = s7_probe_socket(to->any.sa_family, SOCK_DGRAM, 0);
    if (fd < 0)
        return errno;
    const int failed = connect(fd, &to->any, s7_ip_size(to)) ? errno : 0;
    if (!failed)
        s7_probe_local(fd, probe->local);
    close(fd);
    return failed;
}

static int ask(const char *address, struct s7_probe *probe)
{
    enum { DISCARD = 9 }; /* any port will do */
    union s7_ip to;
    if (!s7_probe_parse(address, DISCARD, &to))
        return EINVAL;
    const int failed = choose_source(&to, probe);
    const int told = S7_PROBE_SYSTEM.route(&to, probe);
    return failed ? failed : told;
}

void s7_probe_route(const char *address, struct s7_probe *ret_probe)
{
    const s7_time started_at = s7_posix_now();
    struct s7_probe probe = s7_probe_unknown();
    probe.sys_errno = ask(address, &probe);
    probe.elapsed = s7_posix_now() - started_at;
    *ret_probe = probe;
}
