/* SPDX-License-Identifier: MIT
 *
 * Names that may be of several sorts: what an exception is about, and the ways of a connection.
 */
#include <string.h>

#include "plant/kind.h"

static void try_all(const struct s7_loader *loader, enum s7_names_kind kind, struct s7_nearest *nearest)
{
    const char *name;
    if (s7_finding_full(loader->findings))
        return;
    for (size_t i = 0; (name = s7_names_at(loader, kind, i)) != NULL; i++)
        s7_nearest_try(nearest, name);
}

void s7_kind_object(struct s7_loader *loader, const struct s7_plant_key *key, const struct s7_node *node,
                    void *element)
{
    static const enum s7_names_kind sorts[] = {S7_NAMES_CONNECTIONS, S7_NAMES_CPUS, S7_NAMES_HOSTS,
                                               S7_NAMES_ZONES, S7_NAMES_CONDUITS};
    if (!s7_loader_scalar(loader, key, node))
        return;
    for (size_t i = 0; i < sizeof sorts / sizeof sorts[0]; i++) {
        if (!s7_names_find(loader, sorts[i], node->text))
            continue;
        s7_loader_keep(loader, key, node, element);
        return;
    }
    struct s7_nearest nearest = s7_nearest_to(node->text, node->length);
    for (size_t i = 0; i < sizeof sorts / sizeof sorts[0]; i++)
        try_all(loader, sorts[i], &nearest);
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
    enum s7_names_kind kind = is_guard ? S7_NAMES_GUARDS : S7_NAMES_CONDUITS;
    if (*name && s7_names_find(loader, kind, name))
        return true;
    struct s7_nearest nearest = s7_nearest_to(name, strlen(name));
    try_all(loader, kind, &nearest);
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
