/* SPDX-License-Identifier: MIT */
#include "wire/message.h"

#include <assert.h>

#include "sieben/error.h"
#include "wire/control_body.h"
#include "wire/userdata_body.h"

static const struct s7_service_row rows[S7_SERVICE_COUNT] = {
#define S7_SERVICE(stem, name, rosctr, function, group, subfunction, display, guard)                           \
    {S7_SERVICE_##name, #stem, display, rosctr, function, group, subfunction, S7_GUARD_##guard,                \
     &s7_##stem##_codec},
#include "wire/defs/service.def"
#undef S7_SERVICE
};

static const uint8_t userdata_head[] = {0x00, 0x01, 0x12};

enum { TYPE_GROUP_AT = 5, SUBFUNCTION_AT = 6, USERDATA_PARAMETER_MIN = 8 };

static bool userdata_head_matches(struct s7_octets parameter)
{
    return parameter.size >= sizeof userdata_head &&
           memcmp(parameter.at, userdata_head, sizeof userdata_head) == 0;
}

static bool row_matches(const struct s7_service_row *row, uint8_t rosctr, struct s7_octets parameter)
{
    if (rosctr != S7_ROSCTR_USERDATA)
        return row->rosctr == S7_ROSCTR_JOB && row->function == parameter.at[0];
    return row->rosctr == S7_ROSCTR_USERDATA && parameter.size >= USERDATA_PARAMETER_MIN &&
           userdata_head_matches(parameter) && row->group == (parameter.at[TYPE_GROUP_AT] & 0x0F) &&
           row->subfunction == parameter.at[SUBFUNCTION_AT];
}

enum s7_service s7_service_of(uint8_t rosctr, struct s7_octets parameter)
{
    if (parameter.size == 0)
        return S7_SERVICE_OTHER;
    for (size_t i = 0; i < S7_SERVICE_COUNT; i++) {
        if (row_matches(&rows[i], rosctr, parameter))
            return rows[i].service;
    }
    return S7_SERVICE_OTHER;
}

const struct s7_service_row *s7_service_row(enum s7_service service)
{
    assert(service < S7_SERVICE_COUNT);
    return &rows[service];
}

static int decode_other(struct s7_octets parameter, struct s7_octets data, struct s7_message *message)
{
    message->body = S7_BODY_OTHER;
    message->as.other.parameter = parameter;
    message->as.other.data = data;
    return S7_OK;
}

/*
 * A refused answer (error set) says nothing in its body that a codec could hold a peer to: some send nothing, some
 * one or two octets of parameter (s7comm.md 5.3), some the rest of what they had.  It is kept as octets.
 */
static int decode_body(struct s7_octets parameter, struct s7_octets data, struct s7_message *message)
{
    if (parameter.size == 0 && data.size == 0) {
        message->body = S7_BODY_EMPTY;
        return S7_OK;
    }
    if (message->header.error != 0)
        return decode_other(parameter, data, message);
    enum s7_service service = s7_service_of(message->header.rosctr, parameter);
    if (service != S7_SERVICE_OTHER)
        return rows[service].codec->decode(parameter, data, message);
    if (message->header.rosctr == S7_ROSCTR_USERDATA && userdata_head_matches(parameter))
        return s7_userdata_body_decode(parameter, data, message);
    if (message->header.rosctr == S7_ROSCTR_USERDATA && data.size == 0 &&
        s7_mode_transition_decode(parameter, &message->as.mode) == S7_OK) {
        message->body = S7_BODY_MODE;
        return S7_OK;
    }
    return decode_other(parameter, data, message);
}

int s7_message_decode(const uint8_t *pdu, size_t size, struct s7_message *ret_message)
{
    struct s7_reader reader = s7_reader_over(pdu, size);
    int error = s7_header_decode(&reader, &ret_message->header);
    if (error)
        return error;
    struct s7_octets parameter = s7_reader_octets(&reader, ret_message->header.parameter_size);
    struct s7_octets data = s7_reader_octets(&reader, ret_message->header.data_size);
    return decode_body(parameter, data, ret_message);
}

static void encode_empty(struct s7_writer *writer, const struct s7_message *message, size_t *ret_parameter_size)
{
    (void)writer, (void)message;
    *ret_parameter_size = 0;
}

static void encode_mode(struct s7_writer *writer, const struct s7_message *message, size_t *ret_parameter_size)
{
    s7_mode_transition_encode(writer, &message->as.mode);
    *ret_parameter_size = S7_MODE_TRANSITION_SIZE;
}

static void encode_other(struct s7_writer *writer, const struct s7_message *message, size_t *ret_parameter_size)
{
    s7_writer_octets(writer, message->as.other.parameter.at, message->as.other.parameter.size);
    s7_writer_octets(writer, message->as.other.data.at, message->as.other.data.size);
    *ret_parameter_size = message->as.other.parameter.size;
}

typedef void encode_function(struct s7_writer *writer, const struct s7_message *message,
                             size_t *ret_parameter_size);

static void encode_setup(struct s7_writer *writer, const struct s7_message *message, size_t *ret_parameter_size)
{
    s7_setup_codec.encode(writer, message, ret_parameter_size);
}

static void encode_read(struct s7_writer *writer, const struct s7_message *message, size_t *ret_parameter_size)
{
    s7_read_var_codec.encode(writer, message, ret_parameter_size);
}

static void encode_write(struct s7_writer *writer, const struct s7_message *message, size_t *ret_parameter_size)
{
    s7_write_var_codec.encode(writer, message, ret_parameter_size);
}

static encode_function *const encoders[] = {
    [S7_BODY_EMPTY] = encode_empty,
    [S7_BODY_SETUP] = encode_setup,
    [S7_BODY_READ_REQUEST] = encode_read,
    [S7_BODY_READ_ANSWER] = encode_read,
    [S7_BODY_WRITE_REQUEST] = encode_write,
    [S7_BODY_WRITE_ANSWER] = encode_write,
    [S7_BODY_PI_SERVICE] = s7_control_body_encode,
    [S7_BODY_PLC_STOP] = s7_control_body_encode,
    [S7_BODY_CONTROL_ANSWER] = s7_control_body_encode,
    [S7_BODY_MODE] = encode_mode,
    [S7_BODY_USERDATA] = s7_userdata_body_encode,
    [S7_BODY_SZL_REQUEST] = s7_userdata_body_encode,
    [S7_BODY_SZL_LIST] = s7_userdata_body_encode,
    [S7_BODY_MESSAGE_REQUEST] = s7_userdata_body_encode,
    [S7_BODY_MESSAGE_ANSWER] = s7_userdata_body_encode,
    [S7_BODY_DIAGNOSTIC] = s7_userdata_body_encode,
    [S7_BODY_PASSWORD] = s7_userdata_body_encode,
    [S7_BODY_CLOCK] = s7_userdata_body_encode,
    [S7_BODY_OTHER] = encode_other,
};

void s7_message_encode(struct s7_writer *writer, const struct s7_message *message)
{
    size_t header_size = s7_header_size(message->header.rosctr);
    uint8_t *at = s7_writer_take(writer, header_size);
    size_t start = s7_writer_size(writer);
    size_t parameter_size = 0;
    encoders[message->body](writer, message, &parameter_size);
    size_t body_size = s7_writer_size(writer) - start;
    if (writer->bad || parameter_size > UINT16_MAX || body_size - parameter_size > UINT16_MAX) {
        writer->bad = true;
        return;
    }
    struct s7_header header = message->header;
    header.parameter_size = (uint16_t)parameter_size;
    header.data_size = (uint16_t)(body_size - parameter_size);
    struct s7_writer head = s7_writer_over(at, header_size);
    s7_header_encode(&head, &header);
}
