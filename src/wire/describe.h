/* SPDX-License-Identifier: MIT
 *
 * wire/describe.h — a telegram in words, for inspection and traces.
 */
#ifndef WIRE_DESCRIBE_H
#define WIRE_DESCRIBE_H

#include "base/strbuf.h"

/** One line: "Job #0001 Read Var: DB10.DBX0.0 BYTE 20" or why it is malformed.  From the protocol id on. */
void s7_describe_pdu(struct s7_strbuf *buf, const uint8_t *pdu, size_t size);

/**
 * Many lines: layer by layer (TPKT, COTP, S7), field by field, one per line with its octets' meaning, of a whole
 * packet from its TPKT header on.  @return S7_OK or the error of the first layer that is malformed (also written).
 */
int s7_describe_packet(struct s7_strbuf *buf, const uint8_t *packet, size_t size);

#endif
