/* SPDX-License-Identifier: MIT
 *
 * bench/count.h — scenarios that count something exactly: what, for which subjects, and how often it may be.
 */
#ifndef BENCH_COUNT_H
#define BENCH_COUNT_H

#include "bench/context.h"

struct s7_bench_count {
    enum s7_bench_scenario scenario;
    const char *what;    /**< "system calls per request" */
    size_t at;           /**< offset of the figure in struct s7_bench_sample */
    double self_exactly; /**< the target of Sieben's own subjects */
    /** Counts over config->requests requests; *ret_count < 0: this cannot be counted here.  False: it failed. */
    bool (*count)(struct s7_bench_context *context, const struct s7_bench_subject *subject, size_t size,
                  double *ret_count);
};

/** Counts every subject with every size, and judges Sieben's own. */
bool s7_bench_count_all(struct s7_bench_context *context, const struct s7_bench_count *count);

#endif
