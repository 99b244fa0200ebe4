/* SPDX-License-Identifier: MIT
 *
 * What CPUs and hosts have in common.
 */
#include "plant/check.h"
#include "plant/kind.h"
#include "plant/net.h"

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

static bool same_address(const void *one, const void *other)
{
    const struct s7_plant_cpu *a = one;
    const struct s7_plant_cpu *b = other;
    const struct s7_net_host here = s7_net_host_of(a->host), there = s7_net_host_of(b->host);
    return a->port == b->port && s7_net_same_host(&here, &there);
}

/** One of those before it has the same address. */
static void check_address(struct s7_loader *loader, const struct s7_node *address,
                          const struct s7_plant_cpu *cpu)
{
    const struct s7_net_host host = s7_net_host_of(cpu->host);
    const struct s7_plant_cpu *other = s7_index_add(&loader->addresses, loader->findings->storage,
                                                    s7_net_hash_host(cpu->port, &host), cpu, same_address);
    if (other)
        s7_loader_warn(loader, S7_PLANT_TOPIC_SAME_ADDRESS, address->mark, "address: %s has the same one",
                       other->name);
}

void s7_check_member(struct s7_loader *loader, const struct s7_node *node, const struct s7_plant_cpu *cpu)
{
    const struct s7_node *address = s7_node_member(node, "address");
    check_simulations(loader, s7_node_member(node, "simulate"), cpu);
    check_tags(loader, s7_node_member(node, "tags"), cpu);
    if (address && cpu->host)
        check_address(loader, address, cpu);
}
