/* SPDX-License-Identifier: MIT
 *
 * exchange: many connections with one GET each, all due together; beside it the same grid with nothing but timers.
 */
#include <stdio.h>

#include "bench/pacing.h"

static void aim(struct s7_bench_context *context, const struct s7_bench_estimate *p99, uint64_t lost)
{
    char name[64];
    struct s7_bench_estimate none = {
        .median = (double)lost, .low = (double)lost, .high = (double)lost, .count = 1};
    snprintf(name, sizeof name, "exchange, %zu connections: p99 lateness, us", context->config->connections);
    s7_bench_aim(context, name, p99, S7_BENCH_NEVER_ABOVE, (double)context->config->every / 1e3);
    snprintf(name, sizeof name, "exchange, %zu connections: cycles lost", context->config->connections);
    s7_bench_aim(context, name, &none, S7_BENCH_EXACTLY, 0);
}

bool s7_bench_run_exchange(struct s7_bench_context *context)
{
    struct s7_bench_estimate timer_p99, p99;
    uint64_t timer_lost, lost;
    if (!s7_bench_pacer_run(context, &s7_bench_paced_timer, &timer_p99, &timer_lost) ||
        !s7_bench_pacer_run(context, &s7_bench_paced_exchange, &p99, &lost))
        return false;
    aim(context, &p99, lost);
    return true;
}
