/* SPDX-License-Identifier: MIT
 *
 * unit/plant/fmt_scribble.h — plant files as people write them: the keys in any order, brackets or lines, quotes of every
 * kind, comments and empty lines everywhere, any indentation, any end of line.  Each of them loads.
 */
#ifndef TESTS_UNIT_PLANT_FMT_SCRIBBLE_H
#define TESTS_UNIT_PLANT_FMT_SCRIBBLE_H

#include "base/chance.h"
#include "base/strbuf.h"

struct scribble {
    struct s7_chance *chance;
    struct s7_strbuf *buf;
    unsigned comment_count; /**< comments "# c0; …", "# c1; …" */
    unsigned comment_odds;  /**< one of so many possible places has one */
    unsigned quote_odds;
    unsigned break_odds; /**< of a line's end within brackets */
    const char *newline;
};

/** Writes one plant file. */
void scribble_plant(struct scribble *scribble);

#endif
