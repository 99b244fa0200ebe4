/* SPDX-License-Identifier: MIT
 *
 * The changes, each as one or two cuts of the text.
 */
#include <stdlib.h>
#include <string.h>

#include "plant/fmt.h"
#include "register/edit_work.h"

/** Columns in front of what stands at a place of the tree. */
static size_t indent_of(const struct s7_node *node)
{
    return node->mark.column - 1;
}

/** A comment that follows without a blank would become a part of a plain scalar. */
static void add_gap(const struct s7_edit *edit, size_t at, struct s7_fmt_out *out)
{
    if (at < edit->source->size && edit->source->text[at] == '#')
        s7_fmt_out_text(out, " ");
}

static void add_comment(const char *comment, struct s7_fmt_out *out)
{
    s7_fmt_out_text(out, "# ");
    s7_fmt_out_text(out, comment);
}

/** Has something been put into these empty brackets? */
static bool is_filled(const struct s7_edit *edit, size_t at)
{
    for (size_t i = edit->cut_count; i > 0; i--)
        if (edit->cuts[i - 1].begin == at && edit->cuts[i - 1].end == at)
            return true;
    return false;
}

static void insert_between_brackets(struct s7_edit *edit, const struct s7_node *around,
                                    const struct s7_node *behind, const char *key, const struct s7_node *value,
                                    const char *comment)
{
    struct s7_fmt_out out = {.text = NULL};
    size_t at = behind ? s7_edit_end(edit, behind) : s7_edit_octet(edit, around->begin) + 1;
    s7_fmt_out_text(&out, behind || is_filled(edit, at) ? ", " : "");
    if (comment) { /* on a line of its own, so that it is about what follows */
        s7_edit_write_break(edit, indent_of(around) + S7_FMT_INDENT, &out);
        add_comment(comment, &out);
        s7_edit_write_break(edit, indent_of(around) + S7_FMT_INDENT, &out);
    }
    s7_edit_write_member(edit, key, value, 0, true, &out);
    add_gap(edit, at, &out);
    s7_edit_cut(edit, at, at, &out);
}

static void insert_lines(struct s7_edit *edit, const struct s7_node *around, const struct s7_node *behind,
                         const char *key, const struct s7_node *value, const char *comment)
{
    struct s7_fmt_out out = {.text = NULL};
    size_t at = s7_edit_behind(edit, around, behind), indent = indent_of(around);
    bool started = s7_edit_is_line_start(edit, at);
    bool part = around == edit->source->root && value->kind != S7_NODE_SCALAR && !value->flow;
    if (!started && part)
        s7_fmt_out_text(&out, edit->newline); /* a new part of the file stands for itself */
    if (!started)
        s7_edit_write_break(edit, indent, &out);
    for (size_t i = 0; started && i < indent; i++) /* behind a text with lines of its own */
        s7_fmt_out_text(&out, " ");
    if (comment) {
        add_comment(comment, &out);
        s7_edit_write_break(edit, indent, &out);
    }
    s7_edit_write_member(edit, key, value, indent, false, &out);
    s7_fmt_out_text(&out, started ? edit->newline : "");
    s7_edit_cut(edit, at, at, &out);
    if (edit->cut_count)
        edit->cuts[edit->cut_count - 1].depth = indent;
}

int s7_edit_insert(struct s7_edit *edit, const struct s7_node *around, const struct s7_node *behind,
                   const char *key, const struct s7_node *value, const char *comment)
{
    const struct s7_node *last = behind ? behind : around->last;
    if (!value || edit->failed)
        edit->failed = true;
    else if (around->flow)
        insert_between_brackets(edit, around, last, key, value, comment);
    else if (last)
        insert_lines(edit, around, last, key, value, comment);
    else
        return S7_ERR_LOCAL_ARGUMENT;
    return S7_OK;
}

