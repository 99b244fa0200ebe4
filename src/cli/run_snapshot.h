/* SPDX-License-Identifier: MIT
 *
 * cli/run_snapshot.h — how a run stands at one moment: the one source of the lines, the live table, the status file
 * and the documents, so that they cannot differ.
 */
#ifndef CLI_RUN_SNAPSHOT_H
#define CLI_RUN_SNAPSHOT_H

#include "cli/desk.h"
#include "cli/run_compare.h"
#include "cli/run_plan.h"
#include "exchange/exchange.h"

/** One job of the plant, run or not. */
struct s7_run_row {
    struct s7_run_job job;
    size_t index;                     /**< in the exchange, when it runs */
    struct s7_exchange_report report; /**< when it runs; counters are 0 otherwise */
    bool failed;                      /**< there was an ERROR: STATUS is of the last one */
    uint16_t status;                  /**< else of the last call */
    struct s7_comparison_result comparison;
};

/** One CPU that is played. */
struct s7_run_cpu {
    const struct s7_desk_cpu *place;
    struct s7_cpu_usage usage;
};

struct s7_run_totals {
    size_t running; /**< jobs that are run */
    size_t held;    /**< of them: paused by the user */
    size_t failing; /**< of them: the last call ended with ERROR */
    size_t idle;    /**< jobs that are not run here */
    uint64_t due, completions, errors, skipped, octets;
};

enum s7_run_state { S7_RUN_STATE_RUNNING, S7_RUN_STATE_ENDING, S7_RUN_STATE_ENDED };

struct s7_run_snapshot {
    const struct s7_plant *plant;
    enum s7_run_state state;
    unsigned second; /**< of the run, from 0 */
    s7_time ran;     /**< until the values stood still */
    s7_time now;     /**< when it was taken */
    bool interrupted;
    unsigned reloads;         /**< of the plant file, while it runs */
    unsigned reloads_refused; /**< files that could not be taken */
    struct s7_run_row *rows;  /**< in the order of the plant */
    size_t row_count;
    struct s7_run_cpu *cpus;
    size_t cpu_count;
    struct s7_run_totals totals;
};

/** Empty arrays for the jobs of a plan and the CPUs of a desk.  @return S7_OK, S7_ERR_LOCAL_MEMORY (nothing to free) */
int s7_run_snapshot_init(struct s7_run_snapshot *snapshot, const struct s7_run_plan *plan,
                         const struct s7_desk *desk);
/** Fills rows, CPUs and totals; `comparison` may be NULL.  The rest is the caller's. */
void s7_run_snapshot_take(struct s7_run_snapshot *snapshot, const struct s7_run_plan *plan,
                          const struct s7_desk *desk, const struct s7_exchange *exchange,
                          const struct s7_comparison *comparison);
void s7_run_snapshot_free(struct s7_run_snapshot *snapshot);

/** Does it run here? */
bool s7_run_row_runs(const struct s7_run_row *row);
/** Completions, no ERROR, and equal memories where both were read back; a refused write is not good. */
bool s7_run_row_is_good(const struct s7_run_row *row);
/** Is it judged at all?  Jobs of partners that are not played here are not. */
bool s7_run_row_is_judged(const struct s7_run_row *row);
/** Every job that is judged is good. */
bool s7_run_snapshot_is_good(const struct s7_run_snapshot *snapshot);

/** "connected", "paused", "not run", …: where the job stands, in a word or a few. */
const char *s7_run_row_state(const struct s7_run_row *row);
/** "running", "ending", "ended". */
const char *s7_run_state_text(enum s7_run_state state);

#endif
