/* SPDX-License-Identifier: MIT
 *
 * Names that may be of several sorts: what an exception is about, and the ways of a connection.
 */
#include <string.h>

#include "plant/kind.h"

typedef const char *naming(const struct s7_plant *plant, size_t index);

static const char *connection_name(const struct s7_plant *plant, size_t index)
{
    return index < plant->connection_count ? plant->connections[index].id : NULL;
}

static const char *cpu_name(const struct s7_plant *plant, size_t index)
{
    return index < plant->cpu_count ? plant->cpus[index].name : NULL;
}

static const char *host_name(const struct s7_plant *plant, size_t index)
{
    return index < plant->host_count ? plant->hosts[index].name : NULL;
}

static const char *zone_name(const struct s7_plant *plant, size_t index)
{
    return index < plant->zone_count ? plant->zones[index].name : NULL;
}

static const char *conduit_name(const struct s7_plant *plant, size_t index)
{
    return index < plant->conduit_count ? plant->conduits[index].name : NULL;
}

static const char *guard_name(const struct s7_plant *plant, size_t index)
{
    return index < plant->conduit_count ? plant->conduits[index].guard : NULL;
}

/** Looks among names of one sort; `nearest` NULL: only for the name itself. */
static bool is_among(const struct s7_plant *plant, naming *name_at, const char *wanted,
                     struct s7_nearest *nearest)
{
    const char *name;
    for (size_t i = 0; (name = name_at(plant, i)) != NULL; i++) {
        if (strcmp(name, wanted) == 0)
            return true;
        if (nearest)
            s7_nearest_try(nearest, name);
    }
    return false;
}

void s7_kind_object(struct s7_loader *loader, const struct s7_plant_key *key, const struct s7_node *node,
                    void *element)
{
    static naming *const sorts[] = {connection_name, cpu_name, host_name, zone_name, conduit_name};
    if (!s7_loader_scalar(loader, key, node))
        return;
    struct s7_nearest nearest = s7_nearest_to(node->text, node->length);
    struct s7_nearest *looking = s7_finding_full(loader->findings) ? NULL : &nearest;
    for (size_t i = 0; i < sizeof sorts / sizeof sorts[0]; i++) {
        if (!is_among(loader->plant, sorts[i], node->text, looking))
            continue;
        s7_loader_keep(loader, key, node, element);
        return;
    }
    s7_loader_error(loader, node->mark,
                    "%s: there is no connection, CPU, host, zone or conduit \"%s\" in this file%s", key->name,
                    s7_loader_excerpt(node).text, s7_loader_suggest(&nearest).text);
}

/** One way: a conduit, "guard:" and the guard of a conduit, or "direct". */
static bool is_way(struct s7_loader *loader, const struct s7_plant_key *key, const struct s7_node *node)
{
    static const char guard[] = "guard:";
    if (!s7_loader_scalar(loader, key, node))
        return false;
    if (strcmp(node->text, "direct") == 0)
        return true;
    bool is_guard = strncmp(node->text, guard, sizeof guard - 1) == 0;
    const char *name = is_guard ? node->text + sizeof guard - 1 : node->text;
    struct s7_nearest nearest = s7_nearest_to(name, strlen(name));
    bool full = s7_finding_full(loader->findings);
    if (*name && is_among(loader->plant, is_guard ? guard_name : conduit_name, name, full ? NULL : &nearest))
        return true;
    s7_loader_error(loader, node->mark, "%s: there is no %s \"%s\"%s", key->name,
                    is_guard ? "conduit with the guard" : "conduit", s7_loader_excerpt(node).text,
                    s7_loader_suggest(&nearest).text);
    return false;
}

void s7_kind_via(struct s7_loader *loader, const struct s7_plant_key *key, const struct s7_node *node,
                 void *element)
{
    struct s7_plant_texts via = {.lines = NULL};
    size_t count = 0;
    const struct s7_node *way = s7_loader_lines(loader, key, node, &count);
    via.lines = way ? s7_storage_array(loader->model, count, sizeof *via.lines) : NULL;
    for (size_t i = 0; via.lines && i < count; i++, way = way->next) {
        if (!is_way(loader, key, way))
            continue;
        if (count > 1 && strcmp(way->text, "direct") == 0)
            s7_loader_error(loader, way->mark, "%s: `direct` stands alone, without other ways", key->name);
        via.lines[via.count++] = s7_storage_text(loader->model, way->text, way->length);
    }
    memcpy((unsigned char *)element + key->offset, &via, sizeof via);
}
