/* SPDX-License-Identifier: MIT */
#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>

#include "value/form.h"

int s7_scan_fail(const struct s7_scan *scan, size_t at, const char *format, ...)
{
    if (scan->error) {
        va_list args;
        va_start(args, format);
        vsnprintf(scan->error->message, sizeof scan->error->message, format, args);
        va_end(args);
        scan->error->column = at + 1;
    }
    return S7_ERR_LOCAL_VALUE;
}

static char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

bool s7_scan_word(struct s7_scan *scan, const char *word)
{
    size_t i = 0;
    for (; word[i]; i++)
        if (scan->at + i >= scan->length || lower(scan->text[scan->at + i]) != lower(word[i]))
            return false;
    scan->at += i;
    return true;
}

static int take_base(struct s7_scan *scan)
{
    static const struct {
        const char *prefix;
        int base;
    } prefixes[] = {{"16#", 16}, {"8#", 8}, {"2#", 2}, {"0x", 16}};
    for (size_t i = 0; i < sizeof prefixes / sizeof prefixes[0]; i++)
        if (s7_scan_word(scan, prefixes[i].prefix))
            return prefixes[i].base;
    return 10;
}

static int digit_of(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    c = lower(c);
    return c >= 'a' && c <= 'f' ? c - 'a' + 10 : 99;
}

static int out_of_range(const struct s7_scan *scan, size_t at, const char *type, int64_t lowest,
                        int64_t highest)
{
    return s7_scan_fail(scan, at, "%s holds %" PRId64 " to %" PRId64, type, lowest, highest);
}

int s7_scan_whole(struct s7_scan *scan, const char *type, int64_t lowest, int64_t highest, int64_t *ret_number)
{
    size_t start = scan->at;
    bool negative = s7_scan_word(scan, "-");
    int base = negative ? 10 : take_base(scan);
    if (scan->at >= scan->length)
        return s7_scan_fail(scan, scan->at, "a number is missing here");
    int64_t number = 0;
    for (; scan->at < scan->length; scan->at++) {
        int digit = digit_of(scan->text[scan->at]);
        if (digit >= base)
            return s7_scan_fail(scan, scan->at, "%s is a whole number: a digit is expected here", type);
        number = number * base + digit;
        if (number > INT64_C(1) << 40)
            return out_of_range(scan, start, type, lowest, highest);
    }
    if (negative)
        number = -number;
    if (number < lowest || number > highest)
        return out_of_range(scan, start, type, lowest, highest);
    *ret_number = number;
    return S7_OK;
}
