/* SPDX-License-Identifier: MIT
 *
 * Answers to Userdata in one PDU: a payload, "no data", or a refusal.
 */
#include <assert.h>

#include "engine/server_internal.h"

enum {
    TYPE_GROUP = 5, /* offsets in the parameter */
    SUBFUNCTION = 6,
    SEQUENCE = 7,
    RETURN_VALID = 0xFF,
    RETURN_NONE = 0x0A,
    TRANSPORT_OCTETS = 0x09,
    GROUP_BLOCK = 3
};

void s7_request_send_userdata(struct s7_request *request, const struct s7_userdata_answer *answer, s7_time now)
{
    const uint8_t *asked = request->parameter.at;
    bool empty = answer->size == 0;
    const struct s7_userdata userdata = {.long_form = true,
                                         .method = S7_USERDATA_METHOD_RESPONSE,
                                         .type = S7_USERDATA_RESPONSE,
                                         .group = asked[TYPE_GROUP] & 0x0F,
                                         .subfunction = asked[SUBFUNCTION],
                                         .sequence = answer->sequence,
                                         .data_unit_reference = answer->chain,
                                         .last_data_unit = answer->more,
                                         .error = answer->error,
                                         .has_data = true,
                                         .return_code = empty ? RETURN_NONE : RETURN_VALID,
                                         .transport_size = empty ? 0 : TRANSPORT_OCTETS,
                                         .length = (uint16_t)answer->size,
                                         .payload = {answer->payload, answer->size}};
    struct s7_writer writer = s7_request_open(request);
    size_t parameter_size = 0;
    s7_userdata_encode(&writer, &userdata, &parameter_size);
    s7_request_reply(request, &writer, parameter_size, 0, now);
}

/* A request that names a sequence gets it back; block functions answer with 00 (recorded). */
static uint8_t refusal_sequence(const struct s7_request *request)
{
    uint8_t asked = request->parameter.at[SEQUENCE];
    if (asked || (request->parameter.at[TYPE_GROUP] & 0x0F) == GROUP_BLOCK)
        return asked;
    return s7_server_sequence(request->server);
}

void s7_request_refuse_userdata(struct s7_request *request, uint16_t error, s7_time now)
{
    const struct s7_userdata_answer refusal = {.sequence = refusal_sequence(request), .error = error};
    s7_request_send_userdata(request, &refusal, now);
}

void s7_request_reply_userdata(struct s7_request *request, uint8_t sequence, const void *payload, size_t size,
                               s7_time now)
{
    const struct s7_userdata_answer answer = {.sequence = sequence, .payload = payload, .size = size};
    assert(request->header.rosctr == S7_ROSCTR_USERDATA && size <= UINT16_MAX);
    s7_request_send_userdata(request, &answer, now);
}
