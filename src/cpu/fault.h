/* SPDX-License-Identifier: MIT
 *
 * cpu/fault.h — faults on demand: which of them a request meets (public: s7_cpu_fault_set()).
 *
 *   fault.c         set, clear, count; what a connection request, an access and the octets of an answer meet
 *   fault_request.c what a request meets before it is served, and requests that wait
 *   fault_stop.c    the CPU in STOP
 *
 * Each fault decides with s7_cpu_fault_meets() alone whether it is this request's turn, so `partner`, `after` and
 * `times` mean the same everywhere.
 */
#ifndef CPU_FAULT_H
#define CPU_FAULT_H

#include "engine/impair.h"
#include "engine/server.h"
#include "sieben/cpu.h"

enum { S7_CPU_FAULTS_MAX = 1024 };

/** One fault that is set. */
struct s7_cpu_fault_entry {
    char name[S7_CPU_FAULT_NAME_SIZE];
    struct s7_cpu_fault fault;
    uint64_t seen, shown;
    /* of the request that is being served: */
    bool asked; /**< an access asked about it already */
    bool hits;  /**< … and got this answer */
    /* STOP */
    bool stopped; /**< the CPU is in STOP because of it */
    enum s7_cpu_mode before;
};

/** A request that waits because of DELAY. */
struct s7_cpu_waiting {
    struct s7_request *request;
    s7_time due;
};

/** All faults of a CPU; `entries` and `waiting` lie in its memory block. */
struct s7_cpu_faults {
    struct s7_cpu_fault_entry *entries; /**< in the order in which they were set */
    size_t count, room;
    struct s7_cpu_waiting *waiting;
    size_t waiting_count, waiting_room;
    const struct s7_peer *peer; /**< of the request that is being served */
};

/** Octets of what `entries` and `waiting` need together. */
size_t s7_cpu_faults_size(const struct s7_cpu_config *config);
void s7_cpu_faults_init(struct s7_cpu_faults *faults, void *memory, const struct s7_cpu_config *config);

/** Counts one request of this peer for the fault; true: it is the fault's turn. */
bool s7_cpu_fault_meets(struct s7_cpu_fault_entry *entry, const struct s7_peer *peer);

/** Is a fault of this kind met by a request of this peer?  All of the kind count; the first that hits is returned. */
struct s7_cpu_fault_entry *s7_cpu_faults_meet(struct s7_cpu_faults *faults, enum s7_cpu_fault_kind kind,
                                              const struct s7_peer *peer);

/** Does a caller of this class find no resource left?  And does no TSAP lead here? */
bool s7_cpu_faults_exhaust(struct s7_cpu_faults *faults, enum s7_cpu_class of, const struct s7_peer *peer);

/** How a data block looks to the request that is being served. */
struct s7_cpu_block_look {
    bool missing, optimized;
    size_t size;
};
void s7_cpu_faults_look(struct s7_cpu_faults *faults, uint16_t number, struct s7_cpu_block_look *look);

/** Serves a request as the faults have it: later, not at all, or with an answer that is not right. */
void s7_cpu_faults_serve(struct s7_cpu *cpu, struct s7_request *request, s7_time now);

/** The CPU goes to STOP because of a fault, and back to where it was unless somebody else changed its mode. */
void s7_cpu_fault_stop(struct s7_cpu *cpu, struct s7_cpu_fault_entry *entry, s7_time now);
void s7_cpu_fault_unstop(struct s7_cpu *cpu, struct s7_cpu_fault_entry *entry, s7_time now);

/** A request meets faults of the kind STOP: the mode changes before the first that is to see it, and back after the last. */
void s7_cpu_faults_meet_stops(struct s7_cpu *cpu, const struct s7_peer *peer, s7_time now);

/** s7_server_ops.due of a CPU: serves the requests of the link that have waited long enough. */
void s7_cpu_faults_due(void *user, struct s7_link *link, s7_time now);

/** Gives waiting requests back whose link has ended. */
void s7_cpu_faults_forget(struct s7_cpu *cpu, s7_time now);

/** s7_impair_config.choose of a CPU; `user` is it. */
struct s7_impairment s7_cpu_faults_impair(void *user, const struct s7_peer *peer);

#endif
