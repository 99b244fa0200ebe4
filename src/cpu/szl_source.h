/* SPDX-License-Identifier: MIT
 *
 * cpu/szl_source.h — where the records of a system status list come from: the configuration, the CPU's live state, or
 * both, one above the other.
 */
#ifndef CPU_SZL_SOURCE_H
#define CPU_SZL_SOURCE_H

#include "base/cursor.h"
#include "base/time.h"
#include "sieben/cpu.h"

enum { S7_SZL_EXTRACT_ALL = 0x0, S7_SZL_EXTRACT_INDEX = 0x1, S7_SZL_EXTRACT_HEAD = 0xF };

enum { S7_CPU_SZL_MADE_MOST = 512 /**< octets of the records of any list but 0000 and 00A0 that is made up */ };

/** Records as they go into an answer. */
struct s7_cpu_szl_records {
    uint16_t size;
    uint16_t count;
};

/** The records that the configuration gives this list have the size that its live part needs. */
bool s7_cpu_szl_source_fits(const struct s7_cpu_szl *row);

/** The extract is given whatever the index of the request is (0424, 0124). */
bool s7_cpu_szl_source_any_index(uint16_t id);

/** Writes the records of a row of the CPU's as they are now. */
struct s7_cpu_szl_records s7_cpu_szl_source_write(const struct s7_cpu *cpu, const struct s7_cpu_szl *row,
                                                  s7_time now, struct s7_writer *writer);

#endif
