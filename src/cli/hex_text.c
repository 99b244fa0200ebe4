/* SPDX-License-Identifier: MIT */
#include "cli/hex_text.h"

#include <ctype.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "sieben/error.h"

enum { OFFSET_DIGITS_MIN = 4, OFFSET_DIGITS_MAX = 8, HALF_LINE = 8 };

/* One line; nothing behind `end` is looked at. */
struct scan {
    const char *start, *at, *end;
    size_t line;
    struct s7_hex_text *hex;
    struct s7_hex_error *error;
};

static int refuse(const struct scan *scan, const char *at, const char *message)
{
    scan->error->line = scan->line;
    scan->error->column = (size_t)(at - scan->start) + 1;
    scan->error->octet = scan->hex->size;
    snprintf(scan->error->message, sizeof scan->error->message, "%s", message);
    return S7_ERR_LOCAL_SYNTAX;
}

static bool is_hex(char c)
{
    return isxdigit((unsigned char)c) != 0;
}

static unsigned digit(char c)
{
    return c <= '9' ? (unsigned)(c - '0') : (unsigned)((c | 0x20) - 'a') + 10;
}

static size_t run_of_hex(const struct scan *scan, const char *at)
{
    size_t length = 0;
    while (at + length < scan->end && is_hex(at[length]))
        length++;
    return length;
}

static size_t run_of_blanks(const struct scan *scan, const char *at)
{
    size_t length = 0;
    while (at + length < scan->end && (at[length] == ' ' || at[length] == '\t'))
        length++;
    return length;
}

/* "0x" before digits; "\x" as in a C string. */
static void skip_prefix(struct scan *scan)
{
    const char *at = scan->at;
    if (scan->end - at > 2 && (at[0] == '0' || at[0] == '\\') && (at[1] == 'x' || at[1] == 'X') &&
        is_hex(at[2]))
        scan->at += 2;
}

static int take_group(struct scan *scan)
{
    size_t length = run_of_hex(scan, scan->at);
    if (length == 0)
        return refuse(scan, scan->at, "this is not a hex digit");
    if (length % 2)
        return refuse(scan, scan->at + length - 1, "an octet has two hex digits, this one stands alone");
    for (size_t i = 0; i < length; i += 2)
        scan->hex->octets[scan->hex->size++] = (uint8_t)(digit(scan->at[i]) << 4 | digit(scan->at[i + 1]));
    scan->at += length;
    return S7_OK;
}

static bool is_separator(char c)
{
    return c == ' ' || c == '\t' || c == '\r' || c == ',' || c == ':' || c == ';' || c == '"';
}

/* "\" as the last of its line: a C string that goes on in the next one. */
static bool goes_on(const struct scan *scan)
{
    const char *at = scan->at;
    if (*at++ != '\\')
        return false;
    while (at < scan->end && (*at == ' ' || *at == '\t' || *at == '\r'))
        at++;
    return at == scan->end;
}

static int take_plain(struct scan *scan)
{
    while (scan->at < scan->end && !goes_on(scan)) {
        if (is_separator(*scan->at)) {
            scan->at++;
            continue;
        }
        skip_prefix(scan);
        int error = take_group(scan);
        if (error)
            return error;
    }
    return S7_OK;
}

static size_t last_start(const struct s7_hex_text *hex)
{
    return hex->start_count ? hex->starts[hex->start_count - 1] : 0;
}

static size_t value_of(const char *at, size_t length)
{
    size_t value = 0;
    for (size_t i = 0; i < length; i++)
        value = value << 4 | digit(at[i]);
    return value;
}

/* Four to eight digits with a colon and a blank, or with two blanks, behind: length of the digits, 0: no offset. */
static size_t offset_length(const struct scan *scan, const char *at)
{
    size_t length = run_of_hex(scan, at);
    if (length < OFFSET_DIGITS_MIN || length > OFFSET_DIGITS_MAX || at + length >= scan->end)
        return 0;
    bool colon = at[length] == ':';
    size_t blanks = run_of_blanks(scan, at + length + (colon ? 1 : 0));
    return blanks >= (colon ? 1 : 2) ? length : 0;
}

