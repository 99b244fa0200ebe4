/* SPDX-License-Identifier: MIT */
#include "cpu/fault.h"

#include "cpu/state.h"

#include <string.h>

enum { DB_SIZE_MAX = 65535 };

/* What a kind needs besides itself. */
enum { NEEDS_DB = 1, NEEDS_LESS = 2, NEEDS_CLASS = 4, NEEDS_TIME = 8, NEEDS_OCTETS = 16 };

static const uint8_t needs[S7_CPU_FAULT_KIND_COUNT] = {
    [S7_CPU_FAULT_DB_OPTIMIZED] = NEEDS_DB,
    [S7_CPU_FAULT_DB_SHORT] = NEEDS_DB | NEEDS_LESS,
    [S7_CPU_FAULT_DB_MISSING] = NEEDS_DB,
    [S7_CPU_FAULT_EXHAUSTED] = NEEDS_CLASS,
    [S7_CPU_FAULT_DELAY] = NEEDS_TIME,
    [S7_CPU_FAULT_GARBAGE] = NEEDS_OCTETS,
    [S7_CPU_FAULT_TRICKLE] = NEEDS_TIME | NEEDS_OCTETS,
};

/* ---- memory -------------------------------------------------------------------------------------------------- */

static size_t entries_size(const struct s7_cpu_config *config)
{
    size_t align = _Alignof(max_align_t);
    return (config->limits.faults * sizeof(struct s7_cpu_fault_entry) + align - 1) / align * align;
}

size_t s7_cpu_faults_size(const struct s7_cpu_config *config)
{
    return entries_size(config) + config->limits.kept * sizeof(struct s7_cpu_waiting);
}

void s7_cpu_faults_init(struct s7_cpu_faults *faults, void *memory, const struct s7_cpu_config *config)
{
    *faults = (struct s7_cpu_faults){
        .entries = memory,
        .room = config->limits.faults,
        .waiting = (void *)((uint8_t *)memory + entries_size(config)),
        .waiting_room = config->limits.kept,
    };
}

/* ---- set and cleared ------------------------------------------------------------------------------------------- */

static bool is_text(const char *text, size_t room)
{
    return memchr(text, 0, room) != NULL;
}

static int check_db(struct s7_cpu *cpu, const struct s7_cpu_fault *fault)
{
    const struct s7_cpu_block *block = s7_cpu_areas_block(&cpu->areas, fault->db);
    if (!block)
        return S7_ERR_DATA_MISSING;
    bool is_less = !(needs[fault->kind] & NEEDS_LESS) || fault->size < block->area.size;
    return is_less ? S7_OK : S7_ERR_DATA_ADDRESS;
}

static int check(struct s7_cpu *cpu, const char *name, const struct s7_cpu_fault *fault)
{
    bool named = name && name[0] && strlen(name) < S7_CPU_FAULT_NAME_SIZE;
    if (!named || (unsigned)fault->kind >= S7_CPU_FAULT_KIND_COUNT ||
        !is_text(fault->partner, sizeof fault->partner) || fault->size > DB_SIZE_MAX)
        return S7_ERR_LOCAL_ARGUMENT;
    unsigned need = needs[fault->kind];
    if (((need & NEEDS_CLASS) && (unsigned)fault->connection_class > S7_CPU_CLASS_OTHER) ||
        ((need & NEEDS_TIME) && fault->time <= 0) || ((need & NEEDS_OCTETS) && !cpu->impair))
        return S7_ERR_LOCAL_ARGUMENT;
    return need & NEEDS_DB ? check_db(cpu, fault) : S7_OK;
}

static struct s7_cpu_fault_entry *entry_find(struct s7_cpu_faults *faults, const char *name)
{
    for (size_t i = 0; i < faults->count; i++)
        if (strcmp(faults->entries[i].name, name) == 0)
            return &faults->entries[i];
    return NULL;
}

int s7_cpu_fault_set(struct s7_cpu *cpu, const char *name, const struct s7_cpu_fault *fault, s7_time now)
{
    struct s7_cpu_faults *faults = &cpu->faults;
    int error = check(cpu, name, fault);
    if (error)
        return error;
    struct s7_cpu_fault_entry *entry = entry_find(faults, name);
    if (!entry && faults->count == faults->room)
        return S7_ERR_LOCAL_LIMIT;
    if (entry)
        s7_cpu_fault_unstop(cpu, entry, now);
    else
        entry = &faults->entries[faults->count++];
    *entry = (struct s7_cpu_fault_entry){.fault = *fault};
    memcpy(entry->name, name, strlen(name) + 1);
    if (fault->kind == S7_CPU_FAULT_STOP && !fault->after)
        s7_cpu_fault_stop(cpu, entry, now);
    return S7_OK;
}

