/* SPDX-License-Identifier: MIT
 *
 * The calls of a client: made, sent one at a time when nothing else is in flight, finished.
 */
#include <assert.h>

#include "engine/client_internal.h"
#include "wire/userdata.h"
#include "wire/var.h"

enum {
    GROUP_MAX = 15,
    FUNCTION_SETUP = 0xF0,
    RETURN_VALID = 0xFF,
    RETURN_NONE = 0x0A,
    TRANSPORT_OCTETS = 0x09,
    FRAGMENT_REQUEST_SIZE = 26
};

/* ---- making ---------------------------------------------------------------------------------------------- */

static size_t request_size(const struct s7_call *call)
{
    size_t around = call->kind == S7_CALL_JOB ? S7_HEADER_SIZE_MIN : S7_CALL_USERDATA_OVERHEAD;
    return around + call->request.size + call->data.size;
}

/* Functions that the client itself speaks; a call of them would get in its way. */
static bool is_own_function(uint8_t function)
{
    return function == S7_FUNCTION_READ_VAR || function == S7_FUNCTION_WRITE_VAR || function == FUNCTION_SETUP;
}

static bool call_valid(const struct s7_client *client, const struct s7_call *call)
{
    size_t most = client->config.pdu_length;
    if (call->timeout <= 0 || call->request.size > most || call->data.size > most || request_size(call) > most)
        return false;
    if (call->kind == S7_CALL_USERDATA)
        return call->group <= GROUP_MAX && call->data.size == 0;
    return call->kind == S7_CALL_JOB && call->request.size > 0 && !is_own_function(call->request.at[0]);
}

int s7_client_call(struct s7_client *client, struct s7_call *call, s7_time now)
{
    if (!call_valid(client, call))
        return S7_ERR_LOCAL_ARGUMENT;
    if (client->state == S7_CLIENT_CLOSING)
        return S7_ERR_LOCAL_CLOSED;
    if (client->state == S7_CLIENT_OPEN && request_size(call) > client->granted.pdu_length)
        return S7_ERR_LOCAL_LIMIT;
    call->finished = false;
    call->fault = (struct s7_fault){0};
    call->answer_size = call->parameter_size = 0;
    call->fragments = 0;
    call->sequence = call->chain = 0;
    call->called_at = now;
    call->next = NULL;
    call->deadline = s7_time_after(now, call->timeout);

    if (client->call_tail)
        client->call_tail->next = call;
    else
        client->call_head = call;
    client->call_tail = call;
    client->next_deadline =
        client->job_count == 0 ? call->deadline : s7_time_earlier(client->next_deadline, call->deadline);
    client->job_count++;
    s7_client_pump(client, now);
    s7_session_wake(&client->session);
    return S7_OK;
}

/* ---- sending --------------------------------------------------------------------------------------------- */

static void write_userdata(struct s7_writer *writer, struct s7_header *header,
                           const struct s7_userdata *userdata)
{
    uint8_t *head = s7_writer_take(writer, S7_HEADER_SIZE_MIN);
    size_t parameter_size = 0;
    s7_userdata_encode(writer, userdata, &parameter_size);
    header->rosctr = S7_ROSCTR_USERDATA;
    header->parameter_size = (uint16_t)parameter_size;
    header->data_size = (uint16_t)(s7_writer_size(writer) - S7_HEADER_SIZE_MIN - parameter_size);
    struct s7_writer front = s7_writer_over(head, S7_HEADER_SIZE_MIN);
    s7_header_encode(&front, header);
}

