/* SPDX-License-Identifier: MIT */
#include "wire/dbread.h"

#include "sieben/error.h"
#include "wire/data_item.h"

enum { AREA_DB = 0x84, OCTET_BITS = 8 };

int s7_dbread_decode(const struct s7_item *item, struct s7_dbread *ret_dbread)
{
    struct s7_reader reader = s7_reader_over(item->other.at, item->other.size);
    uint8_t count = s7_reader_u8(&reader);
    bool agrees =
        s7_reader_left(&reader) == (size_t)count * S7_DBREAD_AREA_SIZE && count <= S7_DBREAD_AREAS_MAX;
    if (item->syntax != S7_SYNTAX_DBREAD || reader.bad || !agrees)
        return S7_ERR_S7_MALFORMED;
    ret_dbread->area_count = count;
    for (size_t i = 0; i < count; i++) {
        struct s7_dbread_area *area = &ret_dbread->areas[i];
        area->size = s7_reader_u8(&reader);
        area->db = s7_reader_u16(&reader);
        area->offset = s7_reader_u16(&reader);
    }
    return S7_OK;
}

int s7_dbread_parts_decode(const struct s7_dbread *question, struct s7_octets octets,
                           struct s7_dbread_part *ret_parts)
{
    struct s7_reader reader = s7_reader_over(octets.at, octets.size);
    for (size_t i = 0; i < question->area_count; i++) {
        struct s7_dbread_part *part = &ret_parts[i];
        part->code = s7_reader_u8(&reader);
        bool given = part->code == S7_RETURN_SUCCESS;
        part->octets = s7_reader_octets(&reader, given ? question->areas[i].size : 0);
    }
    return s7_reader_done(&reader) ? S7_OK : S7_ERR_S7_MALFORMED;
}

struct s7_item s7_dbread_item(const struct s7_dbread_area *area)
{
    return (struct s7_item){.specification = S7_ITEM_VARIABLE,
                            .syntax = S7_SYNTAX_S7ANY,
                            .transport_size = S7_TRANSPORT_BYTE,
                            .count = area->size,
                            .db = area->db,
                            .area = AREA_DB,
                            .address = (uint32_t)area->offset * OCTET_BITS};
}
