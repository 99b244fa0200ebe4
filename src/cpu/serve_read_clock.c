/* SPDX-License-Identifier: MIT
 *
 * serve_read_clock.c — the clock is read; the following service of a slave reads the same one.
 */
#include "cpu/serve.h"
#include "wire/clock.h"

static void clock_tell(struct s7_cpu *cpu, struct s7_request *request, s7_time now)
{
    if (!cpu->config.services.clock) {
        s7_cpu_refuse_service(cpu, request, now);
        return;
    }
    uint8_t octets[S7_TIME10_SIZE];
    struct s7_writer writer = s7_writer_over(octets, sizeof octets);
    struct s7_clock shown = s7_cpu_clock(cpu, now);
    struct s7_time10 said = s7_time10_of(&shown, cpu->config.clock_century);
    s7_time10_encode(&writer, &said);
    s7_request_reply_chain(request, octets, sizeof octets, now);
}

void s7_cpu_serve_read_clock(struct s7_cpu *cpu, struct s7_request *request, s7_time now)
{
    clock_tell(cpu, request, now);
}

void s7_cpu_serve_read_clock_following(struct s7_cpu *cpu, struct s7_request *request, s7_time now)
{
    clock_tell(cpu, request, now);
}
