/* SPDX-License-Identifier: MIT */
#include "capture/role.h"

static bool is_served(uint16_t port, const uint16_t *ports, size_t port_count)
{
    for (size_t i = 0; i < port_count; i++)
        if (ports[i] == port)
            return true;
    return false;
}

struct s7_role s7_role_of_flow(const struct s7_flow *flow, const uint16_t *ports, size_t port_count)
{
    if (flow->seen & (S7_FLOW_SEEN_SYN | S7_FLOW_SEEN_SYN_ACK))
        return (struct s7_role){true, 0, S7_ROLE_BY_SYN};
    bool first = is_served(flow->ends[0].port, ports, port_count);
    bool second = is_served(flow->ends[1].port, ports, port_count);
    if (first != second)
        return (struct s7_role){true, first, S7_ROLE_BY_PORT};
    return (struct s7_role){false, 0, S7_ROLE_GUESSED};
}

struct s7_role s7_role_of_pdu(const struct s7_pdu *pdu, unsigned side)
{
    if (!pdu->decoded || pdu->sender == S7_PDU_FROM_ANYONE)
        return (struct s7_role){false, 0, S7_ROLE_GUESSED};
    unsigned other = 1 - side;
    return (struct s7_role){true, pdu->sender == S7_PDU_FROM_CLIENT ? side : other, S7_ROLE_BY_JOBS};
}
