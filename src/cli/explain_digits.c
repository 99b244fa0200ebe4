/* SPDX-License-Identifier: MIT */
#include "cli/explain_reading.h"

#include <string.h>
#include <strings.h>

enum { DIGITS_MOST = 10 };

/* ---- letters ---------------------------------------------------------------------------------------------------- */

bool s7_explain_is_digit(char c)
{
    return c >= '0' && c <= '9';
}

int s7_explain_hex_value(char c)
{
    if (s7_explain_is_digit(c))
        return c - '0';
    if (c >= 'A' && c <= 'F')
        return c - 'A' + 10;
    return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

bool s7_explain_is_letter(char c)
{
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
}

static bool is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

struct s7_explain_span s7_explain_trim(struct s7_explain_span span)
{
    while (span.length && (is_blank(span.at[0]) || strchr(":=([\"'`", span.at[0])))
        span = (struct s7_explain_span){span.at + 1, span.length - 1};
    while (span.length &&
           (is_blank(span.at[span.length - 1]) || strchr(".,;:)]\"'`", span.at[span.length - 1])))
        span.length--;
    return span;
}

/* ---- numbers ---------------------------------------------------------------------------------------------------- */

static struct s7_explain_span without_prefix(struct s7_explain_span span, bool *ret_prefix)
{
    static const char *const prefixes[] = {"dw#16#", "w#16#", "b#16#", "16#", "0x", "#", "$"};
    for (size_t i = 0; i < sizeof prefixes / sizeof prefixes[0]; i++) {
        size_t length = strlen(prefixes[i]);
        if (span.length <= length || strncasecmp(span.at, prefixes[i], length) != 0)
            continue;
        *ret_prefix = true;
        return (struct s7_explain_span){span.at + length, span.length - length};
    }
    return span;
}

static bool take_digits(struct s7_explain_span span, struct s7_explain_digits *number)
{
    uint64_t decimal = 0;
    number->digits = span.length;
    number->decimal = !number->prefix && (span.length == 1 || span.at[0] != '0');
    number->hex = span.length <= 8;
    if (span.length == 0 || span.length > DIGITS_MOST)
        return false;
    for (size_t i = 0; i < span.length; i++) {
        if (s7_explain_hex_value(span.at[i]) < 0)
            return false;
        number->hex_value = number->hex_value << 4 | (uint32_t)s7_explain_hex_value(span.at[i]);
        number->decimal &= s7_explain_is_digit(span.at[i]);
        decimal = decimal * 10 + (unsigned)(s7_explain_is_digit(span.at[i]) ? span.at[i] - '0' : 0);
    }
    number->decimal &= decimal <= UINT32_MAX;
    number->decimal_value = (uint32_t)decimal;
    return true;
}

/* Two hex digits, with or without 0x; returns what follows them, NULL: it is something else. */
static const char *octet_at(const char *at, const char *end, char *ret_digits)
{
    if (end - at > 2 && strncasecmp(at, "0x", 2) == 0)
        at += 2;
    if (end - at < 2 || s7_explain_hex_value(at[0]) < 0 || s7_explain_hex_value(at[1]) < 0)
        return NULL;
    memcpy(ret_digits, at, 2);
    return at + 2;
}

/* "81 04", "81-04", "0x81/0x04": two octets are one number of four digits. */
static bool read_octets(struct s7_explain_span span, struct s7_explain_digits *number)
{
    char digits[4];
    const char *end = span.at + span.length, *at = octet_at(span.at, end, digits);
    if (!at || at == end || !strchr(" -/:,.", *at))
        return false;
    while (at < end && strchr(" -/:,.", *at))
        at++;
    number->prefix = true;
    return octet_at(at, end, digits + 2) == end &&
           take_digits((struct s7_explain_span){digits, sizeof digits}, number);
}

bool s7_explain_read_digits(struct s7_explain_span span, struct s7_explain_digits *ret_number)
{
    struct s7_explain_digits number = {0};
    span = s7_explain_trim(span);
    if (read_octets(span, &number)) {
        *ret_number = number;
        return true;
    }
    number = (struct s7_explain_digits){0};
    if (span.length > 1 && span.at[0] == '-' &&
        s7_explain_is_digit(span.at[1])) /* -401, as libsieben returns it */
        span = (struct s7_explain_span){span.at + 1, span.length - 1};
    span = without_prefix(span, &number.prefix);
    if (span.length > 1 && (span.at[span.length - 1] == 'h' || span.at[span.length - 1] == 'H')) {
        number.prefix = true;
        span.length--;
    }
    if (!take_digits(span, &number))
        return false;
    *ret_number = number;
    return true;
}
