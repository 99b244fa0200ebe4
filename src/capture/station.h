/* SPDX-License-Identifier: MIT
 *
 * capture/station.h — address and port of one end of a connection.
 */
#ifndef CAPTURE_STATION_H
#define CAPTURE_STATION_H

#include <stdbool.h>
#include <stdint.h>

#include "base/strbuf.h"

enum { S7_STATION_OCTETS = 16 };

/** Zeroed before it is filled in, so that memcmp() compares two of them. */
struct s7_station {
    uint8_t address[S7_STATION_OCTETS]; /**< IPv4: the first four */
    uint16_t port;                      /**< 0: not meant */
    uint8_t version;                    /**< 4 or 6 */
    uint8_t unused;                     /**< 0 */
};

bool s7_station_equal(const struct s7_station *a, const struct s7_station *b);
/** The same address, whatever the ports. */
bool s7_station_same_host(const struct s7_station *a, const struct s7_station *b);
/** Negative, 0, positive: IPv4 before IPv6, by address as a number, then by port. */
int s7_station_compare(const struct s7_station *a, const struct s7_station *b);

/** "10.10.1.11", "fd00::5" (RFC 5952). */
void s7_station_print_host(struct s7_strbuf *buf, const struct s7_station *station);
/** "10.10.1.11:102", "[fd00::5]:102"; without the port when it is 0. */
void s7_station_print(struct s7_strbuf *buf, const struct s7_station *station);

#endif
