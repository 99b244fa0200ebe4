/* SPDX-License-Identifier: MIT */
#include "unit/plant/fmt_scribble.h"

#include <string.h>

#include "must.h"
#include "unit/plant/fmt_scribble_plant.h"

static bool one_in(struct scribble *s, unsigned odds)
{
    return s7_chance_below(s->chance, odds) == 0;
}

static void add_blanks(struct scribble *s, size_t count)
{
    for (size_t i = 0; i < count; i++)
        s7_strbuf_char(s->buf, ' ');
}

static void add_comment(struct scribble *s)
{
    static const char *const texts[] = {"",      " - {a: [", " 'ö \"", "\t# x: |", "  ends in blanks  \t ",
                                        " # c0", " %",       " ---"};
    s7_strbuf_printf(s->buf, "#%sc%u;", one_in(s, 4) ? "" : " ", s->comment_count++);
    s7_strbuf_add(s->buf, texts[s7_chance_below(s->chance, sizeof texts / sizeof texts[0])]);
}

/** The end of a line, and what may stand between lines; `most`: deepest indentation of a comment. */
static void end_line(struct scribble *s, size_t most)
{
    if (one_in(s, s->comment_odds)) {
        add_blanks(s, 1 + s7_chance_below(s->chance, 12));
        add_comment(s);
    } else if (one_in(s, 6)) { /* a tab must not be where a key could begin */
        bool tab = s->buf->length && strchr("}]\"'", s->buf->text[s->buf->length - 1]);
        s7_strbuf_add(s->buf, tab && one_in(s, 2) ? " \t" : "  ");
    }
    s7_strbuf_add(s->buf, s->newline);
    while (one_in(s, 3)) {
        if (one_in(s, s->comment_odds)) {
            add_blanks(s, s7_chance_below(s->chance, most + 1));
            add_comment(s);
        } else if (!one_in(s, 3)) {
            break;
        }
        s7_strbuf_add(s->buf, s->newline);
    }
}

enum { ANYWHERE = 14, FREE = 4 };

static void add_double(struct scribble *s, const char *text)
{
    s7_strbuf_char(s->buf, '"');
    for (; *text; text++) {
        if (*text == '"' || *text == '\\')
            s7_strbuf_printf(s->buf, "\\%c", *text);
        else if ((*text & 0x80) == 0 && one_in(s, 20))
            s7_strbuf_printf(s->buf, "\\x%02x", (unsigned)*text);
        else
            s7_strbuf_char(s->buf, *text);
    }
    s7_strbuf_char(s->buf, '"');
}

static void add_single(struct scribble *s, const char *text)
{
    s7_strbuf_char(s->buf, '\'');
    for (; *text; text++)
        s7_strbuf_add(s->buf, *text == '\'' ? "''" : (char[]){*text, '\0'});
    s7_strbuf_char(s->buf, '\'');
}

/** A scalar; `needs`: 0 nothing, 1 quotes within brackets, 2 quotes. */
static void add_scalar(struct scribble *s, const char *text, unsigned needs, bool flow)
{
    if (needs + flow < 2 && !one_in(s, s->quote_odds))
        s7_strbuf_add(s->buf, text);
    else if (one_in(s, 2))
        add_double(s, text);
    else
        add_single(s, text);
}

/** What may stand between two tokens within brackets. */
static void add_space(struct scribble *s, const char *otherwise)
{
    if (!one_in(s, s->break_odds)) {
        s7_strbuf_add(s->buf, otherwise);
        return;
    }
    end_line(s, ANYWHERE);
    add_blanks(s, 1 + s7_chance_below(s->chance, 8)); /* "..." at the start of a line would end the file */
}

static void add_flow(struct scribble *s, const struct piece *piece)
{
    if (piece->kind == PIECE_TEXT) {
        add_scalar(s, piece->text, piece->needs, true);
        return;
    }
    s7_strbuf_char(s->buf, piece->kind == PIECE_LIST ? '[' : '{');
    for (const struct piece *member = piece->first; member; member = member->next) {
        add_space(s, one_in(s, 4) ? " " : "");
        if (piece->kind == PIECE_MAPPING) {
            add_scalar(s, member->key, 0, true);
            s7_strbuf_char(s->buf, ':');
            add_space(s, " ");
            if (s->buf->text[s->buf->length - 1] == ':')
                s7_strbuf_char(s->buf, ' ');
        }
        add_flow(s, member);
        add_space(s, "");
        if (member->next || one_in(s, 8))
            s7_strbuf_char(s->buf, ',');
    }
    add_space(s, "");
    s7_strbuf_char(s->buf, piece->kind == PIECE_LIST ? ']' : '}');
}

