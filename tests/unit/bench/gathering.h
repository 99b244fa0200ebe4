/* SPDX-License-Identifier: MIT
 *
 * tests/unit/bench/gathering.h — a sink that keeps all that a scenario has to say, and a context to run it in.
 */
#ifndef TESTS_UNIT_BENCH_GATHERING_H
#define TESTS_UNIT_BENCH_GATHERING_H

#include <errno.h>
#include <sys/types.h>
#include <sys/wait.h>

#include "bench/context.h"
#include "check.h"
#include "must.h"

enum { GATHERED_MAX = 64 };

struct gathering {
    struct s7_bench_sample samples[GATHERED_MAX];
    struct s7_bench_row rows[GATHERED_MAX];
    struct s7_bench_target targets[GATHERED_MAX];
    size_t sample_count, row_count, target_count;
    char trouble[S7_BENCH_TROUBLE_SIZE];
    struct s7_bench_config config;
    struct s7_bench_sink sink;
    struct s7_bench_context context;
};

static void gather_sample(void *user, const struct s7_bench_sample *sample)
{
    struct gathering *gathering = user;
    must(gathering->sample_count < GATHERED_MAX);
    gathering->samples[gathering->sample_count++] = *sample;
}

static void gather_row(void *user, const struct s7_bench_row *row)
{
    struct gathering *gathering = user;
    must(gathering->row_count < GATHERED_MAX);
    gathering->rows[gathering->row_count++] = *row;
}

static void gather_target(void *user, const struct s7_bench_target *target)
{
    struct gathering *gathering = user;
    must(gathering->target_count < GATHERED_MAX);
    gathering->targets[gathering->target_count++] = *target;
}

/** Nothing gathered yet, the default configuration, nothing pinned; stays where it is. */
static inline void gathering_begin(struct gathering *gathering)
{
    *gathering =
        (struct gathering){.sink = {gather_sample, gather_row, gather_target, gathering}, .trouble = "none"};
    s7_bench_config_default(&gathering->config);
    gathering->context = (struct s7_bench_context){.config = &gathering->config,
                                                   .sink = &gathering->sink,
                                                   .processors = {-1, -1},
                                                   .chance = {20261120},
                                                   .trouble = gathering->trouble};
}

/** Every child of this process was ended and waited for. */
static inline void assert_no_child_left(void)
{
    assert_int_equal(waitpid(-1, NULL, WNOHANG), -1);
    assert_int_equal(errno, ECHILD);
}

#endif
