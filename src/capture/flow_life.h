/* SPDX-License-Identifier: MIT
 *
 * capture/flow_life.h — the life of TCP connections: what opens, follows and closes them.  Behind flow.h.
 */
#ifndef CAPTURE_FLOW_LIFE_H
#define CAPTURE_FLOW_LIFE_H

#include "capture/flow_table.h"
#include "capture/tcp.h"

struct s7_flows {
    struct s7_flow_config config;
    struct s7_turn_host host;
    struct s7_flow_table table;
    struct s7_pool streams;
    struct s7_flow_record *recent; /**< that of the last packet, or NULL */
    uint64_t packet;               /**< number of the last one of TCP */
    s7_time now;
    struct s7_flow_statistics statistics;
};

/** A segment with its addresses; of a connection that is followed or to be followed from now on, or of another one. */
void s7_flow_life_segment(struct s7_flows *flows, const struct s7_packet *packet,
                          const struct s7_segment *segment);
/** Ends the connections that were silent for too long. */
void s7_flow_life_expire(struct s7_flows *flows);
/** Ends every connection; the sink is told unless `silent`. */
void s7_flow_life_finish(struct s7_flows *flows, bool silent);

#endif
