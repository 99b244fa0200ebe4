/* SPDX-License-Identifier: MIT
 *
 * register/csv_write.h — fields of separated values that no spreadsheet takes for a formula.
 *
 * A field that begins with = + - @, a tabulator or the end of a line gets an apostrophe in front unless it is a plain
 * number; so does one that begins with an apostrophe, so that a reader who takes one away from every field gets back
 * what was written.  The text itself is written as it is, unlike in a report: it is to come back.
 */
#ifndef REGISTER_CSV_WRITE_H
#define REGISTER_CSV_WRITE_H

#include "plant/fmt_out.h"

/** `last`: the record ends behind it, with CR LF. */
void s7_csv_write_field(struct s7_fmt_out *out, const char *text, char separator, bool last);

#endif
