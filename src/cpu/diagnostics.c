/* SPDX-License-Identifier: MIT */
#include "cpu/diagnostics.h"

#include "cpu/clock.h"
#include "cpu/state.h"
#include "cpu/subscription.h"
#include "wire/clock.h"

enum { CLASS_MODE = 4 };

void s7_cpu_diagnostics_init(struct s7_cpu_diagnostics *diagnostics, struct s7_diagnostic_event *events,
                             size_t capacity)
{
    *diagnostics = (struct s7_cpu_diagnostics){.events = events, .capacity = capacity};
}

void s7_cpu_diagnostics_add(struct s7_cpu_diagnostics *diagnostics, const struct s7_diagnostic_event *event)
{
    diagnostics->events[diagnostics->next] = *event;
    diagnostics->next = (diagnostics->next + 1) % diagnostics->capacity;
    if (diagnostics->count < diagnostics->capacity)
        diagnostics->count++;
}

const struct s7_diagnostic_event *s7_cpu_diagnostics_at(const struct s7_cpu_diagnostics *diagnostics,
                                                        size_t index)
{
    if (index >= diagnostics->count)
        return NULL;
    size_t behind = diagnostics->next + diagnostics->capacity - 1 - index;
    return &diagnostics->events[behind % diagnostics->capacity];
}

const struct s7_diagnostic_event *s7_cpu_diagnostics_transition(const struct s7_cpu_diagnostics *diagnostics)
{
    const struct s7_diagnostic_event *event;
    for (size_t i = 0; (event = s7_cpu_diagnostics_at(diagnostics, i)) != NULL; i++)
        if (s7_event_class(event->event) == CLASS_MODE)
            return event;
    return NULL;
}

struct s7_diagnostic_event s7_cpu_diagnostics_event(const struct s7_cpu_event *event)
{
    struct s7_diagnostic_event kept = {.event = event->event,
                                       .priority = event->priority,
                                       .ob = event->ob,
                                       .dat_id = event->dat_id,
                                       .info1 = event->info1,
                                       .info2 = event->info2};
    struct s7_clock at = event->at.weekday ? event->at : s7_cpu_clock_after(&event->at, 0);
    s7_time8_encode(&at, kept.time);
    return kept;
}

void s7_cpu_diagnose(struct s7_cpu *cpu, const struct s7_cpu_event *event, s7_time now,
                     struct s7_diagnostic_event *ret_kept)
{
    struct s7_cpu_event stamped = *event;
    stamped.at = s7_cpu_clock(cpu, now);
    struct s7_diagnostic_event kept = s7_cpu_diagnostics_event(&stamped);
    s7_cpu_diagnostics_add(&cpu->szl.diagnostics, &kept);
    *ret_kept = kept;
}

void s7_cpu_add_event(struct s7_cpu *cpu, const struct s7_cpu_event *event, s7_time now)
{
    struct s7_diagnostic_event kept;
    s7_cpu_diagnose(cpu, event, now, &kept);
    s7_cpu_push_event(cpu, &kept, now);
}

bool s7_cpu_event_at(const struct s7_cpu *cpu, size_t index, struct s7_cpu_event *ret_event)
{
    const struct s7_diagnostic_event *kept = s7_cpu_diagnostics_at(&cpu->szl.diagnostics, index);
    struct s7_clock at;
    if (!kept || s7_time8_decode(kept->time, &at))
        return false;
    *ret_event = (struct s7_cpu_event){.event = kept->event,
                                       .priority = kept->priority,
                                       .ob = kept->ob,
                                       .dat_id = kept->dat_id,
                                       .info1 = kept->info1,
                                       .info2 = kept->info2,
                                       .at = at};
    return true;
}
