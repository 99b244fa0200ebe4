/* SPDX-License-Identifier: MIT */
#include "cli/run_compare.h"

#include <stdlib.h>
#include <string.h>

#include "engine/client.h"

static const s7_time read_timeout = 10 * S7_SECOND;

/** One CPU, read over a connection of its own. */
struct reading {
    struct s7_comparison *comparison;
    const struct s7_desk_cpu *cpu;
    struct s7_client *client;
    struct s7_job job;
    struct s7_fault fault; /**< why the connection did not come about */
    bool connected;        /**< the transport has it */
    bool finished;
};

/** Both ends of one area of one job; NULL: not run, or a partner is not played here. */
struct pair {
    const struct s7_job_item *source, *destination;
};

struct s7_comparison {
    const struct s7_exchange *exchange;
    struct s7_desk *desk;
    struct reading *readings; /**< one per CPU */
    struct s7_job_item *items;
    struct pair *pairs; /**< S7_PLANT_JOB_AREAS per job */
    uint8_t *octets;
    bool started;
    void (*done)(void *user);
    void *user;
};

/* ---- what is to be read ------------------------------------------------------------------------------------------ */

/** Shown every area that is compared twice, once for each of its CPUs; *place: where its item belongs. */
typedef void visitor(struct s7_comparison *comparison, const struct s7_plant_cpu *cpu,
                     const struct s7_range *range, const struct s7_job_item **place);

static void visit_job(struct s7_comparison *comparison, size_t index, visitor *visit)
{
    struct s7_exchange_report report = s7_exchange_report(comparison->exchange, index);
    const struct s7_plant_job *job = report.job;
    bool put = job->kind == S7_PLANT_PUT;
    if (report.refused || !s7_desk_find(comparison->desk, report.connection->from) ||
        !s7_desk_find(comparison->desk, report.connection->to))
        return;
    for (size_t i = 0; i < job->area_count; i++) {
        struct pair *pair = &comparison->pairs[index * S7_PLANT_JOB_AREAS + i];
        visit(comparison, report.connection->from, &job->local[i], put ? &pair->source : &pair->destination);
        visit(comparison, report.connection->to, &job->remote[i], put ? &pair->destination : &pair->source);
    }
}

static void visit_all(struct s7_comparison *comparison, visitor *visit)
{
    size_t count = s7_exchange_job_count(comparison->exchange);
    for (size_t i = 0; i < count; i++)
        visit_job(comparison, i, visit);
}

static struct reading *reading_of(struct s7_comparison *comparison, const struct s7_plant_cpu *cpu)
{
    struct reading *reading = comparison->readings;
    while (reading->cpu != s7_desk_find(comparison->desk, cpu))
        reading++;
    return reading;
}

static void count_item(struct s7_comparison *comparison, const struct s7_plant_cpu *cpu,
                       const struct s7_range *range, const struct s7_job_item **place)
{
    (void)range;
    (void)place;
    reading_of(comparison, cpu)->job.item_count++;
}

static void add_item(struct s7_comparison *comparison, const struct s7_plant_cpu *cpu,
                     const struct s7_range *range, const struct s7_job_item **place)
{
    struct s7_job *job = &reading_of(comparison, cpu)->job;
    struct s7_job_item *item = &job->items[job->item_count++];
    item->range = *range;
    *place = item;
}

/** Deals out the arrays: items to the readings, octets to the items. */
static bool deal_items(struct s7_comparison *comparison)
{
    size_t item_count = 0, octet_count = 0;
    visit_all(comparison, count_item);
    for (size_t i = 0; i < comparison->desk->cpu_count; i++)
        item_count += comparison->readings[i].job.item_count;
    comparison->items = calloc(item_count + 1, sizeof *comparison->items);
    if (!comparison->items)
        return false;
    struct s7_job_item *items = comparison->items;
    for (size_t i = 0; i < comparison->desk->cpu_count; i++) {
        struct s7_job *job = &comparison->readings[i].job;
        job->items = items;
        items += job->item_count;
        job->item_count = 0;
    }
    visit_all(comparison, add_item);
    for (size_t i = 0; i < item_count; i++)
        octet_count += s7_range_size(&comparison->items[i].range);
    comparison->octets = calloc(octet_count + 1, 1);
    uint8_t *octets = comparison->octets;
    for (size_t i = 0; i < item_count && octets; i++) {
        comparison->items[i].octets = octets;
        octets += s7_range_size(&comparison->items[i].range);
    }
    return comparison->octets != NULL;
}

