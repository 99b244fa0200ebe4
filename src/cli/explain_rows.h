/* SPDX-License-Identifier: MIT
 *
 * cli/explain_rows.h — the tables that explain.c makes meanings of.
 */
#ifndef CLI_EXPLAIN_ROWS_H
#define CLI_EXPLAIN_ROWS_H

#include "cli/explain.h"

struct s7_explain_row {
    uint32_t number;
    enum s7_evidence evidence;
    const char *name;           /**< identifier; of a message what it says; NULL: none */
    const char *text;           /**< NULL: said elsewhere (layers) */
    const char *seen;           /**< of a message the programs that print it; NULL: see the note */
    int error;                  /**< of the operating system's words: what Sieben makes of it */
    enum s7_explain_kind means; /**< of a message: the row that it stands for */
    uint32_t meant;
    uint32_t entry; /**< of a sign or cause: its place in doctor/defs */
};

/** What is told of a code beyond its own table; texts are "" where there is nothing to tell. */
struct s7_explain_note {
    enum s7_explain_kind kind;
    uint32_t number;
    const char *seen, *causes, *remedy;
};

/** Row `index`, NULL behind the last one. */
const struct s7_explain_row *s7_explain_row_at(enum s7_explain_kind kind, size_t index);

/** Never NULL. */
const struct s7_explain_note *s7_explain_note_of(enum s7_explain_kind kind, uint32_t number);

/** Where codes of this kind and mark are seen that have no note. */
const char *s7_explain_usual(enum s7_explain_kind kind, enum s7_evidence evidence);

/** Note `index` of the table, NULL behind the last one. */
const struct s7_explain_note *s7_explain_note_at(size_t index);

#endif
