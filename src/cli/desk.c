/* SPDX-License-Identifier: MIT */
#include "cli/desk.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/cpu_access.h"
#include "net_uv/clock.h"

enum { LOOPBACK_HOSTS = 254 };

static const s7_time simulation_step = 50 * S7_MILLISECOND;

/* ---- a place: what stays when the CPU behind it changes ---------------------------------------------------------- */

static enum s7_accept accept_at(struct s7_acceptor *acceptor, const struct s7_peer *peer, s7_time now,
                                struct s7_session **ret_session)
{
    struct s7_desk_cpu *place = ((struct s7_desk_door *)acceptor)->place;
    struct s7_acceptor *of_cpu = s7_cpu_acceptor(place->cpu);
    return of_cpu->accept(of_cpu, peer, now, ret_session);
}

static struct s7_memory *behind(struct s7_memory *memory)
{
    return s7_cpu_memory(((struct s7_desk_memory *)memory)->place->cpu);
}

static int read_place(struct s7_memory *memory, const struct s7_range *range, uint8_t *ret_octets)
{
    return s7_memory_read(behind(memory), range, ret_octets);
}

static int write_place(struct s7_memory *memory, const struct s7_range *range, const uint8_t *octets)
{
    return s7_memory_write(behind(memory), range, octets);
}

static void lock_place(struct s7_memory *memory)
{
    s7_memory_lock(behind(memory));
}

static void unlock_place(struct s7_memory *memory)
{
    s7_memory_unlock(behind(memory));
}

static const struct s7_memory_ops place_ops = {read_place, write_place, lock_place, unlock_place};

struct s7_memory *s7_desk_memory(struct s7_desk_cpu *place)
{
    return &place->memory.memory;
}

int s7_desk_config(const struct s7_plant_cpu *plant, const struct s7_run_choice *choice, FILE *out,
                   struct s7_cpu_config *ret_config, struct s7_cli_cpu_room *ret_room)
{
    s7_cpu_config_default(ret_config);
    int error = s7_cli_cpu_room_new(plant, ret_room);
    if (error) {
        *ret_room = (struct s7_cli_cpu_room){.dbs = NULL};
        return error;
    }
    s7_cli_cpu_config(plant, ret_config, ret_room);
    return s7_cli_cpu_start(plant, choice ? choice->plant_path : NULL, s7_uv_now(), out, ret_config);
}

void s7_desk_config_end(struct s7_cpu_config *config, struct s7_cli_cpu_room *room)
{
    s7_cli_cpu_forget(config);
    s7_cli_cpu_room_free(room);
}

int s7_desk_cpu_make(const struct s7_plant_cpu *plant, const struct s7_run_choice *choice, FILE *out,
                     struct s7_cpu **ret_cpu)
{
    struct s7_cpu_config config;
    struct s7_cli_cpu_room room;
    int error = s7_desk_config(plant, choice, out, &config, &room);
    if (error == S7_OK)
        error = s7_cpu_new(&config, ret_cpu);
    s7_desk_config_end(&config, &room);
    return error;
}

static void choose_endpoint(struct s7_desk_cpu *place, const struct s7_run_choice *choice)
{
    if (choice)
        s7_run_choice_endpoint(choice, place->plant, &place->asked);
}

int s7_desk_cpu_new(const struct s7_plant_cpu *plant, const struct s7_run_choice *choice, FILE *out,
                    struct s7_desk_cpu **ret_place)
{
    struct s7_desk_cpu *place = calloc(1, sizeof *place);
    if (!place)
        return S7_ERR_LOCAL_MEMORY;
    int error = s7_desk_cpu_make(plant, choice, out, &place->cpu);
    if (error != S7_OK) {
        free(place);
        return error;
    }
    place->plant = plant;
    place->door = (struct s7_desk_door){{accept_at}, place};
    place->memory = (struct s7_desk_memory){{&place_ops}, place};
    choose_endpoint(place, choice);
    s7_simulator_init(&place->simulator, plant, s7_desk_memory(place), simulation_step);
    *ret_place = place;
    return S7_OK;
}

void s7_desk_cpu_free(struct s7_desk_cpu *place)
{
    s7_cpu_free(place->cpu);
    free(place);
}

/* ---- the desk ---------------------------------------------------------------------------------------------------- */

bool s7_desk_plays(const struct s7_run_choice *choice, const struct s7_plant_cpu *cpu)
{
    static const struct s7_run_choice all = {.desk = true};
    return s7_run_choice_plays(choice ? choice : &all, cpu);
}

static int add_cpus(struct s7_desk *desk, const struct s7_plant_cpu *cpus, size_t count, const char **ret_what)
{
    for (size_t i = 0; i < count; i++) {
        if (!s7_desk_plays(desk->choice, &cpus[i]))
            continue;
        int error = s7_desk_cpu_new(&cpus[i], desk->choice, stderr, &desk->cpus[desk->cpu_count]);
        if (error != S7_OK) {
            *ret_what = cpus[i].name;
            return error;
        }
        desk->cpu_count++;
    }
    return S7_OK;
}

