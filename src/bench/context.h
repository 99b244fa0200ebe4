/* SPDX-License-Identifier: MIT
 *
 * bench/context.h — what the scenarios of one run share.
 */
#ifndef BENCH_CONTEXT_H
#define BENCH_CONTEXT_H

#include "base/chance.h"
#include "bench/bench.h"
#include "bench/subject.h"

struct s7_bench_context {
    const struct s7_bench_config *config;
    const struct s7_bench_sink *sink;
    struct s7_bench_processors processors;
    struct s7_chance chance;
    char *trouble; /**< S7_BENCH_TROUBLE_SIZE octets */
};

/** Notes why a scenario cannot go on; returns false. */
bool s7_bench_fail(struct s7_bench_context *context, const struct s7_bench_subject *subject, size_t size,
                   const char *what);

/** A sample in which nothing is measured yet. */
struct s7_bench_sample s7_bench_blank(enum s7_bench_scenario scenario, const struct s7_bench_subject *subject,
                                      size_t size);

/** Judges a figure of a subject and hands it to the sink. */
void s7_bench_aim(struct s7_bench_context *context, const char *name, const struct s7_bench_estimate *value,
                  enum s7_bench_sense sense, double bound);

#define S7_BENCH_SCENARIO(id, name, run, text) bool run(struct s7_bench_context *context);
#include "bench/defs/scenario.def"
#undef S7_BENCH_SCENARIO

#endif
