/* SPDX-License-Identifier: MIT
 *
 * tests/unit/exchange/scene.h — an exchange between a program and a scripted partner, under a virtual clock.
 */
#ifndef TESTS_UNIT_EXCHANGE_SCENE_H
#define TESTS_UNIT_EXCHANGE_SCENE_H

#include "exchange/exchange.h"

#include <stdio.h>
#include <stdlib.h>

#include "sim/exchange_memory.h"
#include "sim/exchange_partner.h"

#ifndef MOST_CONNECTIONS /* before the include: as many as a test needs, as many PARTNER_LINKS, too */
#define MOST_CONNECTIONS 64
#define MOST_JOBS        80
#endif

static const s7_time start_at = 77 * S7_SECOND + 12345;

/** A plant of one active and one served CPU, the exchange, and a virtual network with a scripted partner. */
struct scene {
    struct partner partner;
    struct test_memory memory;
    struct s7_plant plant;
    struct s7_plant_cpu active, served;
    struct s7_plant_connection connections[MOST_CONNECTIONS];
    char ids[MOST_CONNECTIONS][8];
    struct s7_plant_job jobs[MOST_CONNECTIONS][MOST_JOBS];
    struct s7_exchange_config config;
    struct s7_exchange *exchange;
    s7_time now;
    s7_time armed; /**< the timer of the transport */
    bool writable;
    bool played;
    uint16_t port;            /**< where the partner is dialled */
    struct s7_plant *running; /**< the copy that the exchange runs, once a test reloads */
    s7_time requests[100000];
    size_t request_count;
};

static struct s7_memory *memory_of(void *user, const struct s7_plant_cpu *cpu)
{
    struct scene *scene = user;
    return scene->played && cpu == &scene->active ? &scene->memory.memory : NULL;
}

static void endpoint_of(void *user, const struct s7_plant_cpu *cpu, struct s7_endpoint *ret_endpoint)
{
    struct scene *scene = user;
    assert_ptr_equal(cpu, &scene->served);
    *ret_endpoint = (struct s7_endpoint){.host = "partner", .port = scene->port};
}

static bool may_write(void *user, const struct s7_plant_connection *connection)
{
    struct scene *scene = user;
    (void)connection;
    return scene->writable;
}

/** What a transport does: it looks at the deadline again, and calls when its timer is due. */
static void rearm(void *user)
{
    struct scene *scene = user;
    scene->armed = s7_exchange_deadline(scene->exchange);
}

static void note_request(void *user, s7_time now)
{
    struct scene *scene = user;
    if (scene->request_count < sizeof scene->requests / sizeof scene->requests[0])
        scene->requests[scene->request_count++] = now;
}

static int set_up(void **state)
{
    struct scene *scene = calloc(1, sizeof *scene);
    partner_init(&scene->partner);
    scene->partner.requested = note_request;
    scene->partner.user = scene;
    test_memory_init(&scene->memory);
    scene->active = (struct s7_plant_cpu){.name = "PRESS", .profile = s7_profile_find("s7-1500"), .slot = 1};
    scene->served = (struct s7_plant_cpu){.name = "OVEN", .profile = s7_profile_find("s7-300"), .slot = 2};
    scene->plant = (struct s7_plant){.name = "test", .connections = scene->connections};
    s7_exchange_config_default(&scene->config);
    scene->config.plant = &scene->plant;
    scene->config.dialer = &scene->partner.dialer;
    scene->config.seed = 1;
    scene->config.memory = memory_of;
    scene->config.endpoint = endpoint_of;
    scene->config.may_write = may_write;
    scene->config.wake = rearm;
    scene->config.user = scene;
    scene->writable = scene->played = true;
    scene->port = 102;
    scene->now = start_at;
    scene->armed = S7_TIME_NEVER;
    *state = scene;
    return 0;
}

static inline struct s7_plant_connection *add_connection(struct scene *scene)
{
    size_t i = scene->plant.connection_count++;
    snprintf(scene->ids[i], sizeof scene->ids[i], "C-%03u", (unsigned)i % 1000);
    scene->connections[i] = (struct s7_plant_connection){
        .id = scene->ids[i], .from = &scene->active, .to = &scene->served, .jobs = scene->jobs[i]};
    return &scene->connections[i];
}

static inline struct s7_plant_job *add_job(struct s7_plant_connection *connection, enum s7_plant_job_kind kind,
                                           s7_time every)
{
    struct s7_plant_job *job = &connection->jobs[connection->job_count++];
    *job = (struct s7_plant_job){.kind = kind, .area_count = 1, .every = every};
    job->remote[0] = test_octets(100, kind == S7_PLANT_PUT ? 0 : 100, 20);
    job->local[0] = test_octets(10, kind == S7_PLANT_PUT ? 0 : 100, 20);
    return job;
}

