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

static const char *cpu_name(const struct s7_plant *plant, size_t index)
{
    return index < plant->cpu_count ? plant->cpus[index].name : NULL;
}

static const void *cpu_at(const struct s7_plant *plant, size_t index)
{
    return &plant->cpus[index];
}

static const char *profile_name(const struct s7_plant *plant, size_t index)
{
    (void)plant;
    const struct s7_profile *profile = s7_profile_at(index);
    return profile ? profile->name : NULL;
}

static const void *profile_at(const struct s7_plant *plant, size_t index)
{
    (void)plant;
    return s7_profile_at(index);
}

static const struct names zones = {zone_name, zone_at, "zone"};
static const struct names cpus = {cpu_name, cpu_at, "CPU"};
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

static void read_reference(struct s7_loader *loader, const struct s7_plant_key *key, const struct s7_node *node,
                           void *element, const struct names *names)
{
    if (!s7_loader_scalar(loader, key, node))
        return;
    const char *name;
    for (size_t i = 0; (name = names->name(loader->plant, i)) != NULL; i++) {
        if (strcmp(name, node->text) != 0)
            continue;
        const void *found = names->at(loader->plant, i);
        memcpy((unsigned char *)element + key->offset, &found, sizeof found);
        return;
    }
    refuse(loader, key, node, names);
}

void s7_kind_zone(struct s7_loader *loader, const struct s7_plant_key *key, const struct s7_node *node,
                  void *element)
{
    read_reference(loader, key, node, element, &zones);
}

void s7_kind_cpu(struct s7_loader *loader, const struct s7_plant_key *key, const struct s7_node *node,
                 void *element)
{
    read_reference(loader, key, node, element, &cpus);
}

void s7_kind_profile(struct s7_loader *loader, const struct s7_plant_key *key, const struct s7_node *node,
                     void *element)
{
    read_reference(loader, key, node, element, &profiles);
}
