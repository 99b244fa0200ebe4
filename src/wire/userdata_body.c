/* SPDX-License-Identifier: MIT */
#include "wire/userdata_body.h"

#include "sieben/error.h"
#include "wire/data_item.h"

enum { CPU_FUNCTIONS = 4, SECURITY = 5, TIME_FUNCTIONS = 7 };

/* One row: a payload with its decoder and its encoder, by what it is called in the union. */
#define PAYLOAD_CODEC(stem, member)                                                                            \
    static int decode_##member(struct s7_octets payload, union s7_payload *ret_payload)                        \
    {                                                                                                          \
        return stem##_decode(payload, &ret_payload->member);                                                   \
    }                                                                                                          \
    static void encode_##member(struct s7_writer *writer, const union s7_payload *payload)                     \
    {                                                                                                          \
        stem##_encode(writer, &payload->member);                                                               \
    }

PAYLOAD_CODEC(s7_szl_request, szl_request)
PAYLOAD_CODEC(s7_message_request, message_request)
PAYLOAD_CODEC(s7_message_answer, message_answer)
PAYLOAD_CODEC(s7_diagnostic_event, event)
PAYLOAD_CODEC(s7_password, password)
PAYLOAD_CODEC(s7_time10, time)

static int decode_szl_list(struct s7_octets payload, union s7_payload *ret_payload)
{
    return s7_szl_head_decode(payload, &ret_payload->szl_list.head, &ret_payload->szl_list.records);
}

static void encode_szl_list(struct s7_writer *writer, const union s7_payload *payload)
{
    s7_szl_head_encode(writer, &payload->szl_list.head);
    s7_writer_octets(writer, payload->szl_list.records.at, payload->szl_list.records.size);
}

static const struct row {
    uint8_t group;
    uint8_t subfunction;
    uint8_t type;
    enum s7_body body;
    int (*decode)(struct s7_octets payload, union s7_payload *ret_payload);
    void (*encode)(struct s7_writer *writer, const union s7_payload *payload);
} rows[] = {
    {CPU_FUNCTIONS, 0x01, S7_USERDATA_REQUEST, S7_BODY_SZL_REQUEST, decode_szl_request, encode_szl_request},
    {CPU_FUNCTIONS, 0x01, S7_USERDATA_RESPONSE, S7_BODY_SZL_LIST, decode_szl_list, encode_szl_list},
    {CPU_FUNCTIONS, 0x02, S7_USERDATA_REQUEST, S7_BODY_MESSAGE_REQUEST, decode_message_request,
     encode_message_request},
    {CPU_FUNCTIONS, 0x02, S7_USERDATA_RESPONSE, S7_BODY_MESSAGE_ANSWER, decode_message_answer,
     encode_message_answer},
    {CPU_FUNCTIONS, 0x03, S7_USERDATA_PUSH, S7_BODY_DIAGNOSTIC, decode_event, encode_event},
    {SECURITY, 0x01, S7_USERDATA_REQUEST, S7_BODY_PASSWORD, decode_password, encode_password},
    {TIME_FUNCTIONS, 0x01, S7_USERDATA_RESPONSE, S7_BODY_CLOCK, decode_time, encode_time},
    {TIME_FUNCTIONS, 0x02, S7_USERDATA_REQUEST, S7_BODY_CLOCK, decode_time, encode_time},
    {TIME_FUNCTIONS, 0x03, S7_USERDATA_RESPONSE, S7_BODY_CLOCK, decode_time, encode_time},
    {TIME_FUNCTIONS, 0x04, S7_USERDATA_REQUEST, S7_BODY_CLOCK, decode_time, encode_time},
};

enum { ROW_COUNT = sizeof rows / sizeof rows[0] };

static const struct row *row_of_frame(const struct s7_userdata *frame)
{
    for (size_t i = 0; i < ROW_COUNT; i++) {
        if (rows[i].group == frame->group && rows[i].subfunction == frame->subfunction &&
            rows[i].type == frame->type)
            return &rows[i];
    }
    return NULL;
}

static const struct row *row_of_body(enum s7_body body)
{
    for (size_t i = 0; i < ROW_COUNT; i++) {
        if (rows[i].body == body)
            return &rows[i];
    }
    return NULL;
}

/* All of the payload is here, and nothing says that it means something else. */
static bool payload_whole(const struct s7_userdata *frame)
{
    return frame->has_data && frame->return_code == S7_RETURN_SUCCESS &&
           frame->transport_size == S7_DATA_OCTET_STRING && frame->error == 0 &&
           frame->data_unit_reference == 0 && frame->last_data_unit == 0;
}

int s7_userdata_body_decode(struct s7_octets parameter, struct s7_octets data, struct s7_message *message)
{
    struct s7_userdata frame;
    int error = s7_userdata_decode(parameter, data, &frame);
    if (error)
        return error;
    const struct row *row = payload_whole(&frame) ? row_of_frame(&frame) : NULL;
    if (!row || row->decode(frame.payload, &message->as.known.payload) != S7_OK) {
        message->body = S7_BODY_USERDATA;
        message->as.userdata = frame;
        return S7_OK;
    }
    message->body = row->body;
    message->as.known.frame = frame;
    message->as.known.frame.payload = (struct s7_octets){NULL, 0};
    return S7_OK;
}

static void encode_known(struct s7_writer *writer, const struct s7_message *message, const struct row *row,
                         size_t *ret_parameter_size)
{
    struct s7_userdata frame = message->as.known.frame;
    frame.has_data = false;
    s7_userdata_encode(writer, &frame, ret_parameter_size);
    s7_writer_u8(writer, S7_RETURN_SUCCESS);
    s7_writer_u8(writer, S7_DATA_OCTET_STRING);
    uint8_t *length = s7_writer_take(writer, 2);
    size_t start = s7_writer_size(writer);
    row->encode(writer, &message->as.known.payload);
    size_t size = s7_writer_size(writer) - start;
    if (writer->bad || size > UINT16_MAX)
        writer->bad = true;
    else
        s7_store_u16(length, (uint16_t)size);
}

void s7_userdata_body_encode(struct s7_writer *writer, const struct s7_message *message,
                             size_t *ret_parameter_size)
{
    const struct row *row = row_of_body(message->body);
    if (row)
        encode_known(writer, message, row, ret_parameter_size);
    else
        s7_userdata_encode(writer, &message->as.userdata, ret_parameter_size);
}

const struct s7_userdata *s7_userdata_body_frame(const struct s7_message *message)
{
    if (message->body == S7_BODY_USERDATA)
        return &message->as.userdata;
    return row_of_body(message->body) ? &message->as.known.frame : NULL;
}
