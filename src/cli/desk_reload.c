/* SPDX-License-Identifier: MIT
 *
 * The desk of a plant that was read again.
 */
#include <stdlib.h>
#include <string.h>

#include "cli/desk.h"

static bool same_endpoint(const struct s7_endpoint *a, const struct s7_endpoint *b)
{
    return strcmp(a->host, b->host) == 0 && a->port == b->port;
}

static bool has(const struct s7_desk *desk, const struct s7_desk_cpu *place)
{
    for (size_t i = 0; i < desk->cpu_count; i++)
        if (desk->cpus[i] == place)
            return true;
    return false;
}

/* ---- beside ------------------------------------------------------------------------------------------------------ */

/** The place that goes on playing this CPU, NULL: none. */
static struct s7_desk_cpu *keeper_of(const struct s7_desk *desk, const struct s7_plant_cpu *cpu)
{
    struct s7_desk_cpu *place = s7_desk_find(desk, cpu);
    struct s7_endpoint asked = {.port = 0};
    if (desk->choice)
        s7_run_choice_endpoint(desk->choice, cpu, &asked);
    return place && same_endpoint(&asked, &place->asked) ? place : NULL;
}

/* What can fail is tried before anything changes: its password may not be readable any more. */
static int try_config(const struct s7_plant_cpu *cpu, const struct s7_run_choice *choice)
{
    struct s7_cpu_config config;
    struct s7_cli_cpu_room room;
    int error = s7_desk_config(cpu, choice, NULL, &config, &room);
    s7_desk_config_end(&config, &room);
    return error;
}

static int add_places(const struct s7_desk *desk, struct s7_desk *next, const struct s7_plant_cpu *cpus,
                      size_t count, const char **ret_what)
{
    for (size_t i = 0; i < count; i++) {
        struct s7_desk_cpu **place = &next->cpus[next->cpu_count];
        if (!s7_desk_plays(desk->choice, &cpus[i]))
            continue;
        *place = keeper_of(desk, &cpus[i]);
        int error =
            *place ? try_config(&cpus[i], desk->choice) : s7_desk_cpu_new(&cpus[i], desk->choice, NULL, place);
        if (error != S7_OK) {
            *ret_what = cpus[i].name;
            return error;
        }
        next->cpu_count++;
    }
    return S7_OK;
}

static int make_places(const struct s7_desk *desk, struct s7_desk *next, const char **ret_what)
{
    const struct s7_plant *plant = next->plant;
    size_t most = plant->cpu_count + plant->host_count;
    next->cpus = calloc(most + 1, sizeof(struct s7_desk_cpu *));
    /* every CPU of today may have to retire: from here on nothing can fail */
    next->retired = calloc(desk->retired_count + desk->cpu_count + 1, sizeof(struct s7_cpu *));
    if (!next->cpus || !next->retired)
        return S7_ERR_LOCAL_MEMORY;
    int error = add_places(desk, next, plant->cpus, plant->cpu_count, ret_what);
    return error == S7_OK ? add_places(desk, next, plant->hosts, plant->host_count, ret_what) : error;
}

int s7_desk_prepare(struct s7_desk *desk, const struct s7_plant *plant, struct s7_uv *uv,
                    struct s7_desk *ret_next, struct s7_fault *ret_fault, const char **ret_what)
{
    const struct s7_desk_cpu *place = NULL;
    *ret_what = NULL;
    *ret_next = (struct s7_desk){
        .plant = plant, .choice = desk->choice, .next_host = desk->next_host, .simulating = desk->simulating};
    int error = make_places(desk, ret_next, ret_what);
    *ret_fault = (struct s7_fault){.error = error};
    if (error == S7_OK) {
        error = s7_desk_listen(ret_next, uv, ret_fault, &place);
        *ret_what = place ? place->plant->name : NULL;
    }
    if (error != S7_OK)
        s7_desk_discard(desk, ret_next);
    return error;
}

