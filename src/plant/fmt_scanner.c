/* SPDX-License-Identifier: MIT */
#include "plant/fmt_scanner.h"

#include <string.h>

struct s7_fmt_scanner s7_fmt_scanner_over(const char *text, size_t size, struct s7_storage *storage)
{
    return (struct s7_fmt_scanner){.text = text, .size = size, .storage = storage, .column = 1};
}

static bool starts_with(const struct s7_fmt_scanner *s, const char *octets)
{
    size_t length = strlen(octets);
    return s->size - s->at >= length && memcmp(s->text + s->at, octets, length) == 0;
}

/** Characters of the line's end that stands here, 0: none. */
static size_t line_end(const struct s7_fmt_scanner *s)
{
    if (starts_with(s, "\r\n"))
        return 2;
    return starts_with(s, "\n") || starts_with(s, "\r") || starts_with(s, "\xC2\x85") ||
           starts_with(s, "\xE2\x80\xA8") || starts_with(s, "\xE2\x80\xA9");
}

static void pass_character(struct s7_fmt_scanner *s)
{
    do
        s->at++;
    while (s->at < s->size && ((unsigned char)s->text[s->at] & 0xC0) == 0x80);
    s->index++;
    s->column++;
}

static void pass_line_end(struct s7_fmt_scanner *s, size_t characters)
{
    for (; characters > 0; characters--)
        pass_character(s);
    s->blank = s->blank || !s->used;
    s->used = false;
    s->broken = true;
    s->column = 1;
}

static void pass(struct s7_fmt_scanner *s)
{
    size_t characters = line_end(s);
    if (characters) {
        pass_line_end(s, characters);
        return;
    }
    if (!starts_with(s, " ") && !starts_with(s, "\t") && !starts_with(s, "\xEF\xBB\xBF")) {
        s->used = true;
        s->blank = false;
    }
    pass_character(s);
}

static void pass_comment(struct s7_fmt_scanner *s, struct s7_fmt_lines *lines)
{
    struct s7_fmt_comment *comment = s7_storage_take(s->storage, sizeof *comment);
    struct s7_fmt_comment found = {.text = s->text + s->at,
                                   .column = s->column,
                                   .same_line = !s->broken,
                                   .blank = s7_fmt_scanner_blank(s)};
    s->used = true;
    while (s->at < s->size && !line_end(s)) {
        bool counts = s->text[s->at] != ' ' && s->text[s->at] != '\t';
        pass_character(s);
        if (counts)
            found.length = (size_t)(s->text + s->at - found.text);
    }
    if (!comment)
        return;
    *comment = found;
    s7_fmt_append(lines, comment);
}

void s7_fmt_scanner_gap(struct s7_fmt_scanner *s, size_t until, char stop, struct s7_fmt_lines *lines)
{
    while (s->at < s->size && s->index < until && (!stop || s->text[s->at] != stop)) {
        if (s->text[s->at] == '#')
            pass_comment(s, lines);
        else
            pass(s);
    }
}

void s7_fmt_scanner_step(struct s7_fmt_scanner *s, size_t until)
{
    if (s->at < s->size && s->index < until)
        pass(s);
    s->broken = false;
}

/** What stands behind the | or > of a text, up to the end of that line. */
static void pass_header(struct s7_fmt_scanner *s, struct s7_fmt_lines *lines)
{
    s->broken = false;
    while (s->at < s->size && !line_end(s)) {
        if (s->text[s->at] == '#')
            pass_comment(s, lines);
        else
            pass(s);
    }
}

void s7_fmt_scanner_scalar(struct s7_fmt_scanner *s, const struct s7_node *scalar, struct s7_fmt_lines *lines)
{
    if (s->index < scalar->end && (starts_with(s, "|") || starts_with(s, ">")))
        pass_header(s, lines);
    while (s->at < s->size && s->index < scalar->end)
        pass(s);
    s->broken = !s->used; /* such a text ends with its last line */
}

bool s7_fmt_scanner_blank(struct s7_fmt_scanner *s)
{
    bool blank = s->blank;
    s->blank = false;
    return blank;
}
