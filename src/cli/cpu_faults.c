/* SPDX-License-Identifier: MIT */
#include "cli/cpu_faults.h"

#include <netdb.h>
#include <string.h>
#include <sys/socket.h>

/* ---- partners -------------------------------------------------------------------------------------------------- */

bool s7_cpu_faults_address(const char *host, char ret_address[S7_CPU_FAULT_PARTNER_SIZE])
{
    const struct addrinfo hints = {.ai_socktype = SOCK_STREAM};
    struct addrinfo *found = NULL;
    char text[S7_CPU_FAULT_PARTNER_SIZE];
    if (getaddrinfo(host, NULL, &hints, &found) != 0)
        return false;
    int error = getnameinfo(found->ai_addr, found->ai_addrlen, text, sizeof text, NULL, 0, NI_NUMERICHOST);
    freeaddrinfo(found);
    if (error == 0)
        memcpy(ret_address, text, sizeof text);
    return error == 0;
}

bool s7_cpu_faults_at_host(void *user, const struct s7_plant_cpu *partner,
                           char ret_address[S7_CPU_FAULT_PARTNER_SIZE])
{
    (void)user;
    return s7_cpu_faults_address(partner->host, ret_address);
}

/* ---- one ------------------------------------------------------------------------------------------------------- */

/* The kinds of both have one order. */
_Static_assert((int)S7_CPU_FAULT_PUT_GET_BLOCKED == (int)S7_PLANT_FAULT_PUT_GET_BLOCKED, "first kind");
_Static_assert((int)S7_CPU_FAULT_TRUNCATE == (int)S7_PLANT_FAULT_TRUNCATE, "a kind in the middle");
_Static_assert((int)S7_CPU_FAULT_TRICKLE == (int)S7_PLANT_FAULT_TRICKLE, "last kind");

enum s7_cpu_class s7_cpu_faults_class(enum s7_plant_class_name name)
{
    static const enum s7_cpu_class classes[] = {[S7_PLANT_CLASS_BASIC] = S7_CPU_CLASS_BASIC,
                                                [S7_PLANT_CLASS_OP] = S7_CPU_CLASS_OP,
                                                [S7_PLANT_CLASS_PG] = S7_CPU_CLASS_PG};
    return classes[name];
}

static struct s7_cpu_fault fault_of(const struct s7_plant_fault *fault, const char *address)
{
    struct s7_cpu_fault taken = {.kind = (enum s7_cpu_fault_kind)fault->kind,
                                 .db = fault->db,
                                 .size = fault->size,
                                 .connection_class = s7_cpu_faults_class(fault->connection_class),
                                 .time = fault->time,
                                 .after = fault->after,
                                 .times = fault->times};
    snprintf(taken.partner, sizeof taken.partner, "%s", address);
    return taken;
}

static void explain(int error, const struct s7_plant_fault *fault, char ret_why[S7_CPU_FAULTS_WHY_SIZE])
{
    if (error == S7_ERR_DATA_MISSING)
        snprintf(ret_why, S7_CPU_FAULTS_WHY_SIZE, "the CPU has no DB%u", (unsigned)fault->db);
    else if (error == S7_ERR_DATA_ADDRESS)
        snprintf(ret_why, S7_CPU_FAULTS_WHY_SIZE, "DB%u has no more than %u octets", (unsigned)fault->db,
                 (unsigned)fault->size);
    else if (error == S7_ERR_LOCAL_LIMIT)
        snprintf(ret_why, S7_CPU_FAULTS_WHY_SIZE, "no more faults can be set; clear one");
    else
        snprintf(ret_why, S7_CPU_FAULTS_WHY_SIZE, "the CPU cannot show it as it was started");
}

bool s7_cpu_faults_set(struct s7_cpu *cpu, const char *name, const struct s7_plant_fault *fault,
                       const char *address, s7_time now, char ret_why[S7_CPU_FAULTS_WHY_SIZE])
{
    struct s7_cpu_fault taken = fault_of(fault, address);
    int error = s7_cpu_fault_set(cpu, name, &taken, now);
    if (error != S7_OK)
        explain(error, fault, ret_why);
    return error == S7_OK;
}

/* ---- all of a plant -------------------------------------------------------------------------------------------- */

static const struct s7_plant_fault *find_active(const struct s7_plant_cpu *plant, const char *name)
{
    for (size_t i = 0; i < plant->fault_count; i++)
        if (plant->faults[i].active && strcmp(plant->faults[i].name, name) == 0)
            return &plant->faults[i];
    return NULL;
}

static void clear_others(struct s7_cpu *cpu, const struct s7_plant_cpu *plant, s7_time now)
{
    struct s7_cpu_fault_state state;
    for (size_t i = 0; s7_cpu_fault_at(cpu, i, &state);) {
        if (find_active(plant, state.name))
            i++;
        else
            s7_cpu_fault_clear(cpu, state.name, now);
    }
}

static bool same_fault(const struct s7_cpu_fault *a, const struct s7_cpu_fault *b)
{
    return a->kind == b->kind && a->db == b->db && a->size == b->size &&
           a->connection_class == b->connection_class && a->time == b->time && a->after == b->after &&
           a->times == b->times && strcmp(a->partner, b->partner) == 0;
}

static bool is_there(const struct s7_cpu *cpu, const char *name, const struct s7_cpu_fault *fault)
{
    struct s7_cpu_fault_state state;
    for (size_t i = 0; s7_cpu_fault_at(cpu, i, &state); i++)
        if (strcmp(state.name, name) == 0)
            return same_fault(&state.fault, fault);
    return false;
}

/* "": set, or there already; else why not. */
static void set_one(struct s7_cpu *cpu, const struct s7_plant_fault *fault, s7_cpu_faults_partner *partner,
                    void *user, s7_time now, char ret_why[S7_CPU_FAULTS_WHY_SIZE])
{
    char address[S7_CPU_FAULT_PARTNER_SIZE] = "";
    ret_why[0] = '\0';
    if (fault->partner && !partner(user, fault->partner, address)) {
        snprintf(ret_why, S7_CPU_FAULTS_WHY_SIZE, "the address of %s is not known", fault->partner->name);
        return;
    }
    struct s7_cpu_fault taken = fault_of(fault, address);
    if (!is_there(cpu, fault->name, &taken))
        s7_cpu_faults_set(cpu, fault->name, fault, address, now, ret_why);
}

size_t s7_cpu_faults_apply(struct s7_cpu *cpu, const struct s7_plant_cpu *plant, s7_cpu_faults_partner *partner,
                           void *user, s7_time now, FILE *err)
{
    size_t failed = 0;
    clear_others(cpu, plant, now);
    for (size_t i = 0; i < plant->fault_count; i++) {
        char why[S7_CPU_FAULTS_WHY_SIZE];
        if (!plant->faults[i].active)
            continue;
        set_one(cpu, &plant->faults[i], partner, user, now, why);
        if (!why[0])
            continue;
        fprintf(err, "sieben: %s: fault %s is not shown: %s\n", plant->name, plant->faults[i].name, why);
        failed++;
    }
    return failed;
}
