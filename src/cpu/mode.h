/* SPDX-License-Identifier: MIT
 *
 * cpu/mode.h — the operating mode of a CPU: what it is, how it came about, and who may change it (public:
 * s7_cpu_mode(), s7_cpu_set_mode(), s7_cpu_set_switch()).
 */
#ifndef CPU_MODE_H
#define CPU_MODE_H

#include "sieben/cpu.h"

/** How the mode stands; for SZL 0424, 0232 and the LEDs. */
struct s7_cpu_mode_state {
    enum s7_cpu_mode mode;
    enum s7_cpu_mode previous; /**< STOP, after power-on */
    enum s7_cpu_switch position;
    bool started;          /**< by somebody since power-on */
    bool cold;             /**< … and the last time by a cold restart */
    struct s7_clock since; /**< what the clock showed at the last transition */
};

const struct s7_cpu_mode_state *s7_cpu_mode_state(const struct s7_cpu *cpu);

/** True while the position of the switch permits RUN. */
bool s7_cpu_switch_runs(enum s7_cpu_switch position);

#endif
