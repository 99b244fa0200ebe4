/* SPDX-License-Identifier: MIT
 *
 * engine/observe.h — PDUs shown to an observer, without what nobody shall see.
 */
#ifndef ENGINE_OBSERVE_H
#define ENGINE_OBSERVE_H

#include "base/cursor.h"
#include "base/observer.h"

/**
 * Shows one PDU to observer->pdu, which is set.  A password in it (wire/password.h), whole or malformed, is shown as
 * zeros of the same length; everything else as it is.
 */
void s7_observe_pdu(const struct s7_observer *observer, const struct s7_conversation *on,
                    enum s7_direction direction, const uint8_t *pdu, size_t size, s7_time now);

/** The password in a PDU; size 0: none.  Costs next to nothing for Read and Write Var. */
struct s7_octets s7_observe_secret(const uint8_t *pdu, size_t size);

#endif
