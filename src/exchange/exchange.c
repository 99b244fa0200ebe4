/* SPDX-License-Identifier: MIT */
#include "exchange/exchange.h"

#include <stdlib.h>

#include "exchange/state.h"

void s7_exchange_config_default(struct s7_exchange_config *config)
{
    *config = (struct s7_exchange_config){.timeout = 2 * S7_SECOND,
                                          .connect_timeout = 4 * S7_SECOND,
                                          .backoff_first = 250 * S7_MILLISECOND,
                                          .backoff_most = 10 * S7_SECOND};
}

static bool config_is_usable(const struct s7_exchange_config *config)
{
    return config->plant && config->dialer && config->memory && config->endpoint && config->timeout > 0 &&
           config->connect_timeout > 0 && config->backoff_first > 0 &&
           config->backoff_most >= config->backoff_first;
}

/** What the connections that are run need: counted before anything is allocated. */
struct need {
    size_t connections;
    size_t tasks;
    size_t octets;
};

static bool job_is_usable(const struct s7_plant_job *job)
{
    return job->every > 0 && job->area_count >= 1 && job->area_count <= S7_BLOCK_AREAS;
}

static bool add_need(const struct s7_plant_connection *connection, struct need *need)
{
    need->connections++;
    need->tasks += connection->job_count;
    for (size_t i = 0; i < connection->job_count; i++) {
        if (!job_is_usable(&connection->jobs[i]))
            return false;
        need->octets += s7_exchange_task_size(&connection->jobs[i]);
    }
    return true;
}

static struct s7_memory *memory_of(const struct s7_exchange_config *config, const struct s7_plant_cpu *cpu)
{
    return config->memory(config->user, cpu);
}

static bool count_need(const struct s7_exchange_config *config, struct need *ret_need)
{
    *ret_need = (struct need){.connections = 0};
    for (size_t i = 0; i < config->plant->connection_count; i++) {
        const struct s7_plant_connection *connection = &config->plant->connections[i];
        if (memory_of(config, connection->from) && !add_need(connection, ret_need))
            return false;
    }
    return true;
}

static bool allocate(struct s7_exchange *exchange, const struct need *need)
{
    /* one more of each: an empty plant is not an allocation failure */
    exchange->connections = calloc(need->connections + 1, sizeof *exchange->connections);
    exchange->tasks = calloc(need->tasks + 1, sizeof *exchange->tasks);
    exchange->buffers = calloc(need->octets + 1, 1);
    exchange->heap = calloc(need->tasks + need->connections + 1, sizeof(struct s7_schedule_entry *));
    if (!exchange->connections || !exchange->tasks || !exchange->buffers || !exchange->heap)
        return false;
    s7_schedule_init(&exchange->task_schedule, exchange->heap, need->tasks);
    s7_schedule_init(&exchange->connection_schedule, exchange->heap + need->tasks, need->connections);
    return true;
}

static bool is_refused(const struct s7_exchange_config *config, const struct s7_plant_connection *connection,
                       const struct s7_plant_job *job)
{
    return job->kind == S7_PLANT_PUT && config->may_write && !config->may_write(config->user, connection);
}

static int add_connection(struct s7_exchange *exchange, const struct s7_plant_connection *plant,
                          struct s7_memory *memory, uint8_t **buffer)
{
    struct s7_exchange_connection *connection = &exchange->connections[exchange->connection_count];
    connection->entry.order = exchange->connection_count;
    int error = s7_exchange_connection_init(connection, exchange, plant, memory);
    if (error != S7_OK)
        return error;
    exchange->connection_count++;
    for (size_t i = 0; i < plant->job_count; i++) {
        struct s7_exchange_task *task = &exchange->tasks[exchange->task_count];
        task->entry.order = exchange->task_count++;
        s7_exchange_task_init(task, connection, &plant->jobs[i], i + 1, *buffer);
        task->refused = is_refused(&exchange->config, plant, &plant->jobs[i]);
        *buffer += task->octets;
    }
    return S7_OK;
}

static int add_all(struct s7_exchange *exchange)
{
    const struct s7_plant *plant = exchange->config.plant;
    uint8_t *buffer = exchange->buffers;
    for (size_t i = 0; i < plant->connection_count; i++) {
        struct s7_memory *memory = memory_of(&exchange->config, plant->connections[i].from);
        int error = memory ? add_connection(exchange, &plant->connections[i], memory, &buffer) : S7_OK;
        if (error != S7_OK)
            return error;
    }
    return S7_OK;
}

int s7_exchange_new(const struct s7_exchange_config *config, struct s7_exchange **ret_exchange)
{
    struct need need;
    if (!config_is_usable(config) || !count_need(config, &need))
        return S7_ERR_LOCAL_ARGUMENT;
    struct s7_exchange *exchange = calloc(1, sizeof *exchange);
    if (!exchange)
        return S7_ERR_LOCAL_MEMORY;
    exchange->config = *config;
    exchange->chance.state = config->seed;
    int error = allocate(exchange, &need) ? add_all(exchange) : S7_ERR_LOCAL_MEMORY;
    if (error != S7_OK) {
        s7_exchange_free(exchange);
        return error;
    }
    *ret_exchange = exchange;
    return S7_OK;
}

