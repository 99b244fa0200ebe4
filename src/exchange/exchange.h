/* SPDX-License-Identifier: MIT
 *
 * exchange/exchange.h — the jobs of a plant, run: schedule, connections, back-off, counters.
 *
 * Without I/O: it dials through struct s7_dialer, reaches data through struct s7_memory, and is driven by
 * s7_exchange_tick() at s7_exchange_deadline().  Same thread as the dialer's sessions.
 *
 * A job runs on a fixed grid (start + n * every, no drift).  A cycle that falls due while the job still runs, or
 * pauses, is skipped and counted, never queued: completions + errors + skipped = cycles that were due.  Jobs that
 * are due at the same time share what the partner's AmQ allows, in order; while the connection is being dialled
 * they wait for the result.  A lost connection is dialled again with back-off and jitter; after an ERROR a job
 * pauses 1 s, then 5 s until it succeeds.  A write is never repeated.
 */
#ifndef EXCHANGE_EXCHANGE_H
#define EXCHANGE_EXCHANGE_H

#include "base/chance.h"
#include "base/dialer.h"
#include "base/observer.h"
#include "plant/plant.h"
#include "value/memory.h"

struct s7_exchange;

struct s7_exchange_config {
    const struct s7_plant *plant;       /**< must outlive the exchange */
    struct s7_dialer *dialer;           /**< must outlive the exchange */
    const struct s7_observer *observer; /**< may be NULL */
    uint64_t seed;                      /**< jitter */
    s7_time timeout;                    /**< of one job; default 2 s */
    s7_time connect_timeout;            /**< default 4 s */
    s7_time backoff_first;              /**< default 250 ms; doubles up to backoff_most; each ± 25 % */
    s7_time backoff_most;               /**< default 10 s */
    /** The data of a CPU that this process plays, NULL: not played (its connections are not run). */
    struct s7_memory *(*memory)(void *user, const struct s7_plant_cpu *cpu);
    /** Where to dial a CPU. */
    void (*endpoint)(void *user, const struct s7_plant_cpu *cpu, struct s7_endpoint *ret_endpoint);
    /** May this job write to that CPU?  NULL: always. */
    bool (*may_write)(void *user, const struct s7_plant_connection *connection);
    /** Outside s7_exchange_tick() the deadline changed, or it became quiet or idle.  May be NULL. */
    void (*wake)(void *user);
    void *user;
};

/** How one job stands. */
struct s7_exchange_report {
    const struct s7_plant_connection *connection;
    const struct s7_plant_job *job;
    size_t number; /**< of the job within its connection, from 1 */
    bool refused;  /**< not run: it would write to a CPU that is not played */
    uint64_t completions;
    uint64_t errors;
    uint64_t skipped;
    uint64_t octets;     /**< user data moved */
    uint64_t reconnects; /**< of its connection */
    bool connected;
    uint16_t status;        /**< last STATUS */
    struct s7_fault fault;  /**< of the last ERROR; S7_OK: none so far */
    bool failing;           /**< the last finished call ended with ERROR */
    s7_time p50, p99, most; /**< duration of completed calls; 0: none */
};

void s7_exchange_config_default(struct s7_exchange_config *config);
/** @return S7_OK, S7_ERR_LOCAL_MEMORY, S7_ERR_LOCAL_ARGUMENT. */
int s7_exchange_new(const struct s7_exchange_config *config, struct s7_exchange **ret_exchange);
/** Only after s7_exchange_idle(); NULL is allowed. */
void s7_exchange_free(struct s7_exchange *exchange);

/** Starts connections and schedule. */
void s7_exchange_start(struct s7_exchange *exchange, s7_time now);
void s7_exchange_tick(struct s7_exchange *exchange, s7_time now);
s7_time s7_exchange_deadline(const struct s7_exchange *exchange);
/** Starts no further call; those that run finish. */
void s7_exchange_pause(struct s7_exchange *exchange, s7_time now);
/**
 * After a pause: every job makes exactly one call more, off the grid; a job that is failing makes none.  For a last
 * cycle on values that stand still.
 */
void s7_exchange_once(struct s7_exchange *exchange, s7_time now);
/** No call is running or about to begin. */
bool s7_exchange_quiet(const struct s7_exchange *exchange);
/** Ends every connection in order, once. */
void s7_exchange_close(struct s7_exchange *exchange, s7_time now);
/** Every connection is closed. */
bool s7_exchange_idle(const struct s7_exchange *exchange);

size_t s7_exchange_job_count(const struct s7_exchange *exchange);
/** Report of job `index` < job_count. */
struct s7_exchange_report s7_exchange_report(const struct s7_exchange *exchange, size_t index);

#endif
