/* SPDX-License-Identifier: MIT
 *
 * report/flow.h — text that flows into lines of a width: broken at blanks, a word that is too long where it must.
 */
#ifndef REPORT_FLOW_H
#define REPORT_FLOW_H

#include "report/character.h"

enum { S7_FLOW_PARTS = 4 };

/** A text in parts, and how far it was taken.  The parts may be handed in anew: the place stays. */
struct s7_flow {
    const char *parts[S7_FLOW_PARTS]; /**< read one after the other; NULL like "" */
    size_t part;                      /**< the place: in which part … */
    size_t offset;                    /**< … and how many octets into it */
};

/** The character at the place, which moves behind it; `taken` is 0 at the end. */
struct s7_character s7_flow_next(struct s7_flow *flow);

bool s7_flow_is_done(const struct s7_flow *flow);

struct s7_flow_line {
    size_t count;   /**< characters in the line, from the place on */
    size_t columns; /**< that they take */
    size_t dropped; /**< characters behind them that the line break takes the place of */
};

/**
 * The next line, at most `width` columns wide (0: no limit).  A line has at least one character, so a wide one
 * overflows a width of 1.  The place does not move: take `count` characters, then drop `dropped`.
 */
struct s7_flow_line s7_flow_line_of(const struct s7_flow *flow, size_t width);

/** Columns of the widest line without a limit, and of the longest word. */
void s7_flow_measure(const struct s7_flow *flow, size_t *ret_line, size_t *ret_word);

#endif
