/* SPDX-License-Identifier: MIT */
#include "cpu/protection.h"

#include "cpu/state.h"

enum { LEVEL_FULL = 1, LEVEL_NO_WRITE = 2, LEVEL_NO_READ = 3 };

/* Levels as SZL 0132/0004 counts them. */
static uint8_t level_of(enum s7_cpu_access_level level)
{
    static const uint8_t levels[] = {[S7_CPU_LEVEL_FULL] = LEVEL_FULL,
                                     [S7_CPU_LEVEL_READ] = LEVEL_NO_WRITE,
                                     [S7_CPU_LEVEL_HMI] = LEVEL_NO_READ,
                                     [S7_CPU_LEVEL_NONE] = LEVEL_NO_READ};
    return levels[level];
}

static uint8_t key_level(const struct s7_cpu *cpu)
{
    return cpu->mode.position == S7_CPU_SWITCH_RUN ? LEVEL_NO_WRITE : LEVEL_FULL;
}

struct s7_cpu_protection s7_cpu_protection(const struct s7_cpu *cpu)
{
    static const uint8_t positions[] = {
        [S7_CPU_SWITCH_RUN] = 1, [S7_CPU_SWITCH_RUN_P] = 2, [S7_CPU_SWITCH_STOP] = 3, [S7_CPU_SWITCH_MRES] = 4};
    uint8_t level = level_of(cpu->access_level), key = key_level(cpu);
    bool parameterised = cpu->secret.there || level != LEVEL_FULL;
    uint8_t cold_or_warm = cpu->mode.cold ? 1 : 2;
    return (struct s7_cpu_protection){.key = key,
                                      .parameter = parameterised ? level : 0,
                                      .effective = level > key ? level : key,
                                      .position = positions[cpu->mode.position],
                                      .start = cpu->mode.started ? cold_or_warm : 0};
}

bool s7_cpu_permits(const struct s7_cpu *cpu, const struct s7_link *link, enum s7_cpu_right right)
{
    uint8_t level = s7_cpu_partner_of(link)->legitimised ? LEVEL_FULL : level_of(cpu->access_level);
    switch (right) {
    case S7_CPU_RIGHT_READ_PROGRAM:
        return level < LEVEL_NO_READ;
    case S7_CPU_RIGHT_WRITE_PROGRAM:
        return level < LEVEL_NO_WRITE && key_level(cpu) < LEVEL_NO_WRITE;
    case S7_CPU_RIGHT_CONTROL:
        return level < LEVEL_NO_WRITE;
    case S7_CPU_RIGHT_CLOCK:
        return level < LEVEL_NO_WRITE || !cpu->config.level_guards_clock;
    }
    return false;
}