/* ---- reading ----------------------------------------------------------------------------------------------------- */

static void finish_reading(struct reading *reading, const struct s7_fault *fault)
{
    struct s7_comparison *comparison = reading->comparison;
    const struct s7_fault closed = {.error = S7_ERR_LOCAL_CLOSED, .phase = S7_PHASE_CLOSING};
    reading->connected = false;
    if (!reading->finished && !reading->job.finished)
        reading->fault =
            fault->error == S7_OK ? closed : *fault; /* in order, by our side: it is not read either */
    reading->finished = true;
    if (comparison->started && s7_comparison_finished(comparison))
        comparison->done(comparison->user);
}

static void close_client(struct s7_job *job, s7_time now)
{
    struct reading *reading = job->user;
    s7_client_close(reading->client, now);
}

static void client_state_changed(void *user, struct s7_client *client, enum s7_client_state state,
                                 const struct s7_fault *fault, s7_time now)
{
    struct reading *reading = user;
    if (state == S7_CLIENT_IDLE) {
        finish_reading(reading, fault);
    } else if (state == S7_CLIENT_OPEN) {
        struct s7_fault refused = {.error = s7_client_submit(client, &reading->job, now)};
        if (refused.error != S7_OK) {
            reading->fault = refused;
            reading->finished = true;
            s7_client_close(client, now);
        }
    }
}

static int make_reading(struct s7_comparison *comparison, size_t index)
{
    struct reading *reading = &comparison->readings[index];
    struct s7_client_config config;
    s7_client_config_default(&config);
    reading->comparison = comparison;
    config.rack = reading->cpu->plant->rack;
    config.slot = reading->cpu->plant->slot;
    config.state_changed = client_state_changed;
    config.user = reading;
    reading->job.kind = S7_JOB_READ;
    reading->job.timeout = read_timeout;
    reading->job.done = close_client;
    reading->job.user = reading;
    reading->finished = reading->job.item_count == 0;
    return s7_client_new(&config, &reading->client);
}

static int make_readings(struct s7_comparison *comparison)
{
    for (size_t i = 0; i < comparison->desk->cpu_count; i++) {
        int error = make_reading(comparison, i);
        if (error != S7_OK)
            return error;
    }
    return S7_OK;
}

int s7_comparison_new(const struct s7_exchange *exchange, struct s7_desk *desk, void (*done)(void *user),
                      void *user, struct s7_comparison **ret_comparison)
{
    struct s7_comparison *comparison = calloc(1, sizeof *comparison);
    if (!comparison)
        return S7_ERR_LOCAL_MEMORY;
    *comparison = (struct s7_comparison){.exchange = exchange, .desk = desk, .done = done, .user = user};
    comparison->readings = calloc(desk->cpu_count + 1, sizeof *comparison->readings);
    comparison->pairs =
        calloc(s7_exchange_job_count(exchange) * S7_PLANT_JOB_AREAS + 1, sizeof *comparison->pairs);
    for (size_t i = 0; comparison->readings && i < desk->cpu_count; i++)
        comparison->readings[i].cpu = desk->cpus[i];
    int error = S7_ERR_LOCAL_MEMORY;
    if (comparison->readings && comparison->pairs && deal_items(comparison))
        error = make_readings(comparison);
    if (error != S7_OK) {
        s7_comparison_free(comparison);
        return error;
    }
    *ret_comparison = comparison;
    return S7_OK;
}

