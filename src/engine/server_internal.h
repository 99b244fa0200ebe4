/* SPDX-License-Identifier: MIT
 *
 * engine/server_internal.h — what the files of the server share.
 *
 *   server.c    making, the acceptor, the slab of links
 *   link.c      one connection: the session's operations, CR, pushes
 *   request.c   requests: dispatched, answered now or kept for later
 */
#ifndef ENGINE_SERVER_INTERNAL_H
#define ENGINE_SERVER_INTERNAL_H

#include "base/slab.h"
#include "engine/iso.h"
#include "engine/outbox.h"
#include "engine/server.h"

enum s7_link_state {
    S7_LINK_FREE,
    S7_LINK_ISO,   /**< waits for the CR */
    S7_LINK_SETUP, /**< admitted, waits for setup communication */
    S7_LINK_OPEN,
    S7_LINK_SILENT, /**< CR not answered; waits for the half-open limit */
    S7_LINK_ENDING  /**< FIN or RST wanted */
};

struct s7_link {
    struct s7_session session; /**< first: the slab's free list never touches `state` */
    struct s7_server *server;
    enum s7_link_state state;
    bool admitted;
    bool reset;
    uint32_t number;
    struct s7_peer peer;
    void *user;
    struct s7_iso iso;
    struct s7_outbox outbox;
    uint16_t pdu_length; /**< granted; 0 before setup */
    unsigned open;       /**< requests kept and not answered */
    struct s7_request *kept;
    s7_time half_open_until;
    struct s7_fault fault;
};

struct s7_server {
    struct s7_acceptor acceptor; /**< first: the acceptor is the server */
    struct s7_server_config config;
    struct s7_server_counters counters;
    struct s7_slab links;
    struct s7_slab kept;
    size_t packet_size, outbox_size, framed_size;
    bool closing;
};

/* server.c */
void s7_server_release(struct s7_server *server, struct s7_link *link);
void s7_link_event(const struct s7_link *link, enum s7_event event, const struct s7_fault *fault, s7_time now);
void s7_link_observe(const struct s7_link *link, enum s7_direction direction, const uint8_t *pdu, size_t size,
                     s7_time now);

/* link.c */
void s7_link_init(struct s7_link *link, struct s7_server *server, const struct s7_peer *peer, s7_time now);
/** Ends the link because of what the partner did (error) or in order (S7_OK). */
void s7_link_finish(struct s7_link *link, int error, bool reset, s7_time now);
/** Room for the answers of all open requests, and one more. */
bool s7_link_has_room(const struct s7_link *link);
/** The PDU stands at reserve + S7_ISO_HEADROOM; one that does not fit into one TPDU ends the link instead. */
void s7_link_send(struct s7_link *link, uint8_t *packet, size_t pdu_size, s7_time now);

/* request.c */
void s7_request_dispatch(struct s7_link *link, struct s7_octets pdu, s7_time now);
/** Makes kept requests of an ending link void. */
void s7_request_void(struct s7_link *link);

#endif
