/* SPDX-License-Identifier: MIT */
#include "exchange/state.h"

#include <stdlib.h>
#include <string.h>

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

/** The end of a retired one is through: whoever comes after it may be dialled. */
static void make_way(struct s7_exchange_connection *connection, s7_time now)
{
    struct s7_exchange_connection *successor = connection->successor;
    connection->phase = S7_EXCHANGE_CLOSED;
    connection->successor = NULL;
    if (successor && successor->phase == S7_EXCHANGE_ENDING) {
        successor->redial_at = now;
        s7_exchange_connection_stir(successor, now);
    }
    s7_exchange_wake(connection->exchange);
}

static void go_down(struct s7_exchange_connection *connection, const struct s7_fault *fault, s7_time now)
{
    struct s7_exchange *exchange = connection->exchange;
    connection->attached = false;
    if (connection->retired) {
        make_way(connection, now);
        return;
    }
    if (exchange->closing) {
        connection->phase = S7_EXCHANGE_CLOSED;
        s7_exchange_wake(exchange);
        return;
    }
    connection->phase = S7_EXCHANGE_DOWN;
    connection->fault = *fault;
    connection->backoffs++;
    connection->redial_at = s7_time_after(now, s7_backoff_next(&connection->backoff, &exchange->chance));
    s7_exchange_connection_stir(connection, now);
}

static void client_state_changed(void *user, struct s7_client *client, enum s7_client_state state,
                                 const struct s7_fault *fault, s7_time now)
{
    struct s7_exchange_connection *connection = user;
    bool unwanted = connection->exchange->closing || connection->retired;
    if (state == S7_CLIENT_IDLE) {
        go_down(connection, fault, now);
    } else if (state == S7_CLIENT_ISO && unwanted) {
        s7_client_close(client, now); /* it was being dialled when it was given up */
    } else if (state == S7_CLIENT_OPEN) {
        connection->phase = S7_EXCHANGE_UP;
        connection->opened++;
        s7_exchange_connection_stir(connection, now);
    }
}

/* ---- what it is made of ------------------------------------------------------------------------------------------ */

static struct s7_tsap tsap_of(const struct s7_plant_tsap *given, const struct s7_tsap *otherwise)
{
    struct s7_tsap tsap = *otherwise;
    if (given->length == 0)
        return tsap;
    tsap = (struct s7_tsap){.size = (uint8_t)given->length};
    memcpy(tsap.octets, given->octets, given->length);
    return tsap;
}

enum s7_connection_class s7_exchange_class(const struct s7_plant_connection *plant)
{
    static const enum s7_connection_class classes[] = {[S7_PLANT_CLASS_BASIC] = S7_CLASS_BASIC,
                                                       [S7_PLANT_CLASS_OP] = S7_CLASS_OP,
                                                       [S7_PLANT_CLASS_PG] = S7_CLASS_PG};
    const struct s7_tsap called = tsap_of(&plant->tsap_to, &(struct s7_tsap){.size = 0});
    return s7_tsap_class(&called,
                         plant->from->is_host ? classes[plant->from->connection_class] : S7_CLASS_BASIC);
}

/** Seconds as a socket takes them: at least 1, never: -1. */
static int16_t keepalive_of(s7_time idle)
{
    s7_time seconds = idle / S7_SECOND + (idle % S7_SECOND > 0);
    return (int16_t)(idle <= 0 ? -1 : s7_time_earlier(seconds, INT16_MAX));
}

static struct s7_endpoint endpoint_of(const struct s7_exchange_config *config,
                                      const struct s7_plant_connection *plant)
{
    struct s7_endpoint to = {.port = 0};
    config->endpoint(config->user, plant->to, &to);
    to.source[0] = '\0';
    if (config->source)
        config->source(config->user, plant->from, &to);
    if (to.keepalive_s == 0)
        to.keepalive_s = keepalive_of(plant->keepalive);
    return to;
}

static s7_time timeout_of(const struct s7_exchange_config *config, const struct s7_plant_connection *plant)
{
    return plant->timeout > 0 ? plant->timeout : config->timeout;
}

struct s7_exchange_route s7_exchange_route_of(const struct s7_exchange_config *config,
                                              const struct s7_plant_connection *plant, struct s7_memory *memory)
{
    const struct s7_tsap local = s7_tsap_of(S7_CLASS_PG, 0, 0);
    const struct s7_tsap remote = s7_tsap_of(s7_exchange_class(plant), plant->to->rack, plant->to->slot);
    const struct s7_profile *asks = plant->from->profile;
    return (struct s7_exchange_route){
        .memory = memory,
        .from = tsap_of(&plant->tsap_from, &local),
        .to = tsap_of(&plant->tsap_to, &remote),
        .pdu_length = plant->pdu_length > 0 ? plant->pdu_length : (uint16_t)asks->pdu_length.value,
        .amq = plant->amq > 0 ? plant->amq : (uint16_t)asks->amq_calling.value,
        .connect_timeout = plant->connect_timeout > 0 ? plant->connect_timeout : config->connect_timeout,
        .endpoint = endpoint_of(config, plant)};
}

