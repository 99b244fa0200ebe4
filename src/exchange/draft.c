/* SPDX-License-Identifier: MIT */
#include <stdlib.h>
#include <string.h>

#include "exchange/state.h"

/* ---- how much is needed ------------------------------------------------------------------------------------------ */

static bool job_is_usable(const struct s7_plant_job *job)
{
    return job->every > 0 && job->area_count >= 1 && job->area_count <= S7_BLOCK_AREAS;
}

static bool jobs_are_usable(const struct s7_plant_connection *connection)
{
    for (size_t i = 0; i < connection->job_count; i++)
        if (!job_is_usable(&connection->jobs[i]))
            return false;
    return true;
}

/** Connections of other services are only described by the plant. */
static bool is_exchanged(const struct s7_plant_connection *connection)
{
    return connection->service == S7_PLANT_SERVICE_PUT_GET || connection->service == S7_PLANT_SERVICE_GET ||
           connection->service == S7_PLANT_SERVICE_PUT;
}

/** Data of the active side; NULL: the connection is not run. */
static struct s7_memory *memory_for(const struct s7_exchange *exchange,
                                    const struct s7_plant_connection *connection)
{
    const struct s7_exchange_config *config = &exchange->config;
    return is_exchanged(connection) ? config->memory(config->user, connection->from) : NULL;
}

static bool count_need(struct s7_exchange_draft *draft, size_t *ret_connections, size_t *ret_tasks)
{
    size_t connections = 0, tasks = 0;
    for (size_t i = 0; i < draft->plant->connection_count; i++) {
        const struct s7_plant_connection *connection = &draft->plant->connections[i];
        if (!memory_for(draft->exchange, connection))
            continue;
        if (!jobs_are_usable(connection))
            return false;
        connections++;
        tasks += connection->job_count;
    }
    *ret_connections = connections;
    *ret_tasks = tasks;
    return true;
}

static bool allocate(struct s7_exchange_draft *draft, size_t connections, size_t tasks)
{
    struct s7_exchange_set *set = &draft->set;
    /* one more of each: an empty plant is not an allocation failure */
    set->connections = calloc(connections + 1, sizeof(struct s7_exchange_connection *));
    set->tasks = calloc(tasks + 1, sizeof(struct s7_exchange_task *));
    set->heap = calloc(tasks + connections + 1, sizeof(struct s7_schedule_entry *));
    draft->origins = calloc(connections + 1, sizeof *draft->origins);
    return set->connections && set->tasks && set->heap && draft->origins;
}

/* ---- what is kept, what is made ---------------------------------------------------------------------------------- */

static void keep_nothing(struct s7_exchange *exchange)
{
    for (size_t i = 0; i < exchange->set.connection_count; i++)
        exchange->set.connections[i]->kept = false;
    for (size_t i = 0; i < exchange->set.task_count; i++)
        exchange->set.tasks[i]->kept = false;
}

/** The connection with this id; most are where they were, so the search starts at `*cursor`. */
static struct s7_exchange_connection *find_old(const struct s7_exchange *exchange, const char *id,
                                               size_t *cursor)
{
    const struct s7_exchange_set *set = &exchange->set;
    for (size_t i = 0; i < set->connection_count; i++) {
        size_t at = (*cursor + i) % set->connection_count;
        if (strcmp(set->connections[at]->id, id) == 0) {
            *cursor = at + 1;
            return set->connections[at];
        }
    }
    return NULL;
}

static bool is_refused(const struct s7_exchange_config *config, const struct s7_plant_connection *connection,
                       const struct s7_plant_job *job)
{
    return job->kind == S7_PLANT_PUT && config->may_write && !config->may_write(config->user, connection);
}

/** The old connection's task that does this and was not kept yet; the search starts at its old place. */
static struct s7_exchange_task *find_task(const struct s7_exchange *exchange,
                                          const struct s7_exchange_connection *old,
                                          const struct s7_plant_job *job, size_t place, bool refused)
{
    size_t count = old ? old->task_count : 0;
    for (size_t i = 0; i < count; i++) {
        struct s7_exchange_task *task = exchange->set.tasks[old->first_task + (place + i) % count];
        if (!task->kept && task->refused == refused && s7_exchange_task_same(task->job, job))
            return task;
    }
    return NULL;
}

static int add_task(struct s7_exchange_draft *draft, struct s7_exchange_connection *connection,
                    const struct s7_exchange_origin *origin, size_t place)
{
    const struct s7_plant_job *job = &origin->plant->jobs[place];
    bool refused = is_refused(&draft->exchange->config, origin->plant, job);
    struct s7_exchange_task *task = find_task(draft->exchange, origin->old, job, place, refused);
    if (task) {
        task->kept = true;
    } else {
        task = s7_exchange_task_new(connection, job, place + 1);
        if (!task)
            return S7_ERR_LOCAL_MEMORY;
        task->refused = refused;
    }
    draft->set.tasks[draft->set.task_count++] = task;
    return S7_OK;
}

static int add_connection(struct s7_exchange_draft *draft, const struct s7_exchange_origin *origin,
                          struct s7_memory *memory)
{
    struct s7_exchange *exchange = draft->exchange;
    struct s7_exchange_route route = s7_exchange_route_of(&exchange->config, origin->plant, memory);
    struct s7_exchange_connection *connection = origin->old;
    bool kept = connection && s7_exchange_route_same(connection, &route);
    int error = kept ? S7_OK : s7_exchange_connection_new(exchange, origin->plant, &route, &connection);
    if (error != S7_OK)
        return error;
    connection->kept = kept;
    draft->origins[draft->set.connection_count] = *origin;
    draft->set.connections[draft->set.connection_count++] = connection;
    for (size_t i = 0; i < origin->plant->job_count && error == S7_OK; i++)
        error = add_task(draft, connection, origin, i);
    return error;
}

static int add_all(struct s7_exchange_draft *draft)
{
    size_t cursor = 0;
    int error = S7_OK;
    for (size_t i = 0; i < draft->plant->connection_count && error == S7_OK; i++) {
        struct s7_exchange_origin origin = {.plant = &draft->plant->connections[i]};
        struct s7_memory *memory = memory_for(draft->exchange, origin.plant);
        origin.old = find_old(draft->exchange, origin.plant->id, &cursor);
        error = memory ? add_connection(draft, &origin, memory) : S7_OK;
    }
    return error;
}

int s7_exchange_draft_make(struct s7_exchange *exchange, const struct s7_plant *plant,
                           struct s7_exchange_draft *ret_draft)
{
    struct s7_exchange_draft draft = {.exchange = exchange, .plant = plant};
    size_t connections, tasks;
    if (!count_need(&draft, &connections, &tasks))
        return S7_ERR_LOCAL_ARGUMENT;
    keep_nothing(exchange);
    int error = allocate(&draft, connections, tasks) ? add_all(&draft) : S7_ERR_LOCAL_MEMORY;
    if (error != S7_OK)
        s7_exchange_draft_discard(&draft);
    else
        *ret_draft = draft;
    return error;
}

void s7_exchange_draft_discard(struct s7_exchange_draft *draft)
{
    for (size_t i = 0; i < draft->set.task_count; i++)
        if (!draft->set.tasks[i]->kept)
            free(draft->set.tasks[i]);
    for (size_t i = 0; i < draft->set.connection_count; i++)
        if (!draft->set.connections[i]->kept)
            s7_exchange_connection_free(draft->set.connections[i]);
    free(draft->set.connections);
    free(draft->set.tasks);
    free(draft->set.heap);
    free(draft->origins);
    keep_nothing(draft->exchange);
}
