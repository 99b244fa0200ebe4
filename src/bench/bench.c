/* SPDX-License-Identifier: MIT */
#include "bench/bench.h"

#include <stdio.h>
#include <string.h>

#include "bench/context.h"

static const struct {
    const char *name;
    const char *text;
    bool (*run)(struct s7_bench_context *context);
} scenarios[] = {
#define S7_BENCH_SCENARIO(id, name, run, text) {name, text, run},
#include "bench/defs/scenario.def"
#undef S7_BENCH_SCENARIO
};

const char *s7_bench_scenario_name(enum s7_bench_scenario scenario)
{
    return scenarios[scenario].name;
}

const char *s7_bench_scenario_text(enum s7_bench_scenario scenario)
{
    return scenarios[scenario].text;
}

enum s7_bench_scenario s7_bench_scenario_find(const char *name)
{
    int i = 0;
    while (i < S7_BENCH_SCENARIO_COUNT && strcmp(scenarios[i].name, name) != 0)
        i++;
    return (enum s7_bench_scenario)i;
}

void s7_bench_config_default(struct s7_bench_config *config)
{
    *config = (struct s7_bench_config){.sizes = {1, 64, 400, 932},
                                       .size_count = 4,
                                       .rounds = S7_BENCH_GATE_ROUNDS,
                                       .round_time = 200 * S7_MILLISECOND,
                                       .requests = 1000,
                                       .connections = 1000,
                                       .every = 100 * S7_MILLISECOND,
                                       .pin = S7_BENCH_PIN_SAME};
    for (size_t i = 0; i < S7_BENCH_SCENARIO_COUNT; i++)
        config->scenarios[i] = true;
}

bool s7_bench_fail(struct s7_bench_context *context, const struct s7_bench_subject *subject, size_t size,
                   const char *what)
{
    snprintf(context->trouble, S7_BENCH_TROUBLE_SIZE, "%s @ %s, %zu octets: %s", subject->name,
             subject->server_name, size, what);
    return false;
}

struct s7_bench_sample s7_bench_blank(enum s7_bench_scenario scenario, const struct s7_bench_subject *subject,
                                      size_t size)
{
    return (struct s7_bench_sample){.scenario = scenario,
                                    .subject = subject->name,
                                    .server = subject->server_name,
                                    .size = size,
                                    .per_second = -1,
                                    .p50_us = -1,
                                    .p90_us = -1,
                                    .p99_us = -1,
                                    .max_us = -1,
                                    .client_cpu_us = -1,
                                    .server_cpu_us = -1,
                                    .switches = -1,
                                    .system_calls = -1,
                                    .allocations = -1,
                                    .lost = -1,
                                    .connections = 1,
                                    .foreign = -1};
}

void s7_bench_aim(struct s7_bench_context *context, const char *name, const struct s7_bench_estimate *value,
                  enum s7_bench_sense sense, double bound)
{
    struct s7_bench_target target = {.value = *value, .sense = sense, .bound = bound};
    snprintf(target.name, sizeof target.name, "%s", name);
    target.verdict = s7_bench_judge(value, sense, bound);
    context->sink->target(context->sink->user, &target);
}

bool s7_bench_run(const struct s7_bench_config *config, const struct s7_bench_sink *sink,
                  char ret_trouble[S7_BENCH_TROUBLE_SIZE])
{
    struct s7_bench_context context = {
        .config = config, .sink = sink, .chance = {config->seed}, .trouble = ret_trouble};
    if (!s7_bench_pin_choose(config->pin, &context.processors) || !s7_bench_pin_to(context.processors.client)) {
        snprintf(ret_trouble, S7_BENCH_TROUBLE_SIZE, "--pin %s: this process may not use enough processors",
                 s7_bench_pin_name(config->pin));
        return false;
    }
    for (size_t i = 0; i < S7_BENCH_SCENARIO_COUNT; i++)
        if (config->scenarios[i] && !scenarios[i].run(&context))
            return false;
    return true;
}
