/* SPDX-License-Identifier: MIT
 *
 * cli/machine.h — what this machine says about itself.
 */
#ifndef CLI_MACHINE_H
#define CLI_MACHINE_H

#include "base/time.h"
#include "bench/machine.h"

void s7_cli_machine(struct s7_bench_machine *ret_machine);

/** Time that a processor was busy since the start, stolen time included; -1: not known. */
s7_time s7_cli_processor_busy(int processor);

#endif
