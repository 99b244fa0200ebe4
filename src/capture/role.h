/* SPDX-License-Identifier: MIT
 *
 * capture/role.h — which side of a connection is the client, and how that is known.
 */
#ifndef CAPTURE_ROLE_H
#define CAPTURE_ROLE_H

#include "capture/pdu.h"

struct s7_role {
    bool known;
    unsigned client; /**< side */
    enum s7_role_evidence evidence;
};

/** What the connection itself says: who dialled, or the one port that is served. */
struct s7_role s7_role_of_flow(const struct s7_flow *flow, const uint16_t *ports, size_t port_count);

/** What a PDU says that `side` sent. */
struct s7_role s7_role_of_pdu(const struct s7_pdu *pdu, unsigned side);

#endif
