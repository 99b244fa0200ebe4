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
 * pauses 1 s, then 5 s until it succeeds, unless it says `retry: always`: then it goes on with its next cycle.  A
 * write is never repeated: what a cycle sends is read for that cycle.
 *
 * A PC that takes part with its own data (`hosts` of the plant) is a partner like any CPU: the callbacks are asked
 * for its memory and its endpoint in the same way.
 */
#ifndef EXCHANGE_EXCHANGE_H
#define EXCHANGE_EXCHANGE_H

#include "base/chance.h"
#include "base/dialer.h"
#include "base/observer.h"
#include "plant/plant.h"
#include "value/memory.h"
#include "wire/tsap.h"

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
    /** Where to dial a CPU; keepalive_s is the connection's, unless it is set here. */
    void (*endpoint)(void *user, const struct s7_plant_cpu *cpu, struct s7_endpoint *ret_endpoint);
    /** Numeric address from which a CPU dials its partners; into
     *  ret_endpoint->source; left "": as the system chooses.  NULL: it does so for all. */
    void (*source)(void *user, const struct s7_plant_cpu *cpu, struct s7_endpoint *ret_endpoint);
    /** May this job write to that CPU?  NULL: always. */
    bool (*may_write)(void *user, const struct s7_plant_connection *connection);
    /** Outside s7_exchange_tick() the deadline changed, or it became quiet or idle.  May be NULL. */
    void (*wake)(void *user);
    void *user;
};

/** Where a connection stands: enum s7_exchange_phase, in words with s7_exchange_phase_text(). */
enum s7_exchange_phase {
#define S7_EXCHANGE_PHASE(name, text) S7_EXCHANGE_##name,
#include "exchange/defs/phase.def"
#undef S7_EXCHANGE_PHASE
};

enum { S7_EXCHANGE_VALUE_SIZE = 64 };

/** How one job stands. */
struct s7_exchange_report {
    const struct s7_plant_connection *connection;
    const struct s7_plant_job *job;
    size_t number; /**< of the job within its connection, from 1 */
    bool refused;  /**< not run: it would write to a CPU that is not played */
    bool held;     /**< s7_exchange_hold() */

    /* calls */
    uint64_t due; /**< cycles that fell due; those that a pause after an ERROR passes count when it ends */
    uint64_t completions; /**< NDR of a GET, DONE of a PUT */
    uint64_t errors;
    uint64_t skipped;
    uint64_t octets; /**< user data moved */
    bool running;    /**< a call is lined up or under way: due = completions + errors + skipped + running */
    uint16_t status; /**< last STATUS */
    struct s7_fault fault;  /**< of the last ERROR; S7_OK: none so far */
    bool failing;           /**< the last finished call ended with ERROR */
    s7_time p50, p99, most; /**< duration of completed calls; 0: none */
    s7_time finished_at;    /**< when the last call ended, well or not; S7_TIME_NEVER: none did so far */
    s7_time next_call;      /**< the next cycle; S7_TIME_NEVER: none is scheduled */
    /**
     * What the last call that succeeded moved: the first octets of its first area, as they were latched (a bit: 00
     * or 01).  value_size 0: none succeeded so far.
     */
    uint8_t value[S7_EXCHANGE_VALUE_SIZE];
    size_t value_size;
    s7_time value_at; /**< when; valid with value_size > 0 */

    /* its connection */
    enum s7_exchange_phase phase;
    bool connected;
    uint64_t reconnects;              /**< how often it was established again */
    uint64_t attempts;                /**< how often it was dialled */
    unsigned backoffs;                /**< pauses before dialling since the partner last answered a call */
    s7_time next_attempt;             /**< S7_TIME_NEVER: none is pending */
    struct s7_fault connection_fault; /**< why it last failed or ended; S7_OK: it did not */
    uint16_t pdu_length, amq;         /**< granted by the partner; 0: not connected */
};

/** What a reload did. */
struct s7_exchange_changes {
    size_t connections_kept; /**< they did not notice */
    size_t connections_changed;
    size_t connections_added;
    size_t connections_removed;
    size_t jobs_kept; /**< with their cycles and counters */
    size_t jobs_added;
    size_t jobs_removed;
};

/**
 * Which connection resource of the served side a connection takes: as its TSAP says, else as the active side does.
 */
enum s7_connection_class s7_exchange_class(const struct s7_plant_connection *plant);

void s7_exchange_config_default(struct s7_exchange_config *config);
/** @return S7_OK, S7_ERR_LOCAL_MEMORY, S7_ERR_LOCAL_ARGUMENT. */
int s7_exchange_new(const struct s7_exchange_config *config, struct s7_exchange **ret_exchange);
/** Only after s7_exchange_idle(); NULL is allowed. */
void s7_exchange_free(struct s7_exchange *exchange);

/**
 * Goes over to another plant while it runs.  Not from within a callback of the exchange or of its sessions.
 *
 * Connections are matched by id.  One whose partners, endpoint, TSAPs and asked parameters are as before keeps its
 * client and does not miss a cycle; the timeout of its calls may change.  One that differs is ended in order and
 * dialled when its end is through; the calls under way are counted as skipped.  Jobs are matched within a
 * connection by what they do (kind, areas, every, retry, and whether they may write): one that is the same keeps
 * cycles and counters, on whatever connection it runs; others begin with a first cycle at `now`.  A call of a removed
 * job that is under way ends unseen.  Callbacks are asked about `next`.
 *
 * The old plant, and the memories that it alone uses, are not touched after the call, and must live until then; `next`
 * must outlive the exchange.  A CPU that was replaced is known by another memory.
 * @return S7_OK; S7_ERR_LOCAL_MEMORY, S7_ERR_LOCAL_ARGUMENT (jobs that cannot be run), S7_ERR_LOCAL_CLOSED (after
 *         s7_exchange_close()): nothing has changed then
 */
int s7_exchange_reload(struct s7_exchange *exchange, const struct s7_plant *next, s7_time now,
                       struct s7_exchange_changes *ret_changes);

/** Starts connections and schedule. */
void s7_exchange_start(struct s7_exchange *exchange, s7_time now);
void s7_exchange_tick(struct s7_exchange *exchange, s7_time now);
s7_time s7_exchange_deadline(const struct s7_exchange *exchange);
/** Holds job `index` until it is let go: its cycles are skipped, a call under way ends as it does. */
void s7_exchange_hold(struct s7_exchange *exchange, size_t index, bool held);
/** Starts no further call; those that run finish. */
void s7_exchange_pause(struct s7_exchange *exchange, s7_time now);
/**
 * After a pause: every job makes exactly one call more, off the grid; a job that is failing or held makes none.  For a last
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
/** A phase in words; static text, never NULL. */
const char *s7_exchange_phase_text(enum s7_exchange_phase phase);
/** Report of job `index` < job_count. */
struct s7_exchange_report s7_exchange_report(const struct s7_exchange *exchange, size_t index);

#endif
