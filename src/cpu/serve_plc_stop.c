/* SPDX-License-Identifier: MIT
 *
 * serve_plc_stop.c — PLC stop (Job 29).  A CPU without the service refuses it (s7comm.md A.3).
 */
#include "cpu/serve.h"

void s7_cpu_serve_plc_stop(struct s7_cpu *cpu, struct s7_request *request, s7_time now)
{
    (void)cpu;
    s7_request_refuse(request, S7_CPU_ERROR_SERVICE, now);
}
