/* SPDX-License-Identifier: MIT */
#include "register/drift.h"

#include <stdlib.h>
#include <string.h>

#include "register/drift_work.h"

static const struct {
    const char *word, *text;
    enum s7_register_severity severity;
} kinds[S7_DRIFT_KIND_COUNT] = {
#define S7_DRIFT(NAME, written, weight, shown) [S7_DRIFT_IS_##NAME] = {written, shown, S7_REGISTER_##weight},
#include "register/defs/drift.def"
#undef S7_DRIFT
};

const char *s7_drift_word(enum s7_drift_kind kind)
{
    return kinds[kind].word;
}

const char *s7_drift_text(enum s7_drift_kind kind)
{
    return kinds[kind].text;
}

void s7_drift_tell(struct s7_drift *drift, enum s7_drift_kind kind, struct s7_drift_finding finding)
{
    finding.kind = kind;
    finding.severity = kinds[kind].severity;
    if (!drift->error)
        drift->options.take(drift->options.user, &finding);
}

/** By their two ends. */
static int compare_partners(const struct s7_plant_connection *one, const struct s7_plant_connection *other)
{
    uintptr_t from = (uintptr_t)one->from, other_from = (uintptr_t)other->from;
    uintptr_t to = (uintptr_t)one->to, other_to = (uintptr_t)other->to;
    if (from != other_from)
        return from < other_from ? -1 : 1;
    return to < other_to ? -1 : to > other_to;
}

/** Of the same ends the first one of the file comes first. */
static int compare_places(const void *a, const void *b)
{
    const struct s7_plant_connection *const *left = a;
    const struct s7_plant_connection *const *right = b;
    int order = compare_partners(*left, *right);
    return order ? order : *left < *right ? -1 : *left > *right;
}

