/* SPDX-License-Identifier: MIT */
#include "exchange/state.h"

static void schedule(struct s7_exchange_connection *connection, s7_time due)
{
    s7_schedule_set(&connection->exchange->connection_schedule, &connection->entry, due);
}

void s7_exchange_connection_stir(struct s7_exchange_connection *connection, s7_time now)
{
    if (connection->first || connection->redial_at != S7_TIME_NEVER)
        schedule(connection, s7_time_earlier(connection->redial_at, connection->first ? now : S7_TIME_NEVER));
    s7_exchange_wake(connection->exchange);
}

static void go_down(struct s7_exchange_connection *connection, s7_time now)
{
    struct s7_exchange *exchange = connection->exchange;
    connection->attached = false;
    if (exchange->closing) {
        connection->phase = S7_EXCHANGE_CLOSED;
        s7_exchange_wake(exchange);
        return;
    }
    connection->phase = S7_EXCHANGE_DOWN;
    connection->redial_at = s7_time_after(now, s7_backoff_next(&connection->backoff, &exchange->chance));
    s7_exchange_connection_stir(connection, now);
}

static void client_state_changed(void *user, struct s7_client *client, enum s7_client_state state,
                                 const struct s7_fault *fault, s7_time now)
{
    struct s7_exchange_connection *connection = user;
    (void)fault; /* the block asks the client for it */
    if (state == S7_CLIENT_IDLE) {
        go_down(connection, now);
    } else if (state == S7_CLIENT_ISO && connection->exchange->closing) {
        s7_client_close(client, now); /* it was being dialled when the exchange was closed */
    } else if (state == S7_CLIENT_OPEN) {
        connection->phase = S7_EXCHANGE_UP;
        connection->opened++;
        s7_exchange_connection_stir(connection, now);
    }
}

int s7_exchange_connection_init(struct s7_exchange_connection *connection, struct s7_exchange *exchange,
                                const struct s7_plant_connection *plant, struct s7_memory *memory)
{
    struct s7_client_config config;
    s7_client_config_default(&config);
    config.rack = plant->to->rack;
    config.slot = plant->to->slot;
    config.pdu_length = (uint16_t)plant->from->profile->pdu_length.value;
    config.amq = (uint16_t)plant->from->profile->amq_calling.value;
    config.connect_timeout = exchange->config.connect_timeout;
    config.observer = exchange->config.observer;
    config.name = plant->id;
    config.state_changed = client_state_changed;
    config.user = connection;
    connection->exchange = exchange;
    connection->plant = plant;
    connection->redial_at = S7_TIME_NEVER;
    connection->backoff =
        (struct s7_backoff){.first = exchange->config.backoff_first, .most = exchange->config.backoff_most};
    int error = s7_client_new(&config, &connection->client);
    connection->link = (struct s7_transfer_link){
        .client = connection->client, .memory = memory, .timeout = exchange->config.timeout};
    return error;
}

void s7_exchange_connection_dial(struct s7_exchange_connection *connection, s7_time now)
{
    struct s7_exchange *exchange = connection->exchange;
    struct s7_endpoint to = {.port = 0};
    exchange->config.endpoint(exchange->config.user, connection->plant->to, &to);
    connection->redial_at = S7_TIME_NEVER;
    connection->phase = S7_EXCHANGE_TRYING;
    connection->attached = true;
    if (exchange->config.dialer->dial(exchange->config.dialer, &to, s7_client_session(connection->client),
                                      exchange->config.connect_timeout) != S7_OK)
        go_down(connection, now);
}

void s7_exchange_connection_enter(struct s7_exchange_connection *connection, struct s7_exchange_task *task)
{
    task->waiting = true;
    task->next = NULL;
    if (connection->last)
        connection->last->next = task;
    else
        connection->first = task;
    connection->last = task;
    s7_exchange_connection_stir(connection, connection->exchange->now);
}

static struct s7_exchange_task *leave_line(struct s7_exchange_connection *connection)
{
    struct s7_exchange_task *task = connection->first;
    connection->first = task->next;
    if (!connection->first)
        connection->last = NULL;
    task->waiting = false;
    return task;
}

void s7_exchange_connection_forget(struct s7_exchange_connection *connection)
{
    while (connection->first)
        leave_line(connection)->skipped++; /* its cycle was due, and will not run */
}

/** May the next task in line begin? */
static bool lets_begin(const struct s7_exchange_connection *connection)
{
    if (connection->phase == S7_EXCHANGE_DOWN)
        return true; /* the block says STATUS 1 */
    return connection->phase == S7_EXCHANGE_UP && s7_client_state(connection->client) == S7_CLIENT_OPEN &&
           connection->link.job_count < s7_client_grant(connection->client).amq_calling;
}

void s7_exchange_connection_due(struct s7_exchange_connection *connection, s7_time now)
{
    while (connection->first && lets_begin(connection))
        s7_exchange_task_begin(leave_line(connection), now);
    if (connection->redial_at <= now)
        s7_exchange_connection_dial(connection, now);
    schedule(connection, connection->redial_at);
}

void s7_exchange_connection_close(struct s7_exchange_connection *connection, s7_time now)
{
    s7_exchange_connection_forget(connection);
    connection->redial_at = S7_TIME_NEVER;
    schedule(connection, S7_TIME_NEVER);
    if (connection->attached)
        s7_client_close(connection->client, now);
    else
        connection->phase = S7_EXCHANGE_CLOSED;
}
