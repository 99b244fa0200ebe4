/* SPDX-License-Identifier: MIT
 *
 * capture/flow.h — TCP connections of a capture: found again, put in order, cut into telegrams (TPKT).
 *
 * Packets go in, telegrams come out, each once and in the order of its direction, whatever the segments were: split,
 * merged, repeated, reordered, overlapping, missing.  Everything is bounded: the number of connections that are known
 * at a time (the one that was silent longest is given up, and those without payload before others), the octets that wait for a missing segment, the time that a
 * silent connection is kept.  What is lost is counted by reason (capture/loss.h).
 *
 * Followed are connections one end of which has a port of `config.ports`, and, unless `config.only_ports`, those whose
 * first payload is a TPKT with a COTP TPDU in it: a CR or CC with a TSAP, or a DT that begins like S7.
 */
#ifndef CAPTURE_FLOW_H
#define CAPTURE_FLOW_H

#include "capture/loss.h"
#include "capture/packet.h"
#include "capture/station.h"

enum { S7_FLOW_SIDES = 2, S7_FLOW_PORTS = 16 };

/** How a connection's end was seen. */
enum s7_flow_end {
    S7_FLOW_END_FIN,     /**< both directions ended */
    S7_FLOW_END_RESET,   /**< RST after the connection was there */
    S7_FLOW_END_REFUSED, /**< SYN, then RST */
    S7_FLOW_END_REUSED,  /**< a new SYN with the same ports */
    S7_FLOW_END_IDLE,    /**< silent for config.idle */
    S7_FLOW_END_EVICTED, /**< given up for another one (S7_LOSS_FLOW_LIMIT) */
    S7_FLOW_END_CAPTURE  /**< the capture ended */
};

/** What of a connection's establishment was seen: bits. */
enum s7_flow_seen {
    S7_FLOW_SEEN_SYN = 1,     /**< by side 0: then it is the one that dialled */
    S7_FLOW_SEEN_SYN_ACK = 2, /**< by side 1 (also without SYN: then side 0 is the one it answers) */
    S7_FLOW_SEEN_DATA = 4,
    S7_FLOW_SEEN_GAP = 8 /**< octets of it are missing */
};

/** A connection; the fields here are to be read by the sink, `talk` is its own. */
struct s7_flow {
    struct s7_station ends[S7_FLOW_SIDES]; /**< [0]: who dialled when that was seen, else who was seen first */
    unsigned seen;                         /**< enum s7_flow_seen */
    unsigned heard;                        /**< bits of the sides that packets of were seen */
    s7_time first, last;                   /**< packet */
    uint64_t first_packet;
    uint64_t octets[S7_FLOW_SIDES]; /**< of payload, sent by the side, repeated ones not counted */
    void *talk;                     /**< NULL at first */
};

/** How a telegram lay in its segments: bits. */
enum s7_framing {
    S7_FRAMING_SPLIT = 1,    /**< in several segments */
    S7_FRAMING_SHARED = 2,   /**< its segment holds (part of) another one, too */
    S7_FRAMING_AFTER_GAP = 4 /**< the first one after octets were lost in its direction */
};

/** One TPKT with its header; borrowed until the function returns. */
struct s7_telegram {
    uint64_t
        packet;    /**< number of that in which it ends; less than before when that waited for a missing one */
    s7_time time;  /**< of that one */
    unsigned side; /**< that sent it */
    unsigned framing;
    const uint8_t *octets;
    size_t size;
};

/** Who takes what a flow gives; all four are there.  They may set `flow->talk` and call nothing of this header. */
struct s7_flow_sink {
    void *user;
    void (*opened)(void *user, struct s7_flow *flow);
    void (*telegram)(void *user, struct s7_flow *flow, const struct s7_telegram *telegram);
    /**
     * Octets of one direction were lost (already counted); the next telegram has S7_FRAMING_AFTER_GAP.  Also told of
     * S7_LOSS_CONTRADICTION, after which nothing is missing; not of S7_LOSS_REPEATED.
     */
    void (*lost)(void *user, struct s7_flow *flow, unsigned side, enum s7_loss loss, uint64_t octets,
                 uint64_t packet, s7_time time);
    /** Once, last; `flow` is gone afterwards. */
    void (*closed)(void *user, struct s7_flow *flow, enum s7_flow_end end, s7_time time);
};

struct s7_flow_config {
    size_t flows_max;  /**< known at a time; default 131072 */
    size_t buffer_max; /**< octets that wait for missing segments, of all flows together; default 16 MiB */
    size_t window_max; /**< of one direction; default 256 KiB */
    s7_time idle;      /**< default 1 h */
    uint64_t seed;     /**< of the hash; drawn by the caller, so that nobody can choose ports that collide */
    uint16_t ports[S7_FLOW_PORTS];
    size_t port_count; /**< default 1: 102 */
    bool only_ports;   /**< connections of other ports are not looked at */
};

void s7_flow_config_default(struct s7_flow_config *config);

struct s7_flows;

/** @return S7_OK and *ret_flows, S7_ERR_LOCAL_ARGUMENT, S7_ERR_LOCAL_MEMORY; `config` and `sink` are copied. */
int s7_flows_new(const struct s7_flow_config *config, const struct s7_flow_sink *sink,
                 struct s7_flows **ret_flows);
/** Ends without telling the sink; s7_flows_finish() first tells it. */
void s7_flows_free(struct s7_flows *flows);

void s7_flows_input(struct s7_flows *flows, const struct s7_packet *packet);

/** The capture is over: what waits is given, every flow is closed. */
void s7_flows_finish(struct s7_flows *flows);

/** Packets and octets taken, those of them that belong to a followed flow, and what was lost; borrowed. */
struct s7_flow_statistics {
    uint64_t packets, octets;
    uint64_t followed_packets;
    uint64_t flows, open, most_open;
    struct s7_losses losses;
};
const struct s7_flow_statistics *s7_flows_statistics(const struct s7_flows *flows);

#endif
