/* SPDX-License-Identifier: MIT */
#include "block/link.h"

#include <stdalign.h>
#include <stdlib.h>
#include <string.h>

#include "base/backoff.h"
#include "wire/tsap.h"

/** The program's callbacks as the one way to a CPU's data. */
struct program_memory {
    struct s7_memory memory; /* first member */
    struct s7_block_memory program;
};

struct s7_block_link {
    struct s7_transfer_link ends; /* first member */
    struct program_memory memory;
    struct s7_dialer *dialer;
    struct s7_endpoint to;
    s7_time connect_timeout;
    struct s7_backoff backoff;
    struct s7_chance chance;
    bool attached; /* the transport has the session */
    bool closing;
    s7_time redial_at; /* S7_TIME_NEVER while attached or closing */
    uint64_t opened, failed;
};

/* ---- the program's memory --------------------------------------------------------------------------------- */

static const struct s7_block_memory *program_of(struct s7_memory *memory)
{
    return &((struct program_memory *)memory)->program;
}

static int read_program(struct s7_memory *memory, const struct s7_range *range, uint8_t *ret_octets)
{
    return program_of(memory)->read(program_of(memory)->user, range, ret_octets);
}

static int write_program(struct s7_memory *memory, const struct s7_range *range, const uint8_t *octets)
{
    return program_of(memory)->write(program_of(memory)->user, range, octets);
}

static void lock_program(struct s7_memory *memory)
{
    if (program_of(memory)->lock)
        program_of(memory)->lock(program_of(memory)->user);
}

static void unlock_program(struct s7_memory *memory)
{
    if (program_of(memory)->unlock)
        program_of(memory)->unlock(program_of(memory)->user);
}

static const struct s7_memory_ops program_ops = {
    .read = read_program, .write = write_program, .lock = lock_program, .unlock = unlock_program};

/* ---- the connection kept ---------------------------------------------------------------------------------- */

static void go_down(struct s7_block_link *link, s7_time now)
{
    link->attached = false;
    if (link->closing)
        return;
    link->failed++;
    link->redial_at = s7_time_after(now, s7_backoff_next(&link->backoff, &link->chance));
}

static void client_state_changed(void *user, struct s7_client *client, enum s7_client_state state,
                                 const struct s7_fault *fault, s7_time now)
{
    struct s7_block_link *link = user;
    (void)fault; /* blocks and report ask the client for it */
    if (state == S7_CLIENT_IDLE)
        go_down(link, now);
    else if (state == S7_CLIENT_ISO && link->closing)
        s7_client_close(client, now); /* it was being dialled when the link was closed */
    else if (state == S7_CLIENT_OPEN)
        link->opened++;
}

/** An open connection alone proves nothing: it may be closed at every first request. */
static void partner_answered(struct s7_transfer_link *ends)
{
    s7_backoff_reset(&((struct s7_block_link *)ends)->backoff);
}

static void dial(struct s7_block_link *link, s7_time now)
{
    link->redial_at = S7_TIME_NEVER;
    link->attached = true;
    int error = link->dialer->dial(link->dialer, &link->to, s7_client_session(link->ends.client),
                                   link->connect_timeout);
    link->ends.dial = (struct s7_fault){.error = error};
    if (error != S7_OK)
        go_down(link, now);
}

void s7_block_link_call(struct s7_block_link *link, s7_time now)
{
    if (!link->attached && !link->closing && link->redial_at <= now)
        dial(link, now);
}

void s7_block_link_close(struct s7_block_link *link, s7_time now)
{
    link->closing = true;
    link->redial_at = S7_TIME_NEVER;
    if (link->attached)
        s7_client_close(link->ends.client, now);
}

bool s7_block_link_idle(const struct s7_block_link *link)
{
    return !link->attached;
}

struct s7_block_link_report s7_block_link_report(const struct s7_block_link *link)
{
    struct s7_client_grant grant = s7_client_grant(link->ends.client);
    bool connected = s7_client_state(link->ends.client) == S7_CLIENT_OPEN;
    return (struct s7_block_link_report){
        .connected = connected,
        .dialling = link->attached && !connected,
        .pdu_length = grant.pdu_length,
        .amq = grant.amq_calling,
        .job_count = link->ends.job_count,
        .opened = link->opened,
        .failed = link->failed,
        .redial_at = link->redial_at,
        .fault = link->ends.dial.error != S7_OK ? link->ends.dial : *s7_client_fault(link->ends.client)};
}

struct s7_transfer_link *s7_block_link_ends(struct s7_block_link *link)
{
    return &link->ends;
}

/* ---- making ------------------------------------------------------------------------------------------------ */

