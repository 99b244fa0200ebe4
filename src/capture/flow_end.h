/* SPDX-License-Identifier: MIT
 *
 * capture/flow_end.h — all connections of a capture, and how they end.  Behind flow.h.
 */
#ifndef CAPTURE_FLOW_END_H
#define CAPTURE_FLOW_END_H

#include "capture/flow_table.h"

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

/** The sink is told the end, unless it was told before; the record stays for late segments, as one that is OVER. */
void s7_flow_end_close(struct s7_flows *flows, struct s7_flow_record *record, enum s7_flow_end end);
/** The same, and the record is gone. */
void s7_flow_end_forget(struct s7_flows *flows, struct s7_flow_record *record, enum s7_flow_end end);
/** The record is gone; for those that the sink does not know. */
void s7_flow_end_remove(struct s7_flows *flows, struct s7_flow_record *record);
/** Of a rank that the sink does not know so many only are kept as are worth their memory. */
void s7_flow_end_limit(struct s7_flows *flows, enum s7_flow_rank rank);
/** Ends the connections that were silent for too long. */
void s7_flow_end_idle(struct s7_flows *flows);
/** Ends every connection; the sink is told unless `silent`. */
void s7_flow_end_all(struct s7_flows *flows, bool silent);

#endif
