/* SPDX-License-Identifier: MIT
 *
 * wire/describe.h — a telegram in words, for inspection and traces.
 *
 * Malformed telegrams are described too, up to and including what is wrong.  A session password is never shown.
 */
#ifndef WIRE_DESCRIBE_H
#define WIRE_DESCRIBE_H

#include "base/strbuf.h"
#include "wire/clock.h"
#include "wire/data_item.h"
#include "wire/item.h"

/** One line: "Job #0001 Read Var: P#DB10.DBX0.0 BYTE 20" or why it is malformed.  From the protocol id on. */
void s7_describe_pdu(struct s7_strbuf *buf, const uint8_t *pdu, size_t size);

/** The same without what a request asks for or an answer brings: kind, reference, function, and a refusal. */
void s7_describe_pdu_head(struct s7_strbuf *buf, const uint8_t *pdu, size_t size);

/**
 * Many lines: layer by layer (TPKT, COTP, S7), field by field, one per line with its octets' meaning, of a whole
 * packet from its TPKT header on.  @return S7_OK or the error of the first layer that is malformed (also written).
 */
int s7_describe_packet(struct s7_strbuf *buf, const uint8_t *packet, size_t size);

/** One line for a whole packet: s7_describe_pdu() of what a DT carries, or "CR calling TSAP 01.00, …". */
void s7_describe_packet_line(struct s7_strbuf *buf, const uint8_t *packet, size_t size);

/** The S7 layer of s7_describe_packet() alone, of a PDU from its protocol id on. */
int s7_describe_fields(struct s7_strbuf *buf, const uint8_t *pdu, size_t size);

/** Why this PDU does not decode, in words; writes nothing when the header and the body are in order. */
void s7_describe_flaw(struct s7_strbuf *buf, const uint8_t *pdu, size_t size);

/** An address as people write it: "P#DB10.DBX0.0 BYTE 20", "M1.0", "DB1.DBD8:REAL", "T0*8"; else its syntax. */
void s7_describe_item(struct s7_strbuf *buf, const struct s7_item *item);

/** A value as octets, or its return code in words. */
void s7_describe_data_item(struct s7_strbuf *buf, enum s7_data_item_place place,
                           const struct s7_data_item *item);

/** A return code in words with its number: "invalid address (05)". */
void s7_describe_return_code(struct s7_strbuf *buf, uint8_t return_code);

/** A header error or Userdata parameter error in words with its number: "block not found (D2 09)". */
void s7_describe_error(struct s7_strbuf *buf, uint16_t error);

/** An event id in words: "4304 STOP by a programming device or SFB 20", or by class and number. */
void s7_describe_event(struct s7_strbuf *buf, uint16_t event);

/** Eight octets of time as "2016-02-08 14:51:37.916", as octets when they are no time. */
void s7_describe_time(struct s7_strbuf *buf, const uint8_t octets[S7_TIME8_SIZE]);

/** A system status list: "SZL 0011 index 0000 (module identification)". */
void s7_describe_szl(struct s7_strbuf *buf, uint16_t id, uint16_t index);

/** Text of a peer in quotation marks; what is not printable ASCII as "\x00". */
void s7_describe_text(struct s7_strbuf *buf, const uint8_t *octets, size_t size);

#endif
