/* SPDX-License-Identifier: MIT
 *
 * What is put into a file, as text.
 */
#include <stdlib.h>
#include <string.h>

#include "plant/fmt.h"
#include "plant/fmt_scalar.h"
#include "register/edit_work.h"

static void add_blanks(struct s7_fmt_out *out, size_t count)
{
    for (; count > 0; count--)
        s7_fmt_out_text(out, " ");
}

void s7_edit_write_break(const struct s7_edit *edit, size_t indent, struct s7_fmt_out *out)
{
    s7_fmt_out_text(out, edit->newline);
    add_blanks(out, indent);
}

static void write_key(const char *key, bool flow, struct s7_fmt_out *out)
{
    const struct s7_node scalar = {.kind = S7_NODE_SCALAR, .text = key, .length = strlen(key)};
    s7_fmt_scalar_write(out, &scalar, flow, false);
    s7_fmt_out_text(out, ":");
}

void s7_edit_write_flow(const struct s7_node *value, bool flow, struct s7_fmt_out *out)
{
    if (value->kind == S7_NODE_SCALAR) {
        s7_fmt_scalar_write(out, value, flow, false);
        return;
    }
    s7_fmt_out_text(out, value->kind == S7_NODE_LIST ? "[" : "{");
    for (const struct s7_node *member = value->first; member; member = member->next) {
        if (member->key) {
            write_key(member->key->text, true, out);
            s7_fmt_out_text(out, " ");
        }
        s7_edit_write_flow(member, true, out);
        s7_fmt_out_text(out, member->next ? ", " : "");
    }
    s7_fmt_out_text(out, value->kind == S7_NODE_LIST ? "]" : "}");
}

/** Goes into one line.  That memory ran out is said by `failing`. */
static bool is_short(const struct s7_node *value, struct s7_fmt_out *failing)
{
    struct s7_fmt_out out = {.text = NULL};
    if (value->kind == S7_NODE_SCALAR || !value->first)
        return true;
    if (!value->flow)
        return false;
    s7_edit_write_flow(value, true, &out);
    bool fits = s7_fmt_out_count(out.text ? out.text : "", out.size) <= S7_EDIT_WIDTH;
    failing->failed = failing->failed || out.failed;
    free(out.text);
    return fits;
}

void s7_edit_write_lines(const struct s7_edit *edit, const struct s7_node *value, size_t indent,
                         struct s7_fmt_out *out)
{
    for (const struct s7_node *member = value->first; member; member = member->next) {
        if (member != value->first)
            s7_edit_write_break(edit, indent, out);
        const struct s7_edit_node *made = (const struct s7_edit_node *)(const void *)member;
        if (made->comment) {
            s7_fmt_out_text(out, "# ");
            s7_fmt_out_text(out, made->comment);
            s7_edit_write_break(edit, indent, out);
        }
        s7_edit_write_member(edit, member->key ? member->key->text : NULL, member, indent, false, out);
    }
}

void s7_edit_write_member(const struct s7_edit *edit, const char *key, const struct s7_node *value,
                          size_t indent, bool flow, struct s7_fmt_out *out)
{
    bool brief = flow || is_short(value, out);
    if (key)
        write_key(key, flow, out);
    else if (!flow)
        s7_fmt_out_text(out, "-");
    if (brief) {
        s7_fmt_out_text(out, flow && !key ? "" : " ");
        s7_edit_write_flow(value, flow, out);
    } else if (key) {
        s7_edit_write_break(edit, indent + S7_FMT_INDENT, out);
        s7_edit_write_lines(edit, value, indent + S7_FMT_INDENT, out);
    } else {
        s7_fmt_out_text(out, " ");
        s7_edit_write_lines(edit, value, indent + S7_FMT_INDENT, out);
    }
}
