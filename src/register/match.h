/* SPDX-License-Identifier: MIT
 *
 * register/match.h — which partners and connections of a plant file are those that were seen.
 *
 * Partners are the same when they have the same address; the served one of a connection with the same port, too.
 * Connections are the same between the same partners with the same TSAPs and a service of the same kind; each is that of
 * one other at most.
 */
#ifndef REGISTER_MATCH_H
#define REGISTER_MATCH_H

#include "plant/plant.h"
#include "plant/storage.h"

struct s7_match_place;

/** Addresses of a plant, in order. */
struct s7_match_index {
    struct s7_match_place *places;
    size_t count;
};

/** False: memory ran out. */
bool s7_match_index_make(const struct s7_plant *plant, struct s7_storage *storage,
                         struct s7_match_index *ret_index);

/** Who has this address, at this port (0: any); NULL: nobody. */
const struct s7_plant_cpu *s7_match_partner(const struct s7_match_index *index, const char *host,
                                            uint16_t port);

/** The partner of a plant that a seen one is; a host, which was not served, at any port. */
const struct s7_plant_cpu *s7_match_seen(const struct s7_match_index *index, const struct s7_plant_cpu *seen);

/** What a connection of the seen file is in the plant. */
struct s7_match {
    const struct s7_plant_cpu *from, *to;       /**< NULL: not in the plant */
    const struct s7_plant_connection *declared; /**< NULL: none */
    bool other_tsaps;
    bool other_service;
};

/**
 * One for each connection of `seen`.  `strict`: other TSAPs or a service of another kind are another connection.
 * @return NULL: memory ran out
 */
struct s7_match *s7_match_connections(const struct s7_plant *plant, const struct s7_plant *seen, bool strict,
                                      struct s7_storage *storage);

/** The TSAP that a connection calls: its own, or that of its class and of rack and slot of the served side. */
struct s7_plant_tsap s7_match_called(const struct s7_plant_connection *connection);

/** Which service includes which: PUT/GET both of its halves, `other` all. */
bool s7_match_service(enum s7_plant_service declared, enum s7_plant_service seen);

/**
 * What a connection may be used for besides reading and writing (enum s7_plant_function): what it says; when it says
 * nothing, what its service is about: a programming device may do all, a panel look.
 */
unsigned s7_match_functions(const struct s7_plant_connection *declared);

/** The shortest cycle that a connection is documented with, 0: none is. */
s7_time s7_match_cycle(const struct s7_plant_connection *connection);

#endif
