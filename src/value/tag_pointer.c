/* SPDX-License-Identifier: MIT
 *
 * ANY pointers: P#DB10.DBX0.0 BYTE 20.
 */
#include "value/tag_reading.h"

static bool take_blanks(struct s7_reading *r)
{
    if (s7_reading_peek(r) != ' ')
        return s7_reading_refuse(r, S7_ERR_LOCAL_SYNTAX, r->at,
                                 "a blank is missing here: P#DB10.DBX0.0 BYTE 20");
    while (s7_reading_peek(r) == ' ')
        r->at++;
    return true;
}

/** Behind "P#": DB10.DBX0.0 or M0.0. */
static bool take_pointer_start(struct s7_reading *r)
{
    const struct s7_area_row *row = NULL;
    char width = 'X';
    if (!s7_reading_area(r, &row))
        return false;
    if (row->element_bits)
        return s7_reading_refuse(r, S7_ERR_LOCAL_SYNTAX, r->at - 1,
                                 "write timers and counters without P#: %s5*3", row->letters);
    if (row->area == S7_AREA_DB) {
        if (!s7_reading_db(r, &width))
            return false;
        if (width != 'X')
            return s7_reading_refuse(r, S7_ERR_LOCAL_SYNTAX, r->at - 1,
                                     "an ANY pointer is always DBX: P#DB10.DBX0.0 BYTE 20");
    } else if (s7_reading_peek(r) < '0' || s7_reading_peek(r) > '9') {
        return s7_reading_refuse(r, S7_ERR_LOCAL_SYNTAX, r->at,
                                 "an ANY pointer has octet and bit here: P#%s0.0 BYTE 20", row->letters);
    }
    return s7_reading_bit(r, &r->tag.range.first_bit);
}

/** Values of `row` can lie at the pointer's first bit. */
static bool check_alignment(struct s7_reading *r, const struct s7_type_row *row, size_t at)
{
    if (row->width == 'T' || row->width == 'C')
        return s7_reading_refuse(r, S7_ERR_LOCAL_TYPE, at, "%s is the type of T and C only", row->name);
    if (row->bits > 1 && r->tag.range.first_bit % 8)
        return s7_reading_refuse(r, S7_ERR_LOCAL_TYPE, at, "%s begins at bit 0 of an octet, not at bit %u",
                                 row->name, (unsigned)(r->tag.range.first_bit % 8));
    return true;
}

/** ":REAL" behind a pointer: the same bits as values of another type. */
static bool take_pointer_suffix(struct s7_reading *r)
{
    const struct s7_type_row *row = NULL;
    size_t at = r->at;
    if (!s7_reading_type(r, &row) || !check_alignment(r, row, at))
        return false;
    if (r->tag.range.bit_count % row->bits)
        return s7_reading_refuse(r, S7_ERR_LOCAL_TYPE, at, "%u bits are no whole number of %s",
                                 (unsigned)r->tag.range.bit_count, row->name);
    r->tag.type = row->type;
    r->tag.count = r->tag.range.bit_count / row->bits;
    uint32_t count = 0;
    if (!s7_reading_take(r, "*"))
        return true;
    if (!s7_reading_count(r, &count, &at))
        return false;
    return count == r->tag.count ||
           s7_reading_refuse(r, S7_ERR_LOCAL_TYPE, at, "the pointer holds %u %s, not %u",
                             (unsigned)r->tag.count, row->name, (unsigned)count);
}

bool s7_reading_pointer(struct s7_reading *r)
{
    const struct s7_type_row *row = NULL;
    uint32_t count = 0;
    if (!take_pointer_start(r) || !take_blanks(r))
        return false;
    size_t at = r->at;
    if (!s7_reading_type(r, &row) || !check_alignment(r, row, at) || !take_blanks(r) ||
        !s7_reading_count(r, &count, &at))
        return false;
    r->tag.type = row->type;
    if (!s7_reading_extent(r, count, at))
        return false;
    return s7_reading_take(r, ":") ? take_pointer_suffix(r) : true;
}
