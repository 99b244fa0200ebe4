/* SPDX-License-Identifier: MIT
 *
 * exchange/simulate.h — the simulated values of one CPU, written into its memory as time goes by.
 *
 * Each value is a function of the time since the start (exchange/wave.h), so two runs show the same.  All values
 * of one turn are written under one lock.
 */
#ifndef EXCHANGE_SIMULATE_H
#define EXCHANGE_SIMULATE_H

#include "plant/plant.h"
#include "value/memory.h"

struct s7_simulator {
    const struct s7_plant_cpu *cpu; /**< must outlive the simulator */
    struct s7_memory *memory;       /**< of that CPU; must outlive the simulator */
    s7_time every;                  /**< between two turns */
    s7_time started_at;
    s7_time due;      /**< S7_TIME_NEVER: not running */
    uint64_t refused; /**< values that the memory or the type did not take */
};

void s7_simulator_init(struct s7_simulator *simulator, const struct s7_plant_cpu *cpu, struct s7_memory *memory,
                       s7_time every);
/** The first values are written at once. */
void s7_simulator_start(struct s7_simulator *simulator, s7_time now);
/** Writes when it is time. */
void s7_simulator_tick(struct s7_simulator *simulator, s7_time now);
s7_time s7_simulator_deadline(const struct s7_simulator *simulator);
/** The values stay as they are from here on. */
void s7_simulator_stop(struct s7_simulator *simulator);

#endif
