/* SPDX-License-Identifier: MIT */
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "sieben/error.h"
#include "value/area.h"
#include "value/form.h"
#include "value/range.h"

enum { OCTETS = 65536 /**< of one area: offsets 0 … 65535 */, ELEMENTS = 65536 /**< timers, counters */ };

/** A text while it is read; the first failure stays. */
struct reading {
    const char *text;
    size_t at;
    struct s7_text_error *error;
    int status;

    struct s7_tag tag;
    size_t place; /**< where the offset or number stands, for errors found later */
};

/** What `type` wants to hang on, for messages: "DBW", "MW", "T". */
struct width_text {
    char text[8];
};

static bool refuse(struct reading *r, int status, size_t at, const char *format, ...)
    __attribute__((format(printf, 4, 5)));

static bool refuse(struct reading *r, int status, size_t at, const char *format, ...)
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

static char peek(const struct reading *r)
{
    return r->text[r->at];
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool is_letter(char c)
{
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
}

static bool take(struct reading *r, const char *word)
{
    size_t length = strlen(word);
    if (strncmp(r->text + r->at, word, length) != 0)
        return false;
    r->at += length;
    return true;
}

/** A decimal number within bounds; `what` begins the message about them ("DB numbers go"). */
static bool take_number(struct reading *r, const char *what, uint32_t lowest, uint32_t highest,
                        uint32_t *ret_number)
{
    size_t start = r->at;
    uint64_t number = 0;
    for (; is_digit(peek(r)); r->at++)
        if (number < UINT32_MAX)
            number = number * 10 + (uint64_t)(peek(r) - '0');
    if (r->at == start)
        return refuse(r, S7_ERR_LOCAL_SYNTAX, start, "a number is missing here");
    if (number < lowest || number > highest)
        return refuse(r, S7_ERR_LOCAL_VALUE, start, "%s from %u to %u", what, (unsigned)lowest,
                      (unsigned)highest);
    *ret_number = (uint32_t)number;
    return true;
}

static bool take_offset(struct reading *r, uint32_t *ret_bit)
{
    r->place = r->at;
    if (!take_number(r, "offsets go", 0, OCTETS - 1, ret_bit))
        return false;
    *ret_bit *= 8;
    return true;
}

/** "2.1": octet and bit. */
static bool take_octet_and_bit(struct reading *r, uint32_t *ret_bit)
{
    uint32_t octet = 0;
    uint32_t bit = 0;
    if (!take_offset(r, &octet))
        return false;
    if (!take(r, "."))
        return refuse(r, S7_ERR_LOCAL_SYNTAX, r->at, "a bit number is missing here: .0 to .7");
    if (!take_number(r, "bits go", 0, 7, &bit))
        return false;
    *ret_bit = octet + bit;
    return true;
}

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
static bool take_place(struct reading *r, char width)
{
    static const struct {
        char width;
        enum s7_type type;
    } defaults[] = {{'X', S7_TYPE_BOOL}, {'B', S7_TYPE_BYTE}, {'W', S7_TYPE_WORD}, {'D', S7_TYPE_DWORD}};
    for (size_t i = 0; i < sizeof defaults / sizeof defaults[0]; i++)
        if (defaults[i].width == width)
            r->tag.type = defaults[i].type;
    if (width == 'X')
        return take_octet_and_bit(r, &r->tag.range.first_bit);
    if (!take_offset(r, &r->tag.range.first_bit))
        return false;
    if (peek(r) == '.')
        return refuse(r, S7_ERR_LOCAL_SYNTAX, r->at, "only %s has a bit number",
                      width_of(&r->tag.range, 'X').text);
    return true;
}

/** Behind "DB": number, point, DBX DBB DBW or DBD. */
static bool take_db(struct reading *r, char *ret_width)
{
    uint32_t number = 0;
    if (!take_number(r, "DB numbers go", 1, 65535, &number))
        return false;
    r->tag.range.area = S7_AREA_DB;
    r->tag.range.db = (uint16_t)number;
    if (peek(r) == ',' || peek(r) == ':')
        return refuse(r, S7_ERR_LOCAL_SYNTAX, r->at, "write it like DB%u.DBW4:INT", (unsigned)number);
    if (!take(r, "."))
        return refuse(r, S7_ERR_LOCAL_SYNTAX, r->at, "a point and DBX, DBB, DBW or DBD are missing here");
    size_t start = r->at;
    if (!take(r, "DB") || !peek(r) || !strchr("XBWD", peek(r)))
        return refuse(r, S7_ERR_LOCAL_SYNTAX, start, "DBX, DBB, DBW or DBD is expected here");
    *ret_width = r->text[r->at++];
    return true;
}

/** Behind I, Q or M: B, W, D or at once the octet of a bit. */
static bool take_width(struct reading *r, char *ret_width)
{
    char c = peek(r);
    const char *letters = s7_area_find(r->tag.range.area)->letters;
    *ret_width = 'X';
    if (is_digit(c))
        return true;
    if (c == 'X')
        return refuse(r, S7_ERR_LOCAL_SYNTAX, r->at, "leave out the X: a bit is written %s5.7", letters);
    if (c == '\0' || !strchr("BWD", c))
        return refuse(r, S7_ERR_LOCAL_SYNTAX, r->at, "B, W, D or a bit address is expected here: %sW20, %s5.7",
                      letters, letters);
    *ret_width = c;
    r->at++;
    return true;
}

/** Behind T or C: the number of the element. */
static bool take_element(struct reading *r)
{
    uint32_t number = 0;
    bool timer = r->tag.range.area == S7_AREA_TIMER;
    r->place = r->at;
    r->tag.type = timer ? S7_TYPE_TIMER : S7_TYPE_COUNTER;
    if (!take_number(r, timer ? "timers go" : "counters go", 0, ELEMENTS - 1, &number))
        return false;
    r->tag.range.first_bit = number * 16;
    return true;
}

/** Says what is wrong with a beginning that is no area, in the words of those who write it that way. */
static bool refuse_beginning(struct reading *r)
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
    char c = peek(r);
    for (size_t i = 0; i < sizeof known / sizeof known[0]; i++)
        if (strncmp(r->text + r->at, known[i].beginning, strlen(known[i].beginning)) == 0)
            return refuse(r, S7_ERR_LOCAL_SYNTAX, r->at, "%s", known[i].message);
    if (c && strchr("dmiqtc", c))
        return refuse(r, S7_ERR_LOCAL_SYNTAX, r->at, "addresses are written in capitals");
    return refuse(r, S7_ERR_LOCAL_SYNTAX, r->at,
                  "an address begins with DB, M, I, Q, T, C or P#: DB10.DBW4:INT, MW20, I0.0, T5");
}

