/* SPDX-License-Identifier: MIT
 *
 * serve_clear_password.c — the legitimation is given back.
 */
#include "cpu/password.h"
#include "cpu/serve.h"

void s7_cpu_serve_clear_password(struct s7_cpu *cpu, struct s7_request *request, s7_time now)
{
    if (!cpu->config.services.password) {
        s7_cpu_refuse_service(cpu, request, now);
        return;
    }
    uint16_t error = s7_cpu_resign(s7_cpu_partner_of(request->link));
    if (error)
        s7_request_refuse(request, error, now);
    else
        s7_request_reply_chain(request, NULL, 0, now);
}
