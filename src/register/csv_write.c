/* SPDX-License-Identifier: MIT */
#include "register/csv_write.h"

#include <string.h>

/** -12, +0.5, -1,5: a sign, digits, one point or comma with digits behind it. */
static bool is_number(const char *text)
{
    static const char digits[] = "0123456789";
    text += *text == '-' || *text == '+';
    size_t whole = strspn(text, digits);
    text += whole;
    if (whole && (*text == '.' || *text == ',') && strspn(text + 1, digits))
        text += 1 + strspn(text + 1, digits);
    return whole && *text == '\0';
}

/** Spreadsheets take the full-width forms of = + - @ for them, too. */
static bool begins_formula(const char *text)
{
    static const char *const wide[] = {"\xEF\xBC\x9D", "\xEF\xBC\x8B", "\xEF\xBC\x8D", "\xEF\xBC\xA0"};
    for (size_t i = 0; i < sizeof wide / sizeof wide[0]; i++)
        if (strncmp(text, wide[i], 3) == 0)
            return true;
    return text[0] && strchr("=+-@\t\r\n'", text[0]) != NULL;
}

/* ---- what a spreadsheet reads as a number or a day, and does not give back as it was ----------------------------- */

static size_t count_of(const char *text, char wanted)
{
    size_t count = 0;
    for (; *text; text++)
        count += *text == wanted;
    return count;
}

/** Comes back as it went: no zero in front, no more digits than a spreadsheet keeps. */
static bool is_plain_integer(const char *text)
{
    size_t digits = strspn(text, "0123456789");
    return digits > 0 && digits <= 15 && text[digits] == '\0' && (text[0] != '0' || digits == 1);
}

/** "100.200.300": points between groups of three. */
static bool is_grouped(const char *text)
{
    for (const char *point = strchr(text, '.'); point; point = strchr(point + 1, '.'))
        if (strspn(point + 1, "0123456789") != 3)
            return false;
    return true;
}

/** 1.10, 007, 1E5, 10:30, 3/4, 2026-01-02, 5 %; but neither IP nor MAC addresses: those have more parts. */
static bool is_figure(const char *text)
{
    static const char separators[] = ":-/";
    for (size_t i = 0; i < sizeof separators - 1; i++)
        if (count_of(text, separators[i]) > 2)
            return false;
    if (count_of(text, '.') > 2 && !is_grouped(text))
        return false;
    return strpbrk(text, "0123456789") && text[strspn(text, "0123456789.,:/-+%eE'()$ ")] == '\0';
}

static bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (unsigned char)c >= 0x80;
}

static bool begins_word(const char *word, const char *letters, size_t length)
{
    for (size_t i = 0; i < length; i++)
        if (word[i] == '\0' || (letters[i] | 0x20) != (word[i] | 0x20))
            return false;
    return true;
}

/** DEC1, 5-Mar, Mai 2026: a month, or its beginning, beside digits. */
static bool is_month(const char *text)
{
    static const char *const months[] = {
        "january", "february",    "march",   "april",    "may",      "june",    "july",
        "august",  "september",   "october", "november", "december", "januar",  "februar",
        "maerz",   "m\xC3\xA4rz", "mai",     "juni",     "juli",     "oktober", "dezember"};
    size_t start = strcspn(text, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"), length = 0;
    while (is_letter(text[start + length]))
        length++;
    if (length < 3 || !strpbrk(text, "0123456789") || strspn(text, "0123456789.-/ ") != start ||
        text[start + length + strspn(text + start + length, "0123456789.-/ ")] != '\0')
        return false;
    for (size_t i = 0; i < sizeof months / sizeof months[0]; i++)
        if (begins_word(months[i], text + start, length))
            return true;
    return false;
}

static bool is_truth(const char *text)
{
    static const char *const words[] = {"true", "false", "wahr", "falsch"};
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++)
        if (strlen(text) == strlen(words[i]) && begins_word(words[i], text, strlen(text)))
            return true;
    return false;
}

static bool would_change(const char *text)
{
    return !is_plain_integer(text) && (is_figure(text) || is_month(text) || is_truth(text));
}

/* ------------------------------------------------------------------------------------------------------------------ */

static bool needs_mark(const char *text, enum s7_csv_holds holds)
{
    return (begins_formula(text) && !is_number(text)) || (holds == S7_CSV_HOLDS_TEXT && would_change(text));
}

static bool needs_quotes(const char *text)
{
    size_t size = strlen(text);
    return size && (strpbrk(text, ",;\t\"\r\n") || text[0] == ' ' || text[size - 1] == ' ');
}

void s7_csv_write_field(struct s7_fmt_out *out, const char *text, enum s7_csv_holds holds, char separator,
                        bool last)
{
    const char end[] = {separator, '\0'};
    bool quoted = needs_quotes(text);
    s7_fmt_out_text(out, quoted ? "\"" : "");
    s7_fmt_out_text(out, needs_mark(text, holds) ? "'" : "");
    for (const char *quote; (quote = strchr(text, '"')) != NULL; text = quote + 1) {
        s7_fmt_out_octets(out, text, (size_t)(quote + 1 - text));
        s7_fmt_out_text(out, "\"");
    }
    s7_fmt_out_text(out, text);
    s7_fmt_out_text(out, quoted ? "\"" : "");
    s7_fmt_out_text(out, last ? "\r\n" : end);
}
