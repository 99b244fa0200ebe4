/* SPDX-License-Identifier: MIT
 *
 * The exchange of a plant: as many connections as there are jobs, a GET on each, served by a process of its own.
 */
#include <stdlib.h>
#include <string.h>

#include "bench/loop_server.h"
#include "bench/pacing.h"
#include "bench/pattern.h"
#include "exchange/exchange.h"
#include "sieben/uv.h"

/* Where an octet of the answer goes: job number * S7_BENCH_PACING_OCTETS, in DBs of this many jobs. */
enum { JOBS_OF_A_DB = 1024, ID_SIZE = 12 };

struct world {
    struct s7_memory memory; /* first member: the active side's; every write to it is the end of a GET */
    struct s7_bench_pacer *pacer;
    struct s7_bench_server server;
    struct s7_uv *uv;
    struct s7_exchange *exchange;
    struct s7_plant plant;
    struct s7_plant_cpu cpus[2]; /* active, served */
    struct s7_plant_connection *connections;
    struct s7_plant_job *jobs;
    char (*ids)[ID_SIZE];
    uint8_t pattern[S7_BENCH_PATTERN_SIZE];
};

static uint32_t remote_octet(size_t job)
{
    return (uint32_t)(job % S7_BENCH_OFFSET_COUNT);
}

/* ---- the active side's memory --------------------------------------------------------------------------------- */

static int read_nothing(struct s7_memory *memory, const struct s7_range *range, uint8_t *ret_octets)
{
    (void)memory, (void)range, (void)ret_octets;
    return S7_ERR_DATA_MISSING;
}

static int take_answer(struct s7_memory *memory, const struct s7_range *range, const uint8_t *octets)
{
    struct world *world = (struct world *)memory;
    size_t job = (range->db - 1U) * (size_t)JOBS_OF_A_DB + range->first_bit / 8 / S7_BENCH_PACING_OCTETS;
    if (memcmp(octets, world->pattern + remote_octet(job), S7_BENCH_PACING_OCTETS) != 0)
        world->pacer->flaw = "an answer was wrong";
    s7_bench_pacer_ended(world->pacer, s7_bench_now());
    return S7_OK;
}

static const struct s7_memory_ops memory_ops = {.read = read_nothing, .write = take_answer};

/* ---- the plant ------------------------------------------------------------------------------------------------ */

static void describe_job(struct world *world, size_t index)
{
    struct s7_plant_job *job = &world->jobs[index];
    struct s7_plant_connection *connection = &world->connections[index];
    char *id = world->ids[index];
    size_t number = index + 1, digit = ID_SIZE - 1;
    for (; number > 0; number /= 10)
        id[--digit] = (char)('0' + number % 10);
    *job = (struct s7_plant_job){.kind = S7_PLANT_GET, .area_count = 1, .every = world->pacer->period};
    job->remote[0] = (struct s7_range){.area = S7_AREA_DB,
                                       .db = S7_BENCH_DB,
                                       .first_bit = remote_octet(index) * 8,
                                       .bit_count = S7_BENCH_PACING_OCTETS * 8};
    job->local[0] =
        (struct s7_range){.area = S7_AREA_DB,
                          .db = (uint16_t)(1 + index / JOBS_OF_A_DB),
                          .first_bit = (uint32_t)(index % JOBS_OF_A_DB) * S7_BENCH_PACING_OCTETS * 8,
                          .bit_count = S7_BENCH_PACING_OCTETS * 8};
    *connection = (struct s7_plant_connection){.id = id + digit,
                                               .from = &world->cpus[0],
                                               .to = &world->cpus[1],
                                               .owner = "",
                                               .purpose = "",
                                               .jobs = job,
                                               .job_count = 1};
}

static bool describe_plant(struct world *world, size_t count)
{
    const struct s7_profile *profile = s7_profile_find("s7-1500");
    world->connections = calloc(count, sizeof *world->connections);
    world->jobs = calloc(count, sizeof *world->jobs);
    world->ids = calloc(count, sizeof *world->ids);
    if (!world->connections || !world->jobs || !world->ids)
        return false;
    world->cpus[0] =
        (struct s7_plant_cpu){.name = "active", .host = "127.0.0.1", .profile = profile, .slot = 1};
    world->cpus[1] =
        (struct s7_plant_cpu){.name = "served", .host = "127.0.0.1", .profile = profile, .slot = 1};
    for (size_t i = 0; i < count; i++)
        describe_job(world, i);
    world->plant = (struct s7_plant){.name = "bench",
                                     .cpus = world->cpus,
                                     .cpu_count = 2,
                                     .connections = world->connections,
                                     .connection_count = count};
    return true;
}

/* ---- what the exchange asks ----------------------------------------------------------------------------------- */

