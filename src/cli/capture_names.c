/* SPDX-License-Identifier: MIT */
#include "cli/capture_names.h"

#include <arpa/inet.h>
#include <stdlib.h>
#include <string.h>

#include "sieben/error.h"

enum {
    ENTRIES_FIRST = 64,
    ENTRIES_MAX = 1 << 20, /* addresses that have a pseudonym each; a scan of a /12 */
    ISO_PORT = 102
};

/* What is known under an address and port, or under an address (port 0). */
struct entry {
    struct s7_station station;
    const struct s7_plant_cpu *cpu; /* NULL: none, or several */
    bool several;
    size_t number; /* of the pseudonym; 0: none yet */
};

struct s7_capture_names {
    bool redact;
    size_t last_number;
    struct entry *entries; /* open addressing; version 0: free */
    size_t capacity, count;
};

static size_t hash_of(const struct s7_station *station)
{
    const uint8_t *octets = (const uint8_t *)station;
    uint64_t hash = UINT64_C(0xCBF29CE484222325); /* FNV-1a */
    for (size_t i = 0; i < sizeof *station; i++)
        hash = (hash ^ octets[i]) * UINT64_C(0x100000001B3);
    return (size_t)(hash ^ hash >> 32);
}

/* The entry of a station, or the free one where it belongs: there always is one. */
static struct entry *find(struct entry *entries, size_t capacity, const struct s7_station *station)
{
    for (size_t i = hash_of(station);; i++) {
        struct entry *entry = &entries[i & (capacity - 1)];
        if (entry->station.version == 0 || s7_station_equal(&entry->station, station))
            return entry;
    }
}

static bool grow(struct s7_capture_names *names)
{
    size_t capacity = names->capacity ? 2 * names->capacity : ENTRIES_FIRST;
    struct entry *entries = capacity > ENTRIES_MAX ? NULL : calloc(capacity, sizeof *entries);
    if (!entries)
        return false;
    for (size_t i = 0; i < names->capacity; i++)
        if (names->entries[i].station.version)
            *find(entries, capacity, &names->entries[i].station) = names->entries[i];
    free(names->entries);
    names->entries = entries;
    names->capacity = capacity;
    return true;
}

/* NULL: there is no room for another one. */
static struct entry *enter(struct s7_capture_names *names, const struct s7_station *station)
{
    if (names->capacity > 0) {
        struct entry *entry = find(names->entries, names->capacity, station);
        if (entry->station.version)
            return entry;
    }
    if (2 * (names->count + 1) > names->capacity && !grow(names))
        return NULL;
    struct entry *entry = find(names->entries, names->capacity, station);
    entry->station = *station;
    names->count++;
    return entry;
}

/* ---- the plant --------------------------------------------------------------------------------------------------- */

static bool station_of(const struct s7_plant_cpu *cpu, struct s7_station *ret_station)
{
    struct s7_station station = {.port = cpu->port};
    if (!cpu->host)
        return false;
    if (inet_pton(AF_INET, cpu->host, station.address) == 1)
        station.version = 4;
    else if (inet_pton(AF_INET6, cpu->host, station.address) == 1)
        station.version = 6;
    if (station.version)
        *ret_station = station;
    return station.version != 0;
}

static bool enter_cpu(struct s7_capture_names *names, const struct s7_plant_cpu *cpu)
{
    struct s7_station station;
    if (!station_of(cpu, &station))
        return true;
    for (int with_port = 1; with_port >= 0; with_port--) {
        if (!with_port)
            station.port = 0;
        struct entry *entry = enter(names, &station);
        if (!entry)
            return false;
        entry->several = entry->several || entry->cpu;
        entry->cpu = entry->several ? NULL : cpu;
    }
    return true;
}

int s7_capture_names_new(const struct s7_plant *plant, bool redact, struct s7_capture_names **ret_names)
{
    struct s7_capture_names *names = calloc(1, sizeof *names);
    bool entered = names != NULL;
    for (size_t i = 0; plant && entered && i < plant->cpu_count; i++)
        entered = enter_cpu(names, &plant->cpus[i]);
    for (size_t i = 0; plant && entered && i < plant->host_count; i++)
        entered = enter_cpu(names, &plant->hosts[i]);
    if (!entered) {
        s7_capture_names_free(names);
        return S7_ERR_LOCAL_MEMORY;
    }
    names->redact = redact;
    *ret_names = names;
    return S7_OK;
}

void s7_capture_names_free(struct s7_capture_names *names)
{
    if (names)
        free(names->entries);
    free(names);
}

bool s7_capture_names_redact(const struct s7_capture_names *names)
{
    return names->redact;
}

static const struct s7_plant_cpu *cpu_at(const struct s7_capture_names *names, struct s7_station station,
                                         uint16_t port)
{
    station.port = port;
    return names->capacity ? find(names->entries, names->capacity, &station)->cpu : NULL;
}

const struct s7_plant_cpu *s7_capture_names_cpu(const struct s7_capture_names *names,
                                                const struct s7_station *station)
{
    const struct s7_plant_cpu *cpu = cpu_at(names, *station, station->port);
    return cpu ? cpu : cpu_at(names, *station, 0);
}

/* ---- names ------------------------------------------------------------------------------------------------------- */

static void add_pseudonym(struct s7_capture_names *names, struct s7_station station, struct s7_strbuf *buf)
{
    station.port = 0;
    struct entry *entry = enter(names, &station);
    if (entry && !entry->number)
        entry->number = ++names->last_number;
    if (entry)
        s7_strbuf_printf(buf, "host-%zu", entry->number);
    else
        s7_strbuf_add(buf, "host-more");
}

/* True when it is the address itself. */
static bool add_host(struct s7_capture_names *names, const struct s7_station *station, struct s7_strbuf *buf)
{
    const struct s7_plant_cpu *cpu = names->redact ? NULL : s7_capture_names_cpu(names, station);
    if (names->redact)
        add_pseudonym(names, *station, buf);
    else if (cpu)
        s7_strbuf_add(buf, cpu->name);
    else
        s7_station_print_host(buf, station);
    return !names->redact && !cpu;
}

void s7_capture_names_host(struct s7_capture_names *names, const struct s7_station *station,
                           struct s7_strbuf *buf)
{
    add_host(names, station, buf);
}

void s7_capture_names_place(struct s7_capture_names *names, const struct s7_station *station, bool plain,
                            struct s7_strbuf *buf)
{
    bool with_port = station->port != 0 && !(plain && station->port == ISO_PORT);
    if (with_port && !names->redact && !s7_capture_names_cpu(names, station)) {
        s7_station_print(buf, station);
        return;
    }
    add_host(names, station, buf);
    if (with_port)
        s7_strbuf_printf(buf, ":%u", (unsigned)station->port);
}

/* The names that S7CommPlus has by its maker say a role and not a plant. */
void s7_capture_names_tsap(const struct s7_capture_names *names, const struct s7_tsap *tsap,
                           struct s7_strbuf *buf)
{
    static const char maker[] = "SIMATIC-ROOT-";
    char text[S7_TSAP_TEXT_SIZE + 2];
    bool known = tsap->size <= 2 ||
                 (tsap->size >= sizeof maker - 1 && memcmp(tsap->octets, maker, sizeof maker - 1) == 0);
    s7_tsap_format(tsap, text, sizeof text);
    if (tsap->size == 0)
        s7_strbuf_add(buf, "none");
    else if (names->redact && !known)
        s7_strbuf_printf(buf, "(%u octets)", (unsigned)tsap->size);
    else
        s7_strbuf_add(buf, text);
}
