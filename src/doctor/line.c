/* SPDX-License-Identifier: MIT */
#include "doctor/line.h"

#include <stdio.h>
#include <string.h>

#include "base/system_error.h"

enum { PIECE = 2048, PDU_LENGTH_ASKED = 960 };

static const s7_time close_timeout = 500 * S7_MILLISECOND;

const struct s7_doctor_address *s7_line_source(struct s7_examination *examination)
{
    struct s7_doctor_address *source = &examination->source;
    if (!examination->config->source || examination->source_refused)
        return NULL;
    snprintf(source->text, sizeof source->text, "%s", examination->config->source);
    return source;
}

bool s7_line_open_within(struct s7_examination *examination, struct s7_line *line, s7_time timeout,
                         struct s7_probe *ret_probe)
{
    const struct s7_doctor_network *network = examination->network;
    struct s7_diagnosis *diagnosis = examination->diagnosis;
    *line = (struct s7_line){0};
    *ret_probe = s7_probe_unknown();
    if (s7_examination_ended(examination))
        return false;
    diagnosis->budget.connections++;
    if (!network->open(network->self, &diagnosis->seen.address, examination->config->port,
                       s7_line_source(examination), timeout, &line->stream, ret_probe))
        return false;
    if (++examination->open > diagnosis->budget.most_open)
        diagnosis->budget.most_open = examination->open;
    return true;
}

bool s7_line_open(struct s7_examination *examination, struct s7_line *line, struct s7_probe *ret_probe)
{
    return s7_line_open_within(examination, line, examination->config->connect_timeout, ret_probe);
}

void s7_line_keep_probe(struct s7_probe *kept, const struct s7_probe *probe)
{
    struct s7_probe both = *probe;
    both.route_known = kept->route_known;
    both.neighbour = kept->neighbour;
    both.broadcast = kept->broadcast;
    memcpy(both.gateway, kept->gateway, sizeof both.gateway);
    memcpy(both.network_device, kept->network_device, sizeof both.network_device);
    memcpy(both.neighbour_hardware, kept->neighbour_hardware, sizeof both.neighbour_hardware);
    if (both.local[0] == '\0')
        memcpy(both.local, kept->local, sizeof both.local);
    *kept = both;
}

enum s7_heard s7_line_send(struct s7_examination *examination, struct s7_line *line, const uint8_t *octets,
                           size_t size)
{
    const struct s7_doctor_network *network = examination->network;
    unsigned before = line->sent.begun;
    s7_packets_pass(&line->sent, octets, size);
    examination->diagnosis->budget.telegrams += line->sent.begun - before;
    enum s7_heard heard =
        network->send(network->self, line->stream, octets, size, examination->config->answer_timeout);
    examination->last_request = s7_examination_now(examination);
    examination->answered = 0;
    return heard;
}

static void remember(struct s7_line *line, const uint8_t *octets, size_t size)
{
    size_t room = sizeof line->heard - line->heard_size;
    size_t kept = size < room ? size : room;
    memcpy(line->heard + line->heard_size, octets, kept);
    line->heard_size += kept;
}

enum s7_heard s7_line_receive(struct s7_examination *examination, struct s7_line *line, s7_time timeout,
                              uint8_t *ret_octets, size_t size, size_t *ret_size)
{
    const struct s7_doctor_network *network = examination->network;
    enum s7_heard heard = network->receive(network->self, line->stream, ret_octets, size, timeout, ret_size);
    if (heard == S7_HEARD_OCTETS) {
        remember(line, ret_octets, *ret_size);
        examination->answered += *ret_size;
        examination->heard = true;
    }
    return heard;
}

int s7_line_start(struct s7_examination *examination, struct s7_line *line)
{
    const struct s7_doctor_config *config = examination->config;
    struct s7_client_config client;
    s7_client_config_default(&client);
    client.connection_class = config->connection_class;
    client.rack = config->rack;
    client.slot = config->slot;
    client.local_tsap = config->local_tsap;
    client.remote_tsap = config->remote_tsap;
    client.pdu_length = config->pdu_length > 0 ? config->pdu_length : PDU_LENGTH_ASKED;
    client.amq = config->amq > 0 ? config->amq : 1;
    client.connect_timeout = 2 * config->answer_timeout; /* of the confirm and of the setup */
    int error = s7_client_new(&client, &line->client);
    if (error == S7_OK)
        s7_client_session(line->client)->ops->tick(line->client, s7_examination_now(examination));
    else
        examination->out_of_memory = error == S7_ERR_LOCAL_MEMORY;
    return error;
}

void s7_line_end(struct s7_examination *examination, struct s7_line *line, s7_time timeout)
{
    const struct s7_doctor_network *network = examination->network;
    network->close(network->self, line->stream, false, timeout);
    line->stream = NULL;
    examination->open--;
}

/* The stream is given back and the client told why. */
static void end_stream(struct s7_examination *examination, struct s7_line *line, int error)
{
    const struct s7_fault fault = {.error = error};
    if (!line->stream)
        return;
    s7_line_end(examination, line, close_timeout);
    if (line->client)
        s7_client_session(line->client)->ops->closed(line->client, &fault, s7_examination_now(examination));
}

