/* SPDX-License-Identifier: MIT */
#include "net_posix/client.h"

#include <assert.h>
#include <stdalign.h>
#include <stdlib.h>

#include "net_posix/clock.h"
#include "net_posix/pump.h"
#include "net_posix/push_queue.h"
#include "net_posix/socket.h"
#include "wire/tsap.h"

enum {
    CLOSE_GRACE_MS = 200, /* how long the partner's end of the stream is awaited */
    PUSH_ROOM_DEFAULT = 8192,
    PUSH_ROOM_MAX = 1 << 20
};

struct s7_posix_client {
    struct s7_client *engine; /* in the same block of memory */
    s7_time timeout;
    bool end_told; /* the caller knows that the connection was lost */
    struct s7_push_queue pushes;
    struct s7_pump pump;
};

void s7_posix_config_default(struct s7_posix_config *config)
{
    *config = (struct s7_posix_config){.port = 102,
                                       .connection_class = S7_CLASS_BASIC,
                                       .slot = 1,
                                       .pdu_length = 960,
                                       .amq = 8,
                                       .connect_timeout_ms = 4000,
                                       .timeout_ms = 2000,
                                       .push_room = PUSH_ROOM_DEFAULT};
}

/* ---- opening --------------------------------------------------------------------------------------------- */

struct tsaps {
    struct s7_tsap local, remote;
};

static int read_tsap(const char *text, struct s7_tsap *storage, const struct s7_tsap **ret_tsap)
{
    if (!text)
        return S7_OK;
    int error = s7_tsap_parse(text, storage);
    if (error == S7_OK)
        *ret_tsap = storage;
    return error;
}

static int engine_config(const struct s7_posix_config *config, struct tsaps *tsaps,
                         struct s7_client_config *ret_engine)
{
    struct s7_client_config engine;
    s7_client_config_default(&engine);
    engine.connection_class = config->connection_class;
    engine.rack = config->rack;
    engine.slot = config->slot;
    engine.pdu_length = config->pdu_length;
    engine.amq = config->amq;
    engine.observer = config->observer;
    int error = read_tsap(config->local_tsap, &tsaps->local, &engine.local_tsap);
    if (error == S7_OK)
        error = read_tsap(config->remote_tsap, &tsaps->remote, &engine.remote_tsap);
    if (error == S7_OK && (!config->host || !config->timeout_ms || !config->connect_timeout_ms ||
                           config->push_room > PUSH_ROOM_MAX))
        error = S7_ERR_LOCAL_ARGUMENT;
    if (error == S7_OK && s7_client_size(&engine) == 0)
        error = S7_ERR_LOCAL_ARGUMENT;
    if (error == S7_OK)
        *ret_engine = engine;
    return error;
}

static size_t engine_offset(void)
{
    size_t align = alignof(max_align_t);
    return (sizeof(struct s7_posix_client) + align - 1) / align * align;
}

static struct s7_posix_client *allocate(const struct s7_posix_config *config,
                                        const struct s7_client_config *engine)
{
    size_t engine_size = s7_client_size(engine);
    unsigned char *memory = malloc(engine_offset() + engine_size + config->push_room);
    if (!memory)
        return NULL;
    struct s7_posix_client *client = (struct s7_posix_client *)(void *)memory;
    client->timeout = config->timeout_ms * S7_MILLISECOND;
    client->end_told = false;
    client->pushes = s7_push_queue_over(memory + engine_offset() + engine_size, config->push_room);
    return client;
}

static void keep_push(void *user, struct s7_client *engine, const uint8_t *pdu, size_t size, s7_time now)
{
    struct s7_posix_client *client = user;
    (void)engine, (void)now;
    s7_push_queue_put(&client->pushes, pdu, size);
}

/* From the established stream to the open connection; the engine's own deadline ends it. */
static int open_engine(struct s7_posix_client *client, int fd, struct s7_client_config *config,
                       struct s7_fault *ret_fault)
{
    config->push = keep_push;
    config->user = client;
    void *memory = (unsigned char *)client + engine_offset();
    int error = s7_client_init(memory, s7_client_size(config), config, &client->engine);
    assert(error == S7_OK); /* the configuration was checked */
    (void)error;
    s7_pump_start(&client->pump, fd, client->timeout, s7_client_session(client->engine));
    while (client->pump.fd >= 0 && s7_client_state(client->engine) != S7_CLIENT_OPEN &&
           s7_client_state(client->engine) != S7_CLIENT_CLOSING)
        s7_pump_step(&client->pump, S7_TIME_NEVER);
    if (client->pump.fd >= 0 && s7_client_state(client->engine) == S7_CLIENT_OPEN)
        return S7_OK;
    *ret_fault = *s7_client_fault(client->engine);
    return ret_fault->error;
}

static int fail_open(struct s7_fault *ret_fault, int error)
{
    *ret_fault = (struct s7_fault){.error = error};
    return error;
}

int s7_posix_open(const struct s7_posix_config *config, struct s7_posix_client **ret_client,
                  struct s7_fault *ret_fault)
{
    struct s7_client_config engine;
    struct tsaps tsaps;
    int error = engine_config(config, &tsaps, &engine);
    if (error != S7_OK)
        return fail_open(ret_fault, error);
    struct s7_posix_client *client = allocate(config, &engine);
    if (!client)
        return fail_open(ret_fault, S7_ERR_LOCAL_MEMORY);
    s7_time due = s7_time_after(s7_posix_now(), config->connect_timeout_ms * S7_MILLISECOND);
    int fd = s7_socket_connect(config->host, config->port, due, config->timeout_ms, ret_fault);
    if (fd < 0) {
        free(client);
        return ret_fault->error;
    }
    s7_time left = due - s7_posix_now();
    engine.connect_timeout = left > S7_MILLISECOND ? left : S7_MILLISECOND;
    error = open_engine(client, fd, &engine, ret_fault);
    if (error == S7_OK)
        *ret_client = client;
    else
        s7_posix_close(client);
    return error;
}

