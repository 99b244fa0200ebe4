/* SPDX-License-Identifier: MIT */
#include "plant/fmt_scalar.h"

#include <stdint.h>
#include <stdio.h>
#include <string.h>

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/** The character at `text`, which is UTF-8 (the YAML reader has seen to that). */
static uint32_t character_at(const char *text, size_t *ret_size)
{
    unsigned char first = (unsigned char)text[0];
    size_t size = first < 0x80 ? 1 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4;
    uint32_t code = size == 1 ? first : first & (0xFFu >> (size + 1));
    for (size_t i = 1; i < size; i++)
        code = code << 6 | ((unsigned char)text[i] & 0x3Fu);
    *ret_size = size;
    return code;
}

/** A character that YAML wants written as an escape, or that ends a line or hides. */
static bool wants_escape(uint32_t code)
{
    static const struct {
        uint32_t first, last;
    } ranges[] = {{0, 0x1F},        {0x7F, 0x9F},     {0x2028, 0x2029}, {0xD800, 0xDFFF},
                  {0xFEFF, 0xFEFF}, {0xFFFE, 0xFFFF}, {'"', '"'},       {'\\', '\\'}};
    for (size_t i = 0; i < sizeof ranges / sizeof ranges[0]; i++)
        if (code >= ranges[i].first && code <= ranges[i].last)
            return true;
    return false;
}

/** Without quotes it would be read as something else than this scalar. */
static bool needs_quotes(const struct s7_node *scalar, bool flow)
{
    const char *text = scalar->text;
    size_t size;
    if (scalar->length == 0 || strchr(",[]{}#&*!|>'\"%@`?: ", text[0]) || text[scalar->length - 1] == ' ' ||
        text[scalar->length - 1] == ':')
        return true;
    if (text[0] == '-' && (text[1] == '\0' || text[1] == ' ' || text[1] == '-'))
        return true;
    for (size_t i = 0; i < scalar->length; i += size) {
        uint32_t code = character_at(text + i, &size);
        if (wants_escape(code) && code != '"' && code != '\\')
            return true;
        if ((text[i] == ':' && text[i + 1] == ' ') || (text[i] == ' ' && text[i + 1] == '#'))
            return true;
        if (flow && (strchr(",[]{}", text[i]) || (text[i] == ':' && text[i + 1] == '?')))
            return true;
    }
    return false;
}

/** Digits with a point, an exponent, colons, or 0x in front: 12, 1_000, 4.5, 1e3, 28:63, 0x1F. */
static bool looks_numeric(const char *text)
{
    size_t points = 0;
    text += *text == '+' || *text == '-';
    if (text[0] == '0' && (text[1] == 'x' || text[1] == 'o'))
        return text[2] && strspn(text + 2, "0123456789abcdefABCDEF_") == strlen(text + 2);
    if (strcmp(text, ".inf") == 0 || strcmp(text, ".nan") == 0)
        return true;
    if (!is_digit(text[0]) && !(text[0] == '.' && is_digit(text[1])))
        return false;
    for (; is_digit(*text) || *text == '_' || *text == '.' || *text == ':'; text++)
        points += *text == '.';
    if (*text == 'e' || *text == 'E') {
        text++;
        text += *text == '+' || *text == '-';
        text += strspn(text, "0123456789");
    }
    return *text == '\0' && points <= 1;
}

/** 2026-11-18, with or without a time. */
static bool looks_like_date(const char *text)
{
    return strspn(text, "0123456789") == 4 && text[4] == '-' && is_digit(text[5]) &&
           strspn(text, "0123456789-+:.TtZ ") == strlen(text);
}

/** Six octets or an IPv6 address: which of them are numbers to others depends on their digits. */
static bool looks_like_address(const char *text)
{
    const char *first = strchr(text, ':');
    return first && strchr(first + 1, ':') && strspn(text, "0123456789abcdefABCDEF:./-") == strlen(text);
}

static bool looks_like_word(const char *text)
{
    static const char *const words[] = {"~",  "null", "true", "false", "yes", "no",
                                        "on", "off",  "y",    "n",     "<<",  "="};
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
        size_t k = 0;
        while (words[i][k] && (text[k] == words[i][k] || (text[k] >= 'A' && (text[k] | 0x20) == words[i][k])))
            k++;
        if (!words[i][k] && !text[k])
            return true;
    }
    return false;
}

static bool is_quoted(const struct s7_node *scalar, bool flow, bool number)
{
    if (needs_quotes(scalar, flow))
        return true;
    return scalar->quoted && !number &&
           (looks_numeric(scalar->text) || looks_like_date(scalar->text) || looks_like_address(scalar->text) ||
            looks_like_word(scalar->text));
}

/** `ret_text` as it stands within quotes; its size in octets. */
static size_t write_character(const char *text, size_t *ret_size, char ret_text[16])
{
    static const struct {
        uint32_t code;
        const char *written;
    } names[] = {{'"', "\\\""}, {'\\', "\\\\"}, {'\n', "\\n"}, {'\t', "\\t"}, {'\r', "\\r"}};
    uint32_t code = character_at(text, ret_size);
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
        if (names[i].code == code)
            return (size_t)snprintf(ret_text, 16, "%s", names[i].written);
    if (wants_escape(code))
        return (size_t)snprintf(ret_text, 16, code < 0x100 ? "\\x%02X" : "\\u%04X", (unsigned)code);
    memcpy(ret_text, text, *ret_size);
    return *ret_size;
}

void s7_fmt_scalar_write(struct s7_fmt_out *out, const struct s7_node *scalar, bool flow, bool number)
{
    size_t size;
    char written[16];
    if (!is_quoted(scalar, flow, number)) {
        s7_fmt_out_octets(out, scalar->text, scalar->length);
        return;
    }
    s7_fmt_out_text(out, "\"");
    for (size_t i = 0; i < scalar->length; i += size) {
        size_t length = write_character(scalar->text + i, &size, written);
        s7_fmt_out_octets(out, written, length);
    }
    s7_fmt_out_text(out, "\"");
}

size_t s7_fmt_scalar_width(const struct s7_node *scalar, bool flow, bool number)
{
    size_t size, width = 2;
    char written[16];
    if (!is_quoted(scalar, flow, number))
        return s7_fmt_out_count(scalar->text, scalar->length);
    for (size_t i = 0; i < scalar->length; i += size)
        width += s7_fmt_out_count(written, write_character(scalar->text + i, &size, written));
    return width;
}
