/* SPDX-License-Identifier: MIT
 *
 * exchange/state.h — what an exchange is made of: connections and their tasks (one task per job of the plant).
 *
 * A task that is due lines up at its connection (at most once: a further cycle is skipped).  The connection lets
 * tasks begin while the partner's AmQ has room; while it is being dialled they wait, and when that failed they
 * begin all the same, so that the block says STATUS 1 in its own words.
 */
#ifndef EXCHANGE_STATE_H
#define EXCHANGE_STATE_H

#include "base/backoff.h"
#include "block/transfer.h"
#include "exchange/exchange.h"
#include "exchange/grid.h"
#include "exchange/histogram.h"
#include "exchange/schedule.h"
#include "wire/tsap.h"

struct s7_exchange_connection;

/** Alone in its memory block, because what it lends to a client must not move when a plant is reloaded. */
struct s7_exchange_task {
    struct s7_schedule_entry entry; /**< first member */
    struct s7_exchange_connection *connection;
    const struct s7_plant_job *job; /**< of the plant that runs; a removed task has none */
    size_t number;                  /**< within the connection, from 1 */
    bool refused;
    bool held;                   /**< s7_exchange_hold() */
    bool kept;                   /**< a reload's: the next plant has this job, too */
    bool removed;                /**< the plant has it no more: its call ends unseen */
    struct s7_transfer transfer; /**< the GET or PUT */
    size_t octets;               /**< that one call moves */
    struct s7_grid grid;
    bool waiting;                  /**< lined up at the connection */
    struct s7_exchange_task *next; /**< in that line, or in the exchange's list of removed ones */
    s7_time begun_at, finished_at;
    unsigned errors_in_a_row;
    uint64_t completions, errors, skipped;
    struct s7_fault fault;
    uint8_t value[S7_EXCHANGE_VALUE_SIZE];
    size_t value_size;
    s7_time value_at;
    struct s7_histogram durations;
};

/** What a connection is made of: a reload that finds the same keeps it. */
struct s7_exchange_route {
    struct s7_memory *memory; /**< of the active side */
    struct s7_tsap from, to;
    uint16_t pdu_length, amq; /**< asked */
    s7_time connect_timeout;
    struct s7_endpoint endpoint;
};

struct s7_exchange_connection {
    struct s7_schedule_entry entry; /**< first member */
    struct s7_exchange *exchange;
    const struct s7_plant_connection *plant; /**< of the plant that runs; a retired one has none */
    struct s7_exchange_route route;          /**< endpoint: as dialled last */
    struct s7_client *client;
    struct s7_transfer_link link;
    enum s7_exchange_phase phase;
    bool attached; /**< the transport has the session */
    bool kept;     /**< a reload's: the next plant has the same one */
    bool retired;  /**< the plant has it no more, or differently: it is being ended */
    s7_time redial_at;
    struct s7_backoff backoff;
    unsigned backoffs;
    uint64_t opened, attempts;
    struct s7_fault fault;                    /**< why it last failed or ended */
    size_t first_task, task_count;            /**< its tasks among those of the exchange */
    struct s7_exchange_task *first, *last;    /**< line of waiting tasks */
    struct s7_exchange_connection *successor; /**< of a retired one: waits for its end, may be NULL */
    struct s7_exchange_connection *next;      /**< of a retired one: the next of them */
    char id[]; /**< for the observer, who may hear of it after the plant is gone */
};

/** Connections and tasks of one plant, in its order. */
struct s7_exchange_set {
    struct s7_exchange_connection **connections;
    size_t connection_count;
    struct s7_exchange_task **tasks;
    size_t task_count;
    struct s7_schedule_entry **heap; /**< of both schedules */
};

struct s7_exchange {
    struct s7_exchange_config config;
    struct s7_chance chance;
    struct s7_exchange_set set;
    struct s7_schedule task_schedule;
    struct s7_schedule connection_schedule;
    struct s7_exchange_task *removed;       /**< their last calls are under way */
    struct s7_exchange_connection *retired; /**< being ended */
    s7_time now;                            /**< of the last call */
    bool started;
    bool in_tick;
    bool paused;
    bool closing;
};

/* ---- task.c ------------------------------------------------------------------------------------------------------ */

/** Prepares a task; `buffer` holds s7_exchange_task_room() octets. */
void s7_exchange_task_init(struct s7_exchange_task *task, struct s7_exchange_connection *connection,
                           const struct s7_plant_job *job, size_t number, uint8_t *buffer);
/** One with its buffer, NULL: no memory.  End with free(), when its call is not running. */
struct s7_exchange_task *s7_exchange_task_new(struct s7_exchange_connection *connection,
                                              const struct s7_plant_job *job, size_t number);
/** Octets that one call of a job moves. */
size_t s7_exchange_task_size(const struct s7_plant_job *job);
/** … and that its buffer takes: a GET of several areas remembers what stood there, to change all of them or none. */
size_t s7_exchange_task_room(const struct s7_plant_job *job);
/** Do two jobs do the same? */
bool s7_exchange_task_same(const struct s7_plant_job *one, const struct s7_plant_job *other);
/** Moves to a connection, of a plant that has the same job; its call must not be running on another. */
void s7_exchange_task_move(struct s7_exchange_task *task, struct s7_exchange_connection *connection,
                           const struct s7_plant_job *job, size_t number);