/* hexdump ends with a line that is nothing but the offset behind the last octet. */
static bool is_last_offset(const struct scan *scan)
{
    size_t length = run_of_hex(scan, scan->at);
    return scan->hex->start_count && length >= OFFSET_DIGITS_MIN && length <= OFFSET_DIGITS_MAX &&
           scan->at + length == scan->end &&
           value_of(scan->at, length) == scan->hex->size - last_start(scan->hex);
}

/* Reads the offset at the start of a line.  Without a colon it is one only where the dump stands. */
static int take_offset(struct scan *scan, bool *ret_taken)
{
    const char *at = scan->at;
    if (scan->end - at > 2 && at[0] == '0' && at[1] == 'x')
        at += 2;
    size_t length = offset_length(scan, at);
    size_t offset = value_of(at, length);
    bool colon = length && at[length] == ':';
    bool fits = offset == 0 || offset == scan->hex->size - last_start(scan->hex);
    *ret_taken = length && fits;
    if (colon && !fits)
        return refuse(scan, scan->at, "this offset is not where the line before it ended");
    if (!*ret_taken)
        return S7_OK;
    if (offset == 0)
        scan->hex->starts[scan->hex->start_count++] = scan->hex->size;
    scan->at = at + length + (colon ? 1 : 0);
    scan->at += run_of_blanks(scan, scan->at);
    return S7_OK;
}

/* Behind the octets stand their characters; the gap before them is wider than between octets. */
static bool characters_follow(const struct scan *scan, size_t taken, size_t blanks)
{
    const char *next = scan->at + blanks;
    if (blanks < 2)
        return next < scan->end && (*next == '|' || *next == '\r');
    return !(blanks == 2 && taken == HALF_LINE && run_of_hex(scan, next) == 2 &&
             run_of_blanks(scan, next + 2) == 1); /* hexdump -C parts a line in the middle */
}

static int take_dump(struct scan *scan)
{
    size_t first = scan->hex->size;
    while (scan->at < scan->end) {
        int error = take_group(scan);
        if (error)
            return error;
        size_t blanks = run_of_blanks(scan, scan->at);
        if (scan->at + blanks >= scan->end || characters_follow(scan, scan->hex->size - first, blanks))
            break;
        scan->at += blanks;
    }
    return S7_OK;
}

static int take_line(struct scan *scan)
{
    scan->at += run_of_blanks(scan, scan->at);
    if (scan->at == scan->end || *scan->at == '#' || is_last_offset(scan))
        return S7_OK;
    bool dump;
    int error = take_offset(scan, &dump);
    return error ? error : dump ? take_dump(scan) : take_plain(scan);
}

static int take_lines(const char *text, size_t length, struct s7_hex_text *hex, struct s7_hex_error *error)
{
    struct scan scan = {.hex = hex, .error = error, .start = text};
    while (scan.start < text + length) {
        const char *newline = memchr(scan.start, '\n', (size_t)(text + length - scan.start));
        scan.end = newline ? newline : text + length;
        scan.at = scan.start;
        scan.line++;
        int result = take_line(&scan);
        if (result)
            return result;
        scan.start = scan.end + 1;
    }
    return S7_OK;
}

int s7_hex_text_parse(const char *text, size_t length, struct s7_hex_text *ret_hex,
                      struct s7_hex_error *ret_error)
{
    /* An octet takes at least two characters, a line with an offset at least six. */
    struct s7_hex_text hex = {.octets = malloc(length / 2 + 1),
                              .starts = malloc((length / 6 + 1) * sizeof(size_t))};
    int error = hex.octets && hex.starts ? take_lines(text, length, &hex, ret_error) : S7_ERR_LOCAL_MEMORY;
    if (error)
        s7_hex_text_free(&hex);
    else
        *ret_hex = hex;
    return error;
}

void s7_hex_text_free(struct s7_hex_text *hex)
{
    free(hex->octets);
    free(hex->starts);
}
