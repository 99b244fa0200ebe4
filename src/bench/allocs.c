/* SPDX-License-Identifier: MIT
 *
 * allocs: heap calls of the client between two requests, counted in this process.
 */
#include "bench/allocation_count.h"
#include "bench/count.h"
#include "bench/lane.h"

static bool count_allocations(struct s7_bench_context *context, const struct s7_bench_subject *subject,
                              size_t size, double *ret_count)
{
    struct s7_bench_lane lane = {0};
    if (!s7_bench_allocations_counted())
        return true; /* *ret_count stays negative */
    if (!s7_bench_lane_open(&lane, context, subject, size))
        return false;
    uint64_t before = s7_bench_allocations();
    bool good = s7_bench_lane_ask(&lane, context->config->requests);
    *ret_count = (double)(s7_bench_allocations() - before) / (double)context->config->requests;
    good = s7_bench_lane_close(&lane) && good;
    return good || s7_bench_fail(context, subject, size, "a request failed, or its answer was wrong");
}

bool s7_bench_run_allocs(struct s7_bench_context *context)
{
    static const struct s7_bench_count count = {.scenario = S7_BENCH_ALLOCS,
                                                .what = "heap calls per request",
                                                .at = offsetof(struct s7_bench_sample, allocations),
                                                .self_exactly = 0,
                                                .count = count_allocations};
    return s7_bench_count_all(context, &count);
}
