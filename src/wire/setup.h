/* SPDX-License-Identifier: MIT
 *
 * wire/setup.h — setup communication (function F0): the same parameter in request and answer, no data.
 */
#ifndef WIRE_SETUP_H
#define WIRE_SETUP_H

#include "base/cursor.h"

enum { S7_FUNCTION_SETUP = 0xF0, S7_SETUP_PARAMETER_SIZE = 8 };

struct s7_setup {
    uint8_t reserved;     /**< 0 */
    uint16_t amq_calling; /**< parallel jobs from the side that asks */
    uint16_t amq_called;  /**< parallel jobs towards the side that asks */
    uint16_t pdu_length;  /**< octets of an S7 PDU, header included */
};

/** Decodes the whole parameter part.  @return S7_OK or S7_ERR_S7_MALFORMED (*ret_setup untouched). */
int s7_setup_decode(struct s7_octets parameter, struct s7_setup *ret_setup);

void s7_setup_encode(struct s7_writer *writer, const struct s7_setup *setup);

#endif
