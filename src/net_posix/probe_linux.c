/* SPDX-License-Identifier: MIT */
#include "net_posix/probe_linux.h"

const struct s7_probe_system s7_probe_linux = {.watch = s7_probe_linux_watch,
                                               .complaint = s7_probe_linux_complaint,
                                               .route = s7_probe_linux_route,
                                               .ping = s7_probe_linux_ping};
