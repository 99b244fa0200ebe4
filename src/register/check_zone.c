/* SPDX-License-Identifier: MIT
 *
 * check_zone.c — zones, their nets, and who stands in them.
 */
#include <stdlib.h>

#include "plant/net.h"
#include "register/checking.h"

enum { NONE = -1 };

/** A net of a zone.  Nets are nested or apart: each knows the smallest one around it. */
struct zone_net {
    struct s7_net net;
    const struct s7_plant_zone *zone;
    const char *text;
    ptrdiff_t outer;
};

struct nets {
    struct zone_net *at; /**< in the order of s7_net_compare() */
    size_t count;
};

static int compare(const void *one, const void *other)
{
    const struct zone_net *a = one;
    const struct zone_net *b = other;
    int order = s7_net_compare(&a->net, &b->net);
    if (order)
        return order;
    return a->zone < b->zone ? -1 : a->zone > b->zone;
}

static ptrdiff_t around(const struct zone_net *nets, ptrdiff_t candidate, const struct s7_net *net)
{
    while (candidate != NONE && !s7_net_holds(&nets[candidate].net, net))
        candidate = nets[candidate].outer;
    return candidate;
}

static struct nets nets_of(struct s7_checking *checking)
{
    const struct s7_plant *plant = checking->plant;
    struct nets nets = {.count = 0};
    size_t most = 0;
    for (size_t i = 0; i < plant->zone_count; i++)
        most += plant->zones[i].net_count;
    nets.at = s7_storage_array(&checking->scratch, most, sizeof *nets.at);
    for (size_t i = 0; nets.at && i < plant->zone_count; i++)
        for (size_t k = 0; k < plant->zones[i].net_count; k++)
            nets.at[nets.count++] = (struct zone_net){.net = s7_net_of(plant->zones[i].nets[k]),
                                                      .zone = &plant->zones[i],
                                                      .text = plant->zones[i].nets[k]};
    if (nets.count > 1)
        qsort(nets.at, nets.count, sizeof *nets.at, compare);
    for (size_t i = 0; i < nets.count; i++)
        nets.at[i].outer = around(nets.at, (ptrdiff_t)i - 1, &nets.at[i].net);
    return nets;
}

static void check_overlaps(struct s7_checking *checking, const struct nets *nets)
{
    for (size_t i = 0; i < nets->count; i++) {
        const struct zone_net *inner = &nets->at[i];
        const struct zone_net *outer = inner->outer == NONE ? NULL : &nets->at[inner->outer];
        if (!outer || outer->zone == inner->zone)
            continue;
        const struct zone_net *later = inner->zone > outer->zone ? inner : outer;
        const struct zone_net *other = later == inner ? outer : inner;
        s7_register_add(checking->list, S7R_NETS, later->zone->mark, S7_REGISTER_ZONE, later->zone->name,
                        "%s overlaps %s of zone %s", later->text, other->text, other->zone->name);
    }
}

/** The last net that does not stand behind the address; it or one around it holds the address, or none does. */
static ptrdiff_t last_before(const struct nets *nets, const struct s7_net *address)
{
    size_t low = 0, high = nets->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (s7_net_compare(&nets->at[middle].net, address) <= 0)
            low = middle + 1;
        else
            high = middle;
    }
    return (ptrdiff_t)low - 1;
}

/** Names are not looked up, and a zone without nets says nothing of addresses. */
static bool is_outside(const struct nets *nets, const struct s7_plant_zone *zone, const char *address)
{
    const struct s7_net wanted = address ? s7_net_of(address) : (struct s7_net){.bits = 0};
    if (!zone || zone->net_count == 0 || wanted.bits == 0)
        return false;
    ptrdiff_t found = around(nets->at, last_before(nets, &wanted), &wanted);
    while (found != NONE && nets->at[found].zone != zone)
        found = nets->at[found].outer;
    return found == NONE;
}

static void check_partner(struct s7_checking *checking, const struct nets *nets,
                          const struct s7_plant_cpu *partner)
{
    if (is_outside(nets, partner->zone, partner->host))
        s7_checking_on_partner(checking, S7R_OUTSIDE, partner, "%s is in no net of zone %s", partner->host,
                               partner->zone->name);
}

static void check_connection(struct s7_checking *checking, const struct nets *nets,
                             const struct s7_plant_connection *connection)
{
    const struct s7_plant_cpu *from = connection->from;
    const struct s7_plant_cpu *to = connection->to;
    if (is_outside(nets, to->zone, connection->second_address.host))
        s7_checking_on_connection(checking, S7R_OUTSIDE, connection,
                                  "second_address %s is in no net of zone %s, where %s is",
                                  connection->second_address.host, to->zone->name, to->name);
    if (is_outside(nets, from->zone, connection->source_address))
        s7_checking_on_connection(checking, S7R_OUTSIDE, connection,
                                  "source_address %s is in no net of zone %s, where %s is",
                                  connection->source_address, from->zone->name, from->name);
}

/** Who stands where, by numbers. */
struct usage {
    bool *zone_used;
    bool *partner_connected;
};

static struct usage usage_of(struct s7_checking *checking)
{
    const struct s7_plant *plant = checking->plant;
    struct usage usage = {s7_storage_array(&checking->scratch, plant->zone_count, sizeof *usage.zone_used),
                          s7_storage_array(&checking->scratch, plant->cpu_count + plant->host_count,
                                           sizeof *usage.partner_connected)};
    if (checking->scratch.failed)
        return usage;
    for (size_t i = 0; i < plant->connection_count; i++) {
        usage.partner_connected[s7_checking_number(plant, plant->connections[i].from)] = true;
        usage.partner_connected[s7_checking_number(plant, plant->connections[i].to)] = true;
    }
    const struct s7_plant_cpu *partner;
    for (size_t i = 0; (partner = s7_checking_partner(plant, i)) != NULL; i++)
        if (partner->zone)
            usage.zone_used[partner->zone - plant->zones] = true;
    return usage;
}

static void check_usage(struct s7_checking *checking)
{
    const struct s7_plant *plant = checking->plant;
    struct usage usage = usage_of(checking);
    const struct s7_plant_cpu *partner;
    if (checking->scratch.failed)
        return;
    for (size_t i = 0; i < plant->zone_count; i++)
        if (!usage.zone_used[i])
            s7_register_add(checking->list, S7R_UNUSED, plant->zones[i].mark, S7_REGISTER_ZONE,
                            plant->zones[i].name, "no CPU or host is in this zone");
    for (size_t i = 0; plant->zone_count && (partner = s7_checking_partner(plant, i)) != NULL; i++)
        if (!partner->zone && usage.partner_connected[i])
            s7_checking_on_partner(checking, S7R_NO_ZONE, partner, "it has connections, but no zone");
}

void s7_check_zone(struct s7_checking *checking)
{
    const struct s7_plant *plant = checking->plant;
    struct nets nets = nets_of(checking);
    const struct s7_plant_cpu *partner;
    if (checking->scratch.failed)
        return;
    check_overlaps(checking, &nets);
    for (size_t i = 0; (partner = s7_checking_partner(plant, i)) != NULL; i++)
        check_partner(checking, &nets, partner);
    for (size_t i = 0; i < plant->connection_count; i++)
        check_connection(checking, &nets, &plant->connections[i]);
    check_usage(checking);
}
