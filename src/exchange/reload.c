/* SPDX-License-Identifier: MIT */
#include <stdlib.h>

#include "exchange/state.h"

/* ---- what is not kept -------------------------------------------------------------------------------------------- */

/** Before anything ends: the plant of what goes is gone after the reload, and its values are not wanted. */
static void remove_tasks(struct s7_exchange *exchange)
{
    for (size_t i = 0; i < exchange->set.task_count; i++) {
        struct s7_exchange_task *task = exchange->set.tasks[i];
        task->removed = !task->kept;
        if (task->removed)
            task->job = NULL;
    }
}

/** All that wait, in the order of connections and lines, without those that go. */
static struct s7_exchange_task *take_lines(struct s7_exchange *exchange)
{
    struct s7_exchange_task *first = NULL, **end = &first;
    for (size_t i = 0; i < exchange->set.connection_count; i++) {
        struct s7_exchange_connection *connection = exchange->set.connections[i];
        for (struct s7_exchange_task *task = connection->first; task; task = task->next) {
            task->waiting = false;
            if (task->removed)
                continue;
            *end = task;
            end = &task->next;
        }
        connection->first = connection->last = NULL;
    }
    *end = NULL;
    return first;
}

/** Whose end is awaited by `waiting`, NULL: nobody's. */
static struct s7_exchange_connection *find_awaited(const struct s7_exchange *exchange,
                                                   const struct s7_exchange_connection *waiting)
{
    struct s7_exchange_connection *retired = exchange->retired;
    while (retired && retired->successor != waiting)
        retired = retired->next;
    return retired;
}

static void replace_connection(struct s7_exchange_connection *old, struct s7_exchange_connection *successor,
                               s7_time now)
{
    struct s7_exchange *exchange = old->exchange;
    struct s7_exchange_connection *awaited = find_awaited(exchange, old);
    if (awaited) {
        awaited->successor = successor;
        if (successor)
            successor->phase = S7_EXCHANGE_ENDING;
    }
    if (successor) {
        successor->opened = old->opened;
        successor->attempts = old->attempts;
        successor->fault = old->fault;
    }
    s7_exchange_connection_retire(old, successor, now);
    old->next = exchange->retired;
    exchange->retired = old;
}

static void replace_connections(struct s7_exchange_draft *draft, s7_time now)
{
    const struct s7_exchange_set *set = &draft->exchange->set;
    for (size_t i = 0; i < draft->set.connection_count; i++) {
        struct s7_exchange_connection *old = draft->origins[i].old;
        if (old && !old->kept)
            replace_connection(old, draft->set.connections[i], now);
    }
    for (size_t i = 0; i < set->connection_count; i++)
        if (!set->connections[i]->kept && !set->connections[i]->retired)
            replace_connection(set->connections[i], NULL, now);
}

/** Its call is still lent to the client. */
static bool is_lent(const struct s7_exchange_task *task)
{
    return task->transfer.running && !task->transfer.job.finished;
}

static void release_tasks(struct s7_exchange *exchange)
{
    for (size_t i = 0; i < exchange->set.task_count; i++) {
        struct s7_exchange_task *task = exchange->set.tasks[i];
        if (!task->removed)
            continue;
        task->next = exchange->removed;
        exchange->removed = task;
    }
}

/* ---- what takes its place ---------------------------------------------------------------------------------------- */

/** Where everything of the draft belongs now; new tasks are there already. */
static void settle_tasks(struct s7_exchange_draft *draft)
{
    size_t n = 0;
    for (size_t i = 0; i < draft->set.connection_count; i++) {
        struct s7_exchange_connection *connection = draft->set.connections[i];
        const struct s7_plant_connection *plant = draft->origins[i].plant;
        s7_exchange_connection_follow(connection, plant);
        connection->first_task = n;
        connection->task_count = plant->job_count;
        for (size_t j = 0; j < plant->job_count; j++)
            s7_exchange_task_move(draft->set.tasks[n++], connection, &plant->jobs[j], j + 1);
    }
}

/** When an entry is due; it is in no schedule from here on. */
static s7_time leave_schedule(struct s7_schedule_entry *entry, size_t order)
{
    s7_time due = entry->place != 0 ? entry->due : S7_TIME_NEVER;
    entry->place = 0;
    entry->order = order;
    return due;
}

