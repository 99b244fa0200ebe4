/* SPDX-License-Identifier: MIT */
#include "wire/setup.h"

#include "sieben/error.h"
#include "wire/message.h"

int s7_setup_decode(struct s7_octets parameter, struct s7_setup *ret_setup)
{
    struct s7_reader reader = s7_reader_over(parameter.at, parameter.size);
    struct s7_setup setup;
    uint8_t function = s7_reader_u8(&reader);
    setup.reserved = s7_reader_u8(&reader);
    setup.amq_calling = s7_reader_u16(&reader);
    setup.amq_called = s7_reader_u16(&reader);
    setup.pdu_length = s7_reader_u16(&reader);
    if (!s7_reader_done(&reader) || function != S7_FUNCTION_SETUP)
        return S7_ERR_S7_MALFORMED;
    *ret_setup = setup;
    return S7_OK;
}

void s7_setup_encode(struct s7_writer *writer, const struct s7_setup *setup)
{
    s7_writer_u8(writer, S7_FUNCTION_SETUP);
    s7_writer_u8(writer, setup->reserved);
    s7_writer_u16(writer, setup->amq_calling);
    s7_writer_u16(writer, setup->amq_called);
    s7_writer_u16(writer, setup->pdu_length);
}

static int message_decode(struct s7_octets parameter, struct s7_octets data, struct s7_message *message)
{
    if (data.size)
        return S7_ERR_S7_MALFORMED;
    message->body = S7_BODY_SETUP;
    return s7_setup_decode(parameter, &message->as.setup);
}

static void message_encode(struct s7_writer *writer, const struct s7_message *message,
                           size_t *ret_parameter_size)
{
    s7_setup_encode(writer, &message->as.setup);
    *ret_parameter_size = S7_SETUP_PARAMETER_SIZE;
}

const struct s7_codec s7_setup_codec = {message_decode, message_encode};
