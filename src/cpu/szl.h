/* SPDX-License-Identifier: MIT
 *
 * cpu/szl.h — the system status lists of a CPU: which it has, their extracts, and their octets as they are now.
 *
 * What a list consists of says szl_source.h; extracts are derived from it in one place, here:
 *
 *   00xx   the whole list; with an index, and without szl_index_all, as 01xx
 *   01xx   the records with this index (first word); of 0012 those of this group (high octet); of 00A0 the newest ones
 *   0Fxx   the head alone: size and number of the records
 *   0232   as 0132
 *   others have records of their own, each with its index
 *
 * No list of this id: szl_unknown_id.  An extract with records of its own, and none with this index: szl_unknown_index
 * (captured: 0222, 0C91).  A derived extract without a matching record: an empty list with record size 0 (captured:
 * 0112/0200).
 */
#ifndef CPU_SZL_H
#define CPU_SZL_H

#include "base/cursor.h"
#include "base/time.h"
#include "sieben/cpu.h"
#include "wire/read_szl.h"

/**
 * The whole list or extract as it is answered: head and records.
 * @return 0 and *ret_list, borrowed until the next call; else the error word of the refusal
 */
uint16_t s7_cpu_szl_read(struct s7_cpu *cpu, const struct s7_szl_request *request, s7_time now,
                         struct s7_octets *ret_list);

/** Writes the id of every list and extract that the CPU has, ordered by list, then extract.  @return how many. */
uint16_t s7_cpu_szl_ids(const struct s7_cpu *cpu, s7_time now, struct s7_writer *writer);

#endif
