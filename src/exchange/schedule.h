/* SPDX-License-Identifier: MIT
 *
 * exchange/schedule.h — what is due next: a binary heap over entries that live in the things to be done.
 *
 * Setting, moving and removing cost O(log n), looking at the first O(1).  Entries due at the same time come in the
 * order of their `order`.
 */
#ifndef EXCHANGE_SCHEDULE_H
#define EXCHANGE_SCHEDULE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/time.h"

struct s7_schedule_entry {
    s7_time due;
    size_t order; /**< the owner's, set before the entry is scheduled */
    size_t place; /**< the schedule's: 1 + index in the heap, 0: not in it */
};

struct s7_schedule {
    struct s7_schedule_entry **heap; /**< the caller's array of `capacity` pointers */
    size_t count;
    size_t capacity;
    uint64_t comparisons; /**< of two entries, so far: what the schedule costs */
};

void s7_schedule_init(struct s7_schedule *schedule, struct s7_schedule_entry **heap, size_t capacity);

/** Puts the entry in, or moves it; S7_TIME_NEVER takes it out.  There must be room for it. */
void s7_schedule_set(struct s7_schedule *schedule, struct s7_schedule_entry *entry, s7_time due);

/** The entry due first, NULL: none. */
struct s7_schedule_entry *s7_schedule_first(const struct s7_schedule *schedule);

/** When it is due; S7_TIME_NEVER: nothing is. */
s7_time s7_schedule_due(const struct s7_schedule *schedule);

#endif