void s7_comparison_start(struct s7_comparison *comparison, struct s7_dialer *dialer, s7_time now)
{
    (void)now;
    for (size_t i = 0; i < comparison->desk->cpu_count; i++) {
        struct reading *reading = &comparison->readings[i];
        if (reading->finished)
            continue;
        reading->connected = true;
        struct s7_fault fault = {.error = dialer->dial(dialer, &reading->cpu->endpoint,
                                                       s7_client_session(reading->client), 4 * S7_SECOND)};
        if (fault.error != S7_OK)
            finish_reading(reading, &fault);
    }
    comparison->started = true;
}

bool s7_comparison_finished(const struct s7_comparison *comparison)
{
    for (size_t i = 0; i < comparison->desk->cpu_count; i++)
        if (!comparison->readings[i].finished || comparison->readings[i].connected)
            return false;
    return true;
}

/* ---- comparing --------------------------------------------------------------------------------------------------- */

static const struct reading *reading_with(const struct s7_comparison *comparison,
                                          const struct s7_job_item *item)
{
    const struct reading *reading = comparison->readings;
    while (item < reading->job.items || item >= reading->job.items + reading->job.item_count)
        reading++;
    return reading;
}

/** Was this item read?  If not, says why. */
static bool item_was_read(const struct s7_comparison *comparison, const struct s7_job_item *item,
                          struct s7_comparison_result *result)
{
    const struct reading *reading = reading_with(comparison, item);
    if (reading->job.finished && item->error == S7_OK)
        return true;
    result->outcome = S7_COMPARISON_NOT_READ;
    result->cpu = reading->cpu;
    result->range = &item->range;
    result->fault = reading->fault;
    if (reading->job.finished) { /* of the whole job, unless another item's refusal stands there */
        result->fault = reading->job.fault;
        if (reading->job.fault.error != item->error)
            result->fault = (struct s7_fault){.error = item->error, .phase = S7_PHASE_REQUEST};
        if (item->return_code != 0xFF)
            result->fault.item_code = item->return_code;
    }
    return false;
}

static bool area_is_equal(const struct s7_comparison *comparison, const struct pair *pair,
                          struct s7_comparison_result *result)
{
    if (!item_was_read(comparison, pair->source, result) ||
        !item_was_read(comparison, pair->destination, result))
        return false;
    size_t size = s7_range_size(&pair->source->range);
    for (size_t i = 0; i < size; i++) {
        if (pair->source->octets[i] == pair->destination->octets[i])
            continue;
        result->outcome = S7_COMPARISON_DIFFERENT;
        result->octet = i;
        result->source = pair->source->octets[i];
        result->destination = pair->destination->octets[i];
        return false;
    }
    return true;
}

struct s7_comparison_result s7_comparison_result(const struct s7_comparison *comparison, size_t job)
{
    struct s7_comparison_result result = {.outcome = S7_COMPARISON_NONE};
    if (!comparison)
        return result;
    const struct pair *pairs = &comparison->pairs[job * S7_PLANT_JOB_AREAS];
    if (!comparison->started || !s7_comparison_finished(comparison) || !pairs[0].source)
        return result;
    result.outcome = S7_COMPARISON_EQUAL;
    while (result.area < S7_PLANT_JOB_AREAS && pairs[result.area].source &&
           area_is_equal(comparison, &pairs[result.area], &result))
        result.area++;
    return result;
}

void s7_comparison_close(struct s7_comparison *comparison, s7_time now)
{
    for (size_t i = 0; i < comparison->desk->cpu_count; i++)
        s7_client_close(comparison->readings[i].client, now);
}

void s7_comparison_free(struct s7_comparison *comparison)
{
    if (!comparison)
        return;
    for (size_t i = 0; comparison->readings && i < comparison->desk->cpu_count; i++)
        s7_client_free(comparison->readings[i].client);
    free(comparison->readings);
    free(comparison->pairs);
    free(comparison->items);
    free(comparison->octets);
    free(comparison);
}
