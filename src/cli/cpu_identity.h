/* SPDX-License-Identifier: MIT
 *
 * cli/cpu_identity.h — what a CPU of the plant file says of itself: its identity, lists and diagnostic buffer.
 */
#ifndef CLI_CPU_IDENTITY_H
#define CLI_CPU_IDENTITY_H

#include "plant/plant.h"
#include "sieben/cpu.h"

/** The plant's own words, else those of the profile, else the CPU's name. */
void s7_cli_cpu_identity(const struct s7_plant_cpu *cpu, struct s7_cpu_identity *ret_identity);

/** System status lists of the CPU: those of its family, and those of the plant instead or beside them. */
size_t s7_cli_cpu_szl_most(const struct s7_plant_cpu *cpu);
/** @param lists room for s7_cli_cpu_szl_most()  @return how many there are */
size_t s7_cli_cpu_szl(const struct s7_plant_cpu *cpu, struct s7_cpu_szl *lists);

/** @param events room for cpu->event_count */
void s7_cli_cpu_events(const struct s7_plant_cpu *cpu, struct s7_cpu_event *events);

#endif
