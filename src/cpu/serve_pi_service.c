/* SPDX-License-Identifier: MIT
 *
 * serve_pi_service.c — PI service (Job 28): start, memory, blocks.
 */
#include "cpu/control.h"
#include "cpu/serve.h"

void s7_cpu_serve_pi_service(struct s7_cpu *cpu, struct s7_request *request, s7_time now)
{
    struct s7_pi_service service;
    if (!cpu->config.services.control) {
        s7_cpu_refuse_service(cpu, request, now);
        return;
    }
    if (request->data.size || s7_pi_service_decode(request->parameter, &service) != S7_OK) {
        s7_cpu_refuse_malformed(cpu, request, now);
        return;
    }
    struct s7_cpu_verdict verdict = s7_cpu_judge_pi(cpu, request->link, &service);
    s7_cpu_carry_out(cpu, request, &verdict, now);
}
