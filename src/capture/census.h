/* SPDX-License-Identifier: MIT
 *
 * capture/census.h — who tries many places: each client address, with the places that it tried and whether any use
 * was made of them.  Small and bounded: clients beyond the bound are not looked at.
 */
#ifndef CAPTURE_CENSUS_H
#define CAPTURE_CENSUS_H

#include "capture/budget.h"
#include "capture/station.h"
#include "wire/tsap.h"

enum {
    S7_CENSUS_CLIENTS = 1024,
    S7_CENSUS_PLACES = 32,    /**< of one client that are told apart */
    S7_CENSUS_HOSTS_MANY = 8, /**< addresses without use: a scan */
    S7_CENSUS_TSAPS_MANY = 4  /**< TSAPs of one address without use: a scan */
};

struct s7_census {
    struct s7_room clients; /**< own */
    size_t count;
    uint16_t *places; /**< hash table, index + 1; NULL until there is a client */
    struct s7_budget own;
};

void s7_census_init(struct s7_census *census);
void s7_census_free(struct s7_census *census);

/**
 * A connection is over.
 * @param called  size 0: none was asked for
 * @param used    something was asked and answered in it beyond who the CPU is
 */
void s7_census_count(struct s7_census *census, const struct s7_station *client, const struct s7_station *server,
                     const struct s7_tsap *called, bool used);

/** How many places a client tried that it made no use of, when that looks like a scan; else 0. */
uint64_t s7_census_scan(const struct s7_census *census, const struct s7_station *client);

#endif