void s7_block_link_config_default(struct s7_block_link_config *config)
{
    *config = (struct s7_block_link_config){.port = 102,
                                            .connection_class = S7_CLASS_BASIC,
                                            .slot = 1,
                                            .pdu_length = 960,
                                            .amq = 8,
                                            .connect_timeout = 4 * S7_SECOND,
                                            .timeout = 2 * S7_SECOND,
                                            .backoff_first = 250 * S7_MILLISECOND,
                                            .backoff_most = 10 * S7_SECOND,
                                            .area_most = S7_BLOCK_AREAS};
}

/** A client's configuration and what it borrows until the client is made. */
struct client_plan {
    struct s7_client_config client;
    struct s7_tsap local, remote;
};

static bool config_valid(const struct s7_block_link_config *config)
{
    return config->host && config->host[0] != '\0' &&
           strlen(config->host) < sizeof(struct s7_endpoint){0}.host && config->timeout > 0 &&
           config->backoff_first > 0 && config->backoff_most >= config->backoff_first &&
           config->area_most <= S7_BLOCK_AREAS && config->memory.read && config->memory.write &&
           !config->memory.lock == !config->memory.unlock && config->dialer;
}

static bool take_tsap(const char *text, struct s7_tsap *storage, const struct s7_tsap **ret_tsap)
{
    if (!text)
        return true;
    *ret_tsap = storage;
    return s7_tsap_parse(text, storage) == S7_OK;
}

static bool make_plan(const struct s7_block_link_config *config, struct client_plan *plan)
{
    struct s7_client_config *client = &plan->client;
    s7_client_config_default(client);
    client->connection_class = config->connection_class;
    client->rack = config->rack;
    client->slot = config->slot;
    client->pdu_length = config->pdu_length;
    client->amq = config->amq;
    client->connect_timeout = config->connect_timeout;
    client->observer = config->observer;
    client->state_changed = client_state_changed;
    return config_valid(config) && take_tsap(config->local_tsap, &plan->local, &client->local_tsap) &&
           take_tsap(config->remote_tsap, &plan->remote, &client->remote_tsap) && s7_client_size(client) > 0;
}

static size_t client_offset(void)
{
    size_t align = alignof(max_align_t);
    return (sizeof(struct s7_block_link) + align - 1) / align * align;
}

size_t s7_block_link_size(const struct s7_block_link_config *config)
{
    struct client_plan plan;
    return make_plan(config, &plan) ? client_offset() + s7_client_size(&plan.client) : 0;
}

static void fill(struct s7_block_link *link, const struct s7_block_link_config *config)
{
    *link = (struct s7_block_link){.ends = {.memory = &link->memory.memory,
                                            .timeout = config->timeout,
                                            .area_most = config->area_most,
                                            .get_most = config->get_most,
                                            .put_most = config->put_most,
                                            .split_long = config->split_long,
                                            .answered = partner_answered},
                                   .memory = {.memory = {.ops = &program_ops}, .program = config->memory},
                                   .dialer = config->dialer,
                                   .to = {.port = config->port},
                                   .connect_timeout = config->connect_timeout,
                                   .backoff = {.first = config->backoff_first, .most = config->backoff_most},
                                   .chance = {.state = config->seed},
                                   .redial_at = INT64_MIN};
    memcpy(link->to.host, config->host, strlen(config->host) + 1);
}

int s7_block_link_init(void *memory, size_t size, const struct s7_block_link_config *config,
                       struct s7_block_link **ret_link)
{
    struct client_plan plan;
    if (!memory || (uintptr_t)memory % alignof(max_align_t) || !make_plan(config, &plan) ||
        size < client_offset() + s7_client_size(&plan.client))
        return S7_ERR_LOCAL_ARGUMENT;
    struct s7_block_link *link = memory;
    fill(link, config);
    plan.client.user = link;
    int error = s7_client_init((uint8_t *)memory + client_offset(), size - client_offset(), &plan.client,
                               &link->ends.client);
    if (error == S7_OK)
        *ret_link = link;
    return error;
}

int s7_block_link_new(const struct s7_block_link_config *config, struct s7_block_link **ret_link)
{
    size_t size = s7_block_link_size(config);
    if (size == 0)
        return S7_ERR_LOCAL_ARGUMENT;
    void *memory = malloc(size);
    if (!memory)
        return S7_ERR_LOCAL_MEMORY;
    int error = s7_block_link_init(memory, size, config, ret_link);
    if (error != S7_OK)
        free(memory);
    return error;
}

void s7_block_link_free(struct s7_block_link *link)
{
    free(link);
}
