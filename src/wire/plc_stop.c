/* SPDX-License-Identifier: MIT */
#include "wire/plc_stop.h"

#include "sieben/error.h"
#include "wire/control_body.h"
#include "wire/pi_service.h"

enum { ANSWER_SIZE_WITHOUT_STATUS = 1 };

struct s7_plc_stop s7_plc_stop_request(void)
{
    return (struct s7_plc_stop){.name = {(const uint8_t *)S7_PI_P_PROGRAM, sizeof S7_PI_P_PROGRAM - 1}};
}

int s7_plc_stop_decode(struct s7_octets parameter, struct s7_plc_stop *ret_stop)
{
    struct s7_reader reader = s7_reader_over(parameter.at, parameter.size);
    struct s7_plc_stop stop;
    uint8_t function = s7_reader_u8(&reader);
    const uint8_t *unknown = s7_reader_take(&reader, S7_PLC_STOP_UNKNOWN_SIZE);
    stop.name = s7_reader_octets(&reader, s7_reader_u8(&reader));
    if (!s7_reader_done(&reader) || function != S7_FUNCTION_PLC_STOP)
        return S7_ERR_S7_MALFORMED;
    memcpy(stop.unknown, unknown, S7_PLC_STOP_UNKNOWN_SIZE);
    *ret_stop = stop;
    return S7_OK;
}

void s7_plc_stop_encode(struct s7_writer *writer, const struct s7_plc_stop *stop)
{
    if (stop->name.size > UINT8_MAX)
        writer->bad = true;
    s7_writer_u8(writer, S7_FUNCTION_PLC_STOP);
    s7_writer_octets(writer, stop->unknown, S7_PLC_STOP_UNKNOWN_SIZE);
    s7_writer_u8(writer, (uint8_t)stop->name.size);
    s7_writer_octets(writer, stop->name.at, stop->name.size);
}

int s7_control_answer_decode(struct s7_octets parameter, struct s7_control_answer *ret_answer)
{
    struct s7_reader reader = s7_reader_over(parameter.at, parameter.size);
    struct s7_control_answer answer = {.function = s7_reader_u8(&reader)};
    answer.has_status = parameter.size > ANSWER_SIZE_WITHOUT_STATUS;
    if (answer.has_status)
        answer.status = s7_reader_u8(&reader);
    bool control = answer.function == S7_FUNCTION_PLC_STOP || answer.function == S7_FUNCTION_PI_SERVICE;
    if (!s7_reader_done(&reader) || !control)
        return S7_ERR_S7_MALFORMED;
    *ret_answer = answer;
    return S7_OK;
}

void s7_control_answer_encode(struct s7_writer *writer, const struct s7_control_answer *answer)
{
    s7_writer_u8(writer, answer->function);
    if (answer->has_status)
        s7_writer_u8(writer, answer->status);
}

const struct s7_codec s7_plc_stop_codec = {s7_control_body_decode, s7_control_body_encode};
