/* SPDX-License-Identifier: MIT */
#include "plant/names.h"

#include <stddef.h>
#include <string.h>

#include "plant/load.h"

/** Where the elements of a kind lie in a plant, and the name in each. */
static const struct {
    size_t elements, count; /**< offsets in struct s7_plant */
    size_t size;
    size_t name; /**< offset in the element */
} rows[] = {
#define ROW(many, counter, type, member)                                                                       \
    {                                                                                                          \
        offsetof(struct s7_plant, many), offsetof(struct s7_plant, counter), sizeof(struct type),              \
            offsetof(struct type, member)                                                                      \
    }
    [S7_NAMES_PROFILES] = ROW(profiles, profile_count, s7_plant_profile, name),
    [S7_NAMES_ZONES] = ROW(zones, zone_count, s7_plant_zone, name),
    [S7_NAMES_CONDUITS] = ROW(conduits, conduit_count, s7_plant_conduit, name),
    [S7_NAMES_GUARDS] = ROW(conduits, conduit_count, s7_plant_conduit, guard),
    [S7_NAMES_HOSTS] = ROW(hosts, host_count, s7_plant_cpu, name),
    [S7_NAMES_CPUS] = ROW(cpus, cpu_count, s7_plant_cpu, name),
    [S7_NAMES_CONNECTIONS] = ROW(connections, connection_count, s7_plant_connection, id),
#undef ROW
};

/** An entry of the index is the address of the name in its element. */
static const char *name_in(const void *entry)
{
    const char *name;
    memcpy(&name, entry, sizeof name);
    return name;
}

static bool is_named(const void *entry, const void *wanted)
{
    return strcmp(name_in(entry), wanted) == 0;
}

static bool same_name(const void *entry, const void *other)
{
    return strcmp(name_in(entry), name_in(other)) == 0;
}

static const unsigned char *elements_of(const struct s7_plant *plant, enum s7_names_kind kind,
                                        size_t *ret_count)
{
    const unsigned char *elements;
    memcpy(&elements, (const unsigned char *)plant + rows[kind].elements, sizeof elements);
    memcpy(ret_count, (const unsigned char *)plant + rows[kind].count, sizeof *ret_count);
    return elements;
}

static void fill(struct s7_names *names, enum s7_names_kind kind, struct s7_storage *storage)
{
    const unsigned char *entry = (const unsigned char *)names->elements + rows[kind].name;
    for (size_t i = 0; i < names->count; i++, entry += rows[kind].size)
        if (name_in(entry))
            s7_index_add(&names->index, storage, s7_index_hash_text(0, name_in(entry)), entry, same_name);
}

const void *s7_names_find(struct s7_loader *loader, enum s7_names_kind kind, const char *name)
{
    struct s7_names *names = &loader->names[kind];
    size_t count = 0;
    const unsigned char *elements = elements_of(loader->plant, kind, &count);
    if (names->elements != elements || names->count != count) {
        *names = (struct s7_names){.elements = elements, .count = count};
        fill(names, kind, loader->findings->storage);
    }
    const unsigned char *found = s7_index_find(&names->index, s7_index_hash_text(0, name), name, is_named);
    return found ? found - rows[kind].name : NULL;
}

const char *s7_names_at(const struct s7_loader *loader, enum s7_names_kind kind, size_t index)
{
    size_t count = 0;
    const unsigned char *elements = elements_of(loader->plant, kind, &count);
    return index < count ? name_in(elements + index * rows[kind].size + rows[kind].name) : NULL;
}
