/* SPDX-License-Identifier: MIT
 *
 * report/out.h — what every writer writes with: octets to the sink, the first failure kept, nothing after it.
 */
#ifndef REPORT_OUT_H
#define REPORT_OUT_H

#include "report/character.h"
#include "report/report.h"

/** Keeps the first failure. */
void s7_out_fail(struct s7_report *report, int failure);

void s7_out_octets(struct s7_report *report, const char *octets, size_t size);
/** Text that is ours and needs no escaping. */
void s7_out_text(struct s7_report *report, const char *text);
/** `text`, `count` times. */
void s7_out_repeat(struct s7_report *report, const char *text, size_t count);
void s7_out_number(struct s7_report *report, size_t number);
void s7_out_character(struct s7_report *report, uint32_t code);

/** Blanks that are written only if something follows them in the line. */
void s7_out_blanks(struct s7_report *report, size_t count);
/** Ends the line; blanks before it are dropped. */
void s7_out_line(struct s7_report *report);

/** An empty line, unless nothing has been written yet. */
void s7_out_parting(struct s7_report *report);

/** Calls `put` with every character of a text; preformatted: tabulators become blanks up to the next multiple of 8. */
typedef void s7_out_put(struct s7_report *report, uint32_t code);
void s7_out_each(struct s7_report *report, const char *text, s7_out_put *put);
void s7_out_each_preformatted(struct s7_report *report, const char *text, s7_out_put *put);

#endif
