/* SPDX-License-Identifier: MIT */
#include "engine/client.h"

#include <stdalign.h>
#include <stdlib.h>

#include "base/wipe.h"
#include "engine/client_internal.h"

enum {
    PDU_LENGTH_MIN = 64,
    PDU_LENGTH_MAX = (1 << S7_COTP_TPDU_CODE_MAX) - S7_COTP_DT_SIZE,
    AMQ_MAX = 255,
    /* CR or setup, and refusals of jobs that the partner sends us. */
    OUTBOX_EXTRA = 512
};

/* The parts of one client in one block of memory. */
struct layout {
    size_t slots, packet, tsdu, outbox; /* offsets */
    size_t packet_size, outbox_size;
    size_t total;
};

void s7_client_config_default(struct s7_client_config *config)
{
    *config = (struct s7_client_config){.connection_class = S7_CLASS_BASIC,
                                        .rack = 0,
                                        .slot = 1,
                                        .tpdu_code = 0x0A,
                                        .pdu_length = 960,
                                        .amq = 8,
                                        .connect_timeout = 4 * S7_SECOND};
}

static bool config_valid(const struct s7_client_config *config)
{
    return config->connection_class >= S7_CLASS_PG && config->rack <= 7 && config->slot <= 31 &&
           config->tpdu_code >= S7_COTP_TPDU_CODE_MIN && config->tpdu_code <= S7_COTP_TPDU_CODE_MAX &&
           config->pdu_length >= PDU_LENGTH_MIN && config->pdu_length <= PDU_LENGTH_MAX && config->amq >= 1 &&
           config->amq <= AMQ_MAX && config->connect_timeout > 0 &&
           (!config->local_tsap || config->local_tsap->size > 0) &&
           (!config->remote_tsap || config->remote_tsap->size > 0);
}

static size_t aligned(size_t size)
{
    size_t align = alignof(max_align_t);
    return (size + align - 1) / align * align;
}

static struct layout layout_of(const struct s7_client_config *config)
{
    struct layout at = {0};
    size_t tpdu = (size_t)1 << config->tpdu_code;
    size_t pdu = config->pdu_length;
    at.packet_size = S7_TPKT_SIZE + (tpdu > pdu + S7_COTP_DT_SIZE ? tpdu : pdu + S7_COTP_DT_SIZE);
    at.outbox_size = OUTBOX_EXTRA + config->amq * s7_iso_packed_size(pdu, S7_COTP_TPDU_MIN);
    at.slots = aligned(sizeof(struct s7_client));
    at.packet = at.slots + aligned(config->amq * sizeof(struct s7_client_slot));
    at.tsdu = at.packet + aligned(at.packet_size);
    at.outbox = at.tsdu + aligned(pdu);
    at.total = at.outbox + aligned(at.outbox_size);
    return at;
}

size_t s7_client_size(const struct s7_client_config *config)
{
    return config_valid(config) ? layout_of(config).total : 0;
}

void s7_client_observe(const struct s7_client *client, enum s7_direction direction, const uint8_t *pdu,
                       size_t size, s7_time now)
{
    const struct s7_observer *observer = client->config.observer;
    if (!observer || !observer->pdu)
        return;
    const struct s7_conversation on = {.peer = client->config.name ? client->config.name : ""};
    s7_observe_pdu(observer, &on, direction, pdu, size, now);
}

void s7_client_change(struct s7_client *client, enum s7_client_state state, const struct s7_fault *fault,
                      s7_time now)
{
    client->state = state;
    if (client->config.state_changed)
        client->config.state_changed(client->config.user, client, state, fault, now);
}

void s7_client_fail_with(struct s7_client *client, const struct s7_fault *fault, s7_time now)
{
    client->fault = *fault;
    client->granted = (struct s7_client_grant){0};
    s7_client_change(client, S7_CLIENT_CLOSING, NULL, now);
    s7_client_abandon(client, &client->fault, now);
}

static enum s7_phase phase_of(const struct s7_client *client)
{
    static const enum s7_phase phases[] = {[S7_CLIENT_IDLE] = S7_PHASE_CONNECT,
                                           [S7_CLIENT_ISO] = S7_PHASE_ISO,
                                           [S7_CLIENT_SETUP] = S7_PHASE_SETUP,
                                           [S7_CLIENT_OPEN] = S7_PHASE_IDLE,
                                           [S7_CLIENT_CLOSING] = S7_PHASE_CLOSING};
    return client->state == S7_CLIENT_OPEN && client->in_flight > 0 ? S7_PHASE_REQUEST : phases[client->state];
}

static uint32_t elapsed_ms(const struct s7_client *client, s7_time now)
{
    return (uint32_t)((now - client->started_at) / S7_MILLISECOND);
}

