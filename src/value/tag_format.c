/* SPDX-License-Identifier: MIT */
#include "base/strbuf.h"
#include "value/area.h"
#include "value/form.h"
#include "value/range.h"

/** Values of the type can be written as STEP 7 address: timers and counters, and unaligned octets, cannot. */
static bool has_width(const struct s7_tag *tag, const struct s7_type_row *type, const struct s7_area_row *area)
{
    if (!type || !area || area->element_bits || type->width == 'T' || type->width == 'C')
        return false;
    return type->width == 'X' || tag->range.first_bit % 8 == 0;
}

static void add_place(struct s7_strbuf *buf, const struct s7_tag *tag, char width)
{
    s7_strbuf_printf(buf, "%u", (unsigned)(tag->range.first_bit / 8));
    if (width == 'X')
        s7_strbuf_printf(buf, ".%u", (unsigned)(tag->range.first_bit % 8));
}

size_t s7_tag_format(const struct s7_tag *tag, char *text, size_t size)
{
    const struct s7_type_row *type = s7_type_find(tag->type);
    const struct s7_area_row *area = s7_area_find(tag->range.area);
    if (!has_width(tag, type, area))
        return s7_range_format(&tag->range, text, size);
    if (size == 0)
        return 0;
    struct s7_strbuf buf = s7_strbuf_over(text, size);
    if (area->area == S7_AREA_DB)
        s7_strbuf_printf(&buf, "DB%u.DB", (unsigned)tag->range.db);
    else
        s7_strbuf_add(&buf, area->letters);
    if (area->area == S7_AREA_DB || type->width != 'X')
        s7_strbuf_char(&buf, type->width);
    add_place(&buf, tag, type->width);
    s7_strbuf_printf(&buf, ":%s", type->name);
    if (tag->count != 1)
        s7_strbuf_printf(&buf, "*%u", (unsigned)tag->count);
    return buf.truncated ? 0 : buf.length;
}

size_t s7_tag_size(const struct s7_tag *tag)
{
    return tag->type == S7_TYPE_BOOL ? tag->range.bit_count : tag->range.bit_count / 8;
}
