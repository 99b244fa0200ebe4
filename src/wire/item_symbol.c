/* SPDX-License-Identifier: MIT */
#include "wire/item_symbol.h"

#include "sieben/error.h"

enum { ROOT_DB = 0x8A0E, ROOT_AREA = 0, PART_SIZE = 4, AREA_SHIFT = 5, UNIT_MASK = 0x1F, KIND_SHIFT = 28 };

static int ended(const struct s7_reader *reader)
{
    return s7_reader_done(reader) ? S7_OK : S7_ERR_S7_MALFORMED;
}

int s7_nck_decode(const struct s7_item *item, struct s7_nck *ret_nck)
{
    struct s7_reader reader = s7_reader_over(item->other.at, item->other.size);
    if (item->syntax < S7_SYNTAX_NCK || item->syntax > S7_SYNTAX_NCK_INCH)
        return S7_ERR_S7_MALFORMED;
    uint8_t place = s7_reader_u8(&reader);
    ret_nck->area = place >> AREA_SHIFT;
    ret_nck->unit = place & UNIT_MASK;
    ret_nck->column = s7_reader_u16(&reader);
    ret_nck->line = s7_reader_u16(&reader);
    ret_nck->module = s7_reader_u8(&reader);
    ret_nck->line_count = s7_reader_u8(&reader);
    return ended(&reader);
}

int s7_symbol_decode(const struct s7_item *item, struct s7_symbol *ret_symbol)
{
    struct s7_reader reader = s7_reader_over(item->other.at, item->other.size);
    s7_reader_u8(&reader); /* FF */
    uint16_t kind = s7_reader_u16(&reader);
    ret_symbol->in_db = kind == ROOT_DB;
    ret_symbol->root = s7_reader_u16(&reader);
    ret_symbol->checksum = s7_reader_u32(&reader);
    size_t left = s7_reader_left(&reader);
    bool whole = !reader.bad && left && left % PART_SIZE == 0;
    if (item->syntax != S7_SYNTAX_SYMBOL || !whole || (kind != ROOT_DB && kind != ROOT_AREA))
        return S7_ERR_S7_MALFORMED;
    ret_symbol->part_count = left / PART_SIZE;
    ret_symbol->parts = s7_reader_octets(&reader, left);
    return S7_OK;
}

struct s7_symbol_part s7_symbol_part_at(const struct s7_symbol *symbol, size_t index)
{
    struct s7_reader reader = s7_reader_over(symbol->parts.at + index * PART_SIZE, PART_SIZE);
    uint32_t word = s7_reader_u32(&reader);
    return (struct s7_symbol_part){(uint8_t)(word >> KIND_SHIFT), word & ((UINT32_C(1) << KIND_SHIFT) - 1)};
}

int s7_drive_decode(const struct s7_item *item, struct s7_drive *ret_drive)
{
    struct s7_reader reader = s7_reader_over(item->other.at, item->other.size);
    if (item->syntax != S7_SYNTAX_DRIVE)
        return S7_ERR_S7_MALFORMED;
    ret_drive->unknown_1 = s7_reader_u8(&reader);
    ret_drive->unknown_2 = s7_reader_u16(&reader);
    ret_drive->unknown_3 = s7_reader_u16(&reader);
    ret_drive->parameter = s7_reader_u16(&reader);
    ret_drive->index = s7_reader_u16(&reader);
    return ended(&reader);
}