static void start(struct scene *scene)
{
    scene->partner.now = scene->now;
    assert_int_equal(s7_exchange_new(&scene->config, &scene->exchange), S7_OK);
    s7_exchange_start(scene->exchange, scene->now);
}

/** Everything that is due at this moment. */
static void settle(struct scene *scene)
{
    partner_pump(&scene->partner, scene->now);
    while (scene->armed <= scene->now) {
        s7_exchange_tick(scene->exchange, scene->now);
        rearm(scene);
        partner_pump(&scene->partner, scene->now);
    }
    assert_true(s7_exchange_deadline(scene->exchange) > scene->now); /* else a wake was forgotten */
}

/** Lets virtual time pass. */
static void run_for(struct scene *scene, s7_time span)
{
    s7_time end = scene->now + span;
    for (;;) {
        settle(scene);
        s7_time next = s7_time_earlier(scene->armed, partner_deadline(&scene->partner));
        if (next >= end)
            break;
        scene->now = next;
    }
    scene->now = end - 1;
    settle(scene);
    scene->now = end;
}

static inline struct s7_exchange_report report_of(const struct scene *scene, size_t index)
{
    return s7_exchange_report(scene->exchange, index);
}

/* ---- plants that come and go ------------------------------------------------------------------------------------- */

/** All that an exchange reads of a plant, in memory of its own: what is used after its end is found out. */
static inline struct s7_plant *plant_copy(const struct s7_plant *plant)
{
    struct s7_plant *copy = malloc(sizeof *copy);
    *copy = *plant;
    copy->connections = calloc(plant->connection_count + 1, sizeof *copy->connections);
    for (size_t i = 0; i < plant->connection_count; i++) {
        struct s7_plant_connection *connection = &copy->connections[i];
        size_t id_size = strlen(plant->connections[i].id) + 1;
        char *id = malloc(id_size);
        *connection = plant->connections[i];
        memcpy(id, connection->id, id_size);
        connection->id = id;
        connection->jobs = calloc(connection->job_count + 1, sizeof *connection->jobs);
        memcpy(connection->jobs, plant->connections[i].jobs, connection->job_count * sizeof *connection->jobs);
    }
    return copy;
}

static inline void plant_free(struct s7_plant *plant)
{
    for (size_t i = 0; plant && i < plant->connection_count; i++) {
        free((void *)(uintptr_t)plant->connections[i].id);
        free(plant->connections[i].jobs);
    }
    if (plant)
        free(plant->connections);
    free(plant);
}

/** Starts with a copy of the plant as it stands in the scene. */
static inline void start_copy(struct scene *scene)
{
    scene->running = plant_copy(&scene->plant);
    scene->config.plant = scene->running;
    start(scene);
}

/** Goes over to a copy of the plant as it stands in the scene now; the one before it is gone then. */
static inline int reload(struct scene *scene, struct s7_exchange_changes *ret_changes)
{
    struct s7_plant *next = plant_copy(&scene->plant);
    int error = s7_exchange_reload(scene->exchange, next, scene->now, ret_changes);
    plant_free(error == S7_OK ? scene->running : next);
    if (error == S7_OK)
        scene->running = next;
    return error;
}

static inline struct s7_exchange_changes reloaded(struct scene *scene)
{
    struct s7_exchange_changes changes;
    assert_int_equal(reload(scene, &changes), S7_OK);
    return changes;
}

/** Takes a connection out of the plant of the scene. */
static inline void drop_connection(struct scene *scene, size_t index)
{
    scene->plant.connection_count--;
    for (size_t i = index; i < scene->plant.connection_count; i++)
        scene->connections[i] = scene->connections[i + 1];
}

static inline void drop_job(struct s7_plant_connection *connection, size_t index)
{
    connection->job_count--;
    for (size_t i = index; i < connection->job_count; i++)
        connection->jobs[i] = connection->jobs[i + 1];
}

static int tear_down(void **state)
{
    struct scene *scene = *state;
    if (scene->exchange) {
        s7_exchange_close(scene->exchange, scene->now);
        partner_pump(&scene->partner, scene->now);
        assert_true(s7_exchange_idle(scene->exchange));
        assert_true(s7_exchange_quiet(scene->exchange));
        assert_int_equal(s7_exchange_deadline(scene->exchange), S7_TIME_NEVER);
        s7_exchange_free(scene->exchange);
    }
    plant_free(scene->running);
    assert_int_equal(scene->memory.unlocked_accesses, 0);
    free(scene);
    return 0;
}

#endif