void s7_desk_discard(struct s7_desk *desk, struct s7_desk *next)
{
    for (size_t i = 0; i < next->cpu_count; i++) {
        if (has(desk, next->cpus[i]))
            continue;
        if (next->cpus[i]->listener)
            s7_uv_unlisten(next->cpus[i]->listener);
        s7_desk_cpu_free(next->cpus[i]);
    }
    free(next->cpus);
    free(next->retired);
}

/* ---- instead ----------------------------------------------------------------------------------------------------- */

static void retire(struct s7_desk *next, struct s7_cpu *cpu, s7_time now)
{
    s7_cpu_close(cpu, now);
    next->retired[next->retired_count++] = cpu;
}

static void remove_place(struct s7_desk *next, struct s7_desk_cpu *place, s7_time now)
{
    s7_uv_unlisten(place->listener);
    retire(next, place->cpu, now);
    free(place);
}

/** As a download does it: connections stay.  What that cannot change needs another CPU. */
static int change_cpu(struct s7_desk_cpu *place, const struct s7_run_choice *choice)
{
    struct s7_cpu_config config;
    struct s7_cli_cpu_room room;
    int error = s7_desk_config(place->plant, choice, NULL, &config, &room);
    if (error == S7_OK)
        error = s7_cpu_reload(place->cpu, &config);
    s7_desk_config_end(&config, &room);
    return error;
}

static int go_over(struct s7_desk *next, struct s7_desk_cpu *place, const struct s7_plant_cpu *plant,
                   s7_time now, struct s7_desk_changes *changes)
{
    struct s7_cpu *cpu;
    place->plant = plant;
    place->simulator.cpu = plant;
    int error = change_cpu(place, next->choice);
    if (error == S7_OK)
        changes->kept++;
    if (error != S7_ERR_LOCAL_ARGUMENT)
        return error;
    error = s7_desk_cpu_make(plant, next->choice, NULL, &cpu);
    if (error != S7_OK)
        return error;
    retire(next, place->cpu, now);
    place->cpu = cpu;
    changes->replaced++;
    return S7_OK;
}

/** Waves go on where they are; those that begin, begin now. */
static void go_on_simulating(struct s7_desk *desk, s7_time now)
{
    for (size_t i = 0; i < desk->cpu_count; i++) {
        struct s7_simulator *simulator = &desk->cpus[i]->simulator;
        if (!desk->simulating || simulator->cpu->simulation_count == 0)
            s7_simulator_stop(simulator);
        else if (s7_simulator_deadline(simulator) == S7_TIME_NEVER)
            s7_simulator_start(simulator, now);
    }
}

int s7_desk_adopt(struct s7_desk *desk, struct s7_desk *next, s7_time now, struct s7_desk_changes *ret_changes)
{
    struct s7_desk_changes changes = {.kept = 0};
    int first_error = S7_OK;
    for (size_t i = 0; i < desk->retired_count; i++)
        next->retired[next->retired_count++] = desk->retired[i];
    for (size_t i = 0; i < desk->cpu_count; i++) {
        if (has(next, desk->cpus[i]))
            continue;
        remove_place(next, desk->cpus[i], now);
        changes.removed++;
        desk->cpus[i] = NULL;
    }
    for (size_t i = 0; i < next->cpu_count; i++) {
        const struct s7_plant_cpu *plant = s7_plant_find_cpu(next->plant, next->cpus[i]->plant->name);
        int error = S7_OK;
        if (has(desk, next->cpus[i]))
            error = go_over(next, next->cpus[i], plant, now, &changes);
        else
            changes.added++;
        first_error = first_error == S7_OK ? error : first_error;
    }
    free(desk->cpus);
    free(desk->retired);
    *desk = *next;
    go_on_simulating(desk, now);
    *ret_changes = changes;
    return first_error;
}

void s7_desk_sweep(struct s7_desk *desk)
{
    size_t left = 0;
    for (size_t i = 0; i < desk->retired_count; i++) {
        struct s7_cpu *cpu = desk->retired[i];
        if (s7_server_counters(s7_cpu_server(cpu))->links == 0)
            s7_cpu_free(cpu);
        else
            desk->retired[left++] = cpu;
    }
    desk->retired_count = left;
}
