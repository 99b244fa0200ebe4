/* SPDX-License-Identifier: MIT
 *
 * cpu/protection.h — protection levels of a CPU, and what they leave to a connection that did not legitimate.
 */
#ifndef CPU_PROTECTION_H
#define CPU_PROTECTION_H

#include "engine/server.h"
#include "sieben/cpu.h"

/** What SZL 0132/0004 and 0232/0004 tell; levels 1 full, 2 read, 3 neither read nor write. */
struct s7_cpu_protection {
    uint8_t key;       /**< level of the mode switch: 1, or 2 in RUN */
    uint8_t parameter; /**< level of the configuration, 0: no password is configured */
    uint8_t effective; /**< the greater of both, for a partner who has not legitimated */
    uint8_t position;  /**< of the mode switch: 1 RUN, 2 RUN-P, 3 STOP, 4 MRES */
    uint8_t start;     /**< 1 cold, 2 warm: the last start; 0: none yet */
};

struct s7_cpu_protection s7_cpu_protection(const struct s7_cpu *cpu);

/** What a partner is about to do that levels can forbid. */
enum s7_cpu_right {
    S7_CPU_RIGHT_READ_PROGRAM,  /**< blocks are uploaded: forbidden at level 3 */
    S7_CPU_RIGHT_WRITE_PROGRAM, /**< blocks are changed: at levels 2 and 3, the switch's included */
    S7_CPU_RIGHT_CONTROL,       /**< start and stop: at levels 2 and 3 of the configuration */
    S7_CPU_RIGHT_CLOCK          /**< the clock is set: likewise, if level_guards_clock */
};

/** Whether the connection has this right: by the level, or because it legitimated. */
bool s7_cpu_permits(const struct s7_cpu *cpu, const struct s7_link *link, enum s7_cpu_right right);

#endif