/** The comments of some text, each on a line above `at`. */
static void keep_above(struct s7_edit *edit, size_t begin, size_t end, size_t at, size_t indent)
{
    struct s7_fmt_out out = {.text = NULL};
    for (size_t i = s7_edit_comment(edit, begin); i < edit->comment_count; i++) {
        const struct s7_fmt_comment *comment = edit->comments[i];
        if (comment->text >= edit->source->text + end)
            break;
        for (size_t k = 0; k < indent; k++)
            s7_fmt_out_text(&out, " ");
        s7_fmt_out_octets(&out, comment->text, comment->length);
        s7_fmt_out_text(&out, edit->newline);
    }
    if (out.size)
        s7_edit_cut(edit, at, at, &out);
}

/** The same behind a place between brackets: each ends its line. */
static void keep_behind(const struct s7_edit *edit, size_t begin, size_t end, size_t indent,
                        struct s7_fmt_out *out)
{
    for (size_t i = s7_edit_comment(edit, begin); i < edit->comment_count; i++) {
        const struct s7_fmt_comment *comment = edit->comments[i];
        if (comment->text >= edit->source->text + end)
            break;
        s7_fmt_out_text(out, " ");
        s7_fmt_out_octets(out, comment->text, comment->length);
        s7_edit_write_break(edit, indent + 1, out);
    }
}

static void replace_between_brackets(struct s7_edit *edit, const struct s7_node *around,
                                     const struct s7_node *member, const struct s7_node *value)
{
    struct s7_fmt_out out = {.text = NULL};
    size_t begin = s7_edit_octet(edit, member->begin), end = s7_edit_end(edit, member);
    s7_edit_write_flow(value, true, &out);
    keep_behind(edit, begin, end, indent_of(around), &out);
    add_gap(edit, end, &out);
    s7_edit_cut(edit, begin, end, &out);
}

/** A text behind | or >, to the end of its last line; the comment on its first line stays there. */
static void replace_long(struct s7_edit *edit, const struct s7_node *member, const struct s7_node *value)
{
    struct s7_fmt_out out = {.text = NULL};
    size_t begin = s7_edit_octet(edit, member->begin), end = s7_edit_end(edit, member);
    size_t first = s7_edit_comment(edit, begin);
    s7_edit_write_flow(value, false, &out);
    if (first < edit->comment_count && edit->comments[first]->text < edit->source->text + end) {
        s7_fmt_out_text(&out, " ");
        s7_fmt_out_octets(&out, edit->comments[first]->text, edit->comments[first]->length);
    }
    s7_fmt_out_text(&out, s7_edit_is_line_start(edit, end) ? edit->newline : "");
    s7_edit_cut(edit, begin, end, &out);
}

static bool is_block(const struct s7_node *node)
{
    return node->kind != S7_NODE_SCALAR && !node->flow;
}

/** Lines in place of lines, else what fits into one. */
static void replace_lines(struct s7_edit *edit, const struct s7_node *around, const struct s7_node *member,
                          const struct s7_node *value)
{
    struct s7_fmt_out out = {.text = NULL};
    size_t begin = s7_edit_octet(edit, member->begin), end = s7_edit_end(edit, member);
    size_t least = indent_of(around) + S7_FMT_INDENT, indent = indent_of(member);
    size_t above = s7_edit_line_start(edit, s7_edit_begin(edit, around, member));
    bool lines = value->kind != S7_NODE_SCALAR && value->first && !value->flow;
    if (!is_block(member))
        indent = 0;
    for (size_t i = indent; is_block(member) && i < least; i++)
        s7_fmt_out_text(&out, " ");
    indent = indent < least ? least : indent;
    if (lines && is_block(member))
        s7_edit_write_lines(edit, value, indent, &out);
    else if (lines) {
        s7_edit_write_break(edit, indent, &out);
        s7_edit_write_lines(edit, value, indent, &out);
    } else {
        s7_edit_write_flow(value, false, &out);
    }
    add_gap(edit, end, &out);
    if (s7_edit_is_line_start(edit, end)) /* the last of the lines was a text behind | or > */
        s7_fmt_out_text(&out, edit->newline);
    keep_above(edit, begin, end, above, indent_of(around));
    s7_edit_cut(edit, begin, end, &out);
}

