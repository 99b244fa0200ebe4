/* SPDX-License-Identifier: MIT
 *
 * CHAR: Latin-1 in the CPU, UTF-8 in the text, quoted; $ escapes as in IEC 61131-3 ($27, $', $$).
 */
#include "value/form.h"

static int character_decode(const struct s7_type_row *row, uint32_t raw, struct s7_value *ret_value)
{
    (void)row;
    ret_value->as.unsigned_ = raw;
    return S7_OK;
}

static void character_format(const struct s7_type_row *row, const struct s7_value *value, struct s7_strbuf *buf)
{
    (void)row;
    unsigned code = (unsigned)value->as.unsigned_ & 0xFF;
    s7_strbuf_char(buf, '\'');
    if (code == '\'' || code == '$')
        s7_strbuf_printf(buf, "$%c", (int)code);
    else if (code < 0x20 || (code >= 0x7F && code < 0xA0))
        s7_strbuf_printf(buf, "$%02X", code);
    else if (code < 0x80)
        s7_strbuf_char(buf, (char)code);
    else
        s7_strbuf_printf(buf, "%c%c", (int)(0xC0 | code >> 6), (int)(0x80 | (code & 0x3F)));
    s7_strbuf_char(buf, '\'');
}

static int hex_of(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    if (c >= 'A' && c <= 'F')
        return c - 'A' + 10;
    return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/** Behind a $: $ or ' for themselves, or two hexadecimal digits. */
static int take_escape(struct s7_scan *scan, unsigned *ret_code)
{
    char c = s7_scan_peek(scan);
    scan->at++;
    if (c == '$' || c == '\'') {
        *ret_code = (unsigned char)c;
        return S7_OK;
    }
    int high = hex_of(c);
    int low = hex_of(s7_scan_peek(scan));
    if (high < 0 || low < 0)
        return s7_scan_fail(scan, scan->at - 1, "behind $ stands $, ' or two hexadecimal digits");
    scan->at++;
    *ret_code = (unsigned)(high << 4 | low);
    return S7_OK;
}

/** One character of UTF-8 that Latin-1 has, too. */
static int take_plain(struct s7_scan *scan, unsigned *ret_code)
{
    size_t start = scan->at;
    unsigned first = (unsigned char)s7_scan_peek(scan);
    scan->at++;
    if (first >= 0x20 && first < 0x7F) {
        *ret_code = first;
        return S7_OK;
    }
    unsigned second = (unsigned char)s7_scan_peek(scan);
    if ((first != 0xC2 && first != 0xC3) || (second & 0xC0) != 0x80)
        return s7_scan_fail(scan, start, "CHAR holds one character of Latin-1; write others as $xx");
    scan->at++;
    *ret_code = (first & 3) << 6 | (second & 0x3F);
    return S7_OK;
}

static int take_quoted(struct s7_scan *scan, struct s7_value *ret_value)
{
    unsigned code = 0;
    bool escaped = s7_scan_word(scan, "$");
    int error = escaped ? take_escape(scan, &code) : take_plain(scan, &code);
    if (error)
        return error;
    if (!s7_scan_word(scan, "'") || scan->at != scan->length)
        return s7_scan_fail(scan, scan->at, "CHAR is one character in quotes: 'A'");
    ret_value->as.unsigned_ = code;
    return S7_OK;
}

static int character_parse(const struct s7_type_row *row, struct s7_scan *scan, struct s7_value *ret_value)
{
    if (s7_scan_word(scan, "'"))
        return take_quoted(scan, ret_value);
    char first = s7_scan_peek(scan);
    if (first < '0' || first > '9')
        return s7_scan_fail(scan, scan->at, "CHAR is one character in quotes ('A') or its number (65, 16#41)");
    return s7_form_unsigned_parse(row, scan, ret_value);
}

const struct s7_form s7_form_character = {character_decode, s7_form_unsigned_encode, character_format,
                                          character_parse, s7_form_unsigned_number};
