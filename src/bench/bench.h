/* SPDX-License-Identifier: MIT
 *
 * bench/bench.h — measures Sieben beside its limits, in one process tree, on the loopback interface.
 *
 * A scenario runs its subjects side by side in rounds; a ratio is formed within a round and its median judged with
 * its 95 % interval (bench/statistics.h, bench/judge.h).  Nothing is printed: what was found goes to the sink.
 */
#ifndef BENCH_BENCH_H
#define BENCH_BENCH_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/time.h"
#include "bench/judge.h"
#include "bench/pin.h"

enum s7_bench_scenario {
#define S7_BENCH_SCENARIO(id, name, run, text) S7_BENCH_##id,
#include "bench/defs/scenario.def"
#undef S7_BENCH_SCENARIO
    S7_BENCH_SCENARIO_COUNT
};

enum {
    S7_BENCH_SIZE_COUNT = 8, /**< different request sizes at most */
    S7_BENCH_ROUNDS_MAX = 1000,
    S7_BENCH_GATE_ROUNDS = 15, /**< fewer rounds are no gate */
    S7_BENCH_CONNECTIONS_MAX = 60000,
    S7_BENCH_TROUBLE_SIZE = 160
};

static const s7_time s7_bench_every_min = 10 * S7_MILLISECOND;
static const s7_time s7_bench_every_max = S7_SECOND; /**< lateness is noted in 32 bits */

struct s7_bench_config {
    bool scenarios[S7_BENCH_SCENARIO_COUNT]; /**< which ones are run; default all */
    size_t sizes[S7_BENCH_SIZE_COUNT];       /**< octets read by one request; default 1, 64, 400, 932 */
    size_t size_count;
    size_t rounds;         /**< default 15 */
    s7_time round_time;    /**< of each subject in each round; default 0.2 s */
    size_t connections;    /**< of the exchange, 1…S7_BENCH_CONNECTIONS_MAX; default 1000 */
    s7_time every;         /**< cycle of the exchange; default 100 ms */
    size_t requests;       /**< that system calls and allocations are counted over; default 1000 */
    enum s7_bench_pin pin; /**< default same */
    uint64_t seed;         /**< of the order of subjects */
    /** Time that a processor was busy since the start; -1: not known.  NULL: never known. */
    s7_time (*processor_busy)(int processor);
};

void s7_bench_config_default(struct s7_bench_config *config);

/** What one subject did in one round, or in one count.  A negative number was not measured. */
struct s7_bench_sample {
    enum s7_bench_scenario scenario;
    const char *subject;
    const char *server;
    size_t size;  /**< octets read by one request */
    size_t round; /**< from 0 */
    uint64_t requests;
    double per_second; /**< of the median turn of the round (bench/lane.h) */
    double p50_us, p90_us, p99_us, max_us;
    double client_cpu_us; /**< per request */
    double server_cpu_us;
    double switches;     /**< voluntary context switches of the client per request */
    double system_calls; /**< per request */
    double allocations;  /**< per request */
    double lost;         /**< cycles skipped and calls that failed */
    size_t connections;  /**< open at the same time */
    double foreign;      /**< part of the processors measured on that others used during the round */
};

/** All rounds of one subject: the median of each figure, and the ratios to the limits within a round. */
struct s7_bench_row {
    struct s7_bench_sample median;
    struct s7_bench_estimate of_raw; /**< requests per second; count 0: not formed */
    struct s7_bench_estimate of_limit;
    struct s7_bench_estimate cpu_of_limit; /**< processor time of the client per request */
};

/** A target, and whether it was reached. */
struct s7_bench_target {
    char name[64];
    struct s7_bench_estimate value;
    enum s7_bench_sense sense;
    double bound;
    enum s7_bench_verdict verdict;
};

struct s7_bench_sink {
    void (*sample)(void *user, const struct s7_bench_sample *sample);
    void (*row)(void *user, const struct s7_bench_row *row);
    void (*target)(void *user, const struct s7_bench_target *target);
    void *user;
};

/**
 * Runs the scenarios; the calling process stays pinned as the clients were.
 * @return false: a subject failed, or answered with wrong octets; `ret_trouble` says which
 */
bool s7_bench_run(const struct s7_bench_config *config, const struct s7_bench_sink *sink,
                  char ret_trouble[S7_BENCH_TROUBLE_SIZE]);

const char *s7_bench_scenario_name(enum s7_bench_scenario scenario);
const char *s7_bench_scenario_text(enum s7_bench_scenario scenario);
/** The scenario of this name, S7_BENCH_SCENARIO_COUNT: none. */
enum s7_bench_scenario s7_bench_scenario_find(const char *name);

/** Why this build is none to be judged ("assertions are compiled in"); NULL: it is a release build. */
const char *s7_bench_build_flaw(void);

#endif