void s7_client_fail(struct s7_client *client, int error, s7_time now)
{
    const struct s7_fault fault = {
        .error = error, .phase = phase_of(client), .elapsed_ms = elapsed_ms(client, now)};
    s7_client_fail_with(client, &fault, now);
}

/* ---- the session's operations ---------------------------------------------------------------------------- */

static void take_disconnect(struct s7_client *client, s7_time now)
{
    struct s7_fault fault = {.error = client->state == S7_CLIENT_ISO ? S7_ERR_ISO_REJECTED : S7_ERR_S7_CLOSED,
                             .phase = phase_of(client),
                             .iso_reason = client->iso.tpdu.as.disconnect.reason,
                             .elapsed_ms = elapsed_ms(client, now)};
    s7_client_fail_with(client, &fault, now);
}

static void take_error_tpdu(struct s7_client *client, s7_time now)
{
    struct s7_fault fault = {.error = S7_ERR_ISO_ERROR_TPDU,
                             .phase = phase_of(client),
                             .iso_reason = client->iso.tpdu.as.error.cause,
                             .elapsed_ms = elapsed_ms(client, now)};
    s7_client_fail_with(client, &fault, now);
}

static void take_event(struct s7_client *client, enum s7_iso_event event, s7_time now)
{
    switch (event) {
    case S7_ISO_NOTHING:
        break;
    case S7_ISO_CONNECT:
        s7_client_confirm(client, now);
        break;
    case S7_ISO_DISCONNECT:
        take_disconnect(client, now);
        break;
    case S7_ISO_ERROR:
        take_error_tpdu(client, now);
        break;
    case S7_ISO_TSDU:
        s7_client_take_pdu(client, client->iso.complete, now);
        break;
    case S7_ISO_BROKEN:
        s7_client_fail(client, client->iso.error, now);
        break;
    }
}

static size_t client_input(void *self, const uint8_t *bytes, size_t size, s7_time now)
{
    struct s7_client *client = self;
    size_t used = 0;
    while (used < size && client->state != S7_CLIENT_CLOSING && client->state != S7_CLIENT_IDLE) {
        size_t taken = 0;
        enum s7_iso_event event = s7_iso_input(&client->iso, bytes + used, size - used, &taken);
        used += taken;
        take_event(client, event, now);
    }
    return size; /* what comes after the end is of no interest any more */
}

static size_t client_output(void *self, const uint8_t **ret_bytes)
{
    struct s7_client *client = self;
    return s7_outbox_peek(&client->outbox, ret_bytes);
}

/* Moved or sent, a password may have been anywhere in it. */
static void wipe_outbox(struct s7_client *client)
{
    s7_wipe_octets(client->outbox.octets, client->outbox.capacity);
    client->secret_out = false;
}

static void client_output_done(void *self, size_t size, s7_time now)
{
    struct s7_client *client = self;
    s7_outbox_sent(&client->outbox, size);
    if (client->secret_out && s7_outbox_used(&client->outbox) == 0)
        wipe_outbox(client);
    s7_client_pump(client, now);
}

static unsigned client_want(const void *self)
{
    const struct s7_client *client = self;
    unsigned want = s7_outbox_used(&client->outbox) > 0 ? S7_WANT_WRITE : 0;
    if (client->state == S7_CLIENT_CLOSING)
        return want | S7_WANT_FIN;
    return want | S7_WANT_READ;
}

static s7_time client_deadline(const void *self)
{
    const struct s7_client *client = self;
    if (client->state == S7_CLIENT_CLOSING || client->state == S7_CLIENT_IDLE)
        return S7_TIME_NEVER;
    if (client->state != S7_CLIENT_OPEN)
        return s7_time_earlier(client->open_deadline, client->next_deadline);
    return client->job_count > 0 ? client->next_deadline : S7_TIME_NEVER;
}

static void client_tick(void *self, s7_time now)
{
    static const int timeouts[] = {
        [S7_CLIENT_ISO] = S7_ERR_ISO_TIMEOUT, [S7_CLIENT_SETUP] = S7_ERR_S7_SETUP_TIMEOUT};
    struct s7_client *client = self;
    if (client->state == S7_CLIENT_IDLE) {
        s7_client_begin(client, now);
        return;
    }
    bool opening = client->state == S7_CLIENT_ISO || client->state == S7_CLIENT_SETUP;
    if (opening && now >= client->open_deadline)
        s7_client_fail(client, timeouts[client->state], now);
    else if (client->state != S7_CLIENT_CLOSING && now >= client->next_deadline)
        s7_client_expire(client, now);
}

