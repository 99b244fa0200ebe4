/* SPDX-License-Identifier: MIT */
#include "wire/item.h"

#include "sieben/error.h"

enum { ANY_LENGTH = 0x0A, LENGTH_MAX = 255 };

bool s7_item_numbered(const struct s7_item *item)
{
    return item->area >= S7_ITEM_AREA_COUNTER && item->area <= S7_ITEM_AREA_IEC_TIMER;
}

size_t s7_transport_octets(uint8_t transport_size)
{
    static const uint8_t octets[] = {
        [S7_TRANSPORT_BIT] = 1,   [S7_TRANSPORT_BYTE] = 1,    [S7_TRANSPORT_CHAR] = 1, [S7_TRANSPORT_WORD] = 2,
        [S7_TRANSPORT_INT] = 2,   [S7_TRANSPORT_DWORD] = 4,   [S7_TRANSPORT_DINT] = 4, [S7_TRANSPORT_REAL] = 4,
        [S7_TRANSPORT_WCHAR] = 2, [S7_TRANSPORT_COUNTER] = 2, [S7_TRANSPORT_TIMER] = 2};
    return transport_size < sizeof octets ? octets[transport_size] : 0;
}

static void decode_any(struct s7_reader *reader, struct s7_item *item)
{
    item->transport_size = s7_reader_u8(reader);
    item->count = s7_reader_u16(reader);
    item->db = s7_reader_u16(reader);
    item->area = s7_reader_u8(reader);
    item->address = s7_reader_u24(reader);
}

int s7_item_decode(struct s7_reader *reader, bool last, struct s7_item *ret_item)
{
    struct s7_item item = {0};
    item.specification = s7_reader_u8(reader);
    uint8_t length = s7_reader_u8(reader);
    item.syntax = s7_reader_u8(reader);
    if (reader->bad || length == 0)
        return S7_ERR_S7_MALFORMED;
    if (item.syntax != S7_SYNTAX_S7ANY)
        item.other = s7_reader_octets(reader, (size_t)length - 1);
    else if (length == ANY_LENGTH)
        decode_any(reader, &item);
    else
        return S7_ERR_S7_MALFORMED;
    uint8_t fill = length % 2 && !last ? s7_reader_u8(reader) : 0;
    if (reader->bad || fill != 0)
        return S7_ERR_S7_MALFORMED;
    *ret_item = item;
    return S7_OK;
}

static void encode_any(struct s7_writer *writer, const struct s7_item *item)
{
    uint8_t *at = s7_writer_take(writer, S7_ITEM_ANY_SIZE);
    if (!at)
        return;
    at[0] = item->specification;
    at[1] = ANY_LENGTH;
    at[2] = item->syntax;
    at[3] = item->transport_size;
    s7_store_u16(at + 4, item->count);
    s7_store_u16(at + 6, item->db);
    at[8] = item->area;
    at[9] = (uint8_t)(item->address >> 16);
    s7_store_u16(at + 10, (uint16_t)item->address);
}

void s7_item_encode(struct s7_writer *writer, bool last, const struct s7_item *item)
{
    if (item->syntax == S7_SYNTAX_S7ANY) {
        encode_any(writer, item); /* of even length: never a fill octet */
        return;
    }
    size_t length = item->other.size + 1;
    if (length > LENGTH_MAX)
        writer->bad = true;
    s7_writer_u8(writer, item->specification);
    s7_writer_u8(writer, (uint8_t)length);
    s7_writer_u8(writer, item->syntax);
    s7_writer_octets(writer, item->other.at, item->other.size);
    if (length % 2 && !last)
        s7_writer_u8(writer, 0);
}