/** The clock was set back by so much. */
void s7_exchange_task_shift(struct s7_exchange_task *task, s7_time back);
/** Lined up, or its call is under way. */
bool s7_exchange_task_busy(const struct s7_exchange_task *task);
/** Starts its grid. */
void s7_exchange_task_start(struct s7_exchange_task *task, s7_time now);
/** A cycle is due: lines up, or skips. */
void s7_exchange_task_due(struct s7_exchange_task *task, s7_time now);
/** No further cycle is due; those that were due before `now` are counted. */
void s7_exchange_task_pause(struct s7_exchange_task *task, s7_time now);
/** Its turn at the connection. */
void s7_exchange_task_begin(struct s7_exchange_task *task, s7_time now);

/* ---- connection.c ------------------------------------------------------------------------------------------------ */

/** How a connection of the plant is to be made; asks for the endpoint. */
struct s7_exchange_route s7_exchange_route_of(const struct s7_exchange_config *config,
                                              const struct s7_plant_connection *plant,
                                              struct s7_memory *memory);
/** Is a connection that was made this way, and dialled as it says, what the route wants? */
bool s7_exchange_route_same(const struct s7_exchange_connection *connection,
                            const struct s7_exchange_route *route);
/** With its client.  @return S7_OK, S7_ERR_LOCAL_MEMORY, S7_ERR_LOCAL_ARGUMENT. */
int s7_exchange_connection_new(struct s7_exchange *exchange, const struct s7_plant_connection *plant,
                               const struct s7_exchange_route *route,
                               struct s7_exchange_connection **ret_connection);
/** Only while it is not attached; NULL is allowed. */
void s7_exchange_connection_free(struct s7_exchange_connection *connection);
/** Takes over what a reload may change without ending it. */
void s7_exchange_connection_follow(struct s7_exchange_connection *connection,
                                   const struct s7_plant_connection *plant);
void s7_exchange_connection_dial(struct s7_exchange_connection *connection, s7_time now);
/** Something may be done: dial again, let tasks begin. */
void s7_exchange_connection_due(struct s7_exchange_connection *connection, s7_time now);
/** A task lines up. */
void s7_exchange_connection_enter(struct s7_exchange_connection *connection, struct s7_exchange_task *task);
/** Room became free, or the state changed: have s7_exchange_connection_due() called. */
void s7_exchange_connection_stir(struct s7_exchange_connection *connection, s7_time now);
/** Nobody waits any more. */
void s7_exchange_connection_forget(struct s7_exchange_connection *connection);
/**
 * The plant has it no more: ends it in order.  What runs on it fails at once.  The successor, NULL: none, is dialled
 * when the end is through, so that it finds the partner's connection resource free.
 */
void s7_exchange_connection_retire(struct s7_exchange_connection *connection,
                                   struct s7_exchange_connection *successor, s7_time now);
/** The clock was set back by so much. */
void s7_exchange_connection_shift(struct s7_exchange_connection *connection, s7_time back);
void s7_exchange_connection_close(struct s7_exchange_connection *connection, s7_time now);

/* ---- draft.c ----------------------------------------------------------------------------------------------------- */

/** Where a connection of a draft comes from. */
struct s7_exchange_origin {
    const struct s7_plant_connection *plant;
    struct s7_exchange_connection *old; /**< with this id, NULL: none */
};

/** What an exchange is going to be, beside what it is: everything that may fail happens here. */
struct s7_exchange_draft {
    struct s7_exchange *exchange;
    const struct s7_plant *plant; /**< the next one */
    struct s7_exchange_set set;   /**< kept connections and tasks are those of the exchange, with `kept` set */
    struct s7_exchange_origin *origins; /**< of the connections of the set */
};

/**
 * Drafts the exchange's next state.  End with s7_exchange_reload_adopt(), or give it up with _draft_discard().
 * @return S7_OK, S7_ERR_LOCAL_MEMORY, S7_ERR_LOCAL_ARGUMENT; nothing was made, and the exchange is as before, when it
 *         fails
 */
int s7_exchange_draft_make(struct s7_exchange *exchange, const struct s7_plant *plant,
                           struct s7_exchange_draft *ret_draft);
void s7_exchange_draft_discard(struct s7_exchange_draft *draft);

/* ---- reload.c ---------------------------------------------------------------------------------------------------- */

/** Makes the draft the state; what it does not keep is ended.  Cannot fail. */
void s7_exchange_reload_adopt(struct s7_exchange_draft *draft, s7_time now,
                              struct s7_exchange_changes *ret_changes);
/** Frees what reloads have left behind and whose end is through. */
void s7_exchange_reload_sweep(struct s7_exchange *exchange);

/* ---- exchange.c -------------------------------------------------------------------------------------------------- */

/** The deadline may have changed: tells the owner unless it is in s7_exchange_tick(). */
void s7_exchange_wake(struct s7_exchange *exchange);

#endif
