/* SPDX-License-Identifier: MIT
 *
 * wire/data_item.h — data items: values in Read Var answers and Write Var requests.
 *
 * The length field counts bits or octets depending on the data transport size; an item of odd length is followed
 * by a fill octet unless it is the last one (a padded last item is accepted by the callers of these functions).
 */
#ifndef WIRE_DATA_ITEM_H
#define WIRE_DATA_ITEM_H

#include "base/cursor.h"

enum { S7_DATA_ITEM_HEADER_SIZE = 4 };

/** Transport sizes of data items; names of all: wire/names.h. */
enum s7_data_transport {
    S7_DATA_NULL = 0x00,
    S7_DATA_BIT = 0x03,     /**< length in bits */
    S7_DATA_BYTE = 0x04,    /**< BYTE, WORD, DWORD; length in bits */
    S7_DATA_INTEGER = 0x05, /**< length in bits */
    S7_DATA_DINTEGER = 0x06,
    S7_DATA_REAL = 0x07,
    S7_DATA_OCTET_STRING = 0x09
};

/** Item return codes; names and texts: wire/names.h. */
enum s7_return_code {
    S7_RETURN_RESERVED = 0x00, /**< in write requests */
    S7_RETURN_HARDWARE = 0x01,
    S7_RETURN_ACCESS = 0x03,
    S7_RETURN_ADDRESS = 0x05,
    S7_RETURN_TYPE = 0x06,
    S7_RETURN_INCONSISTENT = 0x07,
    S7_RETURN_MISSING = 0x0A,
    S7_RETURN_SUCCESS = 0xFF
};

struct s7_data_item {
    uint8_t return_code;
    uint8_t transport_size;
    uint16_t length;         /**< as on the wire: bits or octets */
    struct s7_octets octets; /**< empty for a failed item */
};

/** Which PDU the item stands in: failed items of answers carry no octets, whatever their length says. */
enum s7_data_item_place { S7_DATA_ITEM_REQUEST, S7_DATA_ITEM_ANSWER };

/** The length field counts bits, not octets. */
bool s7_data_length_in_bits(uint8_t transport_size);

/** Octets behind a data item header with this transport size and length. */
size_t s7_data_item_octets(uint8_t transport_size, uint16_t length);

/** The length field for `octets` octets; for S7_DATA_BIT the number of bits is `octets`. */
uint16_t s7_data_item_length(uint8_t transport_size, size_t octets);

/** The data transport size that belongs to an item's transport size; S7_DATA_OCTET_STRING for unknown ones. */
uint8_t s7_data_transport_of(uint8_t transport_size);

/**
 * Decodes one data item and, unless `last`, its fill octet, whose value is ignored.
 * @return S7_OK or S7_ERR_S7_MALFORMED: truncated, or a fill octet that is missing.
 */
int s7_data_item_decode(struct s7_reader *reader, enum s7_data_item_place place, bool last,
                        struct s7_data_item *ret_item);

/**
 * Decodes the `item_count` data items that make up a whole data part; a padded last item is accepted, any other
 * octet left over is not.  @return S7_OK or S7_ERR_S7_MALFORMED; `ret_items` is indeterminate on failure.
 */
int s7_data_items_decode(struct s7_reader *reader, enum s7_data_item_place place, size_t item_count,
                         struct s7_data_item *ret_items);

/** Encodes one data item and, unless `last`, its fill octet. */
void s7_data_item_encode(struct s7_writer *writer, bool last, const struct s7_data_item *item);

#endif
