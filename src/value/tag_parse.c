/* SPDX-License-Identifier: MIT */
#include <stdio.h>
#include <string.h>

#include "value/tag_reading.h"

/** What `type` wants to hang on, for messages: "DBW", "MW", "T". */
struct width_text {
    char text[8];
};

static struct width_text width_of(const struct s7_range *range, char width)
{
    struct width_text w;
    if (range->area == S7_AREA_DB)
        snprintf(w.text, sizeof w.text, "DB%c", width);
    else if (width == 'X')
        snprintf(w.text, sizeof w.text, "%s", s7_area_find(range->area)->letters);
    else
        snprintf(w.text, sizeof w.text, "%s%c", s7_area_find(range->area)->letters, width);
    return w;
}

/** What stands behind the width letter; sets first bit and default type. */
static bool take_place(struct s7_reading *r, char width)
{
    static const struct {
        char width;
        enum s7_type type;
    } defaults[] = {{'X', S7_TYPE_BOOL}, {'B', S7_TYPE_BYTE}, {'W', S7_TYPE_WORD}, {'D', S7_TYPE_DWORD}};
    for (size_t i = 0; i < sizeof defaults / sizeof defaults[0]; i++)
        if (defaults[i].width == width)
            r->tag.type = defaults[i].type;
    if (width == 'X')
        return s7_reading_bit(r, &r->tag.range.first_bit);
    if (!s7_reading_offset(r, &r->tag.range.first_bit))
        return false;
    if (s7_reading_peek(r) == '.')
        return s7_reading_refuse(r, S7_ERR_LOCAL_SYNTAX, r->at, "only %s has a bit number",
                                 width_of(&r->tag.range, 'X').text);
    return true;
}

/** Behind I, Q or M: B, W, D or at once the octet of a bit. */
static bool take_width(struct s7_reading *r, char *ret_width)
{
    char c = s7_reading_peek(r);
    const char *letters = s7_area_find(r->tag.range.area)->letters;
    *ret_width = 'X';
    if (c >= '0' && c <= '9')
        return true;
    if (c == 'X')
        return s7_reading_refuse(r, S7_ERR_LOCAL_SYNTAX, r->at, "leave out the X: a bit is written %s5.7",
                                 letters);
    if (c == '\0' || !strchr("BWD", c))
        return s7_reading_refuse(r, S7_ERR_LOCAL_SYNTAX, r->at,
                                 "B, W, D or a bit address is expected here: %sW20, %s5.7", letters, letters);
    *ret_width = c;
    r->at++;
    return true;
}

/** Behind T or C: the number of the element. */
static bool take_element(struct s7_reading *r)
{
    uint32_t number = 0;
    bool timer = r->tag.range.area == S7_AREA_TIMER;
    r->place = r->at;
    r->tag.type = timer ? S7_TYPE_TIMER : S7_TYPE_COUNTER;
    if (!s7_reading_number(r, timer ? "timers go" : "counters go", 0, S7_AREA_ELEMENTS - 1, &number))
        return false;
    r->tag.range.first_bit = number * 16;
    return true;
}

static bool take_address(struct s7_reading *r)
{
    const struct s7_area_row *row = NULL;
    char width = 'X';
    if (!s7_reading_area(r, &row))
        return false;
    if (row->element_bits)
        return take_element(r);
    if (row->area == S7_AREA_DB ? !s7_reading_db(r, &width) : !take_width(r, &width))
        return false;
    return take_place(r, width);
}

/** The type fits what the address says: DBX for BOOL, DBB for one octet, DBW for two, DBD for four. */
static bool check_type(struct s7_reading *r, const struct s7_type_row *row, size_t at)
{
    const struct s7_type_row *own = s7_type_find(r->tag.type);
    if (row->width == own->width)
        return true;
    if (own->width == 'T' || own->width == 'C')
        return s7_reading_refuse(r, S7_ERR_LOCAL_TYPE, at,
                                 "T and C have no other type than their own: leave it out");
    if (row->width == 'T' || row->width == 'C')
        return s7_reading_refuse(r, S7_ERR_LOCAL_TYPE, at, "%s is the type of T and C only", row->name);
    return s7_reading_refuse(r, S7_ERR_LOCAL_TYPE, at, "%s has %u bit%s: write %s, not %s", row->name,
                             row->bits, row->bits == 1 ? "" : "s", width_of(&r->tag.range, row->width).text,
                             width_of(&r->tag.range, own->width).text);
}

/** ":INT" and "*10" behind an address. */
static bool take_suffix(struct s7_reading *r)
{
    uint32_t count = 1;
    size_t at = r->place;
    if (s7_reading_take(r, ":")) {
        const struct s7_type_row *row = NULL;
        size_t type_at = r->at;
        if (!s7_reading_type(r, &row) || !check_type(r, row, type_at))
            return false;
        r->tag.type = row->type;
    }
    if (s7_reading_take(r, "*") && !s7_reading_count(r, &count, &at))
        return false;
    return s7_reading_extent(r, count, at);
}

static bool take_end(struct s7_reading *r)
{
    if (s7_reading_peek(r) == '\0')
        return true;
    if (s7_reading_peek(r) == '[')
        return s7_reading_refuse(r, S7_ERR_LOCAL_SYNTAX, r->at, "arrays are written with a star: INT*10");
    return s7_reading_refuse(r, S7_ERR_LOCAL_SYNTAX, r->at, "the address should end here");
}

int s7_tag_parse(const char *text, struct s7_tag *ret_tag, struct s7_text_error *ret_error)
{
    struct s7_reading r = {.text = text, .error = ret_error, .status = S7_OK};
    bool read = s7_reading_take(&r, "P#") ? s7_reading_pointer(&r) : take_address(&r) && take_suffix(&r);
    if (read && take_end(&r))
        *ret_tag = r.tag;
    return r.status;
}
