/* SPDX-License-Identifier: MIT
 *
 * check_route.c — how packets leave this machine towards the partner.
 */
#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "doctor/examination.h"

static void tell_way(struct s7_examination *examination, const struct s7_probe *probe)
{
    char other[S7_PROBE_ADDRESS_SIZE + 32] = "";
    if (examination->address_used > 0)
        snprintf(other, sizeof other, " (there is none to %s)", examination->addresses[0].text);
    if (!probe->route_known)
        s7_examination_note(examination, "from %s; this machine does not tell its routes%s",
                            probe->local[0] ? probe->local : "an address not known", other);
    else if (probe->gateway[0])
        s7_examination_note(examination, "from %s on %s, by gateway %s%s", probe->local, probe->network_device,
                            probe->gateway, other);
    else
        s7_examination_note(examination, "from %s on %s, same subnet%s", probe->local, probe->network_device,
                            other);
}

static bool is_no_way(int sys_errno)
{
    return sys_errno == ENETUNREACH || sys_errno == EHOSTUNREACH || sys_errno == EACCES || sys_errno == EPERM ||
           sys_errno == EINVAL;
}

static struct s7_probe ask_route(const struct s7_examination *examination, const struct s7_doctor_address *to)
{
    const struct s7_doctor_network *network = examination->network;
    struct s7_probe probe = s7_probe_unknown();
    network->route(network->self, to, &probe);
    return probe;
}

/* The first address of the name that there is a way to; none: the first of all. */
static struct s7_probe choose_address(struct s7_examination *examination)
{
    struct s7_doctor_seen *seen = &examination->diagnosis->seen;
    const struct s7_probe first = ask_route(examination, &seen->address);
    struct s7_probe probe = first;
    size_t i = 0;
    while (is_no_way(probe.sys_errno) && ++i < examination->address_count)
        probe = ask_route(examination, &examination->addresses[i]);
    if (is_no_way(probe.sys_errno))
        return first;
    examination->address_used = i;
    if (i > 0)
        seen->address = examination->addresses[i];
    return probe;
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
    struct s7_doctor_seen *seen = &examination->diagnosis->seen;
    const struct s7_probe probe = choose_address(examination);
    seen->probe = probe;
    if (probe.broadcast) {
        s7_examination_find(examination, S7_SIGN_ROUTE_BROADCAST, NULL, NULL, "%s", seen->address.text);
        examination->over = true;
        return;
    }
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
