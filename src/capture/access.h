/* SPDX-License-Identifier: MIT
 *
 * capture/access.h — the accesses to a CPU's data in a request: which bits, read or written, by which service.
 *
 * Covers everything that carries addresses: Read Var and Write Var with S7ANY and DBREAD items, cyclic and change-driven
 * transfer, variable status, modify variable, force (s7comm.md 4.3, 4.10, 8.5, 8.6).  Symbolic and other item syntaxes
 * carry no address that can be known from the wire: they are given as OPAQUE.
 */
#ifndef CAPTURE_ACCESS_H
#define CAPTURE_ACCESS_H

#include "sieben/address.h"
#include "wire/item.h"

enum s7_operation { S7_OPERATION_READ, S7_OPERATION_WRITE, S7_OPERATION_COUNT };

enum s7_means {
#define S7_MEANS(NAME, operation, text) S7_MEANS_##NAME,
#include "capture/defs/means.def"
#undef S7_MEANS
    S7_MEANS_COUNT
};

enum s7_operation s7_means_operation(enum s7_means means);
const char *s7_means_text(enum s7_means means);

/** One area of a request.  An item of Read Var is one, a DBREAD item as many as it has areas. */
struct s7_access {
    enum s7_means means;
    bool opaque; /**< no range: another syntax, an area or size that no CPU's data have, bits beyond 2^24 */
    struct s7_range range; /**< unless opaque */
    bool addressed;        /**< opaque, but an item of S7ANY; then: */
    struct s7_range
        raw; /**< its code of the area, DB, address (first_bit) and count (bit_count) as they stand */
    uint8_t
        transport_size; /**< element type asked (enum s7_transport_size); 0: octets of DBREAD, or not known */
    unsigned item;      /**< index of the item in the request, from 0 */
    unsigned part;      /**< index of the area within the item (DBREAD), from 0 */
    uint8_t data_transport; /**< of the value (enum s7_data_transport) */
    struct s7_octets value; /**< that a write sends; none of a read */
};

/** The item on the wire that an addressed one is of. */
struct s7_item s7_access_raw_item(const struct s7_range *raw, uint8_t transport_size);

/** Called for each access, in the order of the wire. */
typedef void s7_access_take(void *user, const struct s7_access *access);

/**
 * Finds the accesses of a PDU (from its protocol id on): Job or Userdata request; of anything else there are none.
 * A malformed item ends the walk: what came before it has been given.  Lists of variable tables are taken whole or
 * not at all.
 * @return number of accesses given
 */
size_t s7_access_find(const uint8_t *pdu, size_t size, s7_access_take *take, void *user);

/** What an answer, or a push of what was subscribed to, says of one access. */
struct s7_access_result {
    struct s7_access access; /**< of the question */
    uint8_t return_code; /**< FF: given or taken; S7_DBREAD_UNCHANGED; 0: the request is refused as a whole */
    uint8_t data_transport; /**< of the value (enum s7_data_transport) */
    struct s7_octets value; /**< that a read gave; none of a write, and of what was not given */
};

typedef void s7_access_take_result(void *user, const struct s7_access_result *result);

/**
 * Holds an answer or a push against its question (both from their protocol ids on); results come in the order in
 * which s7_access_find() gives the accesses, none left out before the last one that is given.
 * @return number of results given; 0: it says nothing of them (a job that was only set up), or belongs to another
 *         question
 */
size_t s7_access_results(struct s7_octets question, struct s7_octets answer, s7_access_take_result *take,
                         void *user);

#endif
