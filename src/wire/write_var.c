/* SPDX-License-Identifier: MIT */
#include "wire/write_var.h"

#include "sieben/error.h"
#include "wire/message.h"

int s7_write_request_decode(struct s7_octets parameter, struct s7_octets data,
                            struct s7_write_request *ret_request)
{
    struct s7_reader reader = s7_reader_over(parameter.at, parameter.size);
    uint8_t function = s7_reader_u8(&reader);
    uint8_t item_count = s7_reader_u8(&reader);
    if (function != S7_FUNCTION_WRITE_VAR)
        return S7_ERR_S7_MALFORMED;
    for (size_t i = 0; i < item_count; i++) {
        int error = s7_item_decode(&reader, i + 1 == item_count, &ret_request->items[i]);
        if (error)
            return error;
    }
    if (!s7_reader_done(&reader))
        return S7_ERR_S7_MALFORMED;
    ret_request->item_count = item_count;
    struct s7_reader values = s7_reader_over(data.at, data.size);
    return s7_data_items_decode(&values, S7_DATA_ITEM_REQUEST, item_count, ret_request->values);
}

void s7_write_request_encode(struct s7_writer *writer, const struct s7_write_request *request,
                             size_t *ret_parameter_size)
{
    size_t start = s7_writer_size(writer);
    s7_writer_u8(writer, S7_FUNCTION_WRITE_VAR);
    s7_writer_u8(writer, request->item_count);
    for (size_t i = 0; i < request->item_count; i++)
        s7_item_encode(writer, i + 1 == request->item_count, &request->items[i]);
    *ret_parameter_size = s7_writer_size(writer) - start;
    for (size_t i = 0; i < request->item_count; i++)
        s7_data_item_encode(writer, i + 1 == request->item_count, &request->values[i]);
}

int s7_write_answer_decode(struct s7_octets parameter, struct s7_octets data,
                           struct s7_write_answer *ret_answer)
{
    struct s7_reader head = s7_reader_over(parameter.at, parameter.size);
    uint8_t function = s7_reader_u8(&head);
    uint8_t item_count = s7_reader_u8(&head);
    if (!s7_reader_done(&head) || function != S7_FUNCTION_WRITE_VAR || data.size != item_count)
        return S7_ERR_S7_MALFORMED;
    ret_answer->item_count = item_count;
    if (item_count)
        memcpy(ret_answer->return_codes, data.at, item_count);
    return S7_OK;
}

void s7_write_answer_encode(struct s7_writer *writer, const struct s7_write_answer *answer,
                            size_t *ret_parameter_size)
{
    s7_writer_u8(writer, S7_FUNCTION_WRITE_VAR);
    s7_writer_u8(writer, answer->item_count);
    *ret_parameter_size = S7_VAR_PARAMETER_SIZE;
    s7_writer_octets(writer, answer->return_codes, answer->item_count);
}

static int message_decode(struct s7_octets parameter, struct s7_octets data, struct s7_message *message)
{
    if (message->header.rosctr == S7_ROSCTR_JOB) {
        message->body = S7_BODY_WRITE_REQUEST;
        return s7_write_request_decode(parameter, data, &message->as.write_request);
    }
    message->body = S7_BODY_WRITE_ANSWER;
    return s7_write_answer_decode(parameter, data, &message->as.write_answer);
}

static void message_encode(struct s7_writer *writer, const struct s7_message *message,
                           size_t *ret_parameter_size)
{
    if (message->body == S7_BODY_WRITE_REQUEST)
        s7_write_request_encode(writer, &message->as.write_request, ret_parameter_size);
    else
        s7_write_answer_encode(writer, &message->as.write_answer, ret_parameter_size);
}

const struct s7_codec s7_write_var_codec = {message_decode, message_encode};
