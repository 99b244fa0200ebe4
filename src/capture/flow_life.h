/* SPDX-License-Identifier: MIT
 *
 * capture/flow_life.h — the life of TCP connections: what opens and follows them.  Behind flow.h.
 */
#ifndef CAPTURE_FLOW_LIFE_H
#define CAPTURE_FLOW_LIFE_H

#include "capture/flow_end.h"
#include "capture/tcp.h"

/** A segment with its addresses; of a connection that is followed or to be followed from now on, or of another one. */
void s7_flow_life_segment(struct s7_flows *flows, const struct s7_packet *packet,
                          const struct s7_segment *segment);

#endif
