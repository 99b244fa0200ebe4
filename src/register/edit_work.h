/* SPDX-License-Identifier: MIT
 *
 * register/edit_work.h — what the parts of an edit share.
 */
#ifndef REGISTER_EDIT_WORK_H
#define REGISTER_EDIT_WORK_H

#include "plant/fmt_item.h"
#include "plant/fmt_out.h"
#include "register/edit.h"

/** Octets of the source that give way to others. */
struct s7_edit_cut {
    size_t begin, end;
    const char *text;
    size_t size;
    size_t depth; /**< columns in front of what is put in on lines of its own */
    size_t order; /**< of two at one place the deeper one comes first, then the earlier one */
};

/** What is put in: every node that is made here. */
struct s7_edit_node {
    struct s7_node node;
    const char *comment; /**< NULL: none */
};

struct s7_edit {
    const struct s7_source *source;
    struct s7_storage storage;
    size_t *octets;                         /**< where every S7_EDIT_STEP-th character begins */
    const struct s7_fmt_comment **comments; /**< in the order of the text */
    size_t comment_count;
    struct s7_edit_cut *cuts;
    size_t cut_count, cut_room;
    const char *newline; /**< the file's */
    bool failed;         /**< memory ran out */
};

enum { S7_EDIT_STEP = 64, S7_EDIT_WIDTH = 100 /**< a longer list goes on lines of its own */ };

/* ---- edit_place.c: places in the text, as octets ----------------------------------------------------------------- */

/** Where character `index` begins. */
size_t s7_edit_octet(const struct s7_edit *edit, size_t index);
/** Behind the last octet that belongs to a value. */
size_t s7_edit_end(const struct s7_edit *edit, const struct s7_node *value);
/** The start of the line that `at` is in. */
size_t s7_edit_line_start(const struct s7_edit *edit, size_t at);
/** The end of it, without what ends it. */
size_t s7_edit_line_end(const struct s7_edit *edit, size_t at);
/** Octets of the end of line that stands at `at`, 0: none. */
size_t s7_edit_newline_at(const struct s7_edit *edit, size_t at);
/** `at` is the start of a line. */
bool s7_edit_is_line_start(const struct s7_edit *edit, size_t at);
/** Where a member begins: at its ?, its dash, its key or itself. */
size_t s7_edit_begin(const struct s7_edit *edit, const struct s7_node *around, const struct s7_node *member);
/** Behind the lines of a member in a block, with the deeper comments that follow it. */
size_t s7_edit_behind(const struct s7_edit *edit, const struct s7_node *around, const struct s7_node *member);
/** Index of the first comment that begins at or behind `at`. */
size_t s7_edit_comment(const struct s7_edit *edit, size_t at);

/* ---- edit_write.c: values as text ------------------------------------------------------------------------------------ */

/** A member on lines of its own, or in brackets; the text begins where its key or dash stands. */
void s7_edit_write_member(const struct s7_edit *edit, const char *key, const struct s7_node *value,
                          size_t indent, bool flow, struct s7_fmt_out *out);
/** A value in brackets, or a scalar. */
void s7_edit_write_flow(const struct s7_node *value, bool flow, struct s7_fmt_out *out);
/** The members of a mapping or list, each on a line, the first without its indentation. */
void s7_edit_write_lines(const struct s7_edit *edit, const struct s7_node *value, size_t indent,
                         struct s7_fmt_out *out);
/** An end of line and an indentation. */
void s7_edit_write_break(const struct s7_edit *edit, size_t indent, struct s7_fmt_out *out);

/* ---- edit.c ---------------------------------------------------------------------------------------------------------- */

/** Takes a cut with the text of `out`, which is freed. */
void s7_edit_cut(struct s7_edit *edit, size_t begin, size_t end, struct s7_fmt_out *out);

#endif
