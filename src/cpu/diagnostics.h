/* SPDX-License-Identifier: MIT
 *
 * cpu/diagnostics.h — the diagnostic buffer of a CPU: a ring of events, the newest of which SZL 00A0 shows first
 * (public: s7_cpu_add_event(), s7_cpu_event_at()).
 */
#ifndef CPU_DIAGNOSTICS_H
#define CPU_DIAGNOSTICS_H

#include "base/time.h"
#include "sieben/cpu.h"
#include "wire/diagnostic_message.h"

struct s7_cpu_diagnostics {
    struct s7_diagnostic_event *events; /**< room for `capacity` of them, somebody else's */
    size_t capacity;                    /**< 1 at least */
    size_t count;
    size_t next; /**< where the next one goes */
};

/** An empty buffer over `events`. */
void s7_cpu_diagnostics_init(struct s7_cpu_diagnostics *diagnostics, struct s7_diagnostic_event *events,
                             size_t capacity);

/** Adds the newest event; the oldest gives way when the buffer is full. */
void s7_cpu_diagnostics_add(struct s7_cpu_diagnostics *diagnostics, const struct s7_diagnostic_event *event);

/** Event number `index`, 0 the newest; NULL behind the oldest.  Valid until the next one is added. */
const struct s7_diagnostic_event *s7_cpu_diagnostics_at(const struct s7_cpu_diagnostics *diagnostics,
                                                        size_t index);

/** The newest event that tells a change of the mode (class 4), NULL: there is none. */
const struct s7_diagnostic_event *s7_cpu_diagnostics_transition(const struct s7_cpu_diagnostics *diagnostics);

/** The event as it is kept, with the time that stands in it. */
struct s7_diagnostic_event s7_cpu_diagnostics_event(const struct s7_cpu_event *event);

/** Adds an event that happens now, with the time of the CPU's clock; ret_kept is what subscribers get to see. */
void s7_cpu_diagnose(struct s7_cpu *cpu, const struct s7_cpu_event *event, s7_time now,
                     struct s7_diagnostic_event *ret_kept);

#endif
