/* SPDX-License-Identifier: MIT
 *
 * Faults on demand of the CPUs on a desk: partners are known by the loopback address that each of them has.
 */
#include <string.h>

#include "cli/cpu_faults.h"
#include "cli/desk.h"

/** "": not played here, or listening where it was told to. */
static const char *loopback_of(const struct s7_desk *desk, const struct s7_plant_cpu *cpu)
{
    const struct s7_desk_cpu *place = s7_desk_find(desk, cpu);
    return place && !place->asked.host[0] && place->listener ? place->endpoint.host : "";
}

void s7_desk_source(const struct s7_desk *desk, const struct s7_plant_cpu *cpu,
                    char ret_source[S7_CPU_FAULT_PARTNER_SIZE])
{
    const char *own = loopback_of(desk, cpu);
    if (own[0])
        snprintf(ret_source, S7_CPU_FAULT_PARTNER_SIZE, "%.45s", own);
}

static bool find_partner(void *user, const struct s7_plant_cpu *partner,
                         char ret_address[S7_CPU_FAULT_PARTNER_SIZE])
{
    const struct s7_desk *desk = user;
    ret_address[0] = '\0';
    s7_desk_source(desk, partner, ret_address);
    return ret_address[0] || s7_cpu_faults_at_host(NULL, partner, ret_address);
}

void s7_desk_faults(const struct s7_desk *desk, s7_time now, FILE *err)
{
    struct s7_desk known = *desk;
    for (size_t i = 0; i < desk->cpu_count; i++)
        s7_cpu_faults_apply(desk->cpus[i]->cpu, desk->cpus[i]->plant, find_partner, &known, now, err);
}