static void schedule_all(struct s7_exchange *exchange)
{
    const struct s7_exchange_set *set = &exchange->set;
    s7_schedule_init(&exchange->task_schedule, set->heap, set->task_count);
    s7_schedule_init(&exchange->connection_schedule, set->heap + set->task_count, set->connection_count);
    for (size_t i = 0; i < set->task_count; i++) {
        struct s7_schedule_entry *entry = &set->tasks[i]->entry;
        s7_schedule_set(&exchange->task_schedule, entry, leave_schedule(entry, i));
    }
    for (size_t i = 0; i < set->connection_count; i++) {
        struct s7_schedule_entry *entry = &set->connections[i]->entry;
        s7_schedule_set(&exchange->connection_schedule, entry, leave_schedule(entry, i));
    }
}

static void line_up(struct s7_exchange_task *waiting)
{
    while (waiting) {
        struct s7_exchange_task *task = waiting;
        waiting = task->next;
        s7_exchange_connection_enter(task->connection, task);
    }
}

static void start_new(struct s7_exchange *exchange, s7_time now)
{
    for (size_t i = 0; i < exchange->set.connection_count; i++) {
        struct s7_exchange_connection *connection = exchange->set.connections[i];
        if (!connection->kept && connection->phase != S7_EXCHANGE_ENDING)
            s7_exchange_connection_dial(connection, now);
    }
    for (size_t i = 0; i < exchange->set.task_count; i++) {
        struct s7_exchange_task *task = exchange->set.tasks[i];
        if (!task->kept && !task->refused)
            s7_exchange_task_start(task, now);
    }
}

static struct s7_exchange_changes count_changes(const struct s7_exchange_draft *draft)
{
    const struct s7_exchange_set *old = &draft->exchange->set, *next = &draft->set;
    struct s7_exchange_changes changes = {.jobs_kept = 0};
    for (size_t i = 0; i < next->connection_count; i++) {
        changes.connections_kept += next->connections[i]->kept;
        changes.connections_changed += !next->connections[i]->kept && draft->origins[i].old;
        changes.connections_added += !draft->origins[i].old;
    }
    for (size_t i = 0; i < next->task_count; i++)
        changes.jobs_kept += next->tasks[i]->kept;
    changes.connections_removed =
        old->connection_count - changes.connections_kept - changes.connections_changed;
    changes.jobs_added = next->task_count - changes.jobs_kept;
    changes.jobs_removed = old->task_count - changes.jobs_kept;
    return changes;
}

void s7_exchange_reload_adopt(struct s7_exchange_draft *draft, s7_time now,
                              struct s7_exchange_changes *ret_changes)
{
    struct s7_exchange *exchange = draft->exchange;
    struct s7_exchange_changes changes = count_changes(draft);
    bool in_tick = exchange->in_tick;
    exchange->in_tick = true; /* one wake in the end is enough */
    remove_tasks(exchange);
    struct s7_exchange_task *waiting = take_lines(exchange);
    replace_connections(draft, now);
    release_tasks(exchange);
    settle_tasks(draft);
    free(exchange->set.connections);
    free(exchange->set.tasks);
    struct s7_schedule_entry **heap = exchange->set.heap;
    exchange->set = draft->set;
    schedule_all(exchange);
    free(heap);
    free(draft->origins);
    line_up(waiting);
    if (exchange->started)
        start_new(exchange, now);
    exchange->in_tick = in_tick;
    s7_exchange_reload_sweep(exchange);
    *ret_changes = changes;
}

/* ---- afterwards -------------------------------------------------------------------------------------------------- */

static void sweep_tasks(struct s7_exchange *exchange)
{
    for (struct s7_exchange_task **at = &exchange->removed; *at;) {
        struct s7_exchange_task *task = *at;
        if (is_lent(task)) {
            at = &task->next;
            continue;
        }
        *at = task->next;
        free(task);
    }
}

static void sweep_connections(struct s7_exchange *exchange)
{
    for (struct s7_exchange_connection **at = &exchange->retired; *at;) {
        struct s7_exchange_connection *connection = *at;
        if (connection->attached) {
            at = &connection->next;
            continue;
        }
        *at = connection->next;
        s7_exchange_connection_free(connection);
    }
}

void s7_exchange_reload_sweep(struct s7_exchange *exchange)
{
    sweep_tasks(exchange); /* first: they know their connections */
    sweep_connections(exchange);
}
