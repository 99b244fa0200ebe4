/* SPDX-License-Identifier: MIT
 *
 * wire/header.h — the header of every S7 PDU (Wireshark: s7comm.header).
 */
#ifndef WIRE_HEADER_H
#define WIRE_HEADER_H

#include "base/cursor.h"

enum { S7_PROTOCOL_ID = 0x32, S7_PROTOCOL_ID_PLUS = 0x72, S7_HEADER_SIZE_MIN = 10, S7_HEADER_SIZE_MAX = 12 };

/** Remote operating service control: what kind of PDU this is. */
enum s7_rosctr {
    S7_ROSCTR_JOB = 1,      /**< request */
    S7_ROSCTR_ACK = 2,      /**< answer without parameter and data */
    S7_ROSCTR_ACK_DATA = 3, /**< answer */
    S7_ROSCTR_USERDATA = 7  /**< request, answer or push; its own marker is in the parameter */
};

struct s7_header {
    uint8_t rosctr;      /**< enum s7_rosctr */
    uint16_t redundancy; /**< redundancy identification, 0 */
    uint16_t reference;  /**< PDU reference: opaque, copied into the answer */
    uint16_t parameter_size;
    uint16_t data_size;
    uint16_t error; /**< class << 8 | code; exists in ROSCTR 2 and 3 only, else 0 */
};

/** 10 for ROSCTR 1 and 7, 12 for 2 and 3. */
static inline size_t s7_header_size(uint8_t rosctr)
{
    return rosctr == S7_ROSCTR_ACK || rosctr == S7_ROSCTR_ACK_DATA ? S7_HEADER_SIZE_MAX : S7_HEADER_SIZE_MIN;
}

/**
 * Decodes the header at the reader and checks that exactly parameter_size + data_size octets follow it.
 * @return S7_OK; S7_ERR_S7_FOREIGN: protocol id is not 0x32; S7_ERR_S7_MALFORMED: truncated, other ROSCTR, or the
 *         sizes do not add up to the PDU.  *ret_header is untouched on failure.
 */
int s7_header_decode(struct s7_reader *reader, struct s7_header *ret_header);

void s7_header_encode(struct s7_writer *writer, const struct s7_header *header);

#endif
