/* SPDX-License-Identifier: MIT
 *
 * report/text.h — parts of the text writer: marks, colours, flowing lines, grids.
 */
#ifndef REPORT_TEXT_H
#define REPORT_TEXT_H

#include "report/flow.h"
#include "report/grid.h"
#include "report/out.h"

enum { S7_TEXT_NOTE_SIZE = 16 };

/** A cell as it flows: mark, text, note.  `note` holds the last part as long as the flow is used. */
struct s7_flow s7_text_flow_of(const struct s7_report *report, const struct s7_report_cell *cell,
                               char note[S7_TEXT_NOTE_SIZE]);

/** Turns the colour of a meaning on; s7_text_plain() turns it off.  Nothing where there are no colours. */
void s7_text_colour(struct s7_report *report, enum s7_report_meaning meaning);
void s7_text_plain(struct s7_report *report, enum s7_report_meaning meaning);

/** Bold on or off, where there are colours. */
void s7_text_bold(struct s7_report *report, bool on);

/** Writes the characters of a line and moves the flow to the next one. */
void s7_text_line(struct s7_report *report, struct s7_flow *flow, const struct s7_flow_line *line);

/** Writes all lines of a flow, the second and later ones behind `indent` blanks; the first one begins there already. */
void s7_text_lines(struct s7_report *report, struct s7_flow flow, size_t indent,
                   enum s7_report_meaning meaning);

/** A line of our own under or between others: `unicode`, or `ascii`, `columns` times. */
void s7_text_rule(struct s7_report *report, const char *unicode, const char *ascii, size_t columns);

/** report/text_grid.c */
void s7_text_grid(struct s7_report *report, const struct s7_grid *grid);

#endif
