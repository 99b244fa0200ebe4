/* SPDX-License-Identifier: MIT
 *
 * cli/cpu_statistics.h — what the connections of a virtual CPU did, counted by an observer.
 *
 *   cpu_statistics.c        memory, connections as they come and go, totals
 *   cpu_statistics_pdu.c    requests, answers, refusals, pushes, subscriptions, legitimation
 *   cpu_statistics_text.c   printed for people
 *   cpu_statistics_json.c   as a part of a JSON document
 *
 * Memory is bounded and allocated once: each connection that is there, the latest S7_CPU_GONE_MAX that went, and the sum
 * of those before them (docs/trace.md).
 */
#ifndef CLI_CPU_STATISTICS_H
#define CLI_CPU_STATISTICS_H

#include <jansson.h>
#include <stdio.h>

#include "base/observer.h"
#include "cli/asked.h"
#include "cli/caller.h"
#include "wire/tsap.h"

enum {
    S7_CPU_GONE_MAX = 32,
    S7_CPU_LISTED_MAX = 512,
    S7_CPU_REFUSED_SIZE = 200,
    S7_CPU_REFUSED_CODE_SIZE = 120
};

struct s7_cpu_counts {
    uint64_t requests;
    uint64_t services[S7_SERVICE_COUNT + 1]; /**< requests by service, S7_SERVICE_OTHER the last */
    uint64_t octets_in, octets_out;          /**< of S7 PDUs */
    uint64_t refusals;                       /**< requests refused as a whole */
    uint64_t items_refused;                  /**< items of Read and Write Var */
    uint64_t pushes, pushes_dropped;
    uint64_t writes; /**< requests that changed data */
};

/** What was refused last, and with which code. */
struct s7_cpu_last_refusal {
    bool any;
    uint16_t code;                       /**< of a request, of an item, or the status octet of start and stop */
    char text[S7_CPU_REFUSED_CODE_SIZE]; /**< "invalid address (05)" */
    char request[S7_CPU_REFUSED_SIZE];   /**< "Read Var: DB10.DBW4"; "": not known any more */
};

enum s7_cpu_connection_state {
    S7_CPU_CONNECTION_ACCEPTED, /**< by TCP; nothing was asked */
    S7_CPU_CONNECTION_REFUSED,  /**< … or what was asked was refused */
    S7_CPU_CONNECTION_ADMITTED, /**< no setup yet */
    S7_CPU_CONNECTION_OPEN
};

struct s7_cpu_connection {
    uint32_t number; /**< 0: none is here */
    char peer[46];
    uint16_t port;
    enum s7_cpu_connection_state state;
    bool asked_for; /**< class and TSAPs are known */
    enum s7_cpu_class class_;
    struct s7_tsap calling, called;
    int refusal; /**< why the connection request was refused, S7_OK: it was not */
    uint16_t pdu_length;
    s7_time since, until; /**< until: of those that went */
    struct s7_cpu_counts counts;
    struct s7_cpu_last_refusal last_refusal;
    uint8_t events; /**< subscribed, bits of wire/message_service.h */
    bool alarms;    /**< subscribed */
    bool legitimised;
    struct s7_fault ended;                    /**< of those that went */
    struct s7_cpu_connection *before, *after; /**< those that are there, in the order in which they came */
};

/** Of all connections, since the beginning. */
struct s7_cpu_totals {
    uint64_t accepted, turned_away, admitted;
    uint64_t refused_tsap, refused_resources;
    uint64_t malformed, abandoned;      /**< ended because of that */
    size_t links, most_links;           /**< now, and at most at the same time */
    size_t used[S7_CALLER_CLASS_COUNT]; /**< connection resources, now */
};

struct s7_cpu_statistics {
    struct s7_observer observer;    /**< hand this to the CPU */
    const struct s7_observer *next; /**< sees everything after it was counted; may be NULL */
    const struct s7_asked
        *answered; /**< while `next` sees an answer: the request that it answers, NULL: not known */
    bool refuses;  /**< … and that answer refuses it, wholly or in part */
    s7_time started;
    struct s7_cpu_totals totals;
    size_t place_count;
    struct s7_cpu_connection *live; /**< by place */
    struct s7_cpu_connection *first, *last;
    struct s7_asked_ring *asked; /**< by place */
    struct s7_cpu_connection gone[S7_CPU_GONE_MAX];
    size_t gone_count, gone_next; /**< gone_next: the oldest, once all are in use */
    uint64_t earlier;             /**< connections that went before those */
    struct s7_cpu_counts earlier_counts;
};

/** Allocates for `place_count` connections at the same time.  @return S7_OK, S7_ERR_LOCAL_MEMORY. */
int s7_cpu_statistics_open(struct s7_cpu_statistics *statistics, size_t place_count, s7_time now);
void s7_cpu_statistics_close(struct s7_cpu_statistics *statistics);

/** Gone connection `index`, 0 the latest; index < gone_count. */
const struct s7_cpu_connection *s7_cpu_statistics_gone(const struct s7_cpu_statistics *statistics,
                                                       size_t index);

/** What all connections did, those that are there and those that went. */
struct s7_cpu_counts s7_cpu_statistics_sum(const struct s7_cpu_statistics *statistics);

/** Several lines; connections in the order in which they came, S7_CPU_LISTED_MAX at most. */
void s7_cpu_statistics_print(FILE *out, const struct s7_cpu_statistics *statistics, s7_time now);

/** {seconds, totals, connections: [], not_listed, gone: [], earlier}, likewise; a new reference. */
json_t *s7_cpu_statistics_json(const struct s7_cpu_statistics *statistics, s7_time now);

/** Its part: one PDU of a connection that is there.  The request that it answers, NULL: none that is known. */
const struct s7_asked *s7_cpu_statistics_count(struct s7_cpu_connection *connection, struct s7_asked_ring *ring,
                                               enum s7_direction direction, struct s7_octets pdu);

/** "Read Var": the service with this number, "other services" for S7_SERVICE_OTHER. */
const char *s7_cpu_statistics_service(size_t service);

#endif
