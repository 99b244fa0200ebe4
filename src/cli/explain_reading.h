/* SPDX-License-Identifier: MIT
 *
 * cli/explain_reading.h — what the steps of s7_explain_read() share: pieces of the text, numbers in it, the answer.
 */
#ifndef CLI_EXPLAIN_READING_H
#define CLI_EXPLAIN_READING_H

#include "cli/explain_answer.h"

/** A piece of the text that was asked. */
struct s7_explain_span {
    const char *at;
    size_t length;
};

/** How a number is written, and what it is when it is read in hex and as a decimal number. */
struct s7_explain_digits {
    size_t digits;
    bool prefix;  /**< 0x05, 16#05, 05h */
    bool hex;     /**< fits 32 bits */
    bool decimal; /**< digits without prefix and leading zero */
    uint32_t hex_value, decimal_value;
};

/* ---- letters and numbers: explain_digits.c ------------------------------------------------------------------------ */

bool s7_explain_is_digit(char c);
bool s7_explain_is_letter(char c);
/** 0 to 15, -1: no hex digit. */
int s7_explain_hex_value(char c);

/** Without blanks, quotes, brackets and punctuation around it. */
struct s7_explain_span s7_explain_trim(struct s7_explain_span span);

/** Reads "401", "-401", "0x8104", "W#16#8104", "8104h", and two octets "81 04", "81-04", "0x81/0x04". */
bool s7_explain_read_digits(struct s7_explain_span span, struct s7_explain_digits *ret_digits);

/* ---- codes: explain_code.c ---------------------------------------------------------------------------------------- */

/** Adds a meaning that is not there yet, while there is room; likewise to the nearest. */
void s7_explain_add(struct s7_explain_answer *answer, const struct s7_meaning *meaning);
void s7_explain_add_nearest(struct s7_explain_answer *answer, const struct s7_meaning *meaning);

/** Adds what a number may be as a code of this kind.  said: the kind was named, else it must be written as its codes are. */
void s7_explain_add_digits(struct s7_explain_answer *answer, enum s7_explain_kind kind,
                           const struct s7_explain_digits *digits, bool said);

/** A number alone, or behind the name of its kind: adds the meanings, or the nearest; false: it is neither. */
bool s7_explain_read_bare(struct s7_explain_answer *answer, struct s7_explain_span asked);
bool s7_explain_read_said(struct s7_explain_answer *answer, struct s7_explain_span asked);

/** What follows the name of a kind as its code. */
bool s7_explain_read_code(struct s7_explain_answer *answer, enum s7_explain_kind kind,
                          struct s7_explain_span rest);

#endif
