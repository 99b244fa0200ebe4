/* SPDX-License-Identifier: MIT
 *
 * serve_message_service.c — subscriptions to pushes.  A CPU without the service refuses it (s7comm.md A.3).
 */
#include "cpu/serve.h"

void s7_cpu_serve_message_service(struct s7_cpu *cpu, struct s7_request *request, s7_time now)
{
    (void)cpu;
    s7_request_refuse(request, S7_CPU_ERROR_SERVICE, now);
}
