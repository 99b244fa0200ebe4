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

#include "base/session.h"

enum s7_direction { S7_DIRECTION_IN, S7_DIRECTION_OUT };

enum s7_event {
    S7_EVENT_CONNECTED,    /**< setup finished; the connection carries requests */
    S7_EVENT_REFUSED,      /**< an incoming connection was refused (fault says why) */
    S7_EVENT_DISCONNECTED, /**< the connection ended; fault.error S7_OK: in order */
    S7_EVENT_WRITTEN       /**< a partner changed data of the virtual CPU */
};

/** Which connection something happened on. */
struct s7_conversation {
    const char *peer; /**< numeric address, or the name of the connection; borrowed for the call */
    uint16_t port;
    uint32_t number; /**< counts the connections of this object from 1 */
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
