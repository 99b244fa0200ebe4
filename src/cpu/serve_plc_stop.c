/* SPDX-License-Identifier: MIT
 *
 * serve_plc_stop.c — PLC stop (Job 29).
 */
#include "cpu/control.h"
#include "cpu/serve.h"
#include "wire/plc_stop.h"

void s7_cpu_serve_plc_stop(struct s7_cpu *cpu, struct s7_request *request, s7_time now)
{
    struct s7_plc_stop stop;
    if (!cpu->config.services.control) {
        s7_cpu_refuse_service(cpu, request, now);
        return;
    }
    if (request->data.size || s7_plc_stop_decode(request->parameter, &stop) != S7_OK ||
        !s7_pi_name_is(stop.name, S7_PI_P_PROGRAM)) {
        s7_cpu_refuse_malformed(cpu, request, now);
        return;
    }
    struct s7_cpu_verdict verdict = s7_cpu_judge_stop(cpu, request->link);
    s7_cpu_carry_out(cpu, request, &verdict, now);
}
