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
        s7_examination_find(examination, S7_SIGN_ROUTE_NONE, NULL, NULL, "no route to %s (%s)",
                            seen->address.text, strerror(probe.sys_errno));
        examination->over = true;
        break;
    case EACCES:
    case EPERM:
    case EINVAL: /* what a route of type blackhole says */
        s7_examination_find(examination, S7_SIGN_TCP_DENIED_HERE, NULL, NULL,
                            "a route of this machine keeps everything back that goes to %s",
                            seen->address.text);
        examination->over = true;
        break;
    default: /* what the routes do not tell, the connection attempt will */
        tell_way(examination, &probe);
        break;
    }
}
