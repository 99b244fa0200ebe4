/* SPDX-License-Identifier: MIT
 *
 * capture/pdu.h — what must be known of an S7 PDU to follow a conversation.
 */
#ifndef CAPTURE_PDU_H
#define CAPTURE_PDU_H

#include "capture/seen.h"
#include "capture/talk.h"

/** Who sends such a PDU. */
enum s7_pdu_sender { S7_PDU_FROM_ANYONE, S7_PDU_FROM_CLIENT, S7_PDU_FROM_SERVER };

struct s7_pdu {
    bool decoded; /**< the header is in order, and of Userdata the frame */
    enum s7_seen_role role;
    enum s7_pdu_sender sender;
    struct s7_header header;
    struct s7_octets parameter, data;
    struct s7_function_key key; /**< of an answer without parameter: without function */
    uint16_t error;             /**< of the header, or of the Userdata parameter */
    bool framed;                /**< Userdata with the usual frame: */
    struct s7_userdata frame;
};

void s7_pdu_read(struct s7_octets pdu, struct s7_pdu *ret_pdu);

/** The same function, whatever else. */
bool s7_pdu_same_function(const struct s7_function_key *a, const struct s7_function_key *b);

#endif
