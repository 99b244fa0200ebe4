/* SPDX-License-Identifier: MIT
 *
 * capture/seen.h — what happens in a capture, telegram by telegram, with the question that an answer answers.
 */
#ifndef CAPTURE_SEEN_H
#define CAPTURE_SEEN_H

#include "capture/flow.h"
#include "wire/message.h"

struct s7_talk;

enum s7_seen_kind {
    S7_SEEN_OPENED, /**< a TCP connection was seen first; no telegram */
    S7_SEEN_COTP,   /**< CR, CC, DR, DC, ER, … and DT without user data */
    S7_SEEN_S7,     /**< an S7 PDU (protocol id 32), whole; also a malformed one */
    S7_SEEN_S7PLUS, /**< protocol id 72: recognised, never decoded */
    S7_SEEN_MMS,    /**< ISO session and presentation layer: recognised, never decoded */
    S7_SEEN_OTHER,  /**< user data of another kind */
    S7_SEEN_NO_ANSWER, /**< a request whose connection ended, or whose reference was used again, before its answer */
    S7_SEEN_LOST,      /**< octets of a direction are missing */
    S7_SEEN_CLOSED /**< the TCP connection is over, or the capture is */
};

enum s7_seen_role {
    S7_ROLE_NONE,
    S7_ROLE_REQUEST,
    S7_ROLE_CONTINUATION, /**< request for the next fragment of an answer */
    S7_ROLE_ANSWER,
    S7_ROLE_PUSH /**< sent by the CPU unasked */
};

struct s7_seen {
    enum s7_seen_kind kind;
    const struct s7_flow *flow;
    struct s7_talk
        *talk; /**< NULL: not known yet (OPENED, telegrams before it is clear who asks whom), not listed
                               (S7_LOSS_TALK_LIMIT) */
    uint64_t packet;
    s7_time time;
    unsigned
        client; /**< which of flow->ends is the client's, as far as that is known; the other one is the server's */
    bool from_client;               /**< sent by the client */
    unsigned framing;               /**< enum s7_framing */
    struct s7_octets packet_octets; /**< from the TPKT header on; COTP, and user data that came in one DT */
    struct s7_octets pdu;           /**< S7, S7PLUS, MMS, OTHER: user data; NO_ANSWER: the request */

    /* S7 alone */
    enum s7_seen_role role;
    struct s7_header header; /**< when `decoded` */
    bool decoded;            /**< header and lengths are in order */
    struct s7_octets
        question; /**< of an answer: the request's PDU, from its protocol id on; NULL: it was not seen.  Of a
                       continuation and its answer: the request that the first fragment answered.  Of a push: the
                       request that subscribed to it; NULL likewise */
    uint64_t
        question_packet; /**< packet of `question`; of the answer to a continuation: of that; 0: not seen */
    s7_time latency;     /**< of an answer with its question: between their packets; else -1 */

    /* LOST, CLOSED */
    enum s7_loss loss;
    uint64_t lost_octets;
    enum s7_flow_end end;
};

typedef void s7_seen_take(void *user, const struct s7_seen *event);

#endif