/** Area letters; *ret_row is the area.  "DB" is tried before "D…" can be anything else. */
static bool take_area(struct reading *r, const struct s7_area_row **ret_row)
{
    size_t length = strncmp(r->text + r->at, "DB", 2) == 0 ? 2 : 1;
    const struct s7_area_row *row = peek(r) ? s7_area_named(r->text + r->at, length) : NULL;
    if (!row)
        return refuse_beginning(r);
    r->at += length;
    r->tag.range.area = row->area;
    *ret_row = row;
    return true;
}

static bool take_address(struct reading *r)
{
    const struct s7_area_row *row = NULL;
    char width = 'X';
    if (!take_area(r, &row))
        return false;
    if (row->element_bits)
        return take_element(r);
    if (row->area == S7_AREA_DB ? !take_db(r, &width) : !take_width(r, &width))
        return false;
    return take_place(r, width);
}

/** A type name at this place. */
static bool take_type(struct reading *r, const struct s7_type_row **ret_row)
{
    size_t start = r->at;
    while (is_letter(peek(r)) || is_digit(peek(r)) || peek(r) == '_')
        r->at++;
    enum s7_type type = s7_type_named(r->text + start, r->at - start);
    if (type == S7_TYPE_NONE)
        return refuse(r, S7_ERR_LOCAL_SYNTAX, start,
                      "a data type is expected here: BOOL BYTE CHAR WORD INT DWORD DINT REAL (in capitals)");
    *ret_row = s7_type_find(type);
    return true;
}

/** The type fits what the address says: DBX for BOOL, DBB for one octet, DBW for two, DBD for four. */
static bool check_type(struct reading *r, const struct s7_type_row *row, size_t at)
{
    const struct s7_type_row *own = s7_type_find(r->tag.type);
    if (row->width == own->width)
        return true;
    if (own->width == 'T' || own->width == 'C')
        return refuse(r, S7_ERR_LOCAL_TYPE, at, "T and C have no other type than their own: leave it out");
    if (row->width == 'T' || row->width == 'C')
        return refuse(r, S7_ERR_LOCAL_TYPE, at, "%s is the type of T and C only", row->name);
    return refuse(r, S7_ERR_LOCAL_TYPE, at, "%s has %u bit%s: write %s, not %s", row->name, row->bits,
                  row->bits == 1 ? "" : "s", width_of(&r->tag.range, row->width).text,
                  width_of(&r->tag.range, own->width).text);
}

/** Sets the length and tells where the area ends. */
static bool set_count(struct reading *r, uint32_t count, size_t at)
{
    const struct s7_area_row *area = s7_area_find(r->tag.range.area);
    uint32_t end = area->element_bits ? (uint32_t)ELEMENTS * area->element_bits : (uint32_t)OCTETS * 8;
    uint64_t bits = (uint64_t)count * s7_type_bits(r->tag.type);
    if (r->tag.range.first_bit + bits > end)
        return refuse(r, S7_ERR_LOCAL_VALUE, at, "this ends behind the last possible %s",
                      area->element_bits ? "number, 65535" : "octet, 65535");
    r->tag.count = count;
    r->tag.range.bit_count = (uint32_t)bits;
    return true;
}