/** The first connection that is declared from one partner to another; NULL: none. */
static const struct s7_plant_connection *
declared_between(const struct s7_drift *drift, const struct s7_plant_cpu *from, const struct s7_plant_cpu *to)
{
    const struct s7_plant_connection wanted = {.from = from, .to = to};
    size_t low = 0, high = drift->plant->connection_count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (compare_partners(drift->by_partners[middle], &wanted) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    bool found =
        low < drift->plant->connection_count && compare_partners(drift->by_partners[low], &wanted) == 0;
    return found ? drift->by_partners[low] : NULL;
}

struct s7_drift *s7_drift_new(const struct s7_plant *plant, const struct s7_drift_options *options)
{
    struct s7_drift *drift = calloc(1, sizeof *drift);
    if (!drift)
        return NULL;
    drift->plant = plant;
    drift->options = *options;
    drift->uses = calloc(plant->connection_count + 1, sizeof *drift->uses);
    drift->met = calloc(plant->cpu_count + plant->host_count + 1, sizeof *drift->met);
    drift->by_partners = calloc(plant->connection_count + 1, sizeof *drift->by_partners);
    if (!drift->uses || !drift->met || !drift->by_partners) {
        s7_drift_free(drift);
        return NULL;
    }
    for (size_t i = 0; i < plant->connection_count; i++) {
        drift->uses[i].reads = s7_access_set_new();
        drift->uses[i].writes = s7_access_set_new();
        drift->by_partners[i] = &plant->connections[i];
    }
    if (plant->connection_count > 1)
        qsort(drift->by_partners, plant->connection_count, sizeof *drift->by_partners, compare_places);
    return drift;
}

void s7_drift_free(struct s7_drift *drift)
{
    if (!drift)
        return;
    for (size_t i = 0; drift->uses && i < drift->plant->connection_count; i++) {
        s7_access_set_free(&drift->uses[i].reads);
        s7_access_set_free(&drift->uses[i].writes);
    }
    free(drift->uses);
    free(drift->met);
    free(drift->by_partners);
    free(drift);
}

static bool *met(const struct s7_drift *drift, const struct s7_plant_cpu *cpu)
{
    const struct s7_plant *plant = drift->plant;
    return cpu->is_host ? &drift->met[plant->cpu_count + (size_t)(cpu - plant->hosts)]
                        : &drift->met[cpu - plant->cpus];
}

/** The order number that it told itself is not the declared one, or of another family. */
static bool is_other_device(const struct s7_plant_cpu *declared, const struct s7_plant_cpu *seen)
{
    if (!seen->model[0] || seen->is_host)
        return false;
    if (declared->model[0])
        return strcmp(declared->model, seen->model) != 0;
    return declared->profile->family && seen->profile->family &&
           strcmp(declared->profile->family, seen->profile->family) != 0;
}

static void compare_partner(struct s7_drift *drift, const struct s7_match_index *index,
                            const struct s7_plant_cpu *seen)
{
    const struct s7_plant_cpu *declared = s7_match_seen(index, seen);
    const struct s7_plant_cpu *elsewhere = declared ? NULL : s7_match_partner(index, seen->host, 0);
    const struct s7_plant_cpu *known = declared ? declared : elsewhere;
    struct s7_drift_finding finding = {.section = (known ? known : seen)->is_host ? "hosts" : "cpus",
                                       .name = (known ? known : seen)->name,
                                       .text = seen->host,
                                       .declared = "",
                                       .mark = known ? known->mark : (struct s7_plant_mark){0, 0},
                                       .seen_mark = seen->mark};
    if (known)
        *met(drift, known) = true;
    if (elsewhere) {
        s7_drift_tell(drift, S7_DRIFT_IS_PORT, finding);
    } else if (!declared) {
        s7_drift_tell(drift, S7_DRIFT_IS_PARTNER, finding);
    } else if (is_other_device(declared, seen)) {
        finding.text = seen->model;
        finding.declared = declared->model[0] ? declared->model : declared->profile->name;
        s7_drift_tell(drift, S7_DRIFT_IS_DEVICE, finding);
    }
}

/** It is declared the other way round, and no connection is this way. */
static const struct s7_plant_connection *reverse_of(const struct s7_drift *drift, const struct s7_match *match)
{
    if (!match->from || !match->to || declared_between(drift, match->from, match->to))
        return NULL;
    return declared_between(drift, match->to, match->from);
}

static void tell_undeclared(struct s7_drift *drift, const struct s7_match *match,
                            const struct s7_plant_connection *seen)
{
    struct s7_fmt_out text = {.text = NULL}, declared = {.text = NULL};
    const struct s7_plant_connection *reverse = reverse_of(drift, match);
    s7_drift_print(seen, &text);
    if (match->declared) { /* the most alike between the two */
        s7_fmt_out_text(&declared, match->declared->id);
        s7_fmt_out_text(&declared, ": ");
        s7_drift_print(match->declared, &declared);
    }
    if (text.failed || declared.failed)
        drift->error = S7_ERR_LOCAL_MEMORY;
    s7_drift_tell(drift, reverse ? S7_DRIFT_IS_DIRECTION : S7_DRIFT_IS_CONNECTION,
                  (struct s7_drift_finding){.section = "connections",
                                            .name = reverse ? reverse->id : seen->id,
                                            .text = text.text ? text.text : "",
                                            .declared = declared.text ? declared.text : "",
                                            .mark = reverse ? reverse->mark : (struct s7_plant_mark){0, 0},
                                            .seen_mark = seen->mark});
    free(text.text);
    free(declared.text);
}

static void compare_connections(struct s7_drift *drift, const struct s7_plant *seen,
                                const struct s7_match *matches)
{
    for (size_t i = 0; i < seen->connection_count && !drift->error; i++) {
        const struct s7_match *match = &matches[i];
        bool other = match->other_tsaps && match->other_service; /* no trait in common: not this one */
        if (match->declared && !other)
            s7_drift_compare(drift, match, &seen->connections[i]);
        else
            tell_undeclared(drift, match, &seen->connections[i]);
    }
}

int s7_drift_add(struct s7_drift *drift, const struct s7_plant *seen)
{
    struct s7_storage storage = {.chunks = NULL};
    struct s7_match_index index;
    s7_time watched = s7_drift_between(&seen->seen_from, &seen->seen_to);
    if (drift->watched >= 0)
        drift->watched = watched < 0 ? -1 : drift->watched + watched;
    const struct s7_match *matches = s7_match_connections(drift->plant, seen, false, &storage);
    if (!matches || !s7_match_index_make(drift->plant, &storage, &index))
        drift->error = S7_ERR_LOCAL_MEMORY;
    for (size_t i = 0; i < seen->cpu_count && !drift->error; i++)
        compare_partner(drift, &index, &seen->cpus[i]);
    for (size_t i = 0; i < seen->host_count && !drift->error; i++)
        compare_partner(drift, &index, &seen->hosts[i]);
    if (!drift->error)
        compare_connections(drift, seen, matches);
    s7_storage_free(&storage);
    return drift->error;
}

/** Its traffic could have been seen, and for long enough. */
static bool is_silent(const struct s7_drift *drift, const struct s7_plant_connection *connection)
{
    enum { CYCLES = 10 };
    s7_time cycle = s7_match_cycle(connection), least = drift->options.silent_after;
    if (!*met(drift, connection->from) && !*met(drift, connection->to))
        return false;
    if (least > 0)
        return drift->watched >= least;
    return drift->watched < 0 || drift->watched / CYCLES >= cycle;
}

int s7_drift_end(struct s7_drift *drift)
{
    for (size_t i = 0; i < drift->plant->connection_count && !drift->error; i++) {
        const struct s7_plant_connection *connection = &drift->plant->connections[i];
        struct s7_fmt_out text = {.text = NULL};
        s7_drift_print(connection, &text);
        if (text.failed)
            drift->error = S7_ERR_LOCAL_MEMORY;
        else if (!drift->uses[i].seen && is_silent(drift, connection))
            s7_drift_tell(drift, S7_DRIFT_IS_SILENT,
                          (struct s7_drift_finding){.section = "connections",
                                                    .name = connection->id,
                                                    .text = text.text ? text.text : "",
                                                    .declared = "",
                                                    .mark = connection->mark});
        else if (drift->uses[i].seen && drift->options.unused)
            s7_drift_compare_unused(drift, connection, &drift->uses[i]);
        free(text.text);
    }
    return drift->error;
}
