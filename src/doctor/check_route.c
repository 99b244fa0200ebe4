/* SPDX-License-Identifier: MIT
 *
 * check_route.c — how packets leave this machine towards the partner.
 */
#include <errno.h>
#include <string.h>

#include "doctor/examination.h"

static void tell_way(struct s7_examination *examination, const struct s7_probe *probe)
{
    if (!probe->route_known)
        s7_examination_note(examination, "from %s; this machine does not tell its routes",
                            probe->local[0] ? probe->local : "an address not known");
    else if (probe->gateway[0])
        s7_examination_note(examination, "from %s on %s, by gateway %s", probe->local, probe->network_device,
                            probe->gateway);
    else
        s7_examination_note(examination, "from %s on %s, same subnet", probe->local, probe->network_device);
}

/* What an address alone cannot tell: fe80::/10 is there at each interface once more (RFC 4291 2.5.6). */
static bool needs_interface(const char *address)
{
    return strncmp(address, "fe80:", 5) == 0 && !strchr(address, '%');
}

static void find_none(struct s7_examination *examination, int sys_errno)
{
    const char *address = examination->diagnosis->seen.address.text;
    if (sys_errno != EINVAL)
        s7_examination_find(examination, S7_SIGN_ROUTE_NONE, NULL, NULL, "%s: %s", address,
                            strerror(sys_errno));
    else if (needs_interface(address))
        s7_examination_find(examination, S7_SIGN_ROUTE_NONE, NULL, NULL,
                            "%s is told by its interface only, as in %s%%eth0", address, address);
    else /* what a route of type blackhole says */
        s7_examination_find(examination, S7_SIGN_ROUTE_NONE, NULL, NULL,
                            "what goes to %s is thrown away by a route", address);
}

void s7_check_route_run(struct s7_examination *examination)
{
    const struct s7_doctor_network *network = examination->network;
    struct s7_doctor_seen *seen = &examination->diagnosis->seen;
    struct s7_probe probe = s7_probe_unknown();
    network->route(network->self, &seen->address, &probe);
    seen->probe = probe;
    switch (probe.sys_errno) {
    case ENETUNREACH:
    case EHOSTUNREACH:
    case EINVAL:
        find_none(examination, probe.sys_errno);
        examination->over = true;
        break;
    case EACCES:
    case EPERM:
        s7_examination_find(examination, S7_SIGN_TCP_DENIED_HERE, NULL, NULL,
                            "a route of this machine prohibits %s", seen->address.text);
        examination->over = true;
        break;
    default: /* what the routes do not tell, the connection attempt will */
        tell_way(examination, &probe);
        break;
    }
}