/** "*10" */
static bool take_count(struct reading *r, uint32_t *ret_count, size_t *ret_at)
{
    *ret_at = r->at;
    return take_number(r, "counts go", 1, OCTETS * 8, ret_count);
}

/** ":INT" and "*10" behind an address. */
static bool take_suffix(struct reading *r)
{
    uint32_t count = 1;
    size_t at = r->place;
    if (take(r, ":")) {
        const struct s7_type_row *row = NULL;
        size_t type_at = r->at;
        if (!take_type(r, &row) || !check_type(r, row, type_at))
            return false;
        r->tag.type = row->type;
    }
    if (take(r, "*") && !take_count(r, &count, &at))
        return false;
    return set_count(r, count, at);
}

static bool take_blanks(struct reading *r)
{
    if (peek(r) != ' ')
        return refuse(r, S7_ERR_LOCAL_SYNTAX, r->at, "a blank is missing here: P#DB10.DBX0.0 BYTE 20");
    while (peek(r) == ' ')
        r->at++;
    return true;
}

/** Behind "P#": DB10.DBX0.0 or M0.0. */
static bool take_pointer_start(struct reading *r)
{
    const struct s7_area_row *row = NULL;
    char width = 'X';
    if (!take_area(r, &row))
        return false;
    if (row->element_bits)
        return refuse(r, S7_ERR_LOCAL_SYNTAX, r->at - 1, "write timers and counters without P#: %s5*3",
                      row->letters);
    if (row->area == S7_AREA_DB) {
        size_t at;
        if (!take_db(r, &width))
            return false;
        at = r->at - 1;
        if (width != 'X')
            return refuse(r, S7_ERR_LOCAL_SYNTAX, at, "an ANY pointer is always DBX: P#DB10.DBX0.0 BYTE 20");
    } else if (!is_digit(peek(r))) {
        return refuse(r, S7_ERR_LOCAL_SYNTAX, r->at, "an ANY pointer has octet and bit here: P#%s0.0 BYTE 20",
                      row->letters);
    }
    return take_octet_and_bit(r, &r->tag.range.first_bit);
}

/** Values of `row` can lie at the pointer's first bit. */
static bool check_alignment(struct reading *r, const struct s7_type_row *row, size_t at)
{
    if (row->width == 'T' || row->width == 'C')
        return refuse(r, S7_ERR_LOCAL_TYPE, at, "%s is the type of T and C only", row->name);
    if (row->bits > 1 && r->tag.range.first_bit % 8)
        return refuse(r, S7_ERR_LOCAL_TYPE, at, "%s begins at bit 0 of an octet, not at bit %u", row->name,
                      (unsigned)(r->tag.range.first_bit % 8));
    return true;
}

/** ":REAL" behind a pointer: the same bits as values of another type. */
static bool take_pointer_suffix(struct reading *r)
{
    const struct s7_type_row *row = NULL;
    size_t at = r->at;
    if (!take_type(r, &row) || !check_alignment(r, row, at))
        return false;
    if (r->tag.range.bit_count % row->bits)
        return refuse(r, S7_ERR_LOCAL_TYPE, at, "%u bits are no whole number of %s",
                      (unsigned)r->tag.range.bit_count, row->name);
    r->tag.type = row->type;
    r->tag.count = r->tag.range.bit_count / row->bits;
    uint32_t count = 0;
    if (!take(r, "*"))
        return true;
    if (!take_count(r, &count, &at))
        return false;
    return count == r->tag.count || refuse(r, S7_ERR_LOCAL_TYPE, at, "the pointer holds %u %s, not %u",
                                           (unsigned)r->tag.count, row->name, (unsigned)count);
}

static bool take_pointer(struct reading *r)
{
    const struct s7_type_row *row = NULL;
    uint32_t count = 0;
    if (!take_pointer_start(r) || !take_blanks(r))
        return false;
    size_t at = r->at;
    if (!take_type(r, &row) || !check_alignment(r, row, at) || !take_blanks(r) || !take_count(r, &count, &at))
        return false;
    r->tag.type = row->type;
    if (!set_count(r, count, at))
        return false;
    return take(r, ":") ? take_pointer_suffix(r) : true;
}

static bool take_end(struct reading *r)
{
    if (peek(r) == '\0')
        return true;
    if (peek(r) == '[')
        return refuse(r, S7_ERR_LOCAL_SYNTAX, r->at, "arrays are written with a star: INT*10");
    return refuse(r, S7_ERR_LOCAL_SYNTAX, r->at, "the address should end here");
}

int s7_tag_parse(const char *text, struct s7_tag *ret_tag, struct s7_text_error *ret_error)
{
    struct reading r = {.text = text, .error = ret_error, .status = S7_OK};
    bool read = take(&r, "P#") ? take_pointer(&r) : take_address(&r) && take_suffix(&r);
    if (read && take_end(&r))
        *ret_tag = r.tag;
    return r.status;
}
