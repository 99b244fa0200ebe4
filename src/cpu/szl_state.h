/* SPDX-License-Identifier: MIT
 *
 * cpu/szl_state.h — what a CPU keeps for its system status lists: their records, LEDs, the diagnostic buffer.
 */
#ifndef CPU_SZL_STATE_H
#define CPU_SZL_STATE_H

#include "cpu/diagnostics.h"
#include "cpu/led.h"

struct s7_cpu_szl_state {
    struct s7_cpu_szl *rows; /**< copies, ordered by number of the list, extract and index */
    size_t row_count;
    struct s7_cpu_leds leds;
    struct s7_cpu_diagnostics diagnostics;
    uint8_t *answer; /**< a list while it is put together */
    size_t answer_size;
};

/** The lists of s7_cpu_config_default(): all that are made up from the CPU's own state. */
extern const struct s7_cpu_szl s7_cpu_szl_usual[];
extern const size_t s7_cpu_szl_usual_count;

/** Lists, identity, events and their limits are within what sieben/cpu.h says. */
bool s7_cpu_szl_config_valid(const struct s7_cpu_config *config);

/** Octets that the longest list of such a CPU can have, head included. */
size_t s7_cpu_szl_answer_size(const struct s7_cpu_config *config);

/** Octets that s7_cpu_szl_state_init() needs, aligned for anything; of a valid configuration. */
uint64_t s7_cpu_szl_state_size(const struct s7_cpu_config *config);
void s7_cpu_szl_state_init(struct s7_cpu_szl_state *state, void *memory, const struct s7_cpu_config *config);

/** Its lists have the records of this configuration. */
bool s7_cpu_szl_state_same(const struct s7_cpu_szl_state *state, const struct s7_cpu_config *config);

#endif
