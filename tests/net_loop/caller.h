/* SPDX-License-Identifier: MIT
 *
 * net_loop/caller.h — a caller with nothing but a socket: what it hears is what stands on the wire.
 */
#ifndef NET_LOOP_CALLER_H
#define NET_LOOP_CALLER_H

#include <stddef.h>
#include <stdint.h>

enum { CALLER_OCTETS = 1100, CALLER_PATIENCE_MS = 10000 };

struct caller {
    int fd;
    uint8_t heard[CALLER_OCTETS]; /**< the last packet, from its TPKT header on */
    size_t heard_size;
};

enum caller_hearing {
    CALLER_PACKET,
    CALLER_FIN,    /**< the station ended in order */
    CALLER_RST,    /**< the station reset */
    CALLER_NOTHING /**< all the time */
};

/** Connects to a port of this machine and sends a connection request: reference 0007, C1 01.00, C2, C0. */
void caller_call(struct caller *caller, uint16_t port, uint8_t class_octet, uint8_t rack_slot,
                 uint8_t tpdu_code);

/** The next packet, or how the connection ended; waits no longer than this. */
enum caller_hearing caller_hear(struct caller *caller, int patience_ms);

void caller_say(struct caller *caller, const uint8_t *octets, size_t size);

struct caller_grant {
    uint16_t amq_calling, amq_called, pdu_length;
};

/** Asks by setup communication and returns what is granted. */
struct caller_grant caller_setup(struct caller *caller, struct caller_grant asked);

/** Ends in order and waits until the station has done so too: it knows by then. */
void caller_leave(struct caller *caller);

/** Closes the socket of a call that was refused. */
void caller_drop(struct caller *caller);

#endif
