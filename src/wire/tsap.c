/* SPDX-License-Identifier: MIT */
#include "wire/tsap.h"

#include <assert.h>
#include <string.h>

#include "base/strbuf.h"
#include "sieben/error.h"

struct s7_tsap s7_tsap_of(enum s7_connection_class connection_class, unsigned rack, unsigned slot)
{
    assert(rack <= 7 && slot <= 31);
    return (struct s7_tsap){.size = 2, .octets = {(uint8_t)connection_class, (uint8_t)(rack << 5 | slot)}};
}

enum s7_connection_class s7_tsap_class(const struct s7_tsap *tsap, enum s7_connection_class otherwise)
{
    bool known = tsap->size == 2 && tsap->octets[0] >= S7_CLASS_PG && tsap->octets[0] <= S7_CLASS_BASIC;
    return known ? (enum s7_connection_class)tsap->octets[0] : otherwise;
}

bool s7_tsap_equal(const struct s7_tsap *a, const struct s7_tsap *b)
{
    return a->size == b->size && memcmp(a->octets, b->octets, a->size) == 0;
}

/* Printable ASCII; the locale must not decide what a TSAP is. */
static bool printable(uint8_t c)
{
    return c >= 0x20 && c <= 0x7E;
}

/* Value of a hex digit, -1 for anything else (the NUL too). */
static int hex_digit(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    if (c >= 'a' && c <= 'f')
        return c - 'a' + 10;
    if (c >= 'A' && c <= 'F')
        return c - 'A' + 10;
    return -1;
}

static int parse_quoted(const char *text, struct s7_tsap *ret_tsap)
{
    struct s7_tsap tsap = {0};
    for (; printable((uint8_t)*text) && *text != '"'; text++) {
        if (tsap.size == S7_TSAP_MAX)
            return S7_ERR_LOCAL_SYNTAX;
        tsap.octets[tsap.size++] = (uint8_t)*text;
    }
    if (tsap.size == 0 || text[0] != '"' || text[1] != '\0')
        return S7_ERR_LOCAL_SYNTAX;
    *ret_tsap = tsap;
    return S7_OK;
}

static int parse_hex(const char *text, struct s7_tsap *ret_tsap)
{
    struct s7_tsap tsap = {0};
    for (;;) {
        int high = hex_digit(text[0]);
        int low = high < 0 ? -1 : hex_digit(text[1]);
        if (low < 0 || tsap.size == S7_TSAP_MAX)
            return S7_ERR_LOCAL_SYNTAX;
        tsap.octets[tsap.size++] = (uint8_t)(high << 4 | low);
        text += 2;
        if (*text == '\0')
            break;
        if (*text == '.')
            text++;
    }
    *ret_tsap = tsap;
    return S7_OK;
}

int s7_tsap_parse(const char *text, struct s7_tsap *ret_tsap)
{
    return *text == '"' ? parse_quoted(text + 1, ret_tsap) : parse_hex(text, ret_tsap);
}

static bool quotable(const struct s7_tsap *tsap)
{
    for (size_t i = 0; i < tsap->size; i++) {
        if (!printable(tsap->octets[i]) || tsap->octets[i] == '"')
            return false;
    }
    return tsap->size != 0 && tsap->size != 2;
}

void s7_tsap_format(const struct s7_tsap *tsap, char *text, size_t size)
{
    struct s7_strbuf buf = s7_strbuf_over(text, size);
    if (quotable(tsap)) {
        s7_strbuf_printf(&buf, "\"%.*s\"", (int)tsap->size, (const char *)tsap->octets);
        return;
    }
    for (size_t i = 0; i < tsap->size; i++)
        s7_strbuf_printf(&buf, "%s%02X", i ? "." : "", tsap->octets[i]);
}
