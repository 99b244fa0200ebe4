/* SPDX-License-Identifier: MIT */
#include "plant/fmt_write.h"

#include "plant/fmt.h"
#include "plant/fmt_scalar.h"

static void write_lines(struct s7_fmt_out *out, const struct s7_fmt_lines *lines, size_t indent)
{
    for (const struct s7_fmt_comment *comment = lines->first; comment; comment = comment->next) {
        if (comment->blank)
            s7_fmt_out_blank(out);
        s7_fmt_out_line(out, indent);
        s7_fmt_out_octets(out, comment->text, comment->length);
        s7_fmt_out_end(out, false);
    }
}

static bool is_listed_block(const struct s7_fmt_item *item)
{
    return !item->node->key && item->node->kind != S7_NODE_SCALAR && !item->flow;
}

/** What stands above an item; in a list also what is said about the members that share its line. */
static void write_lead(struct s7_fmt_out *out, const struct s7_fmt_item *item, size_t indent)
{
    write_lines(out, &item->lead, indent);
    if (item->blank)
        s7_fmt_out_blank(out);
    if (is_listed_block(item))
        write_lead(out, item->first, indent);
}

/** The end of a line, with the comment behind it. */
static void end_line(struct s7_fmt_out *out, const struct s7_fmt_comment *comment, bool opens)
{
    if (comment) {
        s7_fmt_out_pad(out, comment->column ? comment->column - 1 : 0);
        s7_fmt_out_octets(out, comment->text, comment->length);
    }
    s7_fmt_out_end(out, opens);
}

/** A value on one line. */
static void write_flow(struct s7_fmt_out *out, const struct s7_fmt_item *item, bool flow)
{
    bool list = item->node->kind == S7_NODE_LIST;
    if (item->node->kind == S7_NODE_SCALAR) {
        s7_fmt_scalar_write(out, item->node, flow, item->shape.role == S7_FMT_NUMBER);
        return;
    }
    s7_fmt_out_text(out, list ? "[" : "{");
    for (const struct s7_fmt_item *member = item->first; member; member = member->next) {
        if (member != item->first)
            s7_fmt_out_text(out, ", ");
        if (!list) {
            s7_fmt_scalar_write(out, member->node->key, true, item->shape.role == S7_FMT_NUMBERED);
            s7_fmt_out_text(out, ": ");
        }
        write_flow(out, member, true);
    }
    s7_fmt_out_text(out, list ? "]" : "}");
}

static void write_members(struct s7_fmt_out *out, const struct s7_fmt_item *around, size_t indent, bool begun);

/** What stands on the line of a member, and on those of its own members. */
static void write_member(struct s7_fmt_out *out, const struct s7_fmt_item *around,
                         const struct s7_fmt_item *item, size_t indent)
{
    bool block = item->node->kind != S7_NODE_SCALAR && !item->flow;
    if (item->node->key) {
        s7_fmt_scalar_write(out, item->node->key, false, around->shape.role == S7_FMT_NUMBERED);
        s7_fmt_out_text(out, block ? ":" : ": ");
    } else {
        s7_fmt_out_text(out, "- ");
    }
    if (!block) {
        write_flow(out, item, false);
        end_line(out, item->eol, false);
        return;
    }
    if (item->node->key)
        end_line(out, item->head, true);
    write_members(out, item, indent + S7_FMT_INDENT, !item->node->key);
}

/** `begun`: the first one goes on with the line of the list member that they make. */
static void write_members(struct s7_fmt_out *out, const struct s7_fmt_item *around, size_t indent, bool begun)
{
    for (const struct s7_fmt_item *item = around->first; item; item = item->next) {
        if (!begun) {
            write_lead(out, item, indent);
            s7_fmt_out_line(out, indent);
        }
        begun = false;
        write_member(out, around, item, indent);
    }
    write_lines(out, &around->tail, indent);
}

void s7_fmt_write(struct s7_fmt_out *out, const struct s7_fmt_item *root)
{
    write_lines(out, &root->lead, 0);
    s7_fmt_out_blank(out);
    write_members(out, root, 0, false);
}
