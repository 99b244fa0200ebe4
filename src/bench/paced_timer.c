/* SPDX-License-Identifier: MIT
 *
 * Nothing but timers: the schedule of the exchange, with jobs that end the moment they begin.
 */
#include <stdlib.h>

#include "bench/pacing.h"
#include "bench/process.h"
#include "exchange/grid.h"
#include "exchange/schedule.h"

struct paced_job {
    struct s7_schedule_entry entry; /* first member */
    struct s7_grid grid;
};

struct timers {
    struct s7_schedule schedule;
    struct s7_schedule_entry **heap;
    struct paced_job *jobs;
    uint64_t skipped;
};

static bool open_timers(struct s7_bench_pacer *pacer, const char **ret_what)
{
    struct timers *timers = calloc(1, sizeof *timers);
    pacer->state = timers;
    if (timers) {
        timers->heap = calloc(pacer->count, sizeof(struct s7_schedule_entry *));
        timers->jobs = calloc(pacer->count, sizeof *timers->jobs);
    }
    if (timers && timers->heap && timers->jobs)
        return true;
    *ret_what = "out of memory";
    return false;
}

static void start_timers(struct s7_bench_pacer *pacer, s7_time now)
{
    struct timers *timers = pacer->state;
    s7_schedule_init(&timers->schedule, timers->heap, pacer->count);
    for (size_t i = 0; i < pacer->count; i++) {
        timers->jobs[i].entry.order = i;
        timers->jobs[i].grid = (struct s7_grid){.start = now, .every = pacer->period};
        s7_schedule_set(&timers->schedule, &timers->jobs[i].entry, now);
    }
}

static void tick_timers(struct s7_bench_pacer *pacer, s7_time now)
{
    struct timers *timers = pacer->state;
    while (s7_schedule_due(&timers->schedule) <= now) {
        struct paced_job *job = (struct paced_job *)s7_schedule_first(&timers->schedule);
        uint64_t passed = s7_grid_pass(&job->grid, now);
        timers->skipped += passed > 0 ? passed - 1 : 0;
        s7_schedule_set(&timers->schedule, &job->entry, s7_grid_next(&job->grid));
        s7_bench_pacer_ended(pacer, s7_bench_now());
    }
}

static s7_time timers_deadline(const struct s7_bench_pacer *pacer)
{
    const struct timers *timers = pacer->state;
    return pacer->closing ? S7_TIME_NEVER : s7_schedule_due(&timers->schedule);
}

static uint64_t timers_lost(const struct s7_bench_pacer *pacer)
{
    const struct timers *timers = pacer->state;
    return timers->skipped;
}

static s7_time nobody_served(const struct s7_bench_pacer *pacer)
{
    (void)pacer;
    return -1;
}

static void close_timers(struct s7_bench_pacer *pacer, s7_time now)
{
    (void)now;
    uv_close((uv_handle_t *)&pacer->timer, NULL);
}

static void free_timers(struct s7_bench_pacer *pacer)
{
    struct timers *timers = pacer->state;
    if (!timers)
        return;
    free(timers->heap);
    free(timers->jobs);
    free(timers);
}

static const struct s7_bench_subject timer_subject = {.name = "timers", .server_name = "nobody"};

const struct s7_bench_paced s7_bench_paced_timer = {.subject = &timer_subject,
                                                    .open = open_timers,
                                                    .start = start_timers,
                                                    .tick = tick_timers,
                                                    .deadline = timers_deadline,
                                                    .lost = timers_lost,
                                                    .served = nobody_served,
                                                    .close = close_timers,
                                                    .free = free_timers};
