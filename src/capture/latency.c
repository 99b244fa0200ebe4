/* SPDX-License-Identifier: MIT
 *
 * Steps: 8 for each factor of 2, beginning at 1024 ns.
 */
#include "capture/latency.h"

enum { FIRST_POWER = 10, STEP_BITS = 3, STEPS_PER_POWER = 1 << STEP_BITS };

static unsigned power_of(uint64_t value)
{
    unsigned power = 0;
    for (unsigned bits = 32; bits > 0; bits /= 2) {
        if (value >> bits) {
            value >>= bits;
            power += bits;
        }
    }
    return power;
}

static size_t step_of(uint64_t time)
{
    if (time < 1U << FIRST_POWER)
        return 0;
    unsigned power = power_of(time);
    size_t step = (size_t)(power - FIRST_POWER) * STEPS_PER_POWER +
                  (size_t)(time >> (power - STEP_BITS) & (STEPS_PER_POWER - 1));
    return step < S7_LATENCY_STEPS ? step : S7_LATENCY_STEPS - 1;
}

/* The longest time that falls into a step. */
static s7_time end_of(size_t step)
{
    unsigned power = (unsigned)(step / STEPS_PER_POWER) + FIRST_POWER;
    uint64_t eighths = STEPS_PER_POWER + step % STEPS_PER_POWER + 1;
    return (s7_time)((eighths << (power - STEP_BITS)) - 1);
}

void s7_latency_add(struct s7_latency *latency, s7_time time)
{
    if (time < 0)
        return;
    uint32_t *step = &latency->steps[step_of((uint64_t)time)];
    if (*step < UINT32_MAX)
        (*step)++;
    if (latency->count == 0 || time < latency->shortest)
        latency->shortest = time;
    if (latency->count == 0 || time > latency->longest)
        latency->longest = time;
    latency->count++;
}

s7_time s7_latency_quantile(const struct s7_latency *latency, double part)
{
    if (!latency || latency->count == 0)
        return -1;
    uint64_t seen = 0;
    for (size_t i = 0; i < S7_LATENCY_STEPS; i++) {
        seen += latency->steps[i];
        if (seen > 0 && (double)seen >= part * (double)latency->count)
            return end_of(i) < latency->longest ? end_of(i) : latency->longest;
    }
    return latency->longest;
}
