/* SPDX-License-Identifier: MIT
 *
 * register/edit.h — changes to the text of a plant file at the places of its tree, and nowhere else.
 *
 * Every octet that no change is about stays as it is, and every comment stays: one inside of what is replaced or removed
 * goes above it (between brackets: behind it).  What is new is written as the mapping or list that it goes into is:
 * between brackets or on lines of its own, with its indentation and the file's ends of lines.
 *
 * Changes are collected, then made at once.  They are about the tree of the source, so nothing that was put in can be
 * changed again before the result is read anew, and no two may be about the same text.
 */
#ifndef REGISTER_EDIT_H
#define REGISTER_EDIT_H

#include "register/source.h"

struct s7_edit;

/** An empty list of changes to `source`, which must live as long; NULL: memory ran out. */
struct s7_edit *s7_edit_new(const struct s7_source *source);
void s7_edit_free(struct s7_edit *edit);

/* ---- what is put in: lives as long as the edit; NULL: memory ran out, which s7_edit_text() says ------------------ */

/** A text: quoted where any reader of YAML would take it for something else. */
struct s7_node *s7_edit_line(struct s7_edit *edit, const char *text);
/** A number, a word, or what else is never quoted unless YAML needs it. */
struct s7_node *s7_edit_word(struct s7_edit *edit, const char *text);
/** An empty mapping or list; `flow`: it is written in brackets. */
struct s7_node *s7_edit_mapping(struct s7_edit *edit, bool flow);
struct s7_node *s7_edit_list(struct s7_edit *edit, bool flow);
/** Appends a member (of a list: `key` NULL).  Does nothing when one of them is NULL. */
void s7_edit_put(struct s7_edit *edit, struct s7_node *around, const char *key, struct s7_node *value);

/** A comment line above it, when it is put in on lines of its own; without its #. */
void s7_edit_remark(struct s7_edit *edit, struct s7_node *value, const char *comment);

/* ---- changes: S7_OK, or S7_ERR_LOCAL_ARGUMENT: the text has a form that this is not done to ------------------------- */

/**
 * A new member of a mapping, or of a list (`key` NULL), of the source.  `behind`: the member that it comes after, NULL:
 * the last one.  `comment`: a line above it, without its #; NULL: none.
 */
int s7_edit_insert(struct s7_edit *edit, const struct s7_node *around, const struct s7_node *behind,
                   const char *key, const struct s7_node *value, const char *comment);

/** Another value for a member of `around`. */
int s7_edit_replace(struct s7_edit *edit, const struct s7_node *around, const struct s7_node *member,
                    const struct s7_node *value);

/** Takes a member out of `around`, of which another one is left unless it is written in brackets. */
int s7_edit_remove(struct s7_edit *edit, const struct s7_node *around, const struct s7_node *member);

/** Is there any change? */
bool s7_edit_any(const struct s7_edit *edit);

/**
 * The text with all changes, with the byte order mark that it had.
 * @return S7_OK and the text on the heap, NUL-terminated behind *ret_size octets (free()); S7_ERR_LOCAL_ARGUMENT: two
 *         changes are about the same text; S7_ERR_LOCAL_MEMORY
 */
int s7_edit_text(struct s7_edit *edit, char **ret_text, size_t *ret_size);

#endif
