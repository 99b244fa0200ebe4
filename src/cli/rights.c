/* SPDX-License-Identifier: MIT */
#include "cli/rights.h"

#include <unistd.h>

#include "cli/target.h"

void s7_cli_explain_rights(FILE *err, const struct s7_fault *fault)
{
    char path[4096];
    if (fault->error != S7_ERR_TCP_LISTEN_DENIED)
        return;
    ssize_t length = readlink("/proc/self/exe", path, sizeof path - 1);
    path[length > 0 ? length : 0] = '\0';
    fprintf(err,
            "once: sudo setcap cap_net_bind_service=+ep %s   or: sudo sysctl "
            "net.ipv4.ip_unprivileged_port_start=%d\n",
            length > 0 ? path : "sieben", S7_TARGET_PORT);
}
