/* SPDX-License-Identifier: MIT
 *
 * cpu/cpu.h — the parts of the virtual CPU that the rest of the house sees (public: sieben/cpu.h).
 */
#ifndef CPU_CPU_H
#define CPU_CPU_H

#include "engine/server.h"
#include "sieben/cpu.h"
#include "value/memory.h"

/** The CPU's own view of its data, for its program (blocks, simulation); owned by the CPU. */
struct s7_memory *s7_cpu_memory(struct s7_cpu *cpu);

/** The server engine under the CPU, for its counters; owned by the CPU. */
struct s7_server *s7_cpu_server(struct s7_cpu *cpu);

/**
 * Adds a service that defs/service.def does not have: every request that no row serves is offered to it first.
 * It returns true when it answered, kept or dropped the request.  One at a time; NULL removes it.
 */
void s7_cpu_set_extension(struct s7_cpu *cpu,
                          bool (*serve)(void *user, struct s7_request *request, s7_time now), void *user);

/** Told about every range that a partner wrote successfully; NULL removes it. */
void s7_cpu_set_written(struct s7_cpu *cpu,
                        void (*written)(void *user, const struct s7_range *range, s7_time now), void *user);

/** Ends all connections in order and refuses new ones. */
void s7_cpu_close(struct s7_cpu *cpu, s7_time now);

#endif
