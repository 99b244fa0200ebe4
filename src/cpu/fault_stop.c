/* SPDX-License-Identifier: MIT
 *
 * fault_stop.c — a CPU that is in STOP for some requests, or for as long as the fault is set.
 */
#include "cpu/state.h"

void s7_cpu_fault_stop(struct s7_cpu *cpu, struct s7_cpu_fault_entry *entry, s7_time now)
{
    if (entry->stopped)
        return;
    entry->before = s7_cpu_mode(cpu);
    entry->stopped = s7_cpu_set_mode(cpu, S7_CPU_MODE_STOP, S7_CPU_CAUSE_PARTNER, now) == S7_OK;
}

/* Another fault because of which the CPU is in STOP, too; NULL: none. */
static struct s7_cpu_fault_entry *other_stop(struct s7_cpu *cpu, const struct s7_cpu_fault_entry *entry)
{
    for (size_t i = 0; i < cpu->faults.count; i++)
        if (&cpu->faults.entries[i] != entry && cpu->faults.entries[i].stopped)
            return &cpu->faults.entries[i];
    return NULL;
}

/* The last fault that ends brings the mode back that the first one found. */
void s7_cpu_fault_unstop(struct s7_cpu *cpu, struct s7_cpu_fault_entry *entry, s7_time now)
{
    struct s7_cpu_fault_entry *other = other_stop(cpu, entry);
    bool stands = entry->stopped && s7_cpu_mode(cpu) == S7_CPU_MODE_STOP;
    entry->stopped = false;
    if (stands && other && other->before == S7_CPU_MODE_STOP)
        other->before = entry->before;
    else if (stands && !other)
        s7_cpu_set_mode(cpu, entry->before, S7_CPU_CAUSE_PARTNER, now);
}

/* The mode changes before the first request that is to see it, and back before the first that is not. */
void s7_cpu_faults_meet_stops(struct s7_cpu *cpu, const struct s7_peer *peer, s7_time now)
{
    for (size_t i = 0; i < cpu->faults.count; i++) {
        struct s7_cpu_fault_entry *entry = &cpu->faults.entries[i];
        if (entry->fault.kind != S7_CPU_FAULT_STOP)
            continue;
        uint64_t seen = entry->seen;
        bool hit = s7_cpu_fault_meets(entry, peer);
        if (hit && entry->shown == 1)
            s7_cpu_fault_stop(cpu, entry, now);
        else if (!hit && entry->seen != seen)
            s7_cpu_fault_unstop(cpu, entry, now);
    }
}
