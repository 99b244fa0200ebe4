/* SPDX-License-Identifier: MIT
 *
 * net_loop/profile_cpu.h — the virtual CPU that a plant file with nothing but a profile makes.
 */
#ifndef NET_LOOP_PROFILE_CPU_H
#define NET_LOOP_PROFILE_CPU_H

#include "cli/cpu_config.h"

static inline struct s7_plant_class profile_class(const struct s7_figure *reserved,
                                                  const struct s7_figure *most)
{
    return (struct s7_plant_class){(uint16_t)reserved->value, (uint16_t)most->value};
}

static inline struct s7_cpu_config profile_cpu(const struct s7_profile *profile)
{
    const struct s7_plant_cpu cpu = {
        .name = "A",
        .profile = profile,
        .rack = (uint8_t)profile->rack.value,
        .slot = (uint8_t)profile->slot.value,
        .put_get = true,
        .resources_total = (uint16_t)profile->resources_total.value,
        .pg = profile_class(&profile->reserved_pg, &profile->most_pg),
        .op = profile_class(&profile->reserved_op, &profile->most_op),
        .basic = profile_class(&profile->reserved_basic, &profile->most_basic),
    };
    struct s7_cpu_config config;
    s7_cli_cpu_config(&cpu, &config, NULL);
    return config;
}

/** The called TSAP's second octet. */
static inline uint8_t profile_rack_slot(const struct s7_profile *profile)
{
    return (uint8_t)(profile->rack.value << 5 | profile->slot.value);
}

#endif
