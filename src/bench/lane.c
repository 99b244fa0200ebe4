/* SPDX-License-Identifier: MIT */
#include "bench/lane.h"

#include <sys/resource.h>

#include "bench/statistics.h"

enum {
    WARM_UP = 20,    /* requests behind connecting */
    TURN_WARM_UP = 4 /* … and at the start of each turn, when another subject had the caches */
};

bool s7_bench_lane_ask(struct s7_bench_lane *lane, uint64_t count)
{
    for (uint64_t i = 0; i < count; i++)
        if (!s7_bench_ask_once(lane->subject, lane->client, lane->next++, lane->pattern, lane->size))
            return false;
    return true;
}

bool s7_bench_lane_open(struct s7_bench_lane *lane, struct s7_bench_context *context,
                        const struct s7_bench_subject *subject, size_t size)
{
    *lane = (struct s7_bench_lane){
        .subject = subject, .size = size, .latencies = lane->latencies, .latency_max = lane->latency_max};
    s7_bench_pattern(lane->pattern);
    if (!s7_bench_server_start(subject, size, context->processors.server, &lane->server))
        return s7_bench_fail(context, subject, size, "its server cannot be started");
    lane->client = subject->client->open(lane->server.port, size);
    const char *what = lane->client ? "a request failed while warming up" : "the client cannot connect";
    if (lane->client && s7_bench_lane_ask(lane, WARM_UP))
        return true;
    s7_bench_lane_close(lane);
    return s7_bench_fail(context, subject, size, what);
}

bool s7_bench_lane_close(struct s7_bench_lane *lane)
{
    bool good = !lane->client || lane->subject->client->close(lane->client);
    lane->client = NULL;
    s7_bench_server_stop(&lane->server);
    return good;
}

void s7_bench_lane_reset(struct s7_bench_lane *lane)
{
    lane->requests = 0;
    lane->turn_count = 0;
    lane->client_cpu = lane->server_cpu = 0;
    lane->switches = 0;
    lane->latency_count = 0;
}

static int64_t voluntary_switches(void)
{
    struct rusage usage;
    return getrusage(RUSAGE_SELF, &usage) == 0 ? usage.ru_nvcsw : 0;
}

/* The end of one request is the start of the next: one reading of the clock per request, the same for everyone. */
static bool run_until(struct s7_bench_lane *lane, s7_time start, s7_time span)
{
    s7_time before = start;
    uint64_t requests = lane->requests;
    while (before - start < span) {
        if (!s7_bench_lane_ask(lane, 1))
            return false;
        s7_time now = s7_bench_now();
        if (lane->latency_count < lane->latency_max)
            lane->latencies[lane->latency_count++] = (uint32_t)s7_time_earlier(now - before, UINT32_MAX);
        lane->requests++;
        before = now;
    }
    double seconds = (double)(before - start) / (double)S7_SECOND;
    lane->rates[lane->turn_count++] = (double)(lane->requests - requests) / seconds;
    return true;
}

bool s7_bench_lane_measure(struct s7_bench_lane *lane, s7_time span)
{
    if (!s7_bench_lane_ask(lane, TURN_WARM_UP))
        return false;
    s7_time server_cpu = s7_bench_processor_time(lane->server.process);
    int64_t switches = voluntary_switches();
    s7_time client_cpu = s7_bench_processor_time(0);
    bool good = run_until(lane, s7_bench_now(), span);
    lane->client_cpu += s7_bench_processor_time(0) - client_cpu;
    lane->switches += voluntary_switches() - switches;
    lane->server_cpu += s7_bench_processor_time(lane->server.process) - server_cpu;
    return good;
}

void s7_bench_lane_report(struct s7_bench_lane *lane, struct s7_bench_sample *sample)
{
    double requests = (double)lane->requests;
    const uint32_t *latencies = lane->latencies;
    size_t count = lane->latency_count;
    s7_bench_sort(lane->latencies, count);
    sample->requests = lane->requests;
    sample->per_second = s7_bench_estimate(lane->rates, lane->turn_count).median;
    sample->p50_us = s7_bench_quantile(latencies, count, 0.50) / 1e3;
    sample->p90_us = s7_bench_quantile(latencies, count, 0.90) / 1e3;
    sample->p99_us = s7_bench_quantile(latencies, count, 0.99) / 1e3;
    sample->max_us = s7_bench_quantile(latencies, count, 1.00) / 1e3;
    sample->client_cpu_us = (double)lane->client_cpu / 1e3 / requests;
    sample->server_cpu_us = (double)lane->server_cpu / 1e3 / requests;
    sample->switches = (double)lane->switches / requests;
}
