/* SPDX-License-Identifier: MIT */
#include "exchange/schedule.h"

#include <assert.h>

void s7_schedule_init(struct s7_schedule *schedule, struct s7_schedule_entry **heap, size_t capacity)
{
    *schedule = (struct s7_schedule){.heap = heap, .count = 0, .capacity = capacity};
}

static bool comes_before(struct s7_schedule *schedule, const struct s7_schedule_entry *a,
                         const struct s7_schedule_entry *b)
{
    schedule->comparisons++;
    return a->due != b->due ? a->due < b->due : a->order < b->order;
}

static void put_at(struct s7_schedule *schedule, size_t place, struct s7_schedule_entry *entry)
{
    schedule->heap[place - 1] = entry;
    entry->place = place;
}

static void rise(struct s7_schedule *schedule, struct s7_schedule_entry *entry)
{
    size_t place = entry->place;
    while (place > 1 && comes_before(schedule, entry, schedule->heap[place / 2 - 1])) {
        put_at(schedule, place, schedule->heap[place / 2 - 1]);
        place /= 2;
    }
    put_at(schedule, place, entry);
}

static void sink(struct s7_schedule *schedule, struct s7_schedule_entry *entry)
{
    size_t place = entry->place;
    for (size_t child = 2 * place; child <= schedule->count; child = 2 * place) {
        if (child < schedule->count && comes_before(schedule, schedule->heap[child], schedule->heap[child - 1]))
            child++;
        if (!comes_before(schedule, schedule->heap[child - 1], entry))
            break;
        put_at(schedule, place, schedule->heap[child - 1]);
        place = child;
    }
    put_at(schedule, place, entry);
}

static void settle(struct s7_schedule *schedule, struct s7_schedule_entry *entry)
{
    rise(schedule, entry);
    sink(schedule, entry);
}

static void take_out(struct s7_schedule *schedule, struct s7_schedule_entry *entry)
{
    size_t place = entry->place;
    struct s7_schedule_entry *last = schedule->heap[--schedule->count];
    entry->place = 0;
    if (last == entry)
        return;
    put_at(schedule, place, last);
    settle(schedule, last);
}

void s7_schedule_set(struct s7_schedule *schedule, struct s7_schedule_entry *entry, s7_time due)
{
    entry->due = due;
    if (due == S7_TIME_NEVER) {
        if (entry->place != 0)
            take_out(schedule, entry);
        return;
    }
    if (entry->place == 0) {
        assert(schedule->count < schedule->capacity);
        put_at(schedule, ++schedule->count, entry);
    }
    settle(schedule, entry);
}

struct s7_schedule_entry *s7_schedule_first(const struct s7_schedule *schedule)
{
    return schedule->count > 0 ? schedule->heap[0] : NULL;
}

s7_time s7_schedule_due(const struct s7_schedule *schedule)
{
    return schedule->count > 0 ? schedule->heap[0]->due : S7_TIME_NEVER;
}
