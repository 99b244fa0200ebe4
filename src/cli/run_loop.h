/* SPDX-License-Identifier: MIT
 *
 * cli/run_loop.h — a run of a plant: one libuv loop, from listening to the last connection closed.
 *
 *   RUNNING    jobs on their grids, simulated values move
 *   SETTLING   values stand still; running calls end, then every job makes one more (more where jobs are chained)
 *   PARTING    the connections of the jobs end
 *   COMPARING  both memories are read back over fresh connections
 *   CLOSING    every connection ends in order
 */
#ifndef CLI_RUN_LOOP_H
#define CLI_RUN_LOOP_H

#include <uv.h>

#include "cli/desk.h"
#include "cli/run_compare.h"
#include "cli/run_notes.h"
#include "cli/run_plan.h"
#include "cli/run_snapshot.h"
#include "cli/run_status_file.h"
#include "cli/run_table.h"
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
    /* chosen */
    struct s7_plant *plant; /**< the run's own from s7_run_play() on */
    const char *path;       /**< its file, read again on SIGHUP */
    struct s7_run_choice choice;
    struct s7_run_approval approval;
    s7_time duration; /**< S7_TIME_NEVER: until a signal */
    bool json;        /**< nothing is said meanwhile */
    bool plain;       /**< lines, also on a terminal */
    struct s7_status_file status_file;

    /* what runs */
    struct s7_run_plan *plan;
    struct s7_desk desk;
    struct s7_exchange *exchange;
    struct s7_comparison *comparison; /**< NULL until it is begun */
    struct s7_run_snapshot snapshot;  /**< the last one */
    struct s7_run_notes notes;
    struct s7_run_table *table; /**< NULL: lines */

    /* the loop */
    uv_loop_t loop;
    uv_timer_t timer;
    uv_signal_t interrupt, terminate, hang_up, resize;
    uv_poll_t keys;
    struct s7_uv *uv;
    enum s7_run_phase phase;
    s7_time started_at, stopped_at; /**< of the exchange; stopped_at is when the values stood still */
    s7_time next_second;
    unsigned seconds; /**< that are over */
    unsigned rounds;  /**< last calls still to be made */
    unsigned signals; /**< received: the first ends the run, the second hurries */
    bool interrupted; /**< one of them was SIGINT */
    bool reload;      /**< SIGHUP: in the next turn */
    unsigned reloads, reloads_refused;
    struct s7_desk *next_desk;        /**< while a reload asks about the next plant */
    char label[S7_TARGET_LABEL_SIZE]; /**< of a place that could not be listened on */
};

/**
 * Runs to the end; the plant is taken over.  End with s7_run_free() in any case.
 * @return S7_OK, or an error with *ret_fault and, when it concerns a CPU, *ret_what (NULL otherwise)
 */
int s7_run_play(struct s7_run *run, struct s7_fault *ret_fault, const char **ret_what);
void s7_run_free(struct s7_run *run);

/** Takes a snapshot of this moment into run->snapshot. */
void s7_run_look(struct s7_run *run, s7_time now);

/** Something may have become possible: looks again in the same turn of the loop. */
void s7_run_wake(struct s7_run *run);

/** Reads the plant file again and goes over to it; a file that cannot be taken changes nothing (run_reload.c). */
void s7_run_reload(struct s7_run *run, s7_time now);

/** What the user asked for in the live table (run_keys.c). */
void s7_run_take_keys(struct s7_run *run);

/** Last calls that are needed until every value has passed every chain of jobs: 1 when none is chained. */
unsigned s7_run_rounds(const struct s7_plant *plant);

#endif
