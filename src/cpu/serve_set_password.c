/* SPDX-License-Identifier: MIT
 *
 * serve_set_password.c — the session password is given.
 */
#include "cpu/password.h"
#include "cpu/serve.h"

void s7_cpu_serve_set_password(struct s7_cpu *cpu, struct s7_request *request, s7_time now)
{
    struct s7_octets payload = {NULL,
                                0}; /* a malformed frame has none, which is a syntax error of the password */
    if (!cpu->config.services.password) {
        s7_cpu_refuse_service(cpu, request, now);
        return;
    }
    (void)s7_cpu_payload_of(request, &payload);
    uint16_t error = s7_cpu_legitimise(&cpu->secret, s7_cpu_partner_of(request->link), payload);
    if (error)
        s7_request_refuse(request, error, now);
    else
        s7_request_reply_chain(request, NULL, 0, now);
}