static void write_call(struct s7_writer *writer, const struct s7_call *call)
{
    struct s7_header header = {.rosctr = S7_ROSCTR_JOB,
                               .reference = call->reference,
                               .parameter_size = (uint16_t)call->request.size,
                               .data_size = (uint16_t)call->data.size};
    if (call->kind == S7_CALL_JOB) {
        s7_header_encode(writer, &header);
        s7_writer_octets(writer, call->request.at, call->request.size);
        s7_writer_octets(writer, call->data.at, call->data.size);
        return;
    }
    bool empty = call->request.size == 0;
    const struct s7_userdata userdata = {.method = S7_USERDATA_METHOD_REQUEST,
                                         .type = S7_USERDATA_REQUEST,
                                         .group = call->group,
                                         .subfunction = call->subfunction,
                                         .has_data = true,
                                         .return_code = empty ? RETURN_NONE : RETURN_VALID,
                                         .transport_size = empty ? 0 : TRANSPORT_OCTETS,
                                         .length = (uint16_t)call->request.size,
                                         .payload = call->request};
    write_userdata(writer, &header, &userdata);
}

static void unqueue_first(struct s7_client *client)
{
    struct s7_call *call = client->call_head;
    client->call_head = call->next;
    if (!client->call_head)
        client->call_tail = NULL;
    call->next = NULL;
}

bool s7_client_send_call(struct s7_client *client, s7_time now)
{
    struct s7_call *call = client->call_head;
    size_t size = request_size(call);
    if (size > client->granted.pdu_length) { /* made before it was known how much is granted */
        const struct s7_fault longer = {.error = S7_ERR_LOCAL_LIMIT};
        unqueue_first(client);
        s7_client_finish_call(client, call, &longer, now);
        return true;
    }
    uint8_t *packet = s7_client_reserve(client, size);
    if (!packet)
        return false;
    unqueue_first(client);
    call->reference = s7_client_next_reference(client);
    client->call = call;
    client->in_flight = 1;
    client->secret_out = client->secret_out || call->secret;
    struct s7_writer writer = s7_writer_over(packet + S7_ISO_HEADROOM, size);
    write_call(&writer, call);
    assert(!writer.bad && s7_writer_left(&writer) == 0);
    s7_client_send(client, packet, size, now);
    return true;
}

/* Long form, method 12, the sequence number as answered, data unit reference 0, a PDU reference of its own. */
bool s7_client_ask_fragment(struct s7_client *client, s7_time now)
{
    struct s7_call *call = client->call;
    uint8_t *packet = s7_client_reserve(client, FRAGMENT_REQUEST_SIZE);
    client->fragment_due = packet == NULL;
    if (!packet)
        return false;
    call->reference = s7_client_next_reference(client);
    struct s7_header header = {.reference = call->reference};
    const struct s7_userdata userdata = {.long_form = true,
                                         .method = S7_USERDATA_METHOD_RESPONSE,
                                         .type = S7_USERDATA_REQUEST,
                                         .group = call->group,
                                         .subfunction = call->subfunction,
                                         .sequence = call->sequence,
                                         .has_data = true,
                                         .return_code = RETURN_NONE};
    struct s7_writer writer = s7_writer_over(packet + S7_ISO_HEADROOM, FRAGMENT_REQUEST_SIZE);
    write_userdata(&writer, &header, &userdata);
    assert(!writer.bad && s7_writer_left(&writer) == 0);
    s7_client_send(client, packet, FRAGMENT_REQUEST_SIZE, now);
    return true;
}

/* ---- finishing ------------------------------------------------------------------------------------------- */

struct s7_call *s7_client_take_calls(struct s7_client *client)
{
    struct s7_call *calls = client->call_head;
    if (client->call) {
        client->call->next = calls;
        calls = client->call;
    }
    client->call = client->call_head = client->call_tail = NULL;
    client->fragment_due = client->jobs_turn = false;
    return calls;
}

void s7_client_finish_call(struct s7_client *client, struct s7_call *call, const struct s7_fault *fault,
                           s7_time now)
{
    assert(client->job_count > 0);
    if (client->call == call) {
        client->call = NULL;
        client->in_flight = 0;
        client->jobs_turn = client->queue_head != NULL;
    }
    client->job_count--;
    call->next = NULL;
    call->fault = *fault;
    call->fault.elapsed_ms = (uint32_t)((now - call->called_at) / S7_MILLISECOND);
    call->finished = true;
    call->finished_at = now;
    if (call->done)
        call->done(call, now);
}
