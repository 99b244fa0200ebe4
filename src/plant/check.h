/* SPDX-License-Identifier: MIT
 *
 * plant/check.h — what the checks of a plant file share.
 */
#ifndef PLANT_CHECK_H
#define PLANT_CHECK_H

#include "plant/load.h"

/** Why an area is not there, in words; empty: it is. */
struct s7_area_verdict {
    char text[160];
};

struct s7_area_verdict s7_check_area(const struct s7_plant_cpu *cpu, const struct s7_range *range);

/** Warns of areas that lie outside of what a CPU has; `list` is the value of `key`, NULL: absent. */
void s7_check_ranges(struct s7_loader *loader, enum s7_plant_topic topic, const char *key,
                     const struct s7_node *list, const struct s7_plant_cpu *cpu, const struct s7_range *ranges,
                     size_t count);

/** What CPUs and hosts have in common: simulated values, tags, an address of their own. */
void s7_check_member(struct s7_loader *loader, const struct s7_node *node, const struct s7_plant_cpu *cpu);

/** Each list once, and no more events than the diagnostic buffer holds; `node` is the CPU's. */
void s7_check_szl_lists(struct s7_loader *loader, const struct s7_node *node, const struct s7_plant_cpu *cpu);

/** The DBs that faults are about are there; `node` is the CPU's. */
void s7_check_fault_dbs(struct s7_loader *loader, const struct s7_node *node, const struct s7_plant_cpu *cpu);

/** One job with the nodes that its areas stand in; the lists are NULL when absent. */
struct s7_job_nodes {
    const struct s7_node *local;
    const struct s7_node *remote;
    const char *local_key;
    const char *remote_key;
};

struct s7_job_nodes s7_job_nodes_of(const struct s7_node *job);

/** Area number `index` of "area, or list of areas". */
const struct s7_node *s7_job_area_at(const struct s7_node *areas, size_t index);

/** Warns of what one call of the active side cannot carry, or the served side does not move as one. */
void s7_check_job_size(struct s7_loader *loader, const struct s7_plant_connection *connection,
                       const struct s7_plant_job *job);

#endif