int s7_edit_replace(struct s7_edit *edit, const struct s7_node *around, const struct s7_node *member,
                    const struct s7_node *value)
{
    char first = edit->source->text[s7_edit_octet(edit, member->begin)];
    if (!value || edit->failed)
        edit->failed = true;
    else if (around->flow)
        replace_between_brackets(edit, around, member, value);
    else if (member->kind == S7_NODE_SCALAR && member->quoted && (first == '|' || first == '>'))
        replace_long(edit, member, value);
    else
        replace_lines(edit, around, member, value);
    return S7_OK;
}

static const struct s7_node *member_before(const struct s7_node *around, const struct s7_node *member)
{
    const struct s7_node *before = around->first == member ? NULL : around->first;
    while (before && before->next != member)
        before = before->next;
    return before;
}

static void remove_between_brackets(struct s7_edit *edit, const struct s7_node *around,
                                    const struct s7_node *member)
{
    struct s7_fmt_out out = {.text = NULL};
    const struct s7_node *before = member_before(around, member);
    size_t begin = s7_edit_begin(edit, around, member), end = s7_edit_end(edit, member);
    if (member->next)
        end = s7_edit_begin(edit, around, member->next);
    else if (before)
        begin = s7_edit_end(edit, before);
    keep_behind(edit, begin, end, indent_of(around), &out);
    s7_edit_cut(edit, begin, end, &out);
}

/** Only blanks between the start of the line and `at`. */
static bool is_first_on_line(const struct s7_edit *edit, size_t at)
{
    for (size_t start = s7_edit_line_start(edit, at); start < at; start++)
        if (edit->source->text[start] != ' ')
            return false;
    return true;
}

/** Behind a text with lines of its own, a comment that is indented like it would become a part of it. */
static bool is_swallowed(const struct s7_edit *edit, const struct s7_node *around, const struct s7_node *member,
                         size_t end)
{
    const struct s7_node *before = member_before(around, member);
    size_t first = s7_edit_comment(edit, end);
    if (!before || !s7_edit_is_line_start(edit, s7_edit_end(edit, before)) || first == edit->comment_count)
        return false;
    const struct s7_fmt_comment *comment = edit->comments[first];
    const struct s7_node *next = member->next ? member->next->key ? member->next->key : member->next : NULL;
    return comment->column > around->mark.column &&
           (!next || comment->text < edit->source->text + s7_edit_octet(edit, next->begin));
}

static int remove_lines(struct s7_edit *edit, const struct s7_node *around, const struct s7_node *member)
{
    struct s7_fmt_out out = {.text = NULL};
    size_t begin = s7_edit_begin(edit, around, member), end = s7_edit_end(edit, member);
    size_t above = s7_edit_line_start(edit, begin);
    if (is_first_on_line(edit, begin)) {
        begin = above;
        if (!s7_edit_is_line_start(edit, end)) {
            end = s7_edit_line_end(edit, end);
            end += s7_edit_newline_at(edit, end);
        }
    } else if (member->next) {
        end = s7_edit_begin(edit, around, member->next);
    } else {
        return S7_ERR_LOCAL_ARGUMENT;
    }
    if (is_swallowed(edit, around, member, end))
        return S7_ERR_LOCAL_ARGUMENT;
    keep_above(edit, begin, end, above, indent_of(around));
    s7_edit_cut(edit, begin, end, &out);
    return S7_OK;
}

int s7_edit_remove(struct s7_edit *edit, const struct s7_node *around, const struct s7_node *member)
{
    if (around->flow) {
        remove_between_brackets(edit, around, member);
        return S7_OK;
    }
    return around->count < 2 ? S7_ERR_LOCAL_ARGUMENT : remove_lines(edit, around, member);
}
