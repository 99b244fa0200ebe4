/* SPDX-License-Identifier: MIT */
#include "cli/desk.h"

#include <stdio.h>
#include <stdlib.h>

#include "cli/cpu_config.h"

enum { LOOPBACK_HOSTS = 254 };

static const s7_time simulation_step = 50 * S7_MILLISECOND;

static int make_cpu(struct s7_desk_cpu *place, const struct s7_plant_cpu *plant)
{
    struct s7_cpu_config config;
    struct s7_cpu_db *dbs = calloc(plant->db_count + 1, sizeof *dbs);
    if (!dbs)
        return S7_ERR_LOCAL_MEMORY;
    s7_cli_cpu_config(plant, &config, dbs);
    int error = s7_cpu_new(&config, &place->cpu);
    free(dbs);
    if (error != S7_OK)
        return error;
    place->plant = plant;
    s7_simulator_init(&place->simulator, plant, s7_cpu_memory(place->cpu), simulation_step);
    return S7_OK;
}

int s7_desk_init(struct s7_desk *desk, const struct s7_plant *plant)
{
    *desk = (struct s7_desk){.plant = plant};
    desk->cpus = calloc(plant->cpu_count + 1, sizeof *desk->cpus);
    if (!desk->cpus)
        return S7_ERR_LOCAL_MEMORY;
    for (size_t i = 0; i < plant->cpu_count; i++) {
        int error = make_cpu(&desk->cpus[i], &plant->cpus[i]);
        if (error != S7_OK)
            return error;
        desk->cpu_count++;
    }
    return S7_OK;
}

static int listen_at(struct s7_desk_cpu *place, struct s7_uv *uv, unsigned host, struct s7_fault *ret_fault)
{
    snprintf(place->endpoint.host, sizeof place->endpoint.host, "127.0.0.%u", host);
    int error =
        s7_uv_listen(uv, place->endpoint.host, 0, s7_cpu_acceptor(place->cpu), &place->listener, ret_fault);
    if (error == S7_OK)
        place->endpoint.port = s7_uv_port(place->listener);
    return error;
}

int s7_desk_listen(struct s7_desk *desk, struct s7_uv *uv, struct s7_fault *ret_fault)
{
    for (size_t i = 0; i < desk->cpu_count; i++) {
        unsigned host = 1 + (unsigned)(i % LOOPBACK_HOSTS);
        int error = listen_at(&desk->cpus[i], uv, host, ret_fault);
        if (error != S7_OK && host != 1)
            error = listen_at(&desk->cpus[i], uv, 1, ret_fault);
        if (error != S7_OK)
            return error;
    }
    return S7_OK;
}

struct s7_desk_cpu *s7_desk_find(const struct s7_desk *desk, const struct s7_plant_cpu *plant)
{
    return &desk->cpus[plant - desk->plant->cpus];
}

void s7_desk_simulate(struct s7_desk *desk, s7_time now)
{
    for (size_t i = 0; i < desk->cpu_count; i++)
        s7_simulator_start(&desk->cpus[i].simulator, now);
}

void s7_desk_tick(struct s7_desk *desk, s7_time now)
{
    for (size_t i = 0; i < desk->cpu_count; i++)
        s7_simulator_tick(&desk->cpus[i].simulator, now);
}

s7_time s7_desk_deadline(const struct s7_desk *desk)
{
    s7_time deadline = S7_TIME_NEVER;
    for (size_t i = 0; i < desk->cpu_count; i++)
        deadline = s7_time_earlier(deadline, s7_simulator_deadline(&desk->cpus[i].simulator));
    return deadline;
}

void s7_desk_stop_simulation(struct s7_desk *desk)
{
    for (size_t i = 0; i < desk->cpu_count; i++)
        s7_simulator_stop(&desk->cpus[i].simulator);
}

void s7_desk_close(struct s7_desk *desk, s7_time now)
{
    for (size_t i = 0; i < desk->cpu_count; i++)
        s7_cpu_close(desk->cpus[i].cpu, now);
}

void s7_desk_free(struct s7_desk *desk)
{
    for (size_t i = 0; i < desk->cpu_count; i++)
        s7_cpu_free(desk->cpus[i].cpu);
    free(desk->cpus);
}
