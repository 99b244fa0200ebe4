/* SPDX-License-Identifier: MIT
 *
 * cli/run_plan.h — which jobs of a plant run here, and why the others do not.
 *
 * Decided once per plant, before anything is dialled: a connection of which no job runs is not even in the view of
 * the plant that the exchange gets.
 */
#ifndef CLI_RUN_PLAN_H
#define CLI_RUN_PLAN_H

#include "cli/run_choice.h"

enum s7_run_reason {
#define S7_RUN_REASON(name, text) S7_RUN_REASON_##name,
#include "cli/defs/run_reason.def"
#undef S7_RUN_REASON
};

/** One job of the plant. */
struct s7_run_job {
    const struct s7_plant_connection
        *connection; /**< in the view when one of its jobs runs, else in the plant */
    const struct s7_plant_job *job;
    size_t number;             /**< within its connection, from 1 */
    enum s7_run_reason reason; /**< _NONE: it runs */
    bool comparable;           /**< both partners are played here: their memories can be read back */
};

struct s7_run_plan {
    const struct s7_plant *plant;            /**< the whole */
    struct s7_plant view;                    /**< with the connections that are run; for the exchange */
    struct s7_plant_connection *connections; /**< of the view */
    size_t *first;           /**< per connection of the view: index of its first job in `jobs` */
    struct s7_run_job *jobs; /**< all, in the order of the plant */
    size_t job_count;
    size_t running_count;
};

/** Live CPUs that may be written to, "NAME HOST:PORT" each. */
struct s7_run_approval {
    bool all;
    char **labels;
    size_t count;
};

/** `plant` must outlive the plan.  @return S7_OK and *ret_plan (end with s7_run_plan_free()), S7_ERR_LOCAL_MEMORY */
int s7_run_plan_new(const struct s7_plant *plant, const struct s7_run_choice *choice,
                    const struct s7_run_approval *approval, struct s7_run_plan **ret_plan);
void s7_run_plan_free(struct s7_run_plan *plan);

/** May a job write to the CPU that this connection serves? */
bool s7_run_may_write(const struct s7_run_choice *choice, const struct s7_run_approval *approval,
                      const struct s7_plant_connection *connection);

/** Why a job is not run, in words; "" when it is. */
void s7_run_reason_text(const struct s7_run_job *job, char *text, size_t size);

/** Is `label` ("NAME HOST:PORT") approved? */
bool s7_run_is_approved(const struct s7_run_approval *approval, const struct s7_plant_cpu *cpu);
/** Adds a CPU, once.  @return S7_OK, S7_ERR_LOCAL_MEMORY */
int s7_run_approve(struct s7_run_approval *approval, const struct s7_plant_cpu *cpu);
void s7_run_approval_free(struct s7_run_approval *approval);

#endif
