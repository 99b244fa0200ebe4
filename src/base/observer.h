/* SPDX-License-Identifier: MIT
 *
 * base/observer.h — how the outside watches an engine: every PDU, every event, nothing changed.
 *
 * An observer never calls back into the object that it observes and keeps no pointer it is handed.
 */
#ifndef BASE_OBSERVER_H
#define BASE_OBSERVER_H

#include <stddef.h>
#include <stdint.h>

#include "base/cursor.h"
#include "base/session.h"

enum s7_direction { S7_DIRECTION_IN, S7_DIRECTION_OUT };

/** Of a server: ACCEPTED, then ADMITTED or REFUSED, then CONNECTED; whatever happened in between, DISCONNECTED last. */
enum s7_event {
    S7_EVENT_ACCEPTED, /**< the transport brought a connection; nothing was asked yet */
    S7_EVENT_TURNED_AWAY, /**< … and there was no room for it; it has number 0, and nothing else is heard of it */
    S7_EVENT_ADMITTED, /**< the connection request was confirmed */
    /**
     * The connection request was refused.  fault->error: S7_ERR_RESOURCE_PARTNER (no connection resource of its class
     * is left), S7_ERR_ISO_REJECTED (its TSAP leads nowhere here); fault->iso_reason: of the DR.
     */
    S7_EVENT_REFUSED,
    S7_EVENT_CONNECTED,    /**< setup finished; the connection carries requests */
    S7_EVENT_DISCONNECTED, /**< the connection ended; fault.error S7_OK: in order */
    S7_EVENT_WRITTEN,      /**< a partner changed data of the virtual CPU */
    S7_EVENT_PUSH_DROPPED, /**< there was no room for a push */
    S7_EVENT_COUNT
};

/** Which connection something happened on. */
struct s7_conversation {
    const char *peer; /**< numeric address, or the name of the connection; borrowed for the call */
    uint16_t port;
    uint32_t number; /**< counts the connections of this object from 1 */
    size_t
        place; /**< the connection's own while it lasts, below the number that can be there at the same time */
    struct s7_octets calling, called; /**< TSAPs, with ADMITTED and REFUSED only; borrowed, size 0: absent */
};

struct s7_observer {
    void *self;
    /** One whole S7 PDU (from its protocol id on), borrowed for the call.  May be NULL. */
    void (*pdu)(void *self, const struct s7_conversation *on, enum s7_direction direction, const uint8_t *pdu,
                size_t size, s7_time now);
    /** Something happened; `fault` may be NULL.  May be NULL. */
    void (*event)(void *self, const struct s7_conversation *on, enum s7_event event,
                  const struct s7_fault *fault, s7_time now);
};

#endif
