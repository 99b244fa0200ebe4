/* SPDX-License-Identifier: MIT */
#include "wire/control_body.h"

#include "sieben/error.h"

int s7_control_body_decode(struct s7_octets parameter, struct s7_octets data, struct s7_message *message)
{
    if (data.size)
        return S7_ERR_S7_MALFORMED;
    if (message->header.rosctr != S7_ROSCTR_JOB) {
        message->body = S7_BODY_CONTROL_ANSWER;
        return s7_control_answer_decode(parameter, &message->as.control_answer);
    }
    if (parameter.at[0] == S7_FUNCTION_PLC_STOP) {
        message->body = S7_BODY_PLC_STOP;
        return s7_plc_stop_decode(parameter, &message->as.plc_stop);
    }
    message->body = S7_BODY_PI_SERVICE;
    return s7_pi_service_decode(parameter, &message->as.pi_service);
}

void s7_control_body_encode(struct s7_writer *writer, const struct s7_message *message,
                            size_t *ret_parameter_size)
{
    size_t start = s7_writer_size(writer);
    if (message->body == S7_BODY_CONTROL_ANSWER)
        s7_control_answer_encode(writer, &message->as.control_answer);
    else if (message->body == S7_BODY_PLC_STOP)
        s7_plc_stop_encode(writer, &message->as.plc_stop);
    else
        s7_pi_service_encode(writer, &message->as.pi_service);
    *ret_parameter_size = s7_writer_size(writer) - start;
}
