/* SPDX-License-Identifier: MIT */
#include "wire/message_service.h"

#include "sieben/error.h"
#include "wire/userdata_body.h"

int s7_message_request_decode(struct s7_octets payload, struct s7_message_request *ret_request)
{
    struct s7_reader reader = s7_reader_over(payload.at, payload.size);
    struct s7_message_request request = {.has_alarm_type = payload.size > S7_MESSAGE_REQUEST_SIZE};
    request.events = s7_reader_u8(&reader);
    request.reserved = s7_reader_u8(&reader);
    const uint8_t *name = s7_reader_take(&reader, S7_MESSAGE_NAME_SIZE);
    if (request.has_alarm_type) {
        request.alarm_type = s7_reader_u8(&reader);
        request.alarm_reserved = s7_reader_u8(&reader);
    }
    if (!s7_reader_done(&reader))
        return S7_ERR_S7_MALFORMED;
    memcpy(request.name, name, S7_MESSAGE_NAME_SIZE);
    *ret_request = request;
    return S7_OK;
}

void s7_message_request_encode(struct s7_writer *writer, const struct s7_message_request *request)
{
    s7_writer_u8(writer, request->events);
    s7_writer_u8(writer, request->reserved);
    s7_writer_octets(writer, request->name, S7_MESSAGE_NAME_SIZE);
    if (!request->has_alarm_type)
        return;
    s7_writer_u8(writer, request->alarm_type);
    s7_writer_u8(writer, request->alarm_reserved);
}

int s7_message_answer_decode(struct s7_octets payload, struct s7_message_answer *ret_answer)
{
    struct s7_reader reader = s7_reader_over(payload.at, payload.size);
    struct s7_message_answer answer = {.has_alarm_type = payload.size > S7_MESSAGE_ANSWER_SIZE};
    answer.result = s7_reader_u8(&reader);
    answer.reserved = s7_reader_u8(&reader);
    if (answer.has_alarm_type) {
        answer.alarm_type = s7_reader_u8(&reader);
        answer.alarm_state = s7_reader_u8(&reader);
        answer.alarm_reserved = s7_reader_u8(&reader);
    }
    if (!s7_reader_done(&reader))
        return S7_ERR_S7_MALFORMED;
    *ret_answer = answer;
    return S7_OK;
}

void s7_message_answer_encode(struct s7_writer *writer, const struct s7_message_answer *answer)
{
    s7_writer_u8(writer, answer->result);
    s7_writer_u8(writer, answer->reserved);
    if (!answer->has_alarm_type)
        return;
    s7_writer_u8(writer, answer->alarm_type);
    s7_writer_u8(writer, answer->alarm_state);
    s7_writer_u8(writer, answer->alarm_reserved);
}

const struct s7_codec s7_message_service_codec = {s7_userdata_body_decode, s7_userdata_body_encode};
