/* SPDX-License-Identifier: MIT */
#include "exchange/exchange.h"

#include <stdlib.h>
#include <string.h>

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

/**
 * A clock that was set back takes everything along that is due: jobs go on with their cycles as if nothing had
 * happened, instead of standing still until the old time has come again.  The order of what is due stays.
 */
static void follow_clock(struct s7_exchange *exchange, s7_time now)
{
    s7_time back = exchange->now - now;
    exchange->now = now;
    if (back <= 0)
        return;
    for (size_t i = 0; i < exchange->set.task_count; i++)
        s7_exchange_task_shift(exchange->set.tasks[i], back);
    for (size_t i = 0; i < exchange->set.connection_count; i++)
        s7_exchange_connection_shift(exchange->set.connections[i], back);
}

/** All or nothing. */
static int adopt_plant(struct s7_exchange *exchange, const struct s7_plant *plant, s7_time now,
                       struct s7_exchange_changes *ret_changes)
{
    struct s7_exchange_draft draft;
    int error = s7_exchange_draft_make(exchange, plant, &draft);
    if (error != S7_OK)
        return error;
    follow_clock(exchange, now);
    exchange->config.plant = plant;
    s7_exchange_reload_adopt(&draft, now, ret_changes);
    return S7_OK;
}

int s7_exchange_new(const struct s7_exchange_config *config, struct s7_exchange **ret_exchange)
{
    struct s7_exchange_changes changes;
    if (!config_is_usable(config))
        return S7_ERR_LOCAL_ARGUMENT;
    struct s7_exchange *exchange = calloc(1, sizeof *exchange);
    if (!exchange)
        return S7_ERR_LOCAL_MEMORY;
    exchange->config = *config;
    exchange->chance.state = config->seed;
    int error = adopt_plant(exchange, config->plant, exchange->now, &changes);
    if (error != S7_OK) {
        s7_exchange_free(exchange);
        return error;
    }
    *ret_exchange = exchange;
    return S7_OK;
}

int s7_exchange_reload(struct s7_exchange *exchange, const struct s7_plant *next, s7_time now,
                       struct s7_exchange_changes *ret_changes)
{
    int error = exchange->closing ? S7_ERR_LOCAL_CLOSED : adopt_plant(exchange, next, now, ret_changes);
    if (error == S7_OK)
        s7_exchange_wake(exchange);
    return error;
}

void s7_exchange_free(struct s7_exchange *exchange)
{
    if (!exchange)
        return;
    s7_exchange_reload_sweep(exchange);
    for (size_t i = 0; i < exchange->set.task_count; i++)
        free(exchange->set.tasks[i]);
    for (size_t i = 0; i < exchange->set.connection_count; i++)
        s7_exchange_connection_free(exchange->set.connections[i]);
    free(exchange->set.connections);
    free(exchange->set.tasks);
    free(exchange->set.heap);
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
    exchange->started = true;
    for (size_t i = 0; i < exchange->set.connection_count; i++)
        s7_exchange_connection_dial(exchange->set.connections[i], now);
    for (size_t i = 0; i < exchange->set.task_count; i++)
        if (!exchange->set.tasks[i]->refused)
            s7_exchange_task_start(exchange->set.tasks[i], now);
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
    follow_clock(exchange, now);
    exchange->in_tick = true;
    s7_exchange_reload_sweep(exchange);
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
    for (size_t i = 0; i < exchange->set.task_count; i++)
        s7_exchange_task_pause(exchange->set.tasks[i], now);
    for (size_t i = 0; i < exchange->set.connection_count; i++)
        s7_exchange_connection_forget(exchange->set.connections[i]);
}

void s7_exchange_hold(struct s7_exchange *exchange, size_t index, bool held)
{
    exchange->set.tasks[index]->held = held;
}

void s7_exchange_once(struct s7_exchange *exchange, s7_time now)
{
    exchange->now = now;
    for (size_t i = 0; i < exchange->set.task_count; i++) {
        struct s7_exchange_task *task = exchange->set.tasks[i];
        bool free = !s7_exchange_task_busy(task) && !task->held;
        if (free && !task->refused && task->errors_in_a_row == 0)
            s7_exchange_connection_enter(task->connection, task);
    }
}

bool s7_exchange_quiet(const struct s7_exchange *exchange)
{
    for (size_t i = 0; i < exchange->set.connection_count; i++)
        if (exchange->set.connections[i]->link.job_count > 0 || exchange->set.connections[i]->first)
            return false;
    return true;
}

void s7_exchange_close(struct s7_exchange *exchange, s7_time now)
{
    s7_exchange_pause(exchange, now);
    exchange->closing = true;
    for (size_t i = 0; i < exchange->set.connection_count; i++)
        s7_exchange_connection_close(exchange->set.connections[i], now);
}

bool s7_exchange_idle(const struct s7_exchange *exchange)
{
    for (size_t i = 0; i < exchange->set.connection_count; i++)
        if (exchange->set.connections[i]->attached)
            return false;
    for (const struct s7_exchange_connection *retired = exchange->retired; retired; retired = retired->next)
        if (retired->attached)
            return false;
    return true;
}

size_t s7_exchange_job_count(const struct s7_exchange *exchange)
{
    return exchange->set.task_count;
}

const char *s7_exchange_phase_text(enum s7_exchange_phase phase)
{
    static const char *const texts[] = {
#define S7_EXCHANGE_PHASE(name, text) [S7_EXCHANGE_##name] = text,
#include "exchange/defs/phase.def"
#undef S7_EXCHANGE_PHASE
    };
    return texts[phase];
}

static void report_calls(const struct s7_exchange_task *task, struct s7_exchange_report *report)
{
    bool running = s7_exchange_task_busy(task);
    report->due = task->completions + task->errors + task->skipped + running;
    report->completions = task->completions;
    report->errors = task->errors;
    report->skipped = task->skipped;
    report->octets = task->completions * task->octets;
    report->running = running;
    report->status = task->transfer.status;
    report->fault = task->fault;
    report->failing = task->errors_in_a_row > 0;
    report->p50 = s7_histogram_percentile(&task->durations, 500);
    report->p99 = s7_histogram_percentile(&task->durations, 990);
    report->most = task->durations.most;
    report->finished_at = task->finished_at;
    report->next_call = task->entry.place != 0 ? task->entry.due : S7_TIME_NEVER;
}

static void report_value(const struct s7_exchange_task *task, struct s7_exchange_report *report)
{
    memcpy(report->value, task->value, task->value_size);
    report->value_size = task->value_size;
    report->value_at = task->value_at;
}

static void report_connection(const struct s7_exchange_connection *connection,
                              struct s7_exchange_report *report)
{
    struct s7_client_grant grant = s7_client_grant(connection->client);
    report->phase = connection->phase;
    report->connected = connection->phase == S7_EXCHANGE_UP;
    report->reconnects = connection->opened > 0 ? connection->opened - 1 : 0;
    report->attempts = connection->attempts;
    report->backoffs = connection->backoffs;
    report->next_attempt = connection->redial_at;
    report->connection_fault = connection->fault;
    report->pdu_length = grant.pdu_length;
    report->amq = grant.amq_calling;
}

struct s7_exchange_report s7_exchange_report(const struct s7_exchange *exchange, size_t index)
{
    const struct s7_exchange_task *task = exchange->set.tasks[index];
    struct s7_exchange_report report = {.connection = task->connection->plant,
                                        .job = task->job,
                                        .number = task->number,
                                        .refused = task->refused,
                                        .held = task->held};
    report_calls(task, &report);
    report_value(task, &report);
    report_connection(task->connection, &report);
    return report;
}