/* ---- closing --------------------------------------------------------------------------------------------- */

/* Drains, ends our side, awaits the partner's end: octets left unread would turn close() into a reset. */
void s7_posix_close(struct s7_posix_client *client)
{
    if (!client)
        return;
    struct s7_pump *pump = &client->pump;
    if (pump->fd >= 0) {
        pump->now = s7_posix_now();
        s7_time until = s7_time_after(pump->now, CLOSE_GRACE_MS * S7_MILLISECOND);
        s7_client_close(client->engine, pump->now);
        while (pump->fd >= 0 && pump->now < until)
            s7_pump_step(pump, until);
    }
    if (pump->fd >= 0)
        s7_pump_end(pump, &(struct s7_fault){.error = S7_OK}, false);
    free(client);
}

/* ---- jobs ------------------------------------------------------------------------------------------------ */

static int submit(struct s7_posix_client *client, struct s7_job *job)
{
    if (client->pump.fd < 0)
        return S7_ERR_LOCAL_CLOSED; /* a closed engine would keep the job for its next connection */
    if (job->timeout == 0)
        job->timeout = client->timeout;
    client->pump.now = s7_posix_now();
    return s7_client_submit(client->engine, job, client->pump.now);
}

static bool is_open(const struct s7_posix_client *client)
{
    return client->pump.fd >= 0 && s7_client_state(client->engine) == S7_CLIENT_OPEN;
}

static void run_to_end(struct s7_posix_client *client, const bool *finished)
{
    while (!*finished)
        s7_pump_step(&client->pump, S7_TIME_NEVER);
    s7_pump_shut(&client->pump); /* a failed connection ends now; s7_posix_close() awaits the partner's end */
    client->end_told = !is_open(client);
}

int s7_posix_run(struct s7_posix_client *client, struct s7_job *job)
{
    int error = submit(client, job);
    if (error != S7_OK) {
        job->fault = (struct s7_fault){.error = error};
        job->finished = true;
        return error;
    }
    run_to_end(client, &job->finished);
    return job->fault.error;
}

int s7_posix_run_call(struct s7_posix_client *client, struct s7_call *call)
{
    int error = S7_ERR_LOCAL_CLOSED;
    if (call->timeout == 0)
        call->timeout = client->timeout;
    client->pump.now = s7_posix_now();
    if (client->pump.fd >= 0) /* a closed engine would keep the call for its next connection */
        error = s7_client_call(client->engine, call, client->pump.now);
    if (error == S7_OK)
        run_to_end(client, &call->finished);
    else
        call->fault = (struct s7_fault){.error = error};
    return call->fault.error;
}

static int run_single(struct s7_posix_client *client, enum s7_job_kind kind, const struct s7_range *range,
                      uint8_t *octets, size_t size, struct s7_fault *ret_fault)
{
    struct s7_job_item item = {.range = *range, .octets = octets};
    struct s7_job job = {.kind = kind, .items = &item, .item_count = 1};
    if (!s7_range_transferable(range) || s7_range_size(range) != size)
        job.fault.error = S7_ERR_LOCAL_ARGUMENT;
    else
        s7_posix_run(client, &job);
    if (job.fault.error != S7_OK)
        *ret_fault = job.fault;
    return job.fault.error;
}

int s7_posix_read(struct s7_posix_client *client, const struct s7_range *range, uint8_t *ret_octets,
                  size_t size, struct s7_fault *ret_fault)
{
    return run_single(client, S7_JOB_READ, range, ret_octets, size, ret_fault);
}

int s7_posix_write(struct s7_posix_client *client, const struct s7_range *range, const uint8_t *octets,
                   size_t size, struct s7_fault *ret_fault)
{
    uint8_t *lent = (uint8_t *)(uintptr_t)octets; /* a write only reads it (engine/job.h) */
    return run_single(client, S7_JOB_WRITE, range, lent, size, ret_fault);
}

/* ---- pushes ---------------------------------------------------------------------------------------------- */

static int tell_end(struct s7_posix_client *client, struct s7_fault *ret_fault)
{
    struct s7_fault fault = *s7_client_fault(client->engine);
    if (client->end_told || fault.error == S7_OK)
        fault = (struct s7_fault){.error = S7_ERR_LOCAL_CLOSED};
    s7_pump_shut(&client->pump);
    client->end_told = true;
    *ret_fault = fault;
    return fault.error;
}

int s7_posix_await_push(struct s7_posix_client *client, s7_time patience, struct s7_fault *ret_fault)
{
    struct s7_pump *pump = &client->pump;
    pump->now = s7_posix_now();
    s7_time until = s7_time_after(pump->now, patience);
    bool over = false; /* looked at least once, for what has come and was not read yet */
    while (s7_push_queue_empty(&client->pushes) && is_open(client) && !over) {
        s7_pump_step(pump, until);
        over = pump->now >= until;
    }
    if (!s7_push_queue_empty(&client->pushes) || is_open(client))
        return S7_OK;
    return tell_end(client, ret_fault);
}

struct s7_push_queue *s7_posix_pushes(struct s7_posix_client *client)
{
    return &client->pushes;
}

struct s7_posix_grant s7_posix_grant(const struct s7_posix_client *client)
{
    struct s7_client_grant grant = s7_client_grant(client->engine);
    return (struct s7_posix_grant){
        .pdu_length = grant.pdu_length, .amq_calling = grant.amq_calling, .amq_called = grant.amq_called};
}

struct s7_client *s7_posix_engine(struct s7_posix_client *client)
{
    return client->engine;
}
