/* SPDX-License-Identifier: MIT */
#include "exchange/state.h"

#include <stdlib.h>
#include <string.h>

#include "value/range.h"

/** Pauses after an ERROR: the first, and every further one in a row. */
static const s7_time error_pauses[] = {S7_SECOND, 5 * S7_SECOND};

static s7_time error_pause(unsigned errors_in_a_row)
{
    size_t last = sizeof error_pauses / sizeof error_pauses[0] - 1;
    return error_pauses[errors_in_a_row - 1 < last ? errors_in_a_row - 1 : last];
}

static void call_block(struct s7_exchange_task *task, bool req, s7_time now)
{
    task->transfer.req = req;
    s7_transfer_call(&task->transfer, now);
}

static void schedule_next(struct s7_exchange_task *task, s7_time due)
{
    struct s7_exchange *exchange = task->connection->exchange;
    s7_schedule_set(&exchange->task_schedule, &task->entry, exchange->paused ? S7_TIME_NEVER : due);
}

/** What a table shows: of the first area, as it was sent or has arrived. */
static void note_value(struct s7_exchange_task *task, s7_time now)
{
    size_t size = s7_range_size(&task->transfer.areas[0].remote);
    task->value_size = size < sizeof task->value ? size : sizeof task->value;
    memcpy(task->value, task->transfer.buffer, task->value_size);
    task->value_at = now;
}

static void count_completion(struct s7_exchange_task *task, s7_time now)
{
    task->completions++;
    task->errors_in_a_row = 0;
    s7_histogram_add(&task->durations, now - task->begun_at);
    note_value(task, now);
}

static void count_error(struct s7_exchange_task *task, s7_time now)
{
    if (task->connection->exchange->closing || task->connection->retired) {
        task->skipped++; /* what we end ourselves is not the partner's failure */
        return;
    }
    task->errors++;
    task->errors_in_a_row++;
    task->fault = task->transfer.fault;
    if (!task->job->retry_always)
        schedule_next(task, s7_grid_after(&task->grid, s7_time_after(now, error_pause(task->errors_in_a_row))));
}

/** Takes the outputs of the call that ended the job, and clears REQ for the next edge. */
static void take_outputs(struct s7_exchange_task *task, s7_time now)
{
    task->finished_at = now;
    if (task->transfer.done)
        count_completion(task, now);
    else if (task->transfer.error)
        count_error(task, now);
}

static void block_ready(void *user, s7_time now)
{
    struct s7_exchange_task *task = user;
    if (!task->removed) { /* else nobody wants its values any more */
        call_block(task, false, now);
        take_outputs(task, now);
    }
    bool answered = s7_block_status_of(&task->transfer.job.fault) != S7_BLOCK_COMMUNICATION;
    if (answered) { /* an open connection alone proves nothing: it may be closed at every first request */
        s7_backoff_reset(&task->connection->backoff);
        task->connection->backoffs = 0;
    }
    s7_exchange_connection_stir(task->connection, now);
}

size_t s7_exchange_task_size(const struct s7_plant_job *job)
{
    size_t size = 0;
    for (size_t i = 0; i < job->area_count; i++)
        size += s7_range_size(&job->remote[i]);
    return size;
}

static bool remembers(const struct s7_plant_job *job)
{
    return job->kind == S7_PLANT_GET && job->area_count > 1;
}

size_t s7_exchange_task_room(const struct s7_plant_job *job)
{
    return s7_exchange_task_size(job) * (remembers(job) ? 2 : 1);
}

void s7_exchange_task_init(struct s7_exchange_task *task, struct s7_exchange_connection *connection,
                           const struct s7_plant_job *job, size_t number, uint8_t *buffer)
{
    *task = (struct s7_exchange_task){.entry = {.order = task->entry.order},
                                      .connection = connection,
                                      .job = job,
                                      .number = number,
                                      .octets = s7_exchange_task_size(job),
                                      .finished_at = S7_TIME_NEVER};
    s7_transfer_init(&task->transfer, job->kind == S7_PLANT_GET ? S7_JOB_READ : S7_JOB_WRITE, buffer,
                     task->octets);
    task->transfer.before = remembers(job) ? buffer + task->octets : NULL;
    task->transfer.link = &connection->link;
    task->transfer.ready = block_ready;
    task->transfer.user = task;
    task->transfer.area_count = job->area_count;
    for (size_t i = 0; i < job->area_count; i++)
        task->transfer.areas[i] = (struct s7_block_area){.remote = job->remote[i], .local = job->local[i]};
}

struct s7_exchange_task *s7_exchange_task_new(struct s7_exchange_connection *connection,
                                              const struct s7_plant_job *job, size_t number)
{
    struct s7_exchange_task *task = calloc(1, sizeof *task + s7_exchange_task_room(job));
    if (task)
        s7_exchange_task_init(task, connection, job, number, (uint8_t *)(task + 1));
    return task;
}

bool s7_exchange_task_same(const struct s7_plant_job *one, const struct s7_plant_job *other)
{
    if (one->kind != other->kind || one->every != other->every || one->retry_always != other->retry_always ||
        one->area_count != other->area_count)
        return false;
    for (size_t i = 0; i < one->area_count; i++)
        if (!s7_range_equal(&one->remote[i], &other->remote[i]) ||
            !s7_range_equal(&one->local[i], &other->local[i]))
            return false;
    return true;
}

void s7_exchange_task_move(struct s7_exchange_task *task, struct s7_exchange_connection *connection,
                           const struct s7_plant_job *job, size_t number)
{
    task->connection = connection;
    task->transfer.link = &connection->link;
    task->job = job;
    task->number = number;
}

void s7_exchange_task_shift(struct s7_exchange_task *task, s7_time back)
{
    task->grid.start -= back;
    task->begun_at -= back;
    if (task->entry.place != 0)
        task->entry.due -= back;
}

bool s7_exchange_task_busy(const struct s7_exchange_task *task)
{
    return task->waiting || task->transfer.running;
}

void s7_exchange_task_start(struct s7_exchange_task *task, s7_time now)
{
    task->grid = (struct s7_grid){.start = now, .every = task->job->every, .number = 0};
    schedule_next(task, now);
}

void s7_exchange_task_due(struct s7_exchange_task *task, s7_time now)
{
    uint64_t passed = s7_grid_pass(&task->grid, now);
    bool free = !s7_exchange_task_busy(task) && !task->held;
    task->skipped += free && passed > 0 ? passed - 1 : passed;
    schedule_next(task, s7_grid_next(&task->grid));
    if (free && passed > 0)
        s7_exchange_connection_enter(task->connection, task);
}

void s7_exchange_task_pause(struct s7_exchange_task *task, s7_time now)
{
    bool backs_off = task->entry.place != 0 && task->entry.due > s7_grid_next(&task->grid);
    if (backs_off) /* the cycles that its pause after an ERROR has passed so far were due, too */
        task->skipped += s7_grid_pass(&task->grid, now - 1);
    s7_schedule_set(&task->connection->exchange->task_schedule, &task->entry, S7_TIME_NEVER);
}

void s7_exchange_task_begin(struct s7_exchange_task *task, s7_time now)
{
    task->begun_at = now;
    call_block(task, true, now);
    if (task->transfer.running)
        return;
    take_outputs(task, now);
    call_block(task, false, now);
}
