/* SPDX-License-Identifier: MIT */
#include "wire/data_item.h"

#include <assert.h>

#include "sieben/error.h"
#include "wire/item.h"

bool s7_data_length_in_bits(uint8_t transport_size)
{
    return transport_size >= S7_DATA_BIT && transport_size <= S7_DATA_INTEGER;
}

size_t s7_data_item_octets(uint8_t transport_size, uint16_t length)
{
    return s7_data_length_in_bits(transport_size) ? ((size_t)length + 7) / 8 : length;
}

uint16_t s7_data_item_length(uint8_t transport_size, size_t octets)
{
    bool times_eight = s7_data_length_in_bits(transport_size) && transport_size != S7_DATA_BIT;
    size_t length = times_eight ? octets * 8 : octets;
    assert(length <= UINT16_MAX);
    return (uint16_t)length;
}

uint8_t s7_data_transport_of(uint8_t transport_size)
{
    static const uint8_t transports[] = {
        [S7_TRANSPORT_BIT] = S7_DATA_BIT,     [S7_TRANSPORT_BYTE] = S7_DATA_BYTE,
        [S7_TRANSPORT_WORD] = S7_DATA_BYTE,   [S7_TRANSPORT_DWORD] = S7_DATA_BYTE,
        [S7_TRANSPORT_INT] = S7_DATA_INTEGER, [S7_TRANSPORT_DINT] = S7_DATA_INTEGER,
        [S7_TRANSPORT_REAL] = S7_DATA_REAL};
    uint8_t transport = transport_size < sizeof transports ? transports[transport_size] : 0;
    return transport ? transport : S7_DATA_OCTET_STRING;
}

/*
 * The value of the fill octet is not looked at: it carries nothing, and a partner that fills with rests of its
 * buffer is understood all the same.
 */
int s7_data_item_decode(struct s7_reader *reader, enum s7_data_item_place place, bool last,
                        struct s7_data_item *ret_item)
{
    struct s7_data_item item = {0};
    const uint8_t *at = s7_reader_take(reader, S7_DATA_ITEM_HEADER_SIZE);
    if (!at)
        return S7_ERR_S7_MALFORMED;
    item.return_code = at[0];
    item.transport_size = at[1];
    item.length = s7_load_u16(at + 2);
    if (place == S7_DATA_ITEM_REQUEST || item.return_code == S7_RETURN_SUCCESS)
        item.octets = s7_reader_octets(reader, s7_data_item_octets(item.transport_size, item.length));
    if (item.octets.size % 2 && !last)
        s7_reader_take(reader, 1);
    if (reader->bad)
        return S7_ERR_S7_MALFORMED;
    *ret_item = item;
    return S7_OK;
}

int s7_data_items_decode(struct s7_reader *reader, enum s7_data_item_place place, size_t item_count,
                         struct s7_data_item *ret_items)
{
    for (size_t i = 0; i < item_count; i++) {
        int error = s7_data_item_decode(reader, place, i + 1 == item_count, &ret_items[i]);
        if (error)
            return error;
    }
    if (item_count && ret_items[item_count - 1].octets.size % 2 && s7_reader_left(reader) == 1)
        s7_reader_take(reader, 1);
    return s7_reader_done(reader) ? S7_OK : S7_ERR_S7_MALFORMED;
}

void s7_data_item_encode(struct s7_writer *writer, bool last, const struct s7_data_item *item)
{
    s7_writer_u8(writer, item->return_code);
    s7_writer_u8(writer, item->transport_size);
    s7_writer_u16(writer, item->length);
    s7_writer_octets(writer, item->octets.at, item->octets.size);
    if (item->octets.size % 2 && !last)
        s7_writer_u8(writer, 0);
}
