/* SPDX-License-Identifier: MIT
 *
 * register/csv_draft.h — a plant file in the making: a tree whose nodes know which cell they come from.
 */
#ifndef REGISTER_CSV_DRAFT_H
#define REGISTER_CSV_DRAFT_H

#include "plant/fmt_out.h"
#include "plant/storage.h"
#include "plant/tree.h"

/** A cell of one of several texts. */
struct s7_csv_place {
    size_t source; /**< number of the text */
    struct s7_plant_mark mark;
    size_t row;   /**< as a spreadsheet counts, from 1; 0: no cell is meant */
    size_t field; /**< from 0: column A */
};

struct s7_draft {
    enum s7_node_kind kind;
    const char *key;  /**< of a member of a mapping */
    const char *text; /**< of a scalar */
    bool absent;      /**< it is said that there is none; another word about it takes its place */
    bool plain;       /**< a scalar that is written without quotes where YAML lets it: numbers, words, days */
    struct s7_csv_place place;
    struct s7_draft *first, *last, *next;
    struct s7_draft *chain; /**< of the index */
    const struct s7_draft *around;
};

enum { S7_DRAFT_INDEX = 4096 };

/** All of it lives in `storage`; members are found by an index, whatever their number. */
struct s7_draft_tree {
    struct s7_storage *storage;
    struct s7_draft *root;
    struct s7_draft *index[S7_DRAFT_INDEX];
};

/** A mapping without members; false: no memory. */
bool s7_draft_begin(struct s7_draft_tree *tree, struct s7_storage *storage);

/** The member of a mapping with this key, NULL: none, or an absent one. */
struct s7_draft *s7_draft_find(const struct s7_draft_tree *tree, const struct s7_draft *mapping,
                               const char *key);

/**
 * The member with this key, a new one of `kind` if there is none.  Texts are borrowed and must live as long as the tree.
 * @return NULL: no memory
 */
struct s7_draft *s7_draft_member(struct s7_draft_tree *tree, struct s7_draft *mapping, const char *key,
                                 enum s7_node_kind kind, const struct s7_csv_place *place);

/** Says that a mapping has no member with this key, unless one is there.  False: no memory. */
bool s7_draft_deny(struct s7_draft_tree *tree, struct s7_draft *mapping, const char *key,
                   const struct s7_csv_place *place);

/** Something in it is there. */
bool s7_draft_says(const struct s7_draft *node);

/** Nothing but texts, and lists of texts: it can stand in brackets. */
bool s7_draft_is_short(const struct s7_draft *node);

/** A new line of a list; NULL: no memory. */
struct s7_draft *s7_draft_append(struct s7_draft_tree *tree, struct s7_draft *list, enum s7_node_kind kind,
                                 const struct s7_csv_place *place);

/** Which node began in each line of a written tree, from line 1. */
struct s7_draft_lines {
    const struct s7_draft **list;
    size_t count, capacity;
    bool failed;
};

/** Writes the tree as YAML, a node per line, so that a line says which node it is.  End with free() of both. */
void s7_draft_write(const struct s7_draft_tree *tree, struct s7_fmt_out *out, struct s7_draft_lines *ret_lines);

/** Writes it for people: what holds nothing but texts and lists of texts stands in brackets. */
void s7_draft_write_short(const struct s7_draft_tree *tree, struct s7_fmt_out *out);

#endif
