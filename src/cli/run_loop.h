/* SPDX-License-Identifier: MIT
 *
 * cli/run_loop.h — a run of a plant on a desk: one libuv loop, from listening to the last connection closed.
 *
 *   RUNNING    jobs on their grids, simulated values move
 *   SETTLING   values stand still; running calls end, then every job makes one more (more where jobs are chained)
 *   COMPARING  both memories are read back over fresh connections
 *   CLOSING    every connection ends in order
 */
#ifndef CLI_RUN_LOOP_H
#define CLI_RUN_LOOP_H

#include <uv.h>

#include "cli/desk.h"
#include "cli/run_compare.h"
#include "exchange/exchange.h"

enum s7_run_phase {
    S7_RUN_RUNNING,
    S7_RUN_SETTLING,
    S7_RUN_PARTING,
    S7_RUN_COMPARING,
    S7_RUN_CLOSING,
    S7_RUN_STOPPING
};

struct s7_run {
    const struct s7_plant *plant;
    s7_time duration; /**< S7_TIME_NEVER: until a signal */
    bool json;

    struct s7_desk desk;
    struct s7_exchange *exchange;
    struct s7_comparison *comparison;

    uv_loop_t loop;
    uv_timer_t timer;
    uv_signal_t interrupt, terminate;
    struct s7_uv *uv;
    enum s7_run_phase phase;
    s7_time started_at, stopped_at; /**< of the exchange; stopped_at is when the values stood still */
    s7_time next_line;
    unsigned seconds; /**< lines printed */
    unsigned rounds;  /**< last calls still to be made */
    unsigned signals; /**< received: the first ends the run, the second hurries */
    bool interrupted; /**< one of them was SIGINT */
};

/**
 * Runs to the end.  The plant must outlive it; end with s7_run_free() in any case.
 * @return S7_OK, or an error with *ret_fault and, when it concerns a CPU, *ret_what (NULL otherwise)
 */
int s7_run_play(struct s7_run *run, struct s7_fault *ret_fault, const char **ret_what);
void s7_run_free(struct s7_run *run);

/** Last calls that are needed until every value has passed every chain of jobs: 1 when none is chained. */
unsigned s7_run_rounds(const struct s7_plant *plant);

#endif
