/* SPDX-License-Identifier: MIT
 *
 * Answers to calls: judged, and put together where they come in fragments.
 */
#include "engine/client_internal.h"
#include "engine/peer_error.h"
#include "wire/data_item.h"
#include "wire/userdata.h"

enum { FUNCTION_START = 0x28, FUNCTION_STOP = 0x29 };

static void finish(struct s7_client *client, int error, uint16_t peer_code, uint8_t item_code, s7_time now)
{
    struct s7_call *call = client->call;
    const struct s7_fault fault = {.error = error,
                                   .phase = error == S7_OK ? S7_PHASE_NONE : S7_PHASE_REQUEST,
                                   .peer_code = peer_code,
                                   .item_code = item_code};
    if (error != S7_OK)
        call->answer_size = 0;
    client->counters.answers++;
    s7_client_finish_call(client, call, &fault, now);
}

static void refuse(struct s7_client *client, uint16_t word, uint8_t item_code, s7_time now)
{
    finish(client, s7_error_of_service(word), word, item_code, now);
}

static bool append(struct s7_call *call, struct s7_octets octets)
{
    if (octets.size > call->answer_capacity - call->answer_size)
        return false;
    if (octets.size > 0)
        memcpy(call->answer + call->answer_size, octets.at, octets.size);
    call->answer_size += octets.size;
    return true;
}

/* ---- Userdata -------------------------------------------------------------------------------------------- */

/* The first fragment says which chain it is; the others belong to it. */
static bool belongs(struct s7_call *call, const struct s7_userdata *answer)
{
    if (answer->group != call->group || answer->subfunction != call->subfunction)
        return false;
    if (call->fragments == 1) {
        call->sequence = answer->sequence;
        call->chain = answer->data_unit_reference;
    }
    return answer->sequence == call->sequence && answer->data_unit_reference == call->chain;
}

/*
 * Without an error word: no data, and a code that is neither success nor the 0A that stands where there are none to
 * send (so the setting of a clock is acknowledged).  The server of python-snap7 3 says 81 of lists that it has not.
 */
static bool refuses_by_code(const struct s7_userdata *answer)
{
    return answer->has_data && answer->payload.size == 0 && answer->return_code != 0 &&
           answer->return_code != S7_RETURN_SUCCESS && answer->return_code != S7_RETURN_MISSING;
}

static int take_fragment(struct s7_client *client, const struct s7_userdata *answer, s7_time now)
{
    struct s7_call *call = client->call;
    bool more = answer->last_data_unit != 0;
    bool fits = append(call, answer->payload);
    if (!more) {
        finish(client, fits ? S7_OK : S7_ERR_LOCAL_LIMIT, 0, 0, now);
        return S7_OK;
    }
    if (!fits)
        return S7_ERR_LOCAL_LIMIT; /* what follows would be left open at the partner */
    if (call->fragments == S7_CALL_FRAGMENTS_MAX)
        return S7_ERR_S7_MALFORMED;
    client->counters.answers++;
    s7_client_ask_fragment(client, now);
    return S7_OK;
}

static int take_userdata(struct s7_client *client, struct s7_octets parameter, struct s7_octets data,
                         s7_time now)
{
    struct s7_call *call = client->call;
    struct s7_userdata answer;
    if (call->kind != S7_CALL_USERDATA || client->fragment_due)
        return S7_ERR_S7_MISMATCH;
    if (s7_userdata_decode(parameter, data, &answer) != S7_OK)
        return S7_ERR_S7_MALFORMED;
    call->fragments++;
    if (answer.error && answer.group == call->group && answer.subfunction == call->subfunction) {
        call->sequence = answer.sequence;
        refuse(client, answer.error, 0, now);
        return S7_OK;
    }
    if (!belongs(call, &answer))
        return S7_ERR_S7_MISMATCH;
    if (!refuses_by_code(&answer))
        return take_fragment(client, &answer, now);
    finish(client, S7_ERR_S7_REFUSED, 0, answer.return_code, now);
    return S7_OK;
}

/* ---- Job ------------------------------------------------------------------------------------------------- */

static void keep_parameter(struct s7_call *call, struct s7_octets parameter)
{
    call->parameter_size = parameter.size < S7_CALL_PARAMETER_MAX ? parameter.size : S7_CALL_PARAMETER_MAX;
    if (call->parameter_size > 0)
        memcpy(call->parameter, parameter.at, call->parameter_size);
}

static uint8_t control_octet(const struct s7_call *call, struct s7_octets parameter)
{
    uint8_t function = call->request.at[0];
    bool control = function == FUNCTION_START || function == FUNCTION_STOP;
    return control && parameter.size >= 2 ? parameter.at[1] : 0;
}

static int take_job(struct s7_client *client, struct s7_octets parameter, struct s7_octets data, s7_time now)
{
    struct s7_call *call = client->call;
    uint8_t octet = control_octet(call, parameter);
    int error = s7_error_of_control(octet);
    keep_parameter(call, parameter);
    if (error == S7_OK && !append(call, data))
        error = S7_ERR_LOCAL_LIMIT;
    finish(client, error, 0, octet, now);
    return S7_OK;
}

int s7_client_answer_call(struct s7_client *client, const struct s7_header *header, struct s7_octets parameter,
                          struct s7_octets data, s7_time now)
{
    struct s7_call *call = client->call;
    if (header->rosctr == S7_ROSCTR_USERDATA)
        return take_userdata(client, parameter, data, now);
    if (call->kind == S7_CALL_JOB && parameter.size > 0 && parameter.at[0] != call->request.at[0])
        return S7_ERR_S7_MISMATCH;
    if (call->kind == S7_CALL_USERDATA && !header->error)
        return S7_ERR_S7_MISMATCH;
    call->fragments++;
    if (!header->error)
        return take_job(client, parameter, data, now);
    uint8_t octet = call->kind == S7_CALL_JOB ? control_octet(call, parameter) : 0;
    keep_parameter(call, parameter);
    refuse(client, header->error, octet, now);
    return S7_OK;
}