static struct s7_memory *memory_of(void *user, const struct s7_plant_cpu *cpu)
{
    struct world *world = user;
    return cpu == &world->cpus[0] ? &world->memory : NULL;
}

static void endpoint_of(void *user, const struct s7_plant_cpu *cpu, struct s7_endpoint *ret_endpoint)
{
    struct world *world = user;
    memcpy(ret_endpoint->host, cpu->host, strlen(cpu->host) + 1);
    ret_endpoint->port = world->server.port;
}

static void wake(void *user)
{
    struct world *world = user;
    s7_bench_pacer_wake(world->pacer);
}

/* ---- the paced thing ------------------------------------------------------------------------------------------ */

static int make_exchange(struct world *world)
{
    struct s7_exchange_config config;
    s7_exchange_config_default(&config);
    config.plant = &world->plant;
    config.dialer = s7_uv_dialer(world->uv);
    config.seed = world->pacer->context->config->seed;
    config.memory = memory_of;
    config.endpoint = endpoint_of;
    config.wake = wake;
    config.user = world;
    return s7_exchange_new(&config, &world->exchange);
}

static const char *open_world(struct world *world)
{
    struct s7_bench_pacer *pacer = world->pacer;
    s7_bench_pattern(world->pattern);
    world->memory.ops = &memory_ops;
    if (!s7_bench_files_for(pacer->count))
        return "this process may not open so many files";
    if (!s7_bench_loop_server_start(pacer->count, pacer->context->processors.server, &world->server))
        return "its server cannot be started";
    if (s7_uv_new(&pacer->loop, NULL, &world->uv) != S7_OK || !describe_plant(world, pacer->count) ||
        make_exchange(world) != S7_OK)
        return "out of memory";
    return NULL;
}

static bool open_exchange(struct s7_bench_pacer *pacer, const char **ret_what)
{
    struct world *world = calloc(1, sizeof *world);
    pacer->state = world;
    *ret_what = "out of memory";
    if (!world)
        return false;
    world->pacer = pacer;
    *ret_what = open_world(world);
    return *ret_what == NULL;
}

static void start_exchange(struct s7_bench_pacer *pacer, s7_time now)
{
    struct world *world = pacer->state;
    s7_exchange_start(world->exchange, now);
}

static void end_transport(struct world *world)
{
    uv_close((uv_handle_t *)&world->pacer->timer, NULL);
    if (world->uv)
        s7_uv_stop(world->uv, NULL, NULL);
    world->uv = NULL;
}

static void tick_exchange(struct s7_bench_pacer *pacer, s7_time now)
{
    struct world *world = pacer->state;
    s7_exchange_tick(world->exchange, now);
    if (pacer->closing && s7_exchange_idle(world->exchange))
        end_transport(world);
}

static s7_time exchange_deadline(const struct s7_bench_pacer *pacer)
{
    const struct world *world = pacer->state;
    return s7_exchange_deadline(world->exchange);
}

static uint64_t exchange_lost(const struct s7_bench_pacer *pacer)
{
    const struct world *world = pacer->state;
    uint64_t lost = 0;
    for (size_t i = 0; i < s7_exchange_job_count(world->exchange); i++) {
        struct s7_exchange_report report = s7_exchange_report(world->exchange, i);
        lost += report.skipped + report.errors;
    }
    return lost;
}

static s7_time exchange_served(const struct s7_bench_pacer *pacer)
{
    const struct world *world = pacer->state;
    return s7_bench_processor_time(world->server.process);
}

static void close_exchange(struct s7_bench_pacer *pacer, s7_time now)
{
    struct world *world = pacer->state;
    if (world && world->exchange) {
        s7_exchange_close(world->exchange, now);
        s7_bench_pacer_wake(pacer);
    } else if (world) {
        end_transport(world);
    } else {
        uv_close((uv_handle_t *)&pacer->timer, NULL);
    }
}

static void free_exchange(struct s7_bench_pacer *pacer)
{
    struct world *world = pacer->state;
    if (!world)
        return;
    s7_bench_server_stop(&world->server);
    s7_exchange_free(world->exchange);
    free(world->connections);
    free(world->jobs);
    free(world->ids);
    free(world);
}

static const struct s7_bench_subject exchange_subject = {.name = "exchange", .server_name = "cpu"};

const struct s7_bench_paced s7_bench_paced_exchange = {.subject = &exchange_subject,
                                                       .open = open_exchange,
                                                       .start = start_exchange,
                                                       .tick = tick_exchange,
                                                       .deadline = exchange_deadline,
                                                       .lost = exchange_lost,
                                                       .served = exchange_served,
                                                       .close = close_exchange,
                                                       .free = free_exchange};
