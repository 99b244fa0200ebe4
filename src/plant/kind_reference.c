/* SPDX-License-Identifier: MIT
 *
 * Names of things declared elsewhere.
 */
#include <string.h>

#include "plant/kind.h"

/** What a name may mean. */
struct names {
    const char *shown;
    enum s7_names_kind kinds[2];
    size_t kind_count;
    bool built_in; /**< profiles of the program, too */
};

static const struct names zones = {"zone", {S7_NAMES_ZONES}, 1, false};
static const struct names partners = {"CPU or host", {S7_NAMES_CPUS, S7_NAMES_HOSTS}, 2, false};
static const struct names profiles = {"profile", {S7_NAMES_PROFILES}, 1, true};

static void refuse(struct s7_loader *loader, const struct s7_plant_key *key, const struct s7_node *node,
                   const struct names *names)
{
    struct s7_nearest nearest = s7_nearest_to(node->text, node->length);
    bool wanted = !s7_finding_full(loader->findings);
    const struct s7_profile *profile;
    const char *name;
    for (size_t i = 0; wanted && names->built_in && (profile = s7_profile_at(i)) != NULL; i++)
        s7_nearest_try(&nearest, profile->name);
    for (size_t k = 0; wanted && k < names->kind_count; k++)
        for (size_t i = 0; (name = s7_names_at(loader, names->kinds[k], i)) != NULL; i++)
            s7_nearest_try(&nearest, name);
    s7_loader_error(loader, node->mark, "%s: there is no %s \"%s\"%s", key->name, names->shown,
                    s7_loader_excerpt(node).text, s7_loader_suggest(&nearest).text);
}

/** What has the name that stands there; NULL: nothing, which was told. */
static const void *find(struct s7_loader *loader, const struct s7_plant_key *key, const struct s7_node *node,
                        const struct names *names)
{
    const void *found = NULL;
    if (!s7_loader_scalar(loader, key, node))
        return NULL;
    for (size_t k = 0; !found && k < names->kind_count; k++)
        found = s7_names_find(loader, names->kinds[k], node->text);
    if (!found)
        refuse(loader, key, node, names);
    return found;
}

static void read_reference(struct s7_loader *loader, const struct s7_plant_key *key, const struct s7_node *node,
                           void *element, const struct names *names)
{
    const void *found = find(loader, key, node, names);
    if (found)
        memcpy((unsigned char *)element + key->offset, &found, sizeof found);
}

void s7_kind_zone(struct s7_loader *loader, const struct s7_plant_key *key, const struct s7_node *node,
                  void *element)
{
    read_reference(loader, key, node, element, &zones);
}

void s7_kind_zones(struct s7_loader *loader, const struct s7_plant_key *key, const struct s7_node *node,
                   void *element)
{
    const void *between[S7_PLANT_CONDUIT_ZONES] = {NULL};
    size_t count = 0;
    const struct s7_node *member = s7_loader_lines(loader, key, node, &count);
    for (size_t i = 0; member && i < count && i < S7_PLANT_CONDUIT_ZONES; i++, member = member->next)
        between[i] = find(loader, key, member, &zones);
    if (between[0] && between[0] == between[1])
        s7_loader_error(loader, node->mark, "%s: a conduit connects two different zones", key->name);
    memcpy((unsigned char *)element + key->offset, between, sizeof between);
}

void s7_kind_partner(struct s7_loader *loader, const struct s7_plant_key *key, const struct s7_node *node,
                     void *element)
{
    read_reference(loader, key, node, element, &partners);
}

/** One of the program, or of the plant. */
static const struct s7_profile *find_profile(struct s7_loader *loader, const struct s7_plant_key *key,
                                             const struct s7_node *node)
{
    const struct s7_profile *built_in = node->kind == S7_NODE_SCALAR ? s7_profile_find(node->text) : NULL;
    const struct s7_plant_profile *own = built_in ? NULL : find(loader, key, node, &profiles);
    return own ? &own->profile : built_in;
}

/** A profile whose own reading failed has no figures: there is an error already. */
void s7_kind_profile(struct s7_loader *loader, const struct s7_plant_key *key, const struct s7_node *node,
                     void *element)
{
    const struct s7_profile *found = find_profile(loader, key, node);
    if (found && found->name)
        memcpy((unsigned char *)element + key->offset, &found, sizeof found);
}

/** All figures of another profile, which is complete. */
void s7_kind_like(struct s7_loader *loader, const struct s7_plant_key *key, const struct s7_node *node,
                  void *element)
{
    const struct s7_profile *found = find_profile(loader, key, node);
    if (found && found->name)
        memcpy((unsigned char *)element + key->offset, found, sizeof *found);
    else if (found)
        s7_loader_error(loader, node->mark, "%s: \"%s\" has errors, or does not stand above this profile",
                        key->name, s7_loader_excerpt(node).text);
}