static bool same_endpoint(const struct s7_endpoint *one, const struct s7_endpoint *other)
{
    return strcmp(one->host, other->host) == 0 && one->port == other->port &&
           strcmp(one->source, other->source) == 0 && one->keepalive_s == other->keepalive_s;
}

bool s7_exchange_route_same(const struct s7_exchange_connection *connection,
                            const struct s7_exchange_route *route)
{
    const struct s7_exchange_route *own = &connection->route;
    bool dialled = connection->attempts > 0; /* else the next attempt asks where to */
    return own->memory == route->memory && s7_tsap_equal(&own->from, &route->from) &&
           s7_tsap_equal(&own->to, &route->to) && own->pdu_length == route->pdu_length &&
           own->amq == route->amq && own->connect_timeout == route->connect_timeout &&
           (!dialled || same_endpoint(&own->endpoint, &route->endpoint));
}

static int make_client(struct s7_exchange_connection *connection)
{
    const struct s7_exchange_route *route = &connection->route;
    struct s7_client_config config;
    s7_client_config_default(&config);
    config.local_tsap = &route->from;
    config.remote_tsap = &route->to;
    config.pdu_length = route->pdu_length;
    config.amq = route->amq;
    config.connect_timeout = route->connect_timeout;
    config.observer = connection->exchange->config.observer;
    config.name = connection->id;
    config.state_changed = client_state_changed;
    config.user = connection;
    return s7_client_new(&config, &connection->client);
}

int s7_exchange_connection_new(struct s7_exchange *exchange, const struct s7_plant_connection *plant,
                               const struct s7_exchange_route *route,
                               struct s7_exchange_connection **ret_connection)
{
    size_t id_size = strlen(plant->id) + 1;
    struct s7_exchange_connection *connection = calloc(1, sizeof *connection + id_size);
    if (!connection)
        return S7_ERR_LOCAL_MEMORY;
    memcpy(connection->id, plant->id, id_size);
    connection->exchange = exchange;
    connection->plant = plant;
    connection->route = *route;
    connection->redial_at = S7_TIME_NEVER;
    connection->backoff =
        (struct s7_backoff){.first = exchange->config.backoff_first, .most = exchange->config.backoff_most};
    int error = make_client(connection);
    if (error != S7_OK) {
        free(connection);
        return error;
    }
    connection->link = (struct s7_transfer_link){.client = connection->client,
                                                 .memory = route->memory,
                                                 .timeout = timeout_of(&exchange->config, plant),
                                                 .area_most = (uint8_t)plant->from->profile->block_areas.value,
                                                 .split_long = true};
    *ret_connection = connection;
    return S7_OK;
}

void s7_exchange_connection_free(struct s7_exchange_connection *connection)
{
    if (!connection)
        return;
    s7_client_free(connection->client);
    free(connection);
}

void s7_exchange_connection_follow(struct s7_exchange_connection *connection,
                                   const struct s7_plant_connection *plant)
{
    connection->plant = plant;
    connection->link.timeout = timeout_of(&connection->exchange->config, plant);
}

/* ---- its turns --------------------------------------------------------------------------------------------------- */

void s7_exchange_connection_dial(struct s7_exchange_connection *connection, s7_time now)
{
    const struct s7_exchange_config *config = &connection->exchange->config;
    connection->route.endpoint = endpoint_of(config, connection->plant);
    connection->redial_at = S7_TIME_NEVER;
    connection->phase = S7_EXCHANGE_TRYING;
    connection->attached = true;
    connection->attempts++;
    struct s7_fault fault = {.error = config->dialer->dial(config->dialer, &connection->route.endpoint,
                                                           s7_client_session(connection->client),
                                                           connection->route.connect_timeout)};
    if (fault.error != S7_OK)
        go_down(connection, &fault, now);
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

/** The stream stands, so the partner holds a resource for it; one that is only being dialled is in nobody's way. */
static bool is_established(const struct s7_exchange_connection *connection)
{
    return connection->attached && s7_client_state(connection->client) != S7_CLIENT_IDLE;
}

void s7_exchange_connection_retire(struct s7_exchange_connection *connection,
                                   struct s7_exchange_connection *successor, s7_time now)
{
    connection->retired = true;
    connection->plant = NULL;
    connection->redial_at = S7_TIME_NEVER;
    if (successor && is_established(connection)) {
        connection->successor = successor;
        successor->phase = S7_EXCHANGE_ENDING;
    }
    if (connection->attached)
        s7_client_close(connection->client, now);
    else
        connection->phase = S7_EXCHANGE_CLOSED;
}

void s7_exchange_connection_shift(struct s7_exchange_connection *connection, s7_time back)
{
    if (connection->redial_at != S7_TIME_NEVER)
        connection->redial_at -= back;
    if (connection->entry.place != 0)
        connection->entry.due -= back;
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
