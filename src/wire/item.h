/* SPDX-License-Identifier: MIT
 *
 * wire/item.h — item specification: the address of a variable in Read Var and Write Var requests.
 *
 * S7ANY (syntax id 10) is decoded; the other syntaxes are recognised by name (wire/names.h) and kept as octets.
 */
#ifndef WIRE_ITEM_H
#define WIRE_ITEM_H

#include "base/cursor.h"

enum { S7_ITEM_VARIABLE = 0x12, S7_SYNTAX_S7ANY = 0x10, S7_ITEM_ANY_SIZE = 12 };

/** Transport sizes of requests (the element type); names of all: wire/names.h. */
enum s7_transport_size {
    S7_TRANSPORT_BIT = 0x01,
    S7_TRANSPORT_BYTE = 0x02,
    S7_TRANSPORT_CHAR = 0x03,
    S7_TRANSPORT_WORD = 0x04,
    S7_TRANSPORT_INT = 0x05,
    S7_TRANSPORT_DWORD = 0x06,
    S7_TRANSPORT_DINT = 0x07,
    S7_TRANSPORT_REAL = 0x08,
    S7_TRANSPORT_WCHAR = 0x13,
    S7_TRANSPORT_COUNTER = 0x1C,
    S7_TRANSPORT_TIMER = 0x1D
};

/** Areas of timers and counters; names of all: wire/names.h. */
enum s7_item_area {
    S7_ITEM_AREA_COUNTER = 0x1C,
    S7_ITEM_AREA_TIMER = 0x1D,
    S7_ITEM_AREA_IEC_COUNTER = 0x1E,
    S7_ITEM_AREA_IEC_TIMER = 0x1F
};

struct s7_item {
    uint8_t specification; /**< 12: variable specification */
    uint8_t syntax;        /**< 10: S7ANY, then the fields below; else `other` */
    uint8_t transport_size;
    uint16_t count; /**< elements of transport_size */
    uint16_t db;    /**< 0 unless area is a DB */
    uint8_t area;
    uint32_t address;       /**< 24 bits: octet * 8 + bit; timers, counters: the plain number */
    struct s7_octets other; /**< syntax other than S7ANY: what follows the syntax id */
};

/** Timers and counters: the address is an element's number, not octet and bit. */
bool s7_item_numbered(const struct s7_item *item);

/** Octets of one element; 0 for a transport size that this library does not know.  BIT is 1 octet on the wire. */
size_t s7_transport_octets(uint8_t transport_size);

/**
 * Decodes one item specification and, unless `last`, the fill octet behind one of odd length.
 * @return S7_OK or S7_ERR_S7_MALFORMED: truncated, length 0, S7ANY of another length than 0A, fill octet not 0.
 */
int s7_item_decode(struct s7_reader *reader, bool last, struct s7_item *ret_item);

/** Encodes one item specification and, unless `last`, a fill octet behind one of odd length. */
void s7_item_encode(struct s7_writer *writer, bool last, const struct s7_item *item);

#endif
