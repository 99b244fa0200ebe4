/* SPDX-License-Identifier: MIT
 *
 * firewall/zone.h — which addresses are in which zone.
 */
#ifndef FIREWALL_ZONE_H
#define FIREWALL_ZONE_H

#include <stdbool.h>

#include "plant/plant.h"

/**
 * Whether one of the zone's nets holds a numeric IPv4 or IPv6 address (what follows a "%" is not looked at).  A zone
 * without nets holds none; nor does any hold a text that is no address.
 */
bool s7_zone_holds(const struct s7_plant_zone *zone, const char *address);

/** The first zone that holds the address, or NULL. */
const struct s7_plant_zone *s7_zone_of_address(const struct s7_plant *plant, const char *address);

/** The zone with this name, or NULL. */
const struct s7_plant_zone *s7_zone_find(const struct s7_plant *plant, const char *name);

#endif