bool s7_cpu_fault_clear(struct s7_cpu *cpu, const char *name, s7_time now)
{
    struct s7_cpu_faults *faults = &cpu->faults;
    struct s7_cpu_fault_entry *entry = name ? entry_find(faults, name) : NULL;
    if (!entry)
        return false;
    s7_cpu_fault_unstop(cpu, entry, now);
    size_t behind = (size_t)(faults->entries + --faults->count - entry);
    memmove(entry, entry + 1, behind * sizeof *entry);
    return true;
}

static bool is_spent(const struct s7_cpu_fault_entry *entry)
{
    return entry->fault.times && entry->shown == entry->fault.times;
}

bool s7_cpu_fault_at(const struct s7_cpu *cpu, size_t index, struct s7_cpu_fault_state *ret_state)
{
    if (index >= cpu->faults.count)
        return false;
    const struct s7_cpu_fault_entry *entry = &cpu->faults.entries[index];
    *ret_state = (struct s7_cpu_fault_state){.name = entry->name,
                                             .fault = entry->fault,
                                             .seen = entry->seen,
                                             .shown = entry->shown,
                                             .spent = is_spent(entry)};
    return true;
}

/* ---- met --------------------------------------------------------------------------------------------------------- */

bool s7_cpu_fault_meets(struct s7_cpu_fault_entry *entry, const struct s7_peer *peer)
{
    const char *partner = entry->fault.partner;
    if (partner[0] && strcmp(partner, peer->address) != 0)
        return false;
    entry->seen++;
    if (entry->seen <= entry->fault.after || is_spent(entry))
        return false;
    entry->shown++;
    return true;
}

struct s7_cpu_fault_entry *s7_cpu_faults_meet(struct s7_cpu_faults *faults, enum s7_cpu_fault_kind kind,
                                              const struct s7_peer *peer)
{
    struct s7_cpu_fault_entry *met = NULL;
    for (size_t i = 0; i < faults->count; i++) {
        struct s7_cpu_fault_entry *entry = &faults->entries[i];
        if (entry->fault.kind == kind && s7_cpu_fault_meets(entry, peer) && !met)
            met = entry;
    }
    return met;
}

bool s7_cpu_faults_exhaust(struct s7_cpu_faults *faults, enum s7_cpu_class of, const struct s7_peer *peer)
{
    bool met = false;
    for (size_t i = 0; i < faults->count; i++) {
        struct s7_cpu_fault_entry *entry = &faults->entries[i];
        if (entry->fault.kind == S7_CPU_FAULT_EXHAUSTED && entry->fault.connection_class == of &&
            s7_cpu_fault_meets(entry, peer))
            met = true;
    }
    return met;
}

static bool hits(struct s7_cpu_fault_entry *entry, const struct s7_peer *peer)
{
    if (!entry->asked)
        entry->hits = s7_cpu_fault_meets(entry, peer);
    entry->asked = true;
    return entry->hits;
}

void s7_cpu_faults_look(struct s7_cpu_faults *faults, uint16_t number, struct s7_cpu_block_look *look)
{
    for (size_t i = 0; i < faults->count; i++) {
        struct s7_cpu_fault_entry *entry = &faults->entries[i];
        const struct s7_cpu_fault *fault = &entry->fault;
        if (!(needs[fault->kind] & NEEDS_DB) || fault->db != number || !hits(entry, faults->peer))
            continue;
        look->missing |= fault->kind == S7_CPU_FAULT_DB_MISSING;
        look->optimized |= fault->kind == S7_CPU_FAULT_DB_OPTIMIZED;
        if (fault->kind == S7_CPU_FAULT_DB_SHORT && look->size > fault->size)
            look->size = fault->size;
    }
}

/* ---- the octets ---------------------------------------------------------------------------------------------------- */

struct s7_impairment s7_cpu_faults_impair(void *user, const struct s7_peer *peer)
{
    struct s7_cpu_faults *faults = &((struct s7_cpu *)user)->faults;
    if (!faults->count)
        return (struct s7_impairment){.kind = S7_IMPAIR_NOTHING};
    const struct s7_cpu_fault_entry *trickle = s7_cpu_faults_meet(faults, S7_CPU_FAULT_TRICKLE, peer);
    if (s7_cpu_faults_meet(faults, S7_CPU_FAULT_GARBAGE, peer))
        return (struct s7_impairment){.kind = S7_IMPAIR_GARBAGE};
    if (trickle)
        return (struct s7_impairment){.kind = S7_IMPAIR_TRICKLE, .time = trickle->fault.time};
    return (struct s7_impairment){.kind = S7_IMPAIR_NOTHING};
}
