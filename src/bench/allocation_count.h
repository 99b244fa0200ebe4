/* SPDX-License-Identifier: MIT
 *
 * bench/allocation_count.h — how often this program has asked for heap memory.
 *
 * Counts malloc, calloc, realloc and free as called by the objects linked into the program (all of Sieben); the
 * program is linked with --wrap for each of them.  What libc calls inside itself is not seen.
 */
#ifndef BENCH_ALLOCATION_COUNT_H
#define BENCH_ALLOCATION_COUNT_H

#include <stdbool.h>
#include <stdint.h>

/** Calls of this thread since its start. */
uint64_t s7_bench_allocations(void);

/** Is this program linked so that calls are counted?  (Tried out, not assumed.) */
bool s7_bench_allocations_counted(void);

#endif
