/* SPDX-License-Identifier: MIT
 *
 * Names of things declared elsewhere.
 */
#include <string.h>

#include "plant/kind.h"

/** The elements of one kind, as a list of names. */
struct names {
    const char *(*name)(const struct s7_plant *plant, size_t index); /**< NULL behind the last one */
    const void *(*at)(const struct s7_plant *plant, size_t index);
    const char *shown;
};

static const char *zone_name(const struct s7_plant *plant, size_t index)
{
    return index < plant->zone_count ? plant->zones[index].name : NULL;
}

static const void *zone_at(const struct s7_plant *plant, size_t index)
{
    return &plant->zones[index];
}

static const char *partner_name(const struct s7_plant *plant, size_t index)
{
    if (index < plant->cpu_count)
        return plant->cpus[index].name;
    index -= plant->cpu_count;
    return index < plant->host_count ? plant->hosts[index].name : NULL;
}

static const void *partner_at(const struct s7_plant *plant, size_t index)
{
    return index < plant->cpu_count ? &plant->cpus[index] : &plant->hosts[index - plant->cpu_count];
}

/** The profiles of the program, then those of the plant. */
static const char *profile_name(const struct s7_plant *plant, size_t index)
{
    size_t own = 0;
    for (; s7_profile_at(own); own++)
        if (own == index)
            return s7_profile_at(own)->name;
    return index - own < plant->profile_count ? plant->profiles[index - own].name : NULL;
}

static const void *profile_at(const struct s7_plant *plant, size_t index)
{
    size_t own = 0;
    for (; s7_profile_at(own); own++)
        if (own == index)
            return s7_profile_at(own);
    return &plant->profiles[index - own].profile;
}

static const struct names zones = {zone_name, zone_at, "zone"};
static const struct names partners = {partner_name, partner_at, "CPU or host"};
static const struct names profiles = {profile_name, profile_at, "profile"};

static void refuse(struct s7_loader *loader, const struct s7_plant_key *key, const struct s7_node *node,
                   const struct names *names)
{
    struct s7_nearest nearest = s7_nearest_to(node->text, node->length);
    const char *name;
    if (!s7_finding_full(loader->findings))
        for (size_t i = 0; (name = names->name(loader->plant, i)) != NULL; i++)
            s7_nearest_try(&nearest, name);
    s7_loader_error(loader, node->mark, "%s: there is no %s \"%s\"%s", key->name, names->shown,
                    s7_loader_excerpt(node).text, s7_loader_suggest(&nearest).text);
}

/** What has the name that stands there; NULL: nothing, which was told. */
static const void *find(struct s7_loader *loader, const struct s7_plant_key *key, const struct s7_node *node,
                        const struct names *names)
{
    const char *name;
    if (!s7_loader_scalar(loader, key, node))
        return NULL;
    for (size_t i = 0; (name = names->name(loader->plant, i)) != NULL; i++)
        if (strcmp(name, node->text) == 0)
            return names->at(loader->plant, i);
    refuse(loader, key, node, names);
    return NULL;
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

/** A profile whose own reading failed has no figures: there is an error already. */
void s7_kind_profile(struct s7_loader *loader, const struct s7_plant_key *key, const struct s7_node *node,
                     void *element)
{
    const struct s7_profile *found = find(loader, key, node, &profiles);
    if (found && found->name)
        memcpy((unsigned char *)element + key->offset, &found, sizeof found);
}

/** All figures of another profile, which is complete. */
void s7_kind_like(struct s7_loader *loader, const struct s7_plant_key *key, const struct s7_node *node,
                  void *element)
{
    const struct s7_profile *found = find(loader, key, node, &profiles);
    if (found && found->name)
        memcpy((unsigned char *)element + key->offset, found, sizeof *found);
    else if (found)
        s7_loader_error(loader, node->mark, "%s: \"%s\" has errors, or does not stand above this profile",
                        key->name, s7_loader_excerpt(node).text);
}
