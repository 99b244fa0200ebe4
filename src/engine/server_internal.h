/* SPDX-License-Identifier: MIT
 *
 * engine/server_internal.h — what the files of the server share.
 *
 *   server.c    making, the acceptor, the slab of links
 *   link.c      one connection: the session's operations, CR, pushes
 *   request.c   requests: dispatched, answered now or kept for later
 *   userdata_answer.c  answers and refusals of Userdata, in one PDU
 *   chain.c     answers in fragments
 *   sequence.c  handles and sequence numbers
 */
#ifndef ENGINE_SERVER_INTERNAL_H
#define ENGINE_SERVER_INTERNAL_H

#include "base/slab.h"
#include "engine/iso.h"
#include "engine/observe.h"
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

/** The rest of an answer that is fetched in fragments; its octets lie behind it. */
struct s7_chain {
    size_t size, sent;    /**< of the rest; first: the slab's free list never touches `link` */
    struct s7_link *link; /**< NULL: free */
    uint8_t group, subfunction, sequence, reference;
    s7_time asked_at; /**< when the last fragment was asked for */
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
    uint16_t amq;        /**< parallel jobs granted; 0 before setup */
    struct s7_request *kept;
    struct s7_chain *chain; /**< NULL: none */
    s7_time half_open_until;
    s7_time alarm; /**< the owner's; S7_TIME_NEVER: none */
    struct s7_fault fault;
};

struct s7_server {
    struct s7_acceptor acceptor; /**< first: the acceptor is the server */
    struct s7_server_config config;
    struct s7_server_counters counters;
    struct s7_slab links;
    struct s7_slab kept;
    struct s7_slab chains;
    uint8_t handles[32];      /**< one bit for each handle in use; bit 0 of octet 0 is always set */
    uint8_t sequence_counter; /**< last one of S7_SEQUENCE_COUNTER */
    uint8_t chain_reference;  /**< data unit reference of the last chain */
    size_t packet_size, outbox_size, framed_size;
    bool closing;
};

/* server.c */
void s7_server_release(struct s7_server *server, struct s7_link *link);
void s7_link_event(const struct s7_link *link, enum s7_event event, const struct s7_fault *fault, s7_time now);
/** The same, with the TSAPs of the connection request. */
void s7_link_event_connect(const struct s7_link *link, enum s7_event event, const struct s7_cotp_connect *cr,
                           const struct s7_fault *fault, s7_time now);
void s7_link_observe(const struct s7_link *link, enum s7_direction direction, const uint8_t *pdu, size_t size,
                     s7_time now);

/* link.c */
void s7_link_init(struct s7_link *link, struct s7_server *server, const struct s7_peer *peer, s7_time now);
/** Ends the link because of what the partner did (error) or in order (S7_OK). */
void s7_link_finish(struct s7_link *link, int error, bool reset, s7_time now);
/** The PDU stands at reserve + S7_ISO_HEADROOM; one that does not fit into one TPDU ends the link instead. */
void s7_link_send(struct s7_link *link, uint8_t *packet, size_t pdu_size, s7_time now);

/* request.c */
void s7_request_dispatch(struct s7_link *link, struct s7_octets pdu, s7_time now);
/** Makes kept requests of an ending link void. */
void s7_request_void(struct s7_link *link);
/** PDU length that an answer may have. */
size_t s7_request_answer_limit(const struct s7_request *request);

/* userdata_answer.c */

/** One answer PDU of Userdata. */
struct s7_userdata_answer {
    uint8_t sequence;
    uint8_t chain; /**< data unit reference, 0: no fragments */
    bool more;
    uint16_t error;
    const void *payload;
    size_t size; /**< 0: "no data" */
};
void s7_request_send_userdata(struct s7_request *request, const struct s7_userdata_answer *answer, s7_time now);
void s7_request_refuse_userdata(struct s7_request *request, uint16_t error, s7_time now);

/* chain.c */

/** Answers the request when it asks for the next fragment of an answer; false: it is a request of its own. */
bool s7_chain_continue(struct s7_request *request, s7_time now);
/** The link's chain, if any, is not fetched any more. */
void s7_chain_give_up(struct s7_link *link);

#endif
