/* SPDX-License-Identifier: MIT
 *
 * serve_set_clock.c — the clock is set, by either of two services.
 */
#include "cpu/clock.h"
#include "cpu/protection.h"
#include "cpu/serve.h"
#include "wire/clock.h"

/* 0, or the error word. */
static uint16_t clock_take(struct s7_cpu *cpu, const struct s7_request *request, s7_time now)
{
    struct s7_octets payload;
    struct s7_time10 told;
    struct s7_clock clock;
    if (!s7_cpu_permits(cpu, request->link, S7_CPU_RIGHT_CLOCK))
        return cpu->config.codes.level;
    if (!s7_cpu_payload_of(request, &payload) || s7_time10_decode(payload, &told) != S7_OK)
        return cpu->config.codes.malformed;
    if (s7_time8_decode(told.time, &clock) != S7_OK)
        return S7_CPU_ERROR_CLOCK;
    return s7_cpu_set_clock(cpu, &clock, now) == S7_OK ? 0 : S7_CPU_ERROR_CLOCK;
}

static void clock_set(struct s7_cpu *cpu, struct s7_request *request, s7_time now)
{
    if (!cpu->config.services.clock) {
        s7_cpu_refuse_service(cpu, request, now);
        return;
    }
    uint16_t error = clock_take(cpu, request, now);
    if (error)
        s7_request_refuse(request, error, now);
    else
        s7_request_reply_chain(request, NULL, 0, now);
}

void s7_cpu_serve_set_clock(struct s7_cpu *cpu, struct s7_request *request, s7_time now)
{
    clock_set(cpu, request, now);
}

void s7_cpu_serve_set_clock_2(struct s7_cpu *cpu, struct s7_request *request, s7_time now)
{
    clock_set(cpu, request, now);
}
