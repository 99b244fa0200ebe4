/* SPDX-License-Identifier: MIT
 *
 * cli/explain.h — what a code, name or message means: one knowledge for `sieben explain`, its list and docs/codes.md.
 *
 * The knowledge lies where it belongs: texts of the errors in sieben/error.def, of the codes on the wire in wire/defs,
 * of STATUS in sieben/block_status.def; what a code leads to is asked of engine and block.  cli/defs/explain_*.def add
 * what is told here alone.  A kind is one table of codes; the same number may be a code of several kinds.
 */
#ifndef CLI_EXPLAIN_H
#define CLI_EXPLAIN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "profile/profile.h"

enum s7_explain_kind {
#define S7_EXPLAIN_KIND(name, word, title, words, hex, dec_least, dec_most, prefix, told_by) S7_EXPLAIN_##name,
#include "cli/defs/explain_kind.def"
#undef S7_EXPLAIN_KIND
    S7_EXPLAIN_KIND_COUNT
};

/** What is said about a kind as a whole, and how its numbers are written. */
struct s7_explain_form {
    const char *word;  /**< stable id: "item" */
    const char *title; /**< "item return code" */
    const char *words; /**< what may stand before a number, separated by '|'; the first one is used in texts */
    unsigned hex;      /**< so many hex digits are such a code without the word; 0: hex is not expected */
    unsigned dec_least, dec_most; /**< such decimal numbers are, too; dec_most 0: none */
    bool prefix;                  /**< "0x05" may be one */
    const char *told_by;          /**< where it stands: what tells it from other meanings of the same number */
};

enum { S7_MEANING_ERRORS = 48 };

/** One meaning. */
struct s7_meaning {
    enum s7_explain_kind kind;
    uint32_t number;  /**< 0 also for what has only a name */
    uint32_t entry;   /**< of a sign or cause: its place in doctor/defs */
    char code[96];    /**< as it is written: "0x8104", "ACCESS_PUT_GET (401)" */
    const char *name; /**< identifier, NULL: a number only */
    char text[400];   /**< what it means */
    char seen[640];   /**< where it is seen, and whether recordings show it */
    enum s7_evidence evidence;
    const char *rules_out;         /**< what it proves to be in order, "": nothing */
    const char *causes;            /**< most likely first, separated by '|'; "": none, or told by the doctor */
    const char *remedy;            /**< separated by '|' */
    int errors[S7_MEANING_ERRORS]; /**< what Sieben makes of it, or of what makes it */
    size_t error_count;
    int status; /**< STATUS of GET and PUT that follows, -1: none */
};

/** The form of a kind. */
const struct s7_explain_form *s7_explain_form(enum s7_explain_kind kind);

/** Row `index` of the table of a kind; false behind the last one. */
bool s7_explain_at(enum s7_explain_kind kind, size_t index, struct s7_meaning *ret_meaning);

/**
 * What `number` means as a code of this kind.  System status lists are found by the number of the list in the id; of an
 * event that has no text the class is told when `any` is set.
 */
bool s7_explain_number(enum s7_explain_kind kind, uint32_t number, bool any, struct s7_meaning *ret_meaning);

/** The row of this kind with this identifier, in any case of letters. */
bool s7_explain_name(enum s7_explain_kind kind, const char *name, size_t length,
                     struct s7_meaning *ret_meaning);

#endif
