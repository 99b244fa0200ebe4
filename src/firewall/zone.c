/* SPDX-License-Identifier: MIT */
#include "firewall/zone.h"

#include <string.h>

#include "plant/net.h"

bool s7_zone_holds(const struct s7_plant_zone *zone, const char *address)
{
    const struct s7_net wanted = s7_net_of(address);
    if (strchr(address, '/'))
        return false;
    for (size_t i = 0; wanted.bits && i < zone->net_count; i++) {
        const struct s7_net net = s7_net_of(zone->nets[i]);
        if (s7_net_holds(&net, &wanted))
            return true;
    }
    return false;
}

const struct s7_plant_zone *s7_zone_of_address(const struct s7_plant *plant, const char *address)
{
    for (size_t i = 0; i < plant->zone_count; i++)
        if (s7_zone_holds(&plant->zones[i], address))
            return &plant->zones[i];
    return NULL;
}

const struct s7_plant_zone *s7_zone_find(const struct s7_plant *plant, const char *name)
{
    for (size_t i = 0; i < plant->zone_count; i++)
        if (strcmp(plant->zones[i].name, name) == 0)
            return &plant->zones[i];
    return NULL;
}
