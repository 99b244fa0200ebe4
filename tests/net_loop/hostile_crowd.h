/* SPDX-License-Identifier: MIT
 *
 * net_loop/hostile_crowd.h — clients that mean no good, all in one process of their own: as fast as the CPU takes what
 * they send, until they are stopped.
 */
#ifndef NET_LOOP_HOSTILE_CROWD_H
#define NET_LOOP_HOSTILE_CROWD_H

#include <stdint.h>
#include <sys/types.h>

/** Kinds of abuse; the clients are of each in turn. */
enum hostile_kind {
    HOSTILE_READS,      /**< requests without end, answers are read */
    HOSTILE_DEAF,       /**< requests without end, answers are not read */
    HOSTILE_LISTS,      /**< lists in fragments, begun again and again, never continued */
    HOSTILE_FRAGMENTS,  /**< fragments of what was never begun */
    HOSTILE_SUBSCRIBES, /**< subscriptions, taken and given up */
    HOSTILE_GUESSES,    /**< passwords */
    HOSTILE_SILENT,     /**< a TCP connection and nothing else */
    HOSTILE_SLOW,       /**< an octet of a request now and then */
    HOSTILE_HASTY,      /**< connects, resets, connects */
    HOSTILE_GARBAGE,    /**< octets that are no telegram, once it is connected */
    HOSTILE_KINDS
};

/** What one kind did, all clients of it. */
struct hostile_deeds {
    uint64_t connections; /**< TCP connections made */
    uint64_t octets_sent, octets_heard;
};

struct hostile_report {
    struct hostile_deeds kinds[HOSTILE_KINDS];
};

struct hostile_crowd {
    pid_t pid;
    int lifeline; /**< closing it ends the crowd */
    int report;
};

/** Starts `count` clients of the station on this port; they are at work when it returns. */
struct hostile_crowd hostile_crowd_start(uint16_t port, size_t count);
/** Ends them, with resets. */
struct hostile_report hostile_crowd_stop(struct hostile_crowd *crowd);
const char *hostile_kind_name(enum hostile_kind kind);

#endif
