/* SPDX-License-Identifier: MIT
 *
 * cli/capture_live.h — packets from an interface, as they pass.
 */
#ifndef CLI_CAPTURE_LIVE_H
#define CLI_CAPTURE_LIVE_H

#include "cli/capture_pump.h"

/** Reads until the duration is over or a signal came.  0, S7_EXIT_USAGE or 90 after saying why it cannot. */
int s7_capture_live_read(const struct s7_capture_choice *choice, struct s7_capture_pump *pump);

/** The filter for the ports, for a kernel that looks at packets with and without a VLAN tag. */
void s7_capture_live_filter(struct s7_strbuf *buf, const uint16_t *ports, size_t port_count);

#endif
