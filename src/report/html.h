/* SPDX-License-Identifier: MIT
 *
 * report/html.h — parts of the HTML writer.
 *
 * One file that needs nothing else and runs nothing: it forbids itself every request and script (Content-Security-
 * Policy).  It follows light and dark, and prints on A4 in light colours.
 */
#ifndef REPORT_HTML_H
#define REPORT_HTML_H

#include "report/grid.h"

/** Text as content of an element or of a quoted attribute; a new line becomes <br>, a blank, or stays. */
void s7_html_text(struct s7_report *report, const char *text);
void s7_html_title(struct s7_report *report, const char *text);
void s7_html_preformatted(struct s7_report *report, const char *text);

/** Mark, text and note of a cell. */
void s7_html_cell(struct s7_report *report, const struct s7_grid_cell *cell);

/** report/html_style.c: the content of the style element. */
void s7_html_style(struct s7_report *report);

/** report/html_grid.c */
void s7_html_grid(struct s7_report *report, const struct s7_grid *grid);

#endif
