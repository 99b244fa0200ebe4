/* SPDX-License-Identifier: MIT
 *
 * conformance_cpu.h — a virtual CPU from a plant file, by the way that `sieben cpu` makes it.
 */
#ifndef REPLAY_CONFORMANCE_CPU_H
#define REPLAY_CONFORMANCE_CPU_H

#include "cpu/cpu.h"
#include "knowledge.h"

/**
 * The CPU called `name` of the plant file; its clock shows what the file says when the capture's CPU told it.
 * Aborts with the file's faults when it is not a good one.
 */
struct s7_cpu *conformance_cpu_make(const char *path, const char *name, const struct knowledge *knowledge);

/** A password file that only its owner reads. */
void conformance_password_write(const char *path, const uint8_t password[KNOWN_PASSWORD_SIZE]);

#endif