static void take_end(struct s7_examination *examination, struct s7_line *line, enum s7_heard heard)
{
    static const int errors[] = {[S7_HEARD_CLOSED] = S7_OK,
                                 [S7_HEARD_RESET] = S7_ERR_TCP_RESET,
                                 [S7_HEARD_SILENCE] = S7_OK,
                                 [S7_HEARD_BROKEN] = S7_ERR_TCP_SYSTEM};
    end_stream(examination, line, errors[heard]);
}

static void give_output(struct s7_examination *examination, struct s7_line *line)
{
    const struct s7_session_ops *ops = s7_client_session(line->client)->ops;
    const uint8_t *octets = NULL;
    size_t size = ops->output(line->client, &octets);
    enum s7_heard heard = s7_line_send(examination, line, octets, size);
    if (heard == S7_HEARD_OCTETS)
        ops->output_done(line->client, size, s7_examination_now(examination));
    else
        take_end(examination, line, heard);
}

static void take_input(struct s7_examination *examination, struct s7_line *line, s7_time limit)
{
    const struct s7_session_ops *ops = s7_client_session(line->client)->ops;
    uint8_t octets[PIECE];
    size_t size = 0;
    s7_time now = s7_examination_now(examination);
    s7_time until = s7_time_earlier(limit, ops->deadline(line->client));
    enum s7_heard heard =
        s7_line_receive(examination, line, until > now ? until - now : 0, octets, sizeof octets, &size);
    if (heard == S7_HEARD_OCTETS)
        ops->input(line->client, octets, size, s7_examination_now(examination));
    else if (heard != S7_HEARD_SILENCE)
        take_end(examination, line, heard);
}

/* One thing that is to be done; false: nothing but time can change anything. */
static void take_turn(struct s7_examination *examination, struct s7_line *line, s7_time limit)
{
    const struct s7_session_ops *ops = s7_client_session(line->client)->ops;
    s7_time now = s7_examination_now(examination);
    if (ops->deadline(line->client) <= now)
        ops->tick(line->client, now);
    unsigned want = ops->want(line->client);
    if (want & S7_WANT_WRITE)
        give_output(examination, line);
    else if (want & (S7_WANT_FIN | S7_WANT_RST))
        end_stream(examination, line, S7_OK);
    else
        take_input(examination, line, limit);
}

void s7_line_drive(struct s7_examination *examination, struct s7_line *line, bool (*enough)(const void *user),
                   const void *user, s7_time limit)
{
    while (line->stream && !enough(user) && s7_examination_now(examination) < limit)
        take_turn(examination, line, limit);
}

static bool confirmed(const void *user)
{
    return s7_client_state(user) != S7_CLIENT_ISO;
}

static bool settled(const void *user)
{
    return s7_client_state(user) == S7_CLIENT_OPEN;
}

static s7_time answer_limit(const struct s7_examination *examination)
{
    return s7_time_after(s7_examination_now(examination), examination->config->answer_timeout);
}

static struct s7_fault fault_of_probe(const struct s7_probe *probe)
{
    return (struct s7_fault){
        .error = s7_system_error(probe->sys_errno), .sys_errno = probe->sys_errno, .phase = S7_PHASE_CONNECT};
}

struct s7_fault s7_line_connect(struct s7_examination *examination, struct s7_line *line)
{
    struct s7_probe probe;
    if (!s7_line_open(examination, line, &probe))
        return fault_of_probe(&probe);
    int error = s7_line_start(examination, line);
    if (error != S7_OK)
        return (struct s7_fault){.error = error};
    s7_line_drive(examination, line, confirmed, line->client, answer_limit(examination));
    if (confirmed(line->client))
        s7_line_drive(examination, line, settled, line->client, answer_limit(examination));
    return s7_line_usable(line) ? (struct s7_fault){0} : s7_line_fault(examination, line);
}

struct s7_fault s7_line_fault(const struct s7_examination *examination, const struct s7_line *line)
{
    struct s7_fault fault = *s7_client_fault(line->client);
    enum s7_client_state state = s7_client_state(line->client);
    s7_time waited = s7_examination_now(examination) - examination->last_request;
    uint32_t elapsed_ms = (uint32_t)(waited / S7_MILLISECOND);
    if (fault.error == S7_OK && state == S7_CLIENT_ISO)
        fault = (struct s7_fault){.error = S7_ERR_ISO_TIMEOUT, .phase = S7_PHASE_ISO, .elapsed_ms = elapsed_ms};
    if (fault.error == S7_OK && state == S7_CLIENT_SETUP)
        fault = (struct s7_fault){
            .error = S7_ERR_S7_SETUP_TIMEOUT, .phase = S7_PHASE_SETUP, .elapsed_ms = elapsed_ms};
    return fault;
}

bool s7_line_usable(const struct s7_line *line)
{
    return line->stream && line->client && s7_client_state(line->client) == S7_CLIENT_OPEN;
}

static bool never(const void *user)
{
    (void)user;
    return false;
}

void s7_line_close(struct s7_examination *examination, struct s7_line *line)
{
    s7_time limit = s7_time_after(s7_examination_now(examination), close_timeout);
    if (line->stream && line->client) {
        s7_client_close(line->client, s7_examination_now(examination));
        s7_line_drive(examination, line, never, NULL, limit);
    }
    end_stream(examination, line, S7_OK);
    s7_client_free(line->client);
    *line = (struct s7_line){0};
}
