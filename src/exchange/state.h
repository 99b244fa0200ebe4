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

struct s7_exchange_connection;

struct s7_exchange_task {
    struct s7_schedule_entry entry; /**< first member */
    struct s7_exchange_connection *connection;
    const struct s7_plant_job *job;
    size_t number; /**< within the connection, from 1 */
    bool refused;
    struct s7_transfer transfer; /**< the GET or PUT */
    size_t octets;               /**< that one call moves */
    struct s7_grid grid;
    bool waiting;                  /**< lined up at the connection */
    struct s7_exchange_task *next; /**< in that line */
    s7_time begun_at;
    unsigned errors_in_a_row;
    uint64_t completions, errors, skipped;
    struct s7_fault fault;
    struct s7_histogram durations;
};

enum s7_exchange_phase {
    S7_EXCHANGE_UNUSED, /**< not started */
    S7_EXCHANGE_TRYING, /**< dialled, not open yet */
    S7_EXCHANGE_UP,
    S7_EXCHANGE_DOWN,  /**< waits for the next attempt */
    S7_EXCHANGE_CLOSED /**< for good */
};

struct s7_exchange_connection {
    struct s7_schedule_entry entry; /**< first member */
    struct s7_exchange *exchange;
    const struct s7_plant_connection *plant;
    struct s7_client *client;
    struct s7_transfer_link link;
    enum s7_exchange_phase phase;
    bool attached; /**< the transport has the session */
    s7_time redial_at;
    struct s7_backoff backoff;
    uint64_t opened;
    struct s7_exchange_task *first, *last; /**< line of waiting tasks */
};

struct s7_exchange {
    struct s7_exchange_config config;
    struct s7_chance chance;
    struct s7_exchange_connection *connections;
    size_t connection_count;
    struct s7_exchange_task *tasks;
    size_t task_count;
    uint8_t *buffers;                /**< of all blocks */
    struct s7_schedule_entry **heap; /**< of both schedules */
    struct s7_schedule task_schedule;
    struct s7_schedule connection_schedule;
    s7_time now; /**< of the last call */
    bool in_tick;
    bool paused;
    bool closing;
};

/* ---- task.c ------------------------------------------------------------------------------------------------------ */

/** Prepares a task; `buffer` holds s7_exchange_task_size() octets. */
void s7_exchange_task_init(struct s7_exchange_task *task, struct s7_exchange_connection *connection,
                           const struct s7_plant_job *job, size_t number, uint8_t *buffer);
/** Octets that one call of a job moves. */
size_t s7_exchange_task_size(const struct s7_plant_job *job);
/** Starts its grid. */
void s7_exchange_task_start(struct s7_exchange_task *task, s7_time now);
/** A cycle is due: lines up, or skips. */
void s7_exchange_task_due(struct s7_exchange_task *task, s7_time now);
/** No further cycle is due; those that were due before `now` are counted. */
void s7_exchange_task_pause(struct s7_exchange_task *task, s7_time now);
/** Its turn at the connection. */
void s7_exchange_task_begin(struct s7_exchange_task *task, s7_time now);

/* ---- connection.c ------------------------------------------------------------------------------------------------ */

/** Makes the client.  @return S7_OK, S7_ERR_LOCAL_MEMORY, S7_ERR_LOCAL_ARGUMENT. */
int s7_exchange_connection_init(struct s7_exchange_connection *connection, struct s7_exchange *exchange,
                                const struct s7_plant_connection *plant, struct s7_memory *memory);
void s7_exchange_connection_dial(struct s7_exchange_connection *connection, s7_time now);
/** Something may be done: dial again, let tasks begin. */
void s7_exchange_connection_due(struct s7_exchange_connection *connection, s7_time now);
/** A task lines up. */
void s7_exchange_connection_enter(struct s7_exchange_connection *connection, struct s7_exchange_task *task);
/** Room became free, or the state changed: have s7_exchange_connection_due() called. */
void s7_exchange_connection_stir(struct s7_exchange_connection *connection, s7_time now);
/** Nobody waits any more. */
void s7_exchange_connection_forget(struct s7_exchange_connection *connection);
void s7_exchange_connection_close(struct s7_exchange_connection *connection, s7_time now);

/* ---- exchange.c -------------------------------------------------------------------------------------------------- */

/** The deadline may have changed: tells the owner unless it is in s7_exchange_tick(). */
void s7_exchange_wake(struct s7_exchange *exchange);

#endif
