/* SPDX-License-Identifier: MIT */
#include "cpu/refusal.h"

#include "cpu/state.h"

void s7_cpu_refuse_service(const struct s7_cpu *cpu, struct s7_request *request, s7_time now)
{
    const struct s7_cpu_codes *codes = &cpu->config.codes;
    uint16_t code = request->header.rosctr == S7_ROSCTR_USERDATA ? codes->userdata : codes->function;
    if (code)
        s7_request_refuse(request, code, now);
    else
        s7_request_drop(request, now);
}

void s7_cpu_refuse_malformed(const struct s7_cpu *cpu, struct s7_request *request, s7_time now)
{
    s7_request_refuse(request, cpu->config.codes.malformed, now);
}

bool s7_cpu_payload_of(const struct s7_request *request, struct s7_octets *ret_payload)
{
    struct s7_userdata frame;
    if (s7_userdata_decode(request->parameter, request->data, &frame) != S7_OK)
        return false;
    *ret_payload = frame.payload;
    return true;
}