void s7_exchange_free(struct s7_exchange *exchange)
{
    if (!exchange)
        return;
    for (size_t i = 0; i < exchange->connection_count; i++)
        s7_client_free(exchange->connections[i].client);
    free(exchange->connections);
    free(exchange->tasks);
    free(exchange->buffers);
    free(exchange->heap);
    free(exchange);
}

void s7_exchange_wake(struct s7_exchange *exchange)
{
    if (!exchange->in_tick && exchange->config.wake)
        exchange->config.wake(exchange->config.user);
}

void s7_exchange_start(struct s7_exchange *exchange, s7_time now)
{
    exchange->now = now;
    for (size_t i = 0; i < exchange->connection_count; i++)
        s7_exchange_connection_dial(&exchange->connections[i], now);
    for (size_t i = 0; i < exchange->task_count; i++)
        if (!exchange->tasks[i].refused)
            s7_exchange_task_start(&exchange->tasks[i], now);
    s7_exchange_wake(exchange);
}

/** One thing that is due, tasks first: they line up before the connection lets the first begin. */
static bool serve_one(struct s7_exchange *exchange, s7_time now)
{
    if (s7_schedule_due(&exchange->task_schedule) <= now)
        s7_exchange_task_due((struct s7_exchange_task *)s7_schedule_first(&exchange->task_schedule), now);
    else if (s7_schedule_due(&exchange->connection_schedule) <= now)
        s7_exchange_connection_due(
            (struct s7_exchange_connection *)s7_schedule_first(&exchange->connection_schedule), now);
    else
        return false;
    return true;
}

void s7_exchange_tick(struct s7_exchange *exchange, s7_time now)
{
    exchange->now = now;
    exchange->in_tick = true;
    while (serve_one(exchange, now))
        continue;
    exchange->in_tick = false;
}

s7_time s7_exchange_deadline(const struct s7_exchange *exchange)
{
    return s7_time_earlier(s7_schedule_due(&exchange->task_schedule),
                           s7_schedule_due(&exchange->connection_schedule));
}

void s7_exchange_pause(struct s7_exchange *exchange, s7_time now)
{
    exchange->now = now;
    exchange->paused = true;
    for (size_t i = 0; i < exchange->task_count; i++)
        s7_exchange_task_pause(&exchange->tasks[i], now);
    for (size_t i = 0; i < exchange->connection_count; i++)
        s7_exchange_connection_forget(&exchange->connections[i]);
}

void s7_exchange_once(struct s7_exchange *exchange, s7_time now)
{
    exchange->now = now;
    for (size_t i = 0; i < exchange->task_count; i++) {
        struct s7_exchange_task *task = &exchange->tasks[i];
        bool free = !task->waiting && !task->transfer.running;
        if (free && !task->refused && task->errors_in_a_row == 0)
            s7_exchange_connection_enter(task->connection, task);
    }
}

bool s7_exchange_quiet(const struct s7_exchange *exchange)
{
    for (size_t i = 0; i < exchange->connection_count; i++)
        if (exchange->connections[i].link.job_count > 0 || exchange->connections[i].first)
            return false;
    return true;
}

void s7_exchange_close(struct s7_exchange *exchange, s7_time now)
{
    s7_exchange_pause(exchange, now);
    exchange->closing = true;
    for (size_t i = 0; i < exchange->connection_count; i++)
        s7_exchange_connection_close(&exchange->connections[i], now);
}

bool s7_exchange_idle(const struct s7_exchange *exchange)
{
    for (size_t i = 0; i < exchange->connection_count; i++)
        if (exchange->connections[i].attached)
            return false;
    return true;
}

size_t s7_exchange_job_count(const struct s7_exchange *exchange)
{
    return exchange->task_count;
}

struct s7_exchange_report s7_exchange_report(const struct s7_exchange *exchange, size_t index)
{
    const struct s7_exchange_task *task = &exchange->tasks[index];
    const struct s7_exchange_connection *connection = task->connection;
    return (struct s7_exchange_report){
        .connection = connection->plant,
        .job = task->job,
        .number = task->number,
        .refused = task->refused,
        .completions = task->completions,
        .errors = task->errors,
        .skipped = task->skipped,
        .octets = task->completions * task->octets,
        .reconnects = connection->opened > 0 ? connection->opened - 1 : 0,
        .connected = connection->phase == S7_EXCHANGE_UP,
        .status = task->transfer.status,
        .fault = task->fault,
        .failing = task->errors_in_a_row > 0,
        .p50 = s7_histogram_percentile(&task->durations, 500),
        .p99 = s7_histogram_percentile(&task->durations, 990),
        .most = task->durations.most,
    };
}
