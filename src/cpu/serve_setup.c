/* SPDX-License-Identifier: MIT
 *
 * serve_setup.c — setup communication: real CPUs lower what is asked for and refuse next to nothing.
 */
#include "cpu/serve.h"

enum { PDU_LENGTH_LEAST = 50 /* a shorter one carries no useful request (corrections.md D7) */ };

static uint16_t lesser(uint16_t asked, uint16_t own)
{
    return asked < own ? asked : own;
}

/* The largest usual PDU length that a DT of the connection carries in one piece (cpu-behaviour L3d: 512 -> 480). */
static uint16_t pdu_length_in(size_t tpdu_size)
{
    static const uint16_t usual[] = {960, 480, 240};
    size_t room = tpdu_size - S7_COTP_DT_SIZE;
    for (size_t i = 0; i < sizeof usual / sizeof usual[0]; i++)
        if (usual[i] <= room)
            return usual[i];
    return (uint16_t)room;
}

static uint16_t pdu_length_grant(const struct s7_cpu *cpu, uint16_t asked, size_t tpdu_size)
{
    uint16_t length = lesser(asked, cpu->most.pdu_length);
    bool fits = (size_t)length + S7_COTP_DT_SIZE <= tpdu_size;
    return fits || !cpu->tpdu_limits_pdu ? length : pdu_length_in(tpdu_size);
}

static uint16_t amq_grant(uint16_t asked, uint16_t own)
{
    return asked ? lesser(asked, own) : 1;
}

void s7_cpu_serve_setup(struct s7_cpu *cpu, struct s7_request *request, s7_time now)
{
    struct s7_setup asked;
    if (request->data.size || s7_setup_decode(request->parameter, &asked) ||
        asked.pdu_length < PDU_LENGTH_LEAST) {
        s7_cpu_refuse_malformed(cpu, request, now);
        return;
    }
    struct s7_setup grant = {
        .amq_calling = amq_grant(asked.amq_calling, cpu->most.amq_calling),
        .amq_called = amq_grant(asked.amq_called, cpu->most.amq_called),
        .pdu_length = pdu_length_grant(cpu, asked.pdu_length, s7_link_tpdu_size(request->link)),
    };
    s7_request_grant(request, &grant, now);
}
