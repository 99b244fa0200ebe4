/* SPDX-License-Identifier: MIT
 *
 * syscalls: system calls of the client.  The same client works twice, the second time with more requests; the
 * difference is what those requests took, connecting and ending cancel out.
 */
#include "bench/count.h"
#include "bench/pattern.h"
#include "bench/process.h"
#include "bench/trace.h"

enum { FEW = 20 };

struct errand {
    const struct s7_bench_subject *subject;
    size_t size;
    uint16_t port;
    size_t requests;
};

static bool run_errand(void *user)
{
    const struct errand *errand = user;
    const struct s7_bench_client_ops *ops = errand->subject->client;
    uint8_t pattern[S7_BENCH_PATTERN_SIZE];
    s7_bench_pattern(pattern);
    void *client = ops->open(errand->port, errand->size);
    bool good = client != NULL;
    for (size_t i = 0; i < errand->requests && good; i++)
        good = s7_bench_ask_once(errand->subject, client, i, pattern, errand->size);
    return client && ops->close(client) && good;
}

static bool count_calls(struct s7_bench_context *context, const struct s7_bench_subject *subject, size_t size,
                        double *ret_count)
{
    struct s7_bench_server server;
    uint64_t few = 0, many = 0;
    if (!s7_bench_server_start(subject, size, context->processors.server, &server))
        return s7_bench_fail(context, subject, size, "its server cannot be started");
    struct errand errand = {.subject = subject, .size = size, .port = server.port, .requests = FEW};
    enum s7_bench_traced traced = s7_bench_trace(run_errand, &errand, &few);
    errand.requests += context->config->requests;
    if (traced == S7_BENCH_TRACED)
        traced = s7_bench_trace(run_errand, &errand, &many);
    s7_bench_server_stop(&server);
    if (traced == S7_BENCH_TRACE_FAILED)
        return s7_bench_fail(context, subject, size, "a traced request failed, or its answer was wrong");
    if (traced == S7_BENCH_TRACED)
        *ret_count = ((double)many - (double)few) / (double)context->config->requests;
    return true;
}

bool s7_bench_run_syscalls(struct s7_bench_context *context)
{
    static const struct s7_bench_count count = {.scenario = S7_BENCH_SYSCALLS,
                                                .what = "system calls per request",
                                                .at = offsetof(struct s7_bench_sample, system_calls),
                                                .self_exactly = 2,
                                                .count = count_calls};
    return s7_bench_count_all(context, &count);
}
