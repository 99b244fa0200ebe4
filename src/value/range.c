/* SPDX-License-Identifier: MIT */
#include "value/range.h"

#include "base/strbuf.h"
#include "value/area.h"

bool s7_range_transferable(const struct s7_range *range)
{
    if (range->bit_count == 1)
        return true;
    return range->bit_count > 0 && range->first_bit % 8 == 0 && range->bit_count % 8 == 0;
}

/** Timers and counters: whole elements by number; a part of one (only left over from set arithmetic) as bits. */
static void format_elements(const struct s7_range *range, const struct s7_area_row *row, struct s7_strbuf *buf)
{
    unsigned bits = row->element_bits;
    if (range->first_bit % bits || range->bit_count % bits) {
        s7_strbuf_printf(buf, "P#%s%u.%u BOOL %u", row->letters, (unsigned)(range->first_bit / bits),
                         (unsigned)(range->first_bit % bits), (unsigned)range->bit_count);
        return;
    }
    s7_strbuf_printf(buf, "%s%u", row->letters, (unsigned)(range->first_bit / bits));
    if (range->bit_count != bits)
        s7_strbuf_printf(buf, "*%u", (unsigned)(range->bit_count / bits));
}

static void format_pointer(const struct s7_range *range, const struct s7_area_row *row, struct s7_strbuf *buf)
{
    s7_strbuf_add(buf, "P#");
    if (range->area == S7_AREA_DB)
        s7_strbuf_printf(buf, "DB%u.DBX", (unsigned)range->db);
    else
        s7_strbuf_add(buf, row->letters);
    s7_strbuf_printf(buf, "%u.%u ", (unsigned)(range->first_bit / 8), (unsigned)(range->first_bit % 8));
    if (!s7_range_is_bit(range) && s7_range_transferable(range))
        s7_strbuf_printf(buf, "BYTE %u", (unsigned)(range->bit_count / 8));
    else
        s7_strbuf_printf(buf, "BOOL %u", (unsigned)range->bit_count);
}

size_t s7_range_format(const struct s7_range *range, char *text, size_t size)
{
    const struct s7_area_row *row = s7_area_find(range->area);
    if (!row || size == 0)
        return 0;
    struct s7_strbuf buf = s7_strbuf_over(text, size);
    if (row->element_bits)
        format_elements(range, row, &buf);
    else
        format_pointer(range, row, &buf);
    return buf.truncated ? 0 : buf.length;
}
