/* SPDX-License-Identifier: MIT */
#include "report/markdown_escape.h"

#include <string.h>

#include "report/out.h"

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool is_word(char c)
{
    return is_digit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static bool is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

/** "12." and "12)" begin a list: whether `at` is the mark behind the digits, which begin the line. */
static bool ends_number(const char *at, const char *line)
{
    if (!line || at == line || (*at != '.' && *at != ')'))
        return false;
    while (at > line && is_digit(at[-1]))
        at--;
    return at == line;
}

/** Whether the character means something in Markdown where it stands: at `at`, `line`: its line starts, or NULL. */
static bool is_special(const char *text, const char *at, const char *line)
{
    if (strchr("\\`*[]|~$#", *at))
        return true;
    if (*at == '_') /* between letters and digits it is one of them */
        return at == text || !is_word(at[-1]) || !is_word(at[1]);
    if (*at == ':' && at[1] == '/') /* GitHub makes links of addresses */
        return true;
    if (*at == '.' && at - text >= 3 && strspn(at - 3, "wW") == 3)
        return true;
    return (at == line && strchr("+-=>:", *at)) || ends_number(at, line);
}

static void write_character(struct s7_report *report, uint32_t code, bool special)
{
    if (special)
        s7_out_text(report, "\\");
    if (code == '<')
        s7_out_text(report, "&lt;");
    else if (code == '&')
        s7_out_text(report, "&amp;");
    else
        s7_out_character(report, code);
}

void s7_markdown_escape(struct s7_report *report, const char *text, bool begins, const char *new_line)
{
    while (is_blank(*text))
        text++;
    size_t size = strlen(text);
    while (size && is_blank(text[size - 1]))
        size--;
    const char *line = begins ? text : NULL; /* where the text of this line starts */
    bool breaks = strchr(new_line, '\n') != NULL;
    for (const char *at = text; at < text + size;) {
        struct s7_character c = s7_character_next(at);
        if (c.code == '\n')
            s7_out_text(report, new_line);
        else
            write_character(report, c.code, c.code < 0x80 && c.code != ' ' && is_special(text, at, line));
        if ((c.code == '\n' && breaks) || (c.code == ' ' && at == line))
            line = at + c.taken;
        at += c.taken;
    }
}
