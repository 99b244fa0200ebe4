/* SPDX-License-Identifier: MIT */
#include "register/csv_code.h"

#include <string.h>

/* Well-formed UTF-8 (Unicode 15.0, table 3-7): what the second octet may be depends on the first. */
static const struct {
    unsigned char first, last, low, high;
    size_t size;
} forms[] = {
    {0x01, 0x7F, 0, 0, 1},       {0xC2, 0xDF, 0x80, 0xBF, 2}, {0xE0, 0xE0, 0xA0, 0xBF, 3},
    {0xE1, 0xEC, 0x80, 0xBF, 3}, {0xED, 0xED, 0x80, 0x9F, 3}, {0xEE, 0xEF, 0x80, 0xBF, 3},
    {0xF0, 0xF0, 0x90, 0xBF, 4}, {0xF1, 0xF3, 0x80, 0xBF, 4}, {0xF4, 0xF4, 0x80, 0x8F, 4},
};

size_t s7_csv_character(const char *text, size_t size)
{
    const unsigned char *at = (const unsigned char *)text;
    for (size_t i = 0; size && i < sizeof forms / sizeof forms[0]; i++) {
        if (at[0] < forms[i].first || at[0] > forms[i].last)
            continue;
        if (forms[i].size > size || (forms[i].size > 1 && (at[1] < forms[i].low || at[1] > forms[i].high)))
            return 0;
        for (size_t k = 2; k < forms[i].size; k++)
            if (at[k] < 0x80 || at[k] > 0xBF)
                return 0;
        return forms[i].size;
    }
    return 0;
}

const char *s7_csv_flaw(const char *text, size_t size)
{
    static const struct {
        const char *octets;
        size_t size;
        const char *flaw;
    } starts[] = {
        {"\xFF\xFE", 2, "this is UTF-16; save it as \"CSV UTF-8\""},
        {"\xFE\xFF", 2, "this is UTF-16; save it as \"CSV UTF-8\""},
        {"PK\x03\x04", 4,
         "this is a workbook (.xlsx, .ods) or another ZIP archive; save the table as \"CSV UTF-8\""},
        {"\xD0\xCF\x11\xE0", 4, "this is a workbook (.xls); save the table as \"CSV UTF-8\""},
    };
    for (size_t i = 0; i < sizeof starts / sizeof starts[0]; i++)
        if (size >= starts[i].size && memcmp(text, starts[i].octets, starts[i].size) == 0)
            return starts[i].flaw;
    return NULL;
}
