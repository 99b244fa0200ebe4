/* SPDX-License-Identifier: MIT
 *
 * cli/cpu_config.h — the only place where a CPU of the plant file becomes a virtual CPU's configuration.
 */
#ifndef CLI_CPU_CONFIG_H
#define CLI_CPU_CONFIG_H

#include "plant/plant.h"
#include "sieben/cpu.h"

/** What a configuration borrows: lives as long as it is used. */
struct s7_cli_cpu_room {
    struct s7_cpu_db *dbs;
    struct s7_cpu_szl *szl;
    struct s7_cpu_event *events;
};

/** Room for what the configuration of this CPU borrows.  @return S7_OK or S7_ERR_LOCAL_MEMORY */
int s7_cli_cpu_room_new(const struct s7_plant_cpu *cpu, struct s7_cli_cpu_room *ret_room);
void s7_cli_cpu_room_free(struct s7_cli_cpu_room *room);

/**
 * Fills a configuration from the plant and the profile: all but the clock and the password (cli/cpu_access.h).
 * @param room  of this CPU; NULL: the configuration has no DBs, no entries of the diagnostic buffer, and the lists of
 *              s7_cpu_config_default()
 */
void s7_cli_cpu_config(const struct s7_plant_cpu *cpu, struct s7_cpu_config *ret_config,
                       const struct s7_cli_cpu_room *room);

#endif
