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

static bool needs_quotes(const char *text)
{
    size_t size = strlen(text);
    return size && (strpbrk(text, ",;\t\"\r\n") || text[0] == ' ' || text[size - 1] == ' ');
}

void s7_csv_write_field(struct s7_fmt_out *out, const char *text, char separator, bool last)
{
    const char end[] = {separator, '\0'};
    bool quoted = needs_quotes(text);
    s7_fmt_out_text(out, quoted ? "\"" : "");
    s7_fmt_out_text(out, begins_formula(text) && !is_number(text) ? "'" : "");
    for (const char *quote; (quote = strchr(text, '"')) != NULL; text = quote + 1) {
        s7_fmt_out_octets(out, text, (size_t)(quote + 1 - text));
        s7_fmt_out_text(out, "\"");
    }
    s7_fmt_out_text(out, text);
    s7_fmt_out_text(out, quoted ? "\"" : "");
    s7_fmt_out_text(out, last ? "\r\n" : end);
}
