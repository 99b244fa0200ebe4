/* SPDX-License-Identifier: MIT
 *
 * Requests of a server: dispatched to the owner, answered now or kept for later.
 */
#include <assert.h>

#include "base/wipe.h"
#include "engine/server_internal.h"

enum {
    ERROR_NOT_IMPLEMENTED = 0x8104,
    ERROR_PDU_LENGTH = 0x8500,
    USERDATA_PARAMETER_SHORT = 8,
    GRANT_PDU_MIN = 32
};

/* ---- dispatch -------------------------------------------------------------------------------------------- */

static bool is_request(const struct s7_header *header, struct s7_octets parameter)
{
    if (header->rosctr == S7_ROSCTR_JOB)
        return parameter.size > 0;
    return header->rosctr == S7_ROSCTR_USERDATA && parameter.size >= USERDATA_PARAMETER_SHORT &&
           (parameter.at[5] >> 4 & S7_USERDATA_REQUEST) != 0;
}

static void refuse_unanswered(struct s7_request *request, s7_time now)
{
    if (!request->answered && !request->kept)
        s7_request_refuse(request, ERROR_NOT_IMPLEMENTED, now);
}

/* What an open link refuses by itself; 0: nothing. */
static uint16_t refusal_of(struct s7_link *link, const struct s7_request *request, size_t pdu_size)
{
    const struct s7_server_config *config = &link->server->config;
    if (pdu_size > link->pdu_length)
        return ERROR_PDU_LENGTH;
    if (config->over_amq_error && link->open >= link->amq) {
        link->server->counters.over_amq++;
        return config->over_amq_error;
    }
    return request->service == S7_SERVICE_SETUP ? config->second_setup_error : 0;
}

static void serve(struct s7_link *link, struct s7_request *request, size_t pdu_size, s7_time now)
{
    if (link->state == S7_LINK_SETUP && request->service != S7_SERVICE_SETUP) {
        s7_link_finish(link, S7_ERR_S7_MISMATCH, false, now); /* setup must come first */
        return;
    }
    link->server->counters.requests++;
    uint16_t error = link->state == S7_LINK_OPEN ? refusal_of(link, request, pdu_size) : 0;
    if (error) {
        s7_request_refuse(request, error, now);
        return;
    }
    if (s7_chain_continue(request, now))
        return;
    link->server->config.ops->request(link->server->config.user, request, now);
    if (link->state != S7_LINK_ENDING)
        refuse_unanswered(request, now);
}

void s7_request_dispatch(struct s7_link *link, struct s7_octets pdu, s7_time now)
{
    struct s7_request request = {.link = link, .server = link->server};
    struct s7_reader reader = s7_reader_over(pdu.at, pdu.size);
    int error = s7_header_decode(&reader, &request.header);
    if (error != S7_OK) {
        s7_link_finish(link, error, false, now);
        return;
    }
    request.parameter = s7_reader_octets(&reader, request.header.parameter_size);
    request.data = s7_reader_octets(&reader, request.header.data_size);
    if (!is_request(&request.header, request.parameter)) {
        /* A job without parameter asks nothing; answers and pushes of a client are of no use to a server. */
        if (request.header.rosctr == S7_ROSCTR_JOB)
            s7_link_finish(link, S7_ERR_S7_MALFORMED, false, now);
        return;
    }
    request.service = s7_service_of(request.header.rosctr, request.parameter);
    serve(link, &request, pdu.size, now);
}

/* ---- answering ------------------------------------------------------------------------------------------- */

static uint8_t answer_rosctr(const struct s7_request *request)
{
    return request->header.rosctr == S7_ROSCTR_USERDATA ? S7_ROSCTR_USERDATA : S7_ROSCTR_ACK_DATA;
}

size_t s7_request_answer_limit(const struct s7_request *request)
{
    const struct s7_link *link = request->link;
    return link->pdu_length ? link->pdu_length : link->server->config.pdu_length;
}

/* Where the answer is written: behind the last octet to be sent. */
static uint8_t *answer_packet(const struct s7_request *request)
{
    return s7_outbox_reserve(&request->link->outbox, request->link->server->framed_size);
}

/* A kept request goes back to its slab, a borrowed one is only marked. */
static void end_request(struct s7_request *request)
{
    struct s7_link *link = request->link;
    request->answered = true;
    if (!request->kept)
        return;
    /* It may hold a password: in Userdata, in the argument of a PI service. */
    if (request->service != S7_SERVICE_READ_VAR && request->service != S7_SERVICE_WRITE_VAR)
        s7_wipe_octets((uint8_t *)(request + 1), request->parameter.size + request->data.size);
    if (link) {
        struct s7_request **at = &link->kept;
        while (*at != request)
            at = &(*at)->next;
        *at = request->next;
        link->open--;
        s7_session_wake(&link->session);
    }
    s7_slab_give(&request->server->kept, request);
}

/* The answer has nowhere to go any more. */
static bool is_void(const struct s7_request *request)
{
    return !request->link || request->link->state == S7_LINK_ENDING;
}

void s7_request_void(struct s7_link *link)
{
    for (struct s7_request *request = link->kept; request; request = request->next)
        request->link = NULL;
    link->kept = NULL;
    link->open = 0;
}

