/* SPDX-License-Identifier: MIT
 *
 * cli/cpu_access.h — who may do what to a CPU of the plant file: its level, services, codes, mode; its clock and its
 * password, which only the start tells.
 */
#ifndef CLI_CPU_ACCESS_H
#define CLI_CPU_ACCESS_H

#include <stdio.h>

#include "plant/plant.h"
#include "sieben/cpu.h"

/** What the plant and the profile say. */
void s7_cli_cpu_access(const struct s7_plant_cpu *cpu, struct s7_cpu_config *config);

/**
 * What only the start tells: the clock, which is this computer's where the plant says nothing else, and the password in
 * the file that the plant names.
 * @param plant_path  where a relative file name starts from; NULL or "-": the working directory
 * @param now         the point in time that the clock is meant for
 * @param out         NULL: nothing is said
 * @return S7_OK, or S7_ERR_LOCAL_FILE after saying on `out` what is wrong with the password
 */
int s7_cli_cpu_start(const struct s7_plant_cpu *cpu, const char *plant_path, s7_time now, FILE *out,
                     struct s7_cpu_config *config);

/** The CPU is made: nothing of the password stays in the configuration. */
void s7_cli_cpu_forget(struct s7_cpu_config *config);

#endif