/* The transport saw an end or a reset; what that means depends on how far we were. */
static int translate_end(enum s7_client_state state, int error)
{
    static const struct {
        int closed, reset;
    } rows[] = {[S7_CLIENT_IDLE] = {S7_ERR_TCP_RESET, S7_ERR_TCP_RESET},
                [S7_CLIENT_ISO] = {S7_ERR_ISO_CLOSED, S7_ERR_ISO_RESET},
                [S7_CLIENT_SETUP] = {S7_ERR_S7_CLOSED, S7_ERR_S7_RESET},
                [S7_CLIENT_OPEN] = {S7_ERR_S7_CLOSED, S7_ERR_S7_RESET}};
    if (error == S7_OK)
        return rows[state].closed;
    return error == S7_ERR_TCP_RESET ? rows[state].reset : error;
}

static void client_closed(void *self, const struct s7_fault *fault, s7_time now)
{
    struct s7_client *client = self;
    if (client->state != S7_CLIENT_CLOSING) {
        struct s7_fault seen = *fault;
        seen.error = translate_end(client->state, fault->error);
        seen.phase = phase_of(client);
        if (client->state != S7_CLIENT_IDLE)
            seen.elapsed_ms = elapsed_ms(client, now);
        s7_client_fail_with(client, &seen, now);
    }
    s7_outbox_init(&client->outbox, client->outbox.octets, client->outbox.capacity);
    if (client->secret_out)
        wipe_outbox(client);
    s7_client_change(client, S7_CLIENT_IDLE, &client->fault, now);
}

/* ---- making and asking -------------------------------------------------------------------------------------- */

static const struct s7_session_ops client_ops = {.input = client_input,
                                                 .output = client_output,
                                                 .output_done = client_output_done,
                                                 .want = client_want,
                                                 .deadline = client_deadline,
                                                 .tick = client_tick,
                                                 .closed = client_closed};

int s7_client_init(void *memory, size_t size, const struct s7_client_config *config,
                   struct s7_client **ret_client)
{
    if (!config_valid(config) || size < layout_of(config).total)
        return S7_ERR_LOCAL_ARGUMENT;
    struct layout at = layout_of(config);
    uint8_t *octets = memory;
    struct s7_client *client = memory;
    *client = (struct s7_client){
        .session = {.ops = &client_ops, .self = client},
        .config = *config,
        .local_tsap = config->local_tsap ? *config->local_tsap : s7_tsap_of(S7_CLASS_PG, 0, 0),
        .remote_tsap = config->remote_tsap ? *config->remote_tsap
                                           : s7_tsap_of((enum s7_connection_class)config->connection_class,
                                                        config->rack, config->slot),
        .slots = (struct s7_client_slot *)(void *)(octets + at.slots),
        .next_deadline = S7_TIME_NEVER,
    };
    memset(client->slots, 0, config->amq * sizeof *client->slots);
    s7_iso_init(&client->iso, octets + at.packet, at.packet_size, octets + at.tsdu, config->pdu_length);
    s7_outbox_init(&client->outbox, octets + at.outbox, at.outbox_size);
    *ret_client = client;
    return S7_OK;
}

int s7_client_new(const struct s7_client_config *config, struct s7_client **ret_client)
{
    size_t size = s7_client_size(config);
    if (size == 0)
        return S7_ERR_LOCAL_ARGUMENT;
    void *memory = malloc(size);
    if (!memory)
        return S7_ERR_LOCAL_MEMORY;
    int error = s7_client_init(memory, size, config, ret_client);
    if (error != S7_OK)
        free(memory);
    return error;
}

void s7_client_free(struct s7_client *client)
{
    free(client);
}

struct s7_session *s7_client_session(struct s7_client *client)
{
    return &client->session;
}

enum s7_client_state s7_client_state(const struct s7_client *client)
{
    return client->state;
}

struct s7_client_grant s7_client_grant(const struct s7_client *client)
{
    return client->granted;
}

const struct s7_client_counters *s7_client_counters(const struct s7_client *client)
{
    return &client->counters;
}

size_t s7_client_jobs(const struct s7_client *client)
{
    return client->job_count;
}

const struct s7_fault *s7_client_fault(const struct s7_client *client)
{
    return &client->fault;
}

void s7_client_close(struct s7_client *client, s7_time now)
{
    if (client->state == S7_CLIENT_IDLE || client->state == S7_CLIENT_CLOSING)
        return;
    const struct s7_fault closed = {.error = S7_ERR_LOCAL_CLOSED, .phase = S7_PHASE_CLOSING};
    s7_client_fail_with(client, &closed, now);
    client->fault = (struct s7_fault){0};
    s7_session_wake(&client->session);
}
