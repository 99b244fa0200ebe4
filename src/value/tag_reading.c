/* SPDX-License-Identifier: MIT */
#include "value/tag_reading.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

bool s7_reading_refuse(struct s7_reading *r, int status, size_t at, const char *format, ...)
{
    r->status = status;
    if (r->error) {
        va_list args;
        va_start(args, format);
        vsnprintf(r->error->message, sizeof r->error->message, format, args);
        va_end(args);
        r->error->column = at + 1;
    }
    return false;
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool is_letter(char c)
{
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
}

bool s7_reading_take(struct s7_reading *r, const char *word)
{
    size_t length = strlen(word);
    if (strncmp(r->text + r->at, word, length) != 0)
        return false;
    r->at += length;
    return true;
}

bool s7_reading_number(struct s7_reading *r, const char *what, uint32_t lowest, uint32_t highest,
                       uint32_t *ret_number)
{
    size_t start = r->at;
    uint64_t number = 0;
    for (; is_digit(s7_reading_peek(r)); r->at++)
        if (number <= UINT32_MAX)
            number = number * 10 + (uint64_t)(s7_reading_peek(r) - '0');
    if (r->at == start)
        return s7_reading_refuse(r, S7_ERR_LOCAL_SYNTAX, start, "a number is missing here");
    if (number < lowest || number > highest)
        return s7_reading_refuse(r, S7_ERR_LOCAL_VALUE, start, "%s from %u to %u", what, (unsigned)lowest,
                                 (unsigned)highest);
    *ret_number = (uint32_t)number;
    return true;
}

bool s7_reading_offset(struct s7_reading *r, uint32_t *ret_bit)
{
    r->place = r->at;
    if (!s7_reading_number(r, "offsets go", 0, S7_AREA_OCTETS - 1, ret_bit))
        return false;
    *ret_bit *= 8;
    return true;
}

bool s7_reading_bit(struct s7_reading *r, uint32_t *ret_bit)
{
    uint32_t octet = 0;
    uint32_t bit = 0;
    if (!s7_reading_offset(r, &octet))
        return false;
    if (!s7_reading_take(r, "."))
        return s7_reading_refuse(r, S7_ERR_LOCAL_SYNTAX, r->at, "a bit number is missing here: .0 to .7");
    if (!s7_reading_number(r, "bits go", 0, 7, &bit))
        return false;
    *ret_bit = octet + bit;
    return true;
}

/** Says what is wrong with a beginning that is no area, in the words of those who write it that way. */
static bool refuse_beginning(struct s7_reading *r)
{
    static const struct {
        const char *beginning;
        const char *message;
    } known[] = {
        {"%", "leave out the %"},
        {"E", "E is German: write I for inputs"},
        {"A", "A is German: write Q for outputs"},
        {"Z", "Z is German: write C for counters"},
        {"O", "write Q for outputs"},
        {"p#", "write P# in capitals"},
        {"S7:", "leave out the connection: an address begins with DB, M, I, Q, T, C or P#"},
        {" ", "an address has no blanks in front"},
    };
    char c = s7_reading_peek(r);
    for (size_t i = 0; i < sizeof known / sizeof known[0]; i++)
        if (strncmp(r->text + r->at, known[i].beginning, strlen(known[i].beginning)) == 0)
            return s7_reading_refuse(r, S7_ERR_LOCAL_SYNTAX, r->at, "%s", known[i].message);
    if (c && strchr("dmiqtc", c))
        return s7_reading_refuse(r, S7_ERR_LOCAL_SYNTAX, r->at, "addresses are written in capitals");
    return s7_reading_refuse(r, S7_ERR_LOCAL_SYNTAX, r->at,
                             "an address begins with DB, M, I, Q, T, C or P#: DB10.DBW4:INT, MW20, I0.0, T5");
}

/* "DB" is tried before a single letter. */
bool s7_reading_area(struct s7_reading *r, const struct s7_area_row **ret_row)
{
    size_t length = strncmp(r->text + r->at, "DB", 2) == 0 ? 2 : 1;
    const struct s7_area_row *row = s7_reading_peek(r) ? s7_area_named(r->text + r->at, length) : NULL;
    if (!row)
        return refuse_beginning(r);
    r->at += length;
    r->tag.range.area = row->area;
    *ret_row = row;
    return true;
}

bool s7_reading_db(struct s7_reading *r, char *ret_width)
{
    uint32_t number = 0;
    if (!s7_reading_number(r, "DB numbers go", 1, 65535, &number))
        return false;
    r->tag.range.area = S7_AREA_DB;
    r->tag.range.db = (uint16_t)number;
    if (s7_reading_peek(r) == ',' || s7_reading_peek(r) == ':')
        return s7_reading_refuse(r, S7_ERR_LOCAL_SYNTAX, r->at, "write it like DB%u.DBW4:INT",
                                 (unsigned)number);
    if (!s7_reading_take(r, "."))
        return s7_reading_refuse(r, S7_ERR_LOCAL_SYNTAX, r->at,
                                 "a point and DBX, DBB, DBW or DBD are missing here");
    size_t start = r->at;
    if (!s7_reading_take(r, "DB") || !s7_reading_peek(r) || !strchr("XBWD", s7_reading_peek(r)))
        return s7_reading_refuse(r, S7_ERR_LOCAL_SYNTAX, start, "DBX, DBB, DBW or DBD is expected here");
    *ret_width = r->text[r->at++];
    return true;
}

bool s7_reading_type(struct s7_reading *r, const struct s7_type_row **ret_row)
{
    size_t start = r->at;
    while (is_letter(s7_reading_peek(r)) || is_digit(s7_reading_peek(r)) || s7_reading_peek(r) == '_')
        r->at++;
    enum s7_type type = s7_type_named(r->text + start, r->at - start);
    if (type == S7_TYPE_NONE)
        return s7_reading_refuse(
            r, S7_ERR_LOCAL_SYNTAX, start,
            "a data type is expected here: BOOL BYTE CHAR WORD INT DWORD DINT REAL (in capitals)");
    *ret_row = s7_type_find(type);
    return true;
}

bool s7_reading_extent(struct s7_reading *r, uint32_t count, size_t at)
{
    const struct s7_area_row *area = s7_area_find(r->tag.range.area);
    uint32_t end =
        area->element_bits ? (uint32_t)S7_AREA_ELEMENTS * area->element_bits : (uint32_t)S7_AREA_OCTETS * 8;
    uint64_t bits = (uint64_t)count * s7_type_bits(r->tag.type);
    if (r->tag.range.first_bit + bits > end)
        return s7_reading_refuse(r, S7_ERR_LOCAL_VALUE, at, "this ends behind the last possible %s",
                                 area->element_bits ? "number, 65535" : "octet, 65535");
    r->tag.count = count;
    r->tag.range.bit_count = (uint32_t)bits;
    return true;
}

bool s7_reading_count(struct s7_reading *r, uint32_t *ret_count, size_t *ret_at)
{
    size_t at = r->at;
    if (!s7_reading_number(r, "counts go", 1, S7_AREA_OCTETS * 8, ret_count))
        return false;
    *ret_at = at;
    return true;
}
