/* SPDX-License-Identifier: MIT
 *
 * cli/machine.h — what this machine says about itself.
 */
#ifndef CLI_MACHINE_H
#define CLI_MACHINE_H

#include "bench/machine.h"

void s7_cli_machine(struct s7_bench_machine *ret_machine);

#endif
