/* SPDX-License-Identifier: MIT
 *
 * pairing.h — which captured answer belongs to which captured request.
 *
 * A PDU reference counts while its request is outstanding only, so an answer belongs to the latest request of its
 * connection and direction that has its reference and no answer yet.
 */
#ifndef REPLAY_PAIRING_H
#define REPLAY_PAIRING_H

#include "recording.h"
#include "telegram.h"

#define PAIRING_NONE SIZE_MAX

struct pairing {
    size_t *partner;   /**< of every packet: index of its answer or request, PAIRING_NONE */
    size_t *opened_by; /**< of a continuation: index of the request that it continues, else PAIRING_NONE */
    struct telegram *telegrams; /**< of every packet that is a PDU */
    size_t odd_count;           /**< PDUs that do not decode, or continue nothing */
};

/** Borrows the recording.  False: no memory.  pairing_free() in either case. */
bool pairing_make(const struct recording *recording, struct pairing *ret_pairing);

void pairing_free(struct pairing *pairing);

#endif
