/* SPDX-License-Identifier: MIT
 *
 * Places in the text of a source.  Ends of lines are those that the YAML reader knows: CR, LF, CRLF, NEL, LS, PS.
 */
#include <string.h>

#include "register/edit_work.h"

size_t s7_edit_octet(const struct s7_edit *edit, size_t index)
{
    const char *text = edit->source->text;
    size_t at = edit->octets[index / S7_EDIT_STEP];
    for (size_t rest = index % S7_EDIT_STEP; rest > 0 && at < edit->source->size; rest--)
        do
            at++;
        while (at < edit->source->size && ((unsigned char)text[at] & 0xC0) == 0x80);
    return at;
}

size_t s7_edit_end(const struct s7_edit *edit, const struct s7_node *value)
{
    while (value->kind != S7_NODE_SCALAR && !value->flow && value->last)
        value = value->last;
    return s7_edit_octet(edit, value->end);
}

static bool stands(const struct s7_edit *edit, size_t at, const char *octets)
{
    size_t length = strlen(octets);
    return at <= edit->source->size && edit->source->size - at >= length &&
           memcmp(edit->source->text + at, octets, length) == 0;
}

size_t s7_edit_newline_at(const struct s7_edit *edit, size_t at)
{
    static const char *const ends[] = {"\r\n", "\n", "\r", "\xC2\x85", "\xE2\x80\xA8", "\xE2\x80\xA9"};
    for (size_t i = 0; i < sizeof ends / sizeof ends[0]; i++)
        if (stands(edit, at, ends[i]))
            return strlen(ends[i]);
    return 0;
}

/** Octets of the end of line right before `at`, 0: there is none. */
static size_t newline_before(const struct s7_edit *edit, size_t at)
{
    for (size_t length = at < 3 ? at : 3; length > 0; length--)
        if (s7_edit_newline_at(edit, at - length) == length)
            return length;
    return 0;
}

bool s7_edit_is_line_start(const struct s7_edit *edit, size_t at)
{
    return at == 0 || newline_before(edit, at) > 0;
}

size_t s7_edit_line_start(const struct s7_edit *edit, size_t at)
{
    while (!s7_edit_is_line_start(edit, at))
        at--;
    return at;
}

size_t s7_edit_line_end(const struct s7_edit *edit, size_t at)
{
    while (at < edit->source->size && !s7_edit_newline_at(edit, at))
        at++;
    return at;
}

size_t s7_edit_comment(const struct s7_edit *edit, size_t at)
{
    size_t low = 0, high = edit->comment_count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if ((size_t)(edit->comments[middle]->text - edit->source->text) < at)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/** Back over blanks, ends of lines and comments. */
static size_t skip_back(const struct s7_edit *edit, size_t at)
{
    for (;;) {
        size_t before = s7_edit_comment(edit, at);
        while (at > 0 && (edit->source->text[at - 1] == ' ' || edit->source->text[at - 1] == '\t'))
            at--;
        const struct s7_fmt_comment *comment = before ? edit->comments[before - 1] : NULL;
        if (comment && comment->text + comment->length == edit->source->text + at)
            at = (size_t)(comment->text - edit->source->text);
        else if (newline_before(edit, at))
            at -= newline_before(edit, at);
        else
            return at;
    }
}

/** Columns from the start of the line, as the tree counts them. */
static size_t column_of(const struct s7_edit *edit, size_t at)
{
    size_t start = s7_edit_line_start(edit, at);
    return s7_fmt_out_count(edit->source->text + start, at - start) + 1;
}

size_t s7_edit_begin(const struct s7_edit *edit, const struct s7_node *around, const struct s7_node *member)
{
    const struct s7_node *first = member->key ? member->key : member;
    size_t at = s7_edit_octet(edit, first->begin);
    char mark = member->key ? '?' : '-';
    size_t back = around->flow ? 0 : skip_back(edit, at);
    bool marked = back > 0 && back < at && edit->source->text[back - 1] == mark;
    return marked && column_of(edit, back - 1) == around->mark.column ? back - 1 : at;
}

/** A line of blanks, or of blanks and a comment; *ret_column of the comment from 1, 0: there is none. */
static bool is_idle(const struct s7_edit *edit, size_t at, size_t *ret_column)
{
    size_t start = at;
    while (stands(edit, at, " ") || stands(edit, at, "\t"))
        at++;
    *ret_column = stands(edit, at, "#") ? at - start + 1 : 0;
    return *ret_column || (at < edit->source->size && s7_edit_newline_at(edit, at));
}

size_t s7_edit_behind(const struct s7_edit *edit, const struct s7_node *around, const struct s7_node *member)
{
    size_t end = s7_edit_end(edit, member), column;
    size_t next = end;
    if (!s7_edit_is_line_start(edit, end)) {
        end = s7_edit_line_end(edit, end);
        next = end + s7_edit_newline_at(edit, end);
    }
    while (next < edit->source->size && is_idle(edit, next, &column)) {
        size_t line_end = s7_edit_line_end(edit, next);
        if (column && column <= around->mark.column)
            break;
        end = column ? line_end : end;
        next = line_end + s7_edit_newline_at(edit, line_end);
    }
    return end;
}
