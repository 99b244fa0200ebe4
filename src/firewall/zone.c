/* SPDX-License-Identifier: MIT */
#include "firewall/zone.h"

#include <arpa/inet.h>
#include <stdlib.h>
#include <string.h>

enum { OCTETS = 16, TEXT_SIZE = 64 };

/* Bits of a numeric address that ends where `text[length]` stands; 0: it is none. */
static unsigned read_address(const char *text, size_t length, unsigned char ret_octets[OCTETS])
{
    char copy[TEXT_SIZE];
    if (length >= sizeof copy)
        return 0;
    memcpy(copy, text, length);
    copy[length] = '\0';
    if (inet_pton(AF_INET, copy, ret_octets) == 1)
        return 32;
    return inet_pton(AF_INET6, copy, ret_octets) == 1 ? 128 : 0;
}

static bool same_bits(const unsigned char *one, const unsigned char *other, unsigned bits)
{
    unsigned char rest = (unsigned char)(0xFF00U >> bits % 8);
    return memcmp(one, other, bits / 8) == 0 &&
           (bits % 8 == 0 || ((one[bits / 8] ^ other[bits / 8]) & rest) == 0);
}

/* The net was checked when the plant was read; without a prefix it is one address. */
static bool net_holds(const char *net, const unsigned char *octets, unsigned bits)
{
    unsigned char first[OCTETS];
    size_t length = strcspn(net, "/");
    unsigned net_bits = read_address(net, length, first);
    unsigned long prefix = net[length] ? strtoul(net + length + 1, NULL, 10) : net_bits;
    return net_bits == bits && prefix <= bits && same_bits(first, octets, (unsigned)prefix);
}

bool s7_zone_holds(const struct s7_plant_zone *zone, const char *address)
{
    unsigned char octets[OCTETS];
    unsigned bits = read_address(address, strcspn(address, "%"), octets);
    for (size_t i = 0; bits && i < zone->net_count; i++)
        if (net_holds(zone->nets[i], octets, bits))
            return true;
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
