/* SPDX-License-Identifier: MIT
 *
 * cli/cpu_config.h — the only place where a CPU of the plant file becomes a virtual CPU's configuration.
 */
#ifndef CLI_CPU_CONFIG_H
#define CLI_CPU_CONFIG_H

#include "plant/plant.h"
#include "sieben/cpu.h"

/**
 * Fills a configuration from the plant and the profile.
 * @param dbs  the caller's array of cpu->db_count elements (may be NULL when that is 0); lives as long as *ret_config
 */
void s7_cli_cpu_config(const struct s7_plant_cpu *cpu, struct s7_cpu_config *ret_config, struct s7_cpu_db *dbs);

#endif
