/* SPDX-License-Identifier: MIT
 *
 * cli/asked.h — the latest requests of a connection that are not answered yet, so that an answer can be told together
 * with its question.
 */
#ifndef CLI_ASKED_H
#define CLI_ASKED_H

#include "base/strbuf.h"
#include "wire/message.h"

/** A partner that has more requests open, or larger ones, is told of with fewer words. */
enum { S7_ASKED_COUNT = 8, S7_ASKED_OCTETS = 256 };

/** One request; of a larger one its beginning. */
struct s7_asked {
    bool open;
    uint16_t reference;
    enum s7_service service;
    size_t size; /**< of the PDU */
    uint8_t pdu[S7_ASKED_OCTETS];
};

/** All zeros: nothing was asked. */
struct s7_asked_ring {
    struct s7_asked asked[S7_ASKED_COUNT];
    size_t next; /**< the oldest, which the next one replaces */
};

/** Keeps a request: a whole PDU whose header is in order. */
void s7_asked_keep(struct s7_asked_ring *ring, const uint8_t *pdu, size_t size);

/** The oldest open request with this PDU reference, which is answered now; NULL: none.  Valid until the next is kept. */
const struct s7_asked *s7_asked_take(struct s7_asked_ring *ring, uint16_t reference);

/** "Read Var: P#DB10.DBX4.0 BYTE 2", "Write Var: P#DB1.DBX0.0 BYTE 400", "Read SZL request, …: SZL 0011 index 0000 (…)". */
void s7_asked_describe(struct s7_strbuf *buf, const struct s7_asked *asked);

/** The address of one item of Read or Write Var, with the service; false: it is none, or not among what was kept. */
bool s7_asked_describe_item(struct s7_strbuf *buf, const struct s7_asked *asked, size_t index);

#endif
