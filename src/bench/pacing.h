/* SPDX-License-Identifier: MIT
 *
 * bench/pacing.h — many jobs on one grid: how late does each of them end?
 *
 * The jobs of a pacer are due together, once per period (config.every).  What runs is told by its ops: the exchange of a plant, or
 * nothing but the timers (what this machine's clock and scheduler make late all by themselves).
 */
#ifndef BENCH_PACING_H
#define BENCH_PACING_H

#include <uv.h>

#include "bench/context.h"

enum {
    S7_BENCH_PACING_OCTETS = 32, /**< that one GET reads */
    S7_BENCH_PACING_CYCLES = 10, /**< of one round */
    S7_BENCH_PACING_SETTLE = 20  /**< cycles until everything is connected and the first round begins */
};

struct s7_bench_pacer;

/** What is paced. */
struct s7_bench_paced {
    const struct s7_bench_subject *subject; /**< its names */
    /** Makes everything; false: *ret_what says what failed.  After that close() is due in any case. */
    bool (*open)(struct s7_bench_pacer *pacer, const char **ret_what);
    /** Starts the grid; every job calls s7_bench_pacer_ended() once per period from then on. */
    void (*start)(struct s7_bench_pacer *pacer, s7_time now);
    void (*tick)(struct s7_bench_pacer *pacer, s7_time now);
    s7_time (*deadline)(const struct s7_bench_pacer *pacer);
    /** Cycles skipped, and calls that failed, since the start. */
    uint64_t (*lost)(const struct s7_bench_pacer *pacer);
    /** Processor time of the served side so far; -1: there is none. */
    s7_time (*served)(const struct s7_bench_pacer *pacer);
    /** Begins to end; the loop runs until nothing is left on it, then free() is called. */
    void (*close)(struct s7_bench_pacer *pacer, s7_time now);
    void (*free)(struct s7_bench_pacer *pacer);
};

struct s7_bench_pacer {
    const struct s7_bench_paced *paced;
    struct s7_bench_context *context;
    size_t count;   /**< jobs */
    s7_time period; /**< of each */
    uv_loop_t loop;
    uv_timer_t timer;
    s7_time started_at; /**< of the grid */
    bool measuring;
    bool closing;
    uint32_t *lateness; /**< nanoseconds, in the order of ending */
    size_t lateness_count, lateness_max;
    const char *flaw; /**< something went wrong that no round may hide; NULL: nothing */
    void *state;      /**< of what is paced */
};

extern const struct s7_bench_paced s7_bench_paced_timer, s7_bench_paced_exchange;

/**
 * Runs one pacer through all rounds: samples and a row go to the sink.
 * @param ret_p99, ret_lost  the largest p99 lateness of a round (µs), and what was lost in all rounds
 */
bool s7_bench_pacer_run(struct s7_bench_context *context, const struct s7_bench_paced *paced,
                        struct s7_bench_estimate *ret_p99, uint64_t *ret_lost);

/**
 * A job of the cycle under way ended now.  A call that ends after the next cycle was due has made that one be
 * skipped, so where nothing is skipped the time since the last point of the grid is how late the job ended.
 */
void s7_bench_pacer_ended(struct s7_bench_pacer *pacer, s7_time now);

/** The deadline may have changed: looks again in the same turn of the loop. */
void s7_bench_pacer_wake(struct s7_bench_pacer *pacer);

#endif
