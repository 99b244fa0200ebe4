/* SPDX-License-Identifier: MIT
 *
 * cli/run_confirm.h — before a run writes to CPUs that it does not play: they are named, and a person is asked.
 */
#ifndef CLI_RUN_CONFIRM_H
#define CLI_RUN_CONFIRM_H

#include "cli/run_plan.h"

/**
 * With --write-live: asks on a terminal; without one the option suffices, and it is said what it does.  What is
 * approved here is what later reloads may write to.
 * @return S7_OK, S7_ERR_LOCAL_DENIED: the answer was no; S7_ERR_LOCAL_MEMORY
 */
int s7_run_confirm(const struct s7_plant *plant, const struct s7_run_choice *choice,
                   struct s7_run_approval *approval);

#endif
