/* SPDX-License-Identifier: MIT
 *
 * cli/page.h — a report as text on standard output: as wide, as colourful and in such characters as there are.
 */
#ifndef CLI_PAGE_H
#define CLI_PAGE_H

#include "report/report.h"

/** Columns of the terminal that a stream is, at least `least`; `otherwise` when it is none or does not tell. */
size_t s7_cli_page_width(int fd, size_t least, size_t otherwise);

/**
 * Begins a text on standard output.  Colours on a terminal and without NO_COLOR; marks in ASCII when the locale does not
 * say UTF-8.
 */
void s7_cli_page_begin(struct s7_report *report, const char *title);

/** @return 0, or S7_EXIT_USAGE after saying why it could not be written */
int s7_cli_page_end(struct s7_report *report);

#endif
