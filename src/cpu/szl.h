/* SPDX-License-Identifier: MIT
 *
 * cpu/szl.h — the system status lists of a CPU: which it has, their extracts, and their octets as they are now.
 *
 * A list is what the configuration gave it (szl_store.h), or made up from the CPU's state (szl_source.h); extracts are
 * derived from it in one place, here.
 */
#ifndef CPU_SZL_H
#define CPU_SZL_H

#include "base/time.h"
#include "sieben/cpu.h"
#include "wire/read_szl.h"

/** Octets that the longest list of such a CPU can have, head included; above 65535: the configuration is not possible. */
size_t s7_cpu_szl_answer_size(const struct s7_cpu_config *config);

/**
 * The whole list or extract as it is answered: head and records.
 * @return S7_OK and *ret_list, borrowed until the next call; else the error word of the refusal, which is not 0
 */
uint16_t s7_cpu_szl_read(struct s7_cpu *cpu, const struct s7_szl_request *request, s7_time now,
                         struct s7_octets *ret_list);

#endif
