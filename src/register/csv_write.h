/* SPDX-License-Identifier: MIT
 *
 * register/csv_write.h — fields of separated values that no spreadsheet takes for a formula.
 *
 * A field that begins with = + - @, a tabulator or the end of a line gets an apostrophe in front unless it is a plain
 * number; so does one that begins with an apostrophe, so that a reader who takes one away from every field gets back
 * what was written; and a text that a spreadsheet would read as a number, day or truth value and give back as another
 * text ("007", "1.10", "1E5", "2026-01-02", "DEC1").  The text itself is written as it is, unlike in a report: it is to come back.
 */
#ifndef REGISTER_CSV_WRITE_H
#define REGISTER_CSV_WRITE_H

#include "plant/fmt_out.h"

enum s7_csv_holds {
    S7_CSV_HOLDS_VALUE, /**< a number, day or word, which may change its form */
    S7_CSV_HOLDS_TEXT   /**< what must come back as it is */
};

/** `last`: the record ends behind it, with CR LF. */
void s7_csv_write_field(struct s7_fmt_out *out, const char *text, enum s7_csv_holds holds, char separator,
                        bool last);

#endif