int s7_desk_init(struct s7_desk *desk, const struct s7_plant *plant, const struct s7_run_choice *choice,
                 const char **ret_what)
{
    *desk = (struct s7_desk){.plant = plant, .choice = choice};
    desk->cpus = calloc(plant->cpu_count + plant->host_count + 1, sizeof(struct s7_desk_cpu *));
    if (!desk->cpus)
        return S7_ERR_LOCAL_MEMORY;
    int error = add_cpus(desk, plant->cpus, plant->cpu_count, ret_what);
    return error == S7_OK ? add_cpus(desk, plant->hosts, plant->host_count, ret_what) : error;
}

/* ---- listening --------------------------------------------------------------------------------------------------- */

/** "Any address" cannot be dialled; loopback reaches it. */
static void reach(struct s7_desk_cpu *place)
{
    if (strcmp(place->endpoint.host, "0.0.0.0") == 0)
        snprintf(place->endpoint.host, sizeof place->endpoint.host, "127.0.0.1");
    if (strcmp(place->endpoint.host, "::") == 0)
        snprintf(place->endpoint.host, sizeof place->endpoint.host, "::1");
}

static int listen_at(struct s7_desk_cpu *place, struct s7_uv *uv, const char *host, uint16_t port,
                     struct s7_fault *ret_fault)
{
    snprintf(place->endpoint.host, sizeof place->endpoint.host, "%s", host);
    place->endpoint.port = port;
    int error = s7_uv_listen(uv, host, port, &place->door.acceptor, &place->listener, ret_fault);
    if (error == S7_OK)
        place->endpoint.port = s7_uv_port(place->listener);
    reach(place);
    return error;
}

static int listen_on_loopback(struct s7_desk *desk, struct s7_desk_cpu *place, struct s7_uv *uv,
                              struct s7_fault *ret_fault)
{
    char host[16];
    unsigned last = 1 + desk->next_host++ % LOOPBACK_HOSTS;
    snprintf(host, sizeof host, "127.0.0.%u", last);
    int error = listen_at(place, uv, host, 0, ret_fault);
    return error != S7_OK && last != 1 ? listen_at(place, uv, "127.0.0.1", 0, ret_fault) : error;
}

int s7_desk_listen(struct s7_desk *desk, struct s7_uv *uv, struct s7_fault *ret_fault,
                   const struct s7_desk_cpu **ret_what)
{
    for (size_t i = 0; i < desk->cpu_count; i++) {
        struct s7_desk_cpu *place = desk->cpus[i];
        if (place->listener)
            continue;
        int error = place->asked.host[0] ? listen_at(place, uv, place->asked.host, place->asked.port, ret_fault)
                                         : listen_on_loopback(desk, place, uv, ret_fault);
        if (error != S7_OK) {
            *ret_what = place;
            return error;
        }
    }
    return S7_OK;
}

struct s7_desk_cpu *s7_desk_find(const struct s7_desk *desk, const struct s7_plant_cpu *plant)
{
    for (size_t i = 0; i < desk->cpu_count; i++)
        if (strcmp(desk->cpus[i]->plant->name, plant->name) == 0)
            return desk->cpus[i];
    return NULL;
}

/* ---- simulated values -------------------------------------------------------------------------------------------- */

void s7_desk_simulate(struct s7_desk *desk, s7_time now)
{
    desk->simulating = true;
    for (size_t i = 0; i < desk->cpu_count; i++)
        s7_simulator_start(&desk->cpus[i]->simulator, now);
}

void s7_desk_tick(struct s7_desk *desk, s7_time now)
{
    for (size_t i = 0; i < desk->cpu_count; i++)
        s7_simulator_tick(&desk->cpus[i]->simulator, now);
}

s7_time s7_desk_deadline(const struct s7_desk *desk)
{
    s7_time deadline = S7_TIME_NEVER;
    for (size_t i = 0; i < desk->cpu_count; i++)
        deadline = s7_time_earlier(deadline, s7_simulator_deadline(&desk->cpus[i]->simulator));
    return deadline;
}

void s7_desk_stop_simulation(struct s7_desk *desk)
{
    desk->simulating = false;
    for (size_t i = 0; i < desk->cpu_count; i++)
        s7_simulator_stop(&desk->cpus[i]->simulator);
}

/* ---- end --------------------------------------------------------------------------------------------------------- */

void s7_desk_close(struct s7_desk *desk, s7_time now)
{
    for (size_t i = 0; i < desk->cpu_count; i++)
        s7_cpu_close(desk->cpus[i]->cpu, now);
}

void s7_desk_free(struct s7_desk *desk)
{
    for (size_t i = 0; i < desk->cpu_count; i++)
        s7_desk_cpu_free(desk->cpus[i]);
    for (size_t i = 0; i < desk->retired_count; i++)
        s7_cpu_free(desk->retired[i]);
    free(desk->cpus);
    free(desk->retired);
    *desk = (struct s7_desk){.cpu_count = 0};
}
