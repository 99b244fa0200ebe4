/* SPDX-License-Identifier: MIT
 *
 * net_loop/status_gate.h — a port of loopback with no partner behind it: the system alone answers, or does not.
 */
#ifndef NET_LOOP_STATUS_GATE_H
#define NET_LOOP_STATUS_GATE_H

#include <stdint.h>

enum { GATE_CROWD = 8 };

enum status_gate_kind {
    GATE_NONE,  /**< there is no gate */
    GATE_DEAF,  /**< nobody listens, and nobody else gets the port */
    GATE_FULL,  /**< the backlog is full: a further SYN gets no answer */
    GATE_SLAMS, /**< what the system accepts is reset at once */
};

struct status_gate {
    enum status_gate_kind kind;
    int socket;            /**< holds the port */
    int crowd[GATE_CROWD]; /**< of FULL: those who wait in the backlog, or for it */
};

/** Puts a gate on a free port and returns that; `kind` is not GATE_NONE. */
uint16_t status_gate_put(struct status_gate *gate, enum status_gate_kind kind);
/** GATE_SLAMS: resets everybody whom the system has accepted; else nothing. */
void status_gate_slam(struct status_gate *gate);
/** Gives the port back, if there is a gate. */
void status_gate_remove(struct status_gate *gate);

#endif
