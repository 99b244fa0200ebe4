/* SPDX-License-Identifier: MIT
 *
 * net_uv/address.h — numeric addresses ⇄ socket addresses.
 */
#ifndef NET_UV_ADDRESS_H
#define NET_UV_ADDRESS_H

#include <stdbool.h>
#include <sys/socket.h>

#include "base/session.h"

/** A numeric IPv4 or IPv6 address; false (and nothing written) for anything else. */
bool s7_address_numeric(const char *host, uint16_t port, struct sockaddr_storage *ret_address);

/** Octets of an IPv4 or IPv6 socket address. */
socklen_t s7_address_size(const struct sockaddr *address);

/** Port of an IPv4 or IPv6 socket address. */
uint16_t s7_address_port(const struct sockaddr *address);

/** Numeric text and port; an IPv4 address mapped into IPv6 is written as IPv4. */
struct s7_peer s7_address_peer(const struct sockaddr *address);

#endif
