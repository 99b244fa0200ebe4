/* SPDX-License-Identifier: MIT
 *
 * fault_request.c — what a request meets before it is served, and the requests that wait for their time.
 */
#include "cpu/fault.h"
#include "cpu/serve.h"

/* ---- DELAY --------------------------------------------------------------------------------------------------------- */

static void set_alarm(struct s7_cpu_faults *faults, struct s7_link *link)
{
    s7_time next = S7_TIME_NEVER;
    for (size_t i = 0; i < faults->waiting_count; i++)
        if (faults->waiting[i].request->link == link)
            next = s7_time_earlier(next, faults->waiting[i].due);
    s7_link_alarm(link, next);
}

/* With no place left to wait in, a request is served at once. */
static bool has_to_wait(struct s7_cpu_faults *faults, struct s7_request *request, s7_time now)
{
    const struct s7_cpu_fault_entry *met =
        s7_cpu_faults_meet(faults, S7_CPU_FAULT_DELAY, s7_link_peer(request->link));
    if (!met || faults->waiting_count == faults->waiting_room)
        return false;
    struct s7_request *kept = s7_request_keep(request);
    if (!kept)
        return false;
    faults->waiting[faults->waiting_count++] =
        (struct s7_cpu_waiting){kept, s7_time_after(now, met->fault.time)};
    set_alarm(faults, kept->link);
    return true;
}

static void waiting_remove(struct s7_cpu_faults *faults, size_t index)
{
    faults->waiting_count--;
    for (size_t i = index; i < faults->waiting_count; i++)
        faults->waiting[i] = faults->waiting[i + 1];
}

/* ---- instead of being served --------------------------------------------------------------------------------------- */

static void drop_and_end(struct s7_request *request, bool reset, s7_time now)
{
    struct s7_link *link = request->link;
    s7_request_drop(request, now);
    s7_link_end(link, reset, now);
}

/* All kinds count, also when one of them decides alone. */
static bool is_lost(struct s7_cpu_faults *faults, struct s7_request *request, s7_time now)
{
    const struct s7_peer *peer = s7_link_peer(request->link);
    bool drops = s7_cpu_faults_meet(faults, S7_CPU_FAULT_DROP, peer) != NULL;
    bool resets = s7_cpu_faults_meet(faults, S7_CPU_FAULT_RESET, peer) != NULL;
    bool silent = s7_cpu_faults_meet(faults, S7_CPU_FAULT_SILENT, peer) != NULL;
    if (drops || resets)
        drop_and_end(request, resets, now);
    else if (silent)
        s7_request_drop(request, now);
    return drops || resets || silent;
}

static void spoil_answer(struct s7_cpu_faults *faults, struct s7_request *request)
{
    const struct s7_peer *peer = s7_link_peer(request->link);
    const struct s7_cpu_fault_entry *truncate = s7_cpu_faults_meet(faults, S7_CPU_FAULT_TRUNCATE, peer);
    if (truncate) {
        request->cut = true;
        request->cut_size = truncate->fault.size;
    }
    if (s7_cpu_faults_meet(faults, S7_CPU_FAULT_WRONG_REFERENCE, peer))
        request->header.reference--;
}

static bool is_blocked(struct s7_cpu_faults *faults, const struct s7_request *request)
{
    bool put_get = request->service == S7_SERVICE_READ_VAR || request->service == S7_SERVICE_WRITE_VAR;
    return put_get &&
           s7_cpu_faults_meet(faults, S7_CPU_FAULT_PUT_GET_BLOCKED, s7_link_peer(request->link)) != NULL;
}

static void ask_anew(struct s7_cpu_faults *faults)
{
    for (size_t i = 0; i < faults->count; i++)
        faults->entries[i].asked = false;
}

/* Served, with the faults of its answer and of the data that it touches. */
static void serve_faulty(struct s7_cpu *cpu, struct s7_request *request, s7_time now)
{
    struct s7_cpu_faults *faults = &cpu->faults;
    s7_cpu_faults_meet_stops(cpu, s7_link_peer(request->link), now);
    if (is_lost(faults, request, now))
        return;
    spoil_answer(faults, request);
    if (is_blocked(faults, request)) {
        s7_request_refuse(request, S7_CPU_ERROR_SERVICE, now);
        return;
    }
    ask_anew(faults);
    faults->peer = s7_link_peer(request->link);
    cpu->rules.faults = faults;
    s7_cpu_serve_well(cpu, request, now);
    cpu->rules.faults = NULL;
    faults->peer = NULL;
}

void s7_cpu_faults_serve(struct s7_cpu *cpu, struct s7_request *request, s7_time now)
{
    if (request->service == S7_SERVICE_SETUP)
        s7_cpu_serve_well(cpu, request, now);
    else if (!has_to_wait(&cpu->faults, request, now))
        serve_faulty(cpu, request, now);
}

/* ---- its time has come --------------------------------------------------------------------------------------------- */

static struct s7_request *next_due(struct s7_cpu_faults *faults, const struct s7_link *link, s7_time now)
{
    size_t first = faults->waiting_count;
    for (size_t i = 0; i < faults->waiting_count; i++) {
        const struct s7_cpu_waiting *waiting = &faults->waiting[i];
        bool is_due = waiting->request->link == link && waiting->due <= now;
        if (is_due && (first == faults->waiting_count || waiting->due < faults->waiting[first].due))
            first = i;
    }
    if (first == faults->waiting_count)
        return NULL;
    struct s7_request *request = faults->waiting[first].request;
    waiting_remove(faults, first);
    return request;
}

void s7_cpu_faults_due(void *user, struct s7_link *link, s7_time now)
{
    struct s7_cpu *cpu = user;
    struct s7_request *request;
    while ((request = next_due(&cpu->faults, link, now)) != NULL)
        serve_faulty(cpu, request, now);
    set_alarm(&cpu->faults, link);
}

void s7_cpu_faults_forget(struct s7_cpu *cpu, s7_time now)
{
    struct s7_cpu_faults *faults = &cpu->faults;
    for (size_t i = faults->waiting_count; i-- > 0;) {
        struct s7_request *request = faults->waiting[i].request;
        if (request->link)
            continue;
        waiting_remove(faults, i);
        s7_request_drop(request, now);
    }
}
