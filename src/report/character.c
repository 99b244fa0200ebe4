/* SPDX-License-Identifier: MIT */
#include "report/character.h"

struct range {
    uint32_t first, last;
    size_t columns;
};

static const struct range widths[] = {
#define S7_WIDTH(first, last, columns) {first, last, columns},
#include "report/defs/width.def"
#undef S7_WIDTH
};

/* What changes how other characters are read, and what is none: shown as U+FFFD. */
static const struct range refused[] = {
    {0x0000, 0x001F, 0}, {0x007F, 0x009F, 0}, {0x061C, 0x061C, 0},   {0x200E, 0x200F, 0},
    {0x2028, 0x202E, 0}, {0x2066, 0x206F, 0}, {0xD800, 0xDFFF, 0},   {0xFDD0, 0xFDEF, 0},
    {0xFEFF, 0xFEFF, 0}, {0xFFF9, 0xFFFB, 0}, {0xE0001, 0xE007F, 0},
};

/** The range that holds `code`, in ascending ranges; NULL: none. */
static const struct range *find_range(const struct range *ranges, size_t count, uint32_t code)
{
    size_t low = 0;
    while (low < count) {
        size_t middle = low + (count - low) / 2;
        if (code < ranges[middle].first)
            count = middle;
        else if (code > ranges[middle].last)
            low = middle + 1;
        else
            return &ranges[middle];
    }
    return NULL;
}

static size_t width_of(uint32_t code)
{
    if (code < widths[0].first)
        return 1;
    const struct range *range = find_range(widths, sizeof widths / sizeof widths[0], code);
    return range ? range->columns : 1;
}

static bool is_refused(uint32_t code)
{
    return (code & 0xFFFE) == 0xFFFE || find_range(refused, sizeof refused / sizeof refused[0], code) != NULL;
}

/** Octets of a sequence by its first one, and the bits that it contributes (RFC 3629, 3); 0: none starts so. */
static size_t sequence_size(unsigned char first, uint32_t *ret_bits)
{
    if (first < 0x80) {
        *ret_bits = first;
        return 1;
    }
    for (size_t size = 2; size <= S7_CHARACTER_OCTETS_MAX; size++) {
        unsigned mask = 0xFFU << (7 - size) & 0xFFU; /* size ones and a zero */
        if ((first & mask) == (mask << 1 & 0xFFU)) {
            *ret_bits = first & ~mask & 0xFFU;
            return size;
        }
    }
    return 0;
}

/** One code of UTF-8 in its shortest form; the number of its octets, 0: there is none. */
static size_t decode(const char *text, uint32_t *ret_code)
{
    static const uint32_t least[S7_CHARACTER_OCTETS_MAX + 1] = {0, 0, 0x80, 0x800, 0x10000};
    uint32_t code = 0;
    size_t size = sequence_size((unsigned char)text[0], &code);
    for (size_t i = 1; i < size; i++) {
        unsigned char octet = (unsigned char)text[i];
        if ((octet & 0xC0) != 0x80) /* the NUL at the end, too */
            return 0;
        code = code << 6 | (octet & 0x3FU);
    }
    if (size == 0 || code < least[size] || code > 0x10FFFF)
        return 0;
    *ret_code = code;
    return size;
}

struct s7_character s7_character_next(const char *text)
{
    switch (text[0]) {
    case '\0':
        return (struct s7_character){.code = 0, .taken = 0, .width = 0};
    case '\r':
        return (struct s7_character){.code = '\n', .taken = text[1] == '\n' ? 2 : 1, .width = 0};
    case '\n':
        return (struct s7_character){.code = '\n', .taken = 1, .width = 0};
    case '\t':
        return (struct s7_character){.code = ' ', .taken = 1, .width = 1};
    default:
        break;
    }
    uint32_t code = 0;
    size_t size = decode(text, &code);
    if (size == 0 || is_refused(code))
        return (struct s7_character){.code = S7_CHARACTER_REPLACED, .taken = size ? size : 1, .width = 1};
    return (struct s7_character){.code = code, .taken = size, .width = width_of(code)};
}

size_t s7_character_utf8(uint32_t code, char ret_octets[S7_CHARACTER_OCTETS_MAX])
{
    if (code < 0x80) {
        ret_octets[0] = (char)code;
        return 1;
    }
    size_t size = code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
    for (size_t i = size - 1; i > 0; i--, code >>= 6)
        ret_octets[i] = (char)(0x80U | (code & 0x3FU));
    ret_octets[0] = (char)((0xFFU << (8 - size) & 0xFFU) | code);
    return size;
}

size_t s7_character_columns(const char *text)
{
    size_t columns = 0;
    for (struct s7_character c = s7_character_next(text); c.taken && c.code != '\n';
         c = s7_character_next(text)) {
        columns += c.width;
        text += c.taken;
    }
    return columns;
}

bool s7_character_is_blank(const char *text)
{
    for (; *text; text++)
        if (*text != ' ' && *text != '\n' && *text != '\t' && *text != '\r')
            return false;
    return true;
}