/** A text over several lines. */
static void add_long(struct scribble *s, const char *text, size_t indent)
{
    s7_strbuf_add(s->buf, one_in(s, 2) ? "|-" : ">-");
    if (one_in(s, 3)) {
        add_blanks(s, 1);
        add_comment(s);
    }
    s7_strbuf_add(s->buf, s->newline);
    add_blanks(s, indent + 1 + s7_chance_below(s->chance, 4));
    s7_strbuf_add(s->buf, text);
    s7_strbuf_add(s->buf, s->newline);
    if (one_in(s, s->comment_odds)) { /* deeper, it would belong to the text */
        add_comment(s);
        s7_strbuf_add(s->buf, s->newline);
    }
}

static void add_block(struct scribble *s, const struct piece *piece, size_t indent, bool begun);

/** A value behind its colon or dash, to the end of its line or lines; `column`: that of the key or dash. */
static void add_value(struct scribble *s, const struct piece *piece, size_t column, bool listed)
{
    bool block = piece->first && one_in(s, 2);
    if (block && listed && !one_in(s, 4)) {
        size_t gap = 1 + s7_chance_below(s->chance, 3);
        add_blanks(s, gap);
        add_block(s, piece, column + 1 + gap, true);
    } else if (block) {
        bool level = piece->kind == PIECE_LIST && !listed && one_in(s, 3);
        end_line(s, ANYWHERE);
        add_block(s, piece, level ? column : column + 1 + s7_chance_below(s->chance, 5), false);
    } else if (piece->kind == PIECE_TEXT && piece->text[0] != ' ' && one_in(s, 12)) {
        add_blanks(s, 1);
        add_long(s, piece->text, column);
    } else {
        if (one_in(s, 12)) {
            end_line(s, ANYWHERE);
            add_blanks(s, column);
        }
        add_blanks(s, 1 + s7_chance_below(s->chance, 3));
        if (piece->kind == PIECE_TEXT)
            add_scalar(s, piece->text, piece->needs, false);
        else
            add_flow(s, piece);
        end_line(s, ANYWHERE);
    }
}

static void add_block(struct scribble *s, const struct piece *piece, size_t indent, bool begun)
{
    for (const struct piece *member = piece->first; member; member = member->next) {
        if (!begun)
            add_blanks(s, indent);
        begun = false;
        if (piece->kind == PIECE_LIST) {
            s7_strbuf_char(s->buf, '-');
            add_value(s, member, indent, true);
            continue;
        }
        bool explicit = one_in(s, 20);
        s7_strbuf_add(s->buf, explicit ? "? " : "");
        add_scalar(s, member->key, 0, false);
        if (explicit) {
            end_line(s, ANYWHERE);
            add_blanks(s, indent);
        }
        s7_strbuf_add(s->buf, one_in(s, 8) && !explicit ? " :" : ":");
        add_value(s, member, indent, explicit);
    }
}

void scribble_plant(struct scribble *s)
{
    static const char *const newlines[] = {"\n", "\n", "\r\n", "\r"};
    const struct piece *plant = piece_plant(s->chance);
    s->comment_count = 0;
    s->comment_odds = (unsigned[]){2, 5, 15, 1000}[s7_chance_below(s->chance, FREE)];
    s->quote_odds = (unsigned[]){2, 6, 40, 1000}[s7_chance_below(s->chance, FREE)];
    s->break_odds = (unsigned[]){3, 10, 60, 1000}[s7_chance_below(s->chance, FREE)];
    s->newline = newlines[s7_chance_below(s->chance, FREE)];
    s7_strbuf_add(s->buf, one_in(s, 8) ? "\xEF\xBB\xBF" : "");
    if (one_in(s, 3))
        end_line(s, 0);
    if (one_in(s, 8)) {
        s7_strbuf_add(s->buf, one_in(s, 2) ? "%YAML 1.1 " : "");
        if (s->buf->text[s->buf->length ? s->buf->length - 1 : 0] == ' ')
            end_line(s, ANYWHERE);
        s7_strbuf_add(s->buf, "---");
        end_line(s, ANYWHERE);
    }
    if (one_in(s, 6)) {
        add_flow(s, plant);
        end_line(s, ANYWHERE);
    } else {
        add_block(s, plant, one_in(s, 8) ? 3 : 0, false);
    }
    if (one_in(s, 8)) {
        s7_strbuf_add(s->buf, "...");
        end_line(s, ANYWHERE);
    }
    must(!s->buf->truncated);
}