struct s7_writer s7_request_open(struct s7_request *request)
{
    if (is_void(request))
        return s7_writer_over(NULL, 0);
    size_t head = s7_header_size(answer_rosctr(request));
    return s7_writer_over(answer_packet(request) + S7_ISO_HEADROOM + head,
                          s7_request_answer_limit(request) - head);
}

static void send_answer(struct s7_request *request, uint8_t rosctr, uint16_t error, size_t parameter_size,
                        size_t data_size, s7_time now)
{
    uint8_t *packet = answer_packet(request);
    const struct s7_header header = {.rosctr = rosctr,
                                     .reference = request->header.reference,
                                     .parameter_size = (uint16_t)parameter_size,
                                     .data_size = (uint16_t)data_size,
                                     .error = error};
    size_t head = s7_header_size(rosctr);
    struct s7_writer front = s7_writer_over(packet + S7_ISO_HEADROOM, head);
    s7_header_encode(&front, &header);
    size_t size = head + parameter_size + data_size;
    s7_link_send(request->link, packet, request->cut && request->cut_size < size ? request->cut_size : size,
                 now);
    end_request(request);
}

void s7_request_reply(struct s7_request *request, const struct s7_writer *writer, size_t parameter_size,
                      uint16_t error, s7_time now)
{
    assert(!request->answered);
    if (is_void(request)) {
        end_request(request);
        return;
    }
    if (writer->bad) {
        s7_request_refuse(request, ERROR_PDU_LENGTH, now);
        return;
    }
    size_t size = s7_writer_size(writer);
    assert(parameter_size <= size);
    send_answer(request, answer_rosctr(request), error, parameter_size, size - parameter_size, now);
}

void s7_request_refuse(struct s7_request *request, uint16_t error, s7_time now)
{
    assert(!request->answered);
    if (is_void(request))
        end_request(request);
    else if (request->header.rosctr == S7_ROSCTR_USERDATA)
        s7_request_refuse_userdata(request, error, now);
    else
        send_answer(request, S7_ROSCTR_ACK, error, 0, 0, now);
}

/* Where the TPDU limits, no answer is ever too long for one; elsewhere s7_link_send() sees it. */
static uint16_t grantable_pdu(const struct s7_link *link, uint16_t wanted)
{
    const struct s7_server_config *config = &link->server->config;
    size_t most = config->pdu_length;
    size_t room = link->iso.tpdu_limit - S7_COTP_DT_SIZE;
    if (config->tpdu_limits_pdu && most > room)
        most = room;
    return wanted < most ? wanted : (uint16_t)most;
}

void s7_request_grant(struct s7_request *request, const struct s7_setup *grant, s7_time now)
{
    struct s7_link *link = request->link;
    if (is_void(request)) {
        end_request(request);
        return;
    }
    struct s7_setup answer = *grant;
    answer.pdu_length = grantable_pdu(link, grant->pdu_length);
    if (answer.amq_calling > link->server->config.amq)
        answer.amq_calling = link->server->config.amq;
    if (answer.pdu_length < GRANT_PDU_MIN) {
        s7_request_refuse(request, ERROR_PDU_LENGTH, now);
        return;
    }
    bool first = link->state == S7_LINK_SETUP;
    struct s7_writer writer = s7_request_open(request);
    s7_setup_encode(&writer, &answer);
    link->pdu_length = answer.pdu_length;
    link->amq = answer.amq_calling ? answer.amq_calling : 1;
    link->state = S7_LINK_OPEN;
    s7_request_reply(request, &writer, S7_SETUP_PARAMETER_SIZE, 0, now);
    if (first)
        s7_link_event(link, S7_EVENT_CONNECTED, NULL, now);
}

void s7_request_drop(struct s7_request *request, s7_time now)
{
    assert(!request->answered);
    (void)now;
    end_request(request);
}

/* ---- keeping --------------------------------------------------------------------------------------------- */

static struct s7_octets copied(uint8_t *to, struct s7_octets from)
{
    if (from.size > 0)
        memcpy(to, from.at, from.size);
    return (struct s7_octets){to, from.size};
}

/* One that waited for something else before its owner saw it. */
static bool is_kept_already(const struct s7_request *request)
{
    for (const struct s7_request *kept = request->link->kept; kept; kept = kept->next)
        if (kept == request)
            return true;
    return false;
}

struct s7_request *s7_request_keep(struct s7_request *request)
{
    struct s7_link *link = request->link;
    assert(!request->answered);
    if (is_kept_already(request))
        return request;
    assert(!request->kept);
    if (link->state == S7_LINK_ENDING ||
        request->parameter.size + request->data.size > link->server->config.pdu_length)
        return NULL;
    struct s7_request *kept = s7_slab_take(&link->server->kept);
    if (!kept)
        return NULL;
    uint8_t *octets = (uint8_t *)(kept + 1);
    *kept = *request;
    kept->parameter = copied(octets, request->parameter);
    kept->data = copied(octets + request->parameter.size, request->data);
    kept->kept = true;
    kept->next = link->kept;
    link->kept = kept;
    link->open++;
    request->kept = true;
    return kept;
}
