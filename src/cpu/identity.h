/* SPDX-License-Identifier: MIT
 *
 * cpu/identity.h — what a CPU says of itself: the records of SZL 0011 and 001C.
 */
#ifndef CPU_IDENTITY_H
#define CPU_IDENTITY_H

#include "base/cursor.h"
#include "sieben/cpu.h"

enum { S7_CPU_MODULE_RECORD_SIZE = 28, S7_CPU_COMPONENT_RECORD_SIZE = 34 };

/** Every text ends within its array. */
bool s7_cpu_identity_valid(const struct s7_cpu_identity *identity);

/** Writes the records of 0011: index 0001, 0006, 0007 and, with a boot loader, 0081.  @return how many. */
uint16_t s7_cpu_identity_modules(const struct s7_cpu_identity *identity, struct s7_writer *writer);

/** Writes the records of 001C: index 1 to 5 and 7 to 000B.  @return how many. */
uint16_t s7_cpu_identity_components(const struct s7_cpu_identity *identity, struct s7_writer *writer);

#endif
