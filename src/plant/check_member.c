/* SPDX-License-Identifier: MIT
 *
 * What CPUs and hosts have in common.
 */
#include <string.h>

#include "plant/check.h"
#include "plant/kind.h"

static void check_simulations(struct s7_loader *loader, const struct s7_node *list,
                              const struct s7_plant_cpu *cpu)
{
    const struct s7_node *member = list && list->kind == S7_NODE_LIST ? list->first : NULL;
    for (size_t i = 0; i < cpu->simulation_count && member; i++, member = member->next) {
        const struct s7_node *tag = s7_node_member(member, "tag");
        const struct s7_range *range = &cpu->simulations[i].tag.range;
        if (!tag || range->bit_count == 0)
            continue;
        struct s7_area_verdict verdict = s7_check_area(cpu, range);
        if (verdict.text[0] && range->area == S7_AREA_DB)
            s7_loader_error(loader, tag->mark, "tag: %s", verdict.text);
        else if (verdict.text[0])
            s7_loader_warn(loader, S7_PLANT_TOPIC_NAMED, tag->mark, "tag: %s; it will not move here",
                           verdict.text);
    }
}

/** A tag is a name, not an access: what it names may be missing in this file. */
static void check_tags(struct s7_loader *loader, const struct s7_node *tags, const struct s7_plant_cpu *cpu)
{
    const struct s7_node *member = tags && tags->kind == S7_NODE_MAPPING ? tags->first : NULL;
    for (size_t i = 0; i < cpu->tag_count && member; i++, member = member->next) {
        const struct s7_node *tag = s7_node_member(member, "tag");
        if (tag && cpu->tags[i].tag.count)
            s7_check_ranges(loader, S7_PLANT_TOPIC_NAMED, "tag", tag, cpu, &cpu->tags[i].tag.range, 1);
    }
}

/** One of those before it has the same address. */
static bool is_taken(struct s7_loader *loader, const struct s7_node *address, const struct s7_plant_cpu *cpu,
                     const struct s7_plant_cpu *others, size_t count)
{
    for (size_t i = 0; i < count && &others[i] != cpu; i++) {
        if (!others[i].host || others[i].port != cpu->port || strcmp(others[i].host, cpu->host) != 0)
            continue;
        s7_loader_warn(loader, S7_PLANT_TOPIC_SAME_ADDRESS, address->mark, "address: %s has the same one",
                       others[i].name);
        return true;
    }
    return false;
}

void s7_check_member(struct s7_loader *loader, const struct s7_node *node, const struct s7_plant_cpu *cpu)
{
    const struct s7_plant *plant = loader->plant;
    const struct s7_node *address = s7_node_member(node, "address");
    check_simulations(loader, s7_node_member(node, "simulate"), cpu);
    check_tags(loader, s7_node_member(node, "tags"), cpu);
    if (address && cpu->host && !is_taken(loader, address, cpu, plant->hosts, plant->host_count) &&
        !cpu->is_host)
        is_taken(loader, address, cpu, plant->cpus, plant->cpu_count);
}
