/* SPDX-License-Identifier: MIT
 *
 * tests/allocation.h — a counting and failing allocator: every allocation of the objects linked into a test.
 *
 * Link the test with tests/allocation.c and the option LINK ${ALLOCATION_WRAP} (cmake/SiebenTest.cmake).
 */
#ifndef TESTS_ALLOCATION_H
#define TESTS_ALLOCATION_H

#include <stddef.h>

/** Successful allocations since the start (malloc, calloc, realloc). */
size_t allocation_count(void);
/** Blocks allocated and not freed. */
size_t allocation_live(void);
/** Lets allocation number `n` from now on fail, 1: the next; 0: none. */
void allocation_fail_at(size_t n);
/** Whether the failure asked for was reached. */
int allocation_failed(void);

#endif
