/* SPDX-License-Identifier: MIT */
#define _GNU_SOURCE /* sched_setaffinity() is the system's own */
#include "bench/pin.h"

#include <sched.h>
#include <string.h>

static const char *const pin_names[] = {
    [S7_BENCH_PIN_SAME] = "same", [S7_BENCH_PIN_CROSS] = "cross", [S7_BENCH_PIN_NONE] = "none"};

const char *s7_bench_pin_name(enum s7_bench_pin pin)
{
    return pin_names[pin];
}

bool s7_bench_pin_parse(const char *text, enum s7_bench_pin *ret_pin)
{
    for (int pin = S7_BENCH_PIN_SAME; pin <= S7_BENCH_PIN_NONE; pin++) {
        if (strcmp(text, pin_names[pin]) == 0) {
            *ret_pin = (enum s7_bench_pin)pin;
            return true;
        }
    }
    return false;
}

/* The last processors: the first one is where devices interrupt by default. */
bool s7_bench_pin_choose(enum s7_bench_pin pin, struct s7_bench_processors *ret_processors)
{
    int last[2] = {-1, -1};
    cpu_set_t set;
    if (pin == S7_BENCH_PIN_NONE) {
        *ret_processors = (struct s7_bench_processors){-1, -1};
        return true;
    }
    if (sched_getaffinity(0, sizeof set, &set) != 0)
        return false;
    for (int i = CPU_SETSIZE - 1; i >= 0 && last[1] < 0; i--)
        if (CPU_ISSET((size_t)i, &set))
            last[last[0] < 0 ? 0 : 1] = i;
    int server = last[pin == S7_BENCH_PIN_SAME ? 0 : 1];
    if (last[0] < 0 || server < 0)
        return false;
    *ret_processors = (struct s7_bench_processors){.client = last[0], .server = server};
    return true;
}

bool s7_bench_pin_to(int processor)
{
    cpu_set_t set;
    if (processor < 0)
        return true;
    CPU_ZERO(&set);
    CPU_SET((size_t)processor, &set);
    return sched_setaffinity(0, sizeof set, &set) == 0;
}
