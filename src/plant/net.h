/* SPDX-License-Identifier: MIT
 *
 * plant/net.h — networks in CIDR notation, and the numeric addresses in them.
 */
#ifndef PLANT_NET_H
#define PLANT_NET_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { S7_NET_OCTETS = 16 };

/** A network, or with a prefix as long as its address one address.  bits 0: none. */
struct s7_net {
    uint8_t octets[S7_NET_OCTETS]; /**< in network order; those of IPv4 are the first four */
    unsigned bits;                 /**< of an address: 32 or 128 */
    unsigned prefix;
};

/**
 * "10.10.1.0/24", "fd00::/64", "10.10.1.11", "fe80::1%eth0" (what follows a "%" is not looked at).
 * @return one with bits 0 when the text is neither network nor numeric address
 */
struct s7_net s7_net_of(const char *text);

/** Every address of `inner` is in `outer`; false when one of them is none. */
bool s7_net_holds(const struct s7_net *outer, const struct s7_net *inner);

/** An order in which a net stands before all that it holds, and what it holds right behind it. */
int s7_net_compare(const struct s7_net *one, const struct s7_net *other);

/** What two texts that name the same machine have in common, however they are written. */
struct s7_net_host {
    struct s7_net net; /**< of a numeric address */
    const char *name;  /**< else: the name; of a numeric address its scope ("%eth0") or "" */
};
struct s7_net_host s7_net_host_of(const char *text);

/** Numeric addresses by their octets, names whatever the case of their letters. */
bool s7_net_same_host(const struct s7_net_host *one, const struct s7_net_host *other);
/** The same of both, for a hash table. */
uint32_t s7_net_hash_host(uint32_t hash, const struct s7_net_host *host);

#endif
